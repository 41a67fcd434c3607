//! Members of a calendar.

use serde_json::json;

use super::super::problem::Problem;
use super::super::state::{Fields, Place, Work, fields};
use super::roles::{Role, WRITABLE, calendars, require, text};
use super::{Answered, attendees, lists, news, users};

/// Where the members of a calendar are.
pub(super) fn place(calendar: &str) -> Place {
    calendars().within(calendar, "calendar_acl")
}

/// The ID of a user's ACL, within any calendar.
pub(super) fn id_of(user: &str) -> String {
    format!("user_{}", users::name_of(user))
}

/// Gives a user a role.
pub(super) fn add(work: &mut Work<'_>, calendar: &str, user: &str, role: Role) -> Result<String, Problem> {
    put(work, calendar, user, role.as_str())
}

fn put(work: &mut Work<'_>, calendar: &str, user: &str, role: &str) -> Result<String, Problem> {
    let id = id_of(user);
    let scope = json!({ "type": "user", "user_id": user });
    let value = fields([("acl_id", json!(id)), ("role", json!(role)), ("scope", scope)]);
    work.world.insert(&place(calendar), &id, value, Fields::new())?;
    Ok(id)
}

pub(super) fn create(work: &mut Work<'_>) -> Answered {
    let calendar = require(work, Role::Owner, WRITABLE)?;
    let Some((kind, operation)) = work.operation() else { return Ok(None) };
    let scope = work.value("scope").unwrap_or_default();
    let user = scope["user_id"].as_str().unwrap_or_default().to_owned();
    let role = work.text("role");
    let id = put(work, &calendar.id, &user, &role)?;
    tell(work, &calendar.id, &user);
    news::about_acl(work, &calendar.id, "created", (&id, &role, &user));
    let acl = work.find(kind, &place(&calendar.id), &id)?.value.clone();
    Ok(Some(work.one(operation, acl)))
}

/// The role of a member shows in that member's list of calendars.
fn tell(work: &mut Work<'_>, calendar: &str, user: &str) {
    if work.world.change(&lists::of(user), calendar).is_some() {
        news::about_list(work, &[user.to_owned()].into());
    }
}

pub(super) fn list(work: &mut Work<'_>) -> Answered {
    require(work, Role::Owner, WRITABLE)?;
    attendees::raise_page_size(work);
    work.perform()
}

pub(super) fn delete(work: &mut Work<'_>) -> Answered {
    let calendar = require(work, Role::Owner, WRITABLE)?;
    let kind = work.kind("calendar_acl")?;
    let id = work.text(kind.id());
    let acl = work.find(kind, &place(&calendar.id), &id)?.value.clone();
    work.world.remove(&place(&calendar.id), &id);
    let user = acl["scope"]["user_id"].as_str().unwrap_or_default();
    tell(work, &calendar.id, user);
    news::about_acl(work, &calendar.id, "deleted", (&id, text(&acl, "role"), user));
    Ok(Some(json!({})))
}
