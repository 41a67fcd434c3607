//! Members of a calendar.

use serde_json::json;

use super::super::Answered;
use super::super::rules::acls::add;
use super::super::rules::attendees::raise_page_size;
use super::super::rules::news;
use super::super::rules::roles::{Role, WRITABLE, require};
use super::super::state::places::{acls_of, list_of};
use super::super::state::text;
use crate::mock::state::Work;

pub(in crate::mock) fn create(work: &mut Work<'_>) -> Answered {
    let calendar = require(work, Role::Owner, WRITABLE)?;
    let Some((kind, operation)) = work.operation() else { return Ok(None) };
    let scope = work.value("scope").unwrap_or_default();
    let user = scope["user_id"].as_str().unwrap_or_default().to_owned();
    let role = work.text("role");
    let id = add(work, &calendar.id, &user, &role)?;
    tell(work, &calendar.id, &user);
    news::about_acl(work, &calendar.id, "created", (&id, &role, &user));
    let acl = work.find(kind, &acls_of(&calendar.id), &id)?.value.clone();
    Ok(Some(work.one(operation, acl)))
}

pub(in crate::mock) fn list(work: &mut Work<'_>) -> Answered {
    require(work, Role::Owner, WRITABLE)?;
    raise_page_size(work);
    work.perform()
}

pub(in crate::mock) fn delete(work: &mut Work<'_>) -> Answered {
    let calendar = require(work, Role::Owner, WRITABLE)?;
    let kind = work.kind("calendar_acl")?;
    let id = work.text(kind.id());
    let acl = work.find(kind, &acls_of(&calendar.id), &id)?.value.clone();
    work.world.remove(&acls_of(&calendar.id), &id);
    let user = acl["scope"]["user_id"].as_str().unwrap_or_default();
    tell(work, &calendar.id, user);
    news::about_acl(work, &calendar.id, "deleted", (&id, text(&acl, "role"), user));
    Ok(Some(json!({})))
}

/// The role of a member is shown in that member's list of calendars.
fn tell(work: &mut Work<'_>, calendar: &str, user: &str) {
    if work.world.change(&list_of(user), calendar).is_some() {
        news::about_list(work, &[user.to_owned()].into());
    }
}
