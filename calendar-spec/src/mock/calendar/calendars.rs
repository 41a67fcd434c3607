//! Calendars: primary ones, which come by themselves, and shared ones.

use serde_json::{Value, json};

use super::super::problem::Problem;
use super::super::push::ChangeType;
use super::super::state::{Fields, Item, Place, Work, fields};
use super::roles::{ANY, Calendar, Role, calendars, require, role_of, senseless, text};
use super::{Answered, acls, lists, news, users};

/// What holds for the calling identity alone.
const OWN: [&str; 2] = ["color", "summary_alias"];

/// The color of a calendar that nobody gave one.
const COLOR: i64 = -14_513_409;

/// A non-subscriber cannot change what holds for subscribers alone.
const NOT_SUBSCRIBED: i64 = 191_009;

/// A calendar as someone sees it.
pub(super) fn seen_by(work: &Work<'_>, who: &str, (id, calendar): (&str, &Item)) -> Fields {
    let mut shown = calendar.value.clone();
    shown.insert("color".to_owned(), COLOR.into());
    shown.insert("summary_alias".to_owned(), "".into());
    if let Some(entry) = work.world.get(&lists::of(who), id) {
        shown.extend(entry.value.clone());
    }
    shown.insert("role".to_owned(), role_of(work, who, (id, calendar)).as_str().into());
    shown
}

fn seen(work: &Work<'_>, id: &str) -> Option<Fields> {
    let calendar = work.world.get(&calendars(), id)?;
    Some(seen_by(work, work.caller.key(), (id, calendar)))
}

/// The answer with one calendar.
fn answer(work: &Work<'_>, id: &str) -> Option<Value> {
    let (_, operation) = work.operation()?;
    Some(work.one(operation, seen(work, id)?))
}

/// Adds a calendar, to which its owner is subscribed.
fn add(work: &mut Work<'_>, owner: &str, mut value: Fields, own: Fields) -> Result<String, Problem> {
    let kind = work.kind("calendar")?;
    let id = work.new_id(kind);
    value.insert(kind.id().to_owned(), Value::from(id.as_str()));
    value.insert("is_deleted".to_owned(), false.into());
    value.insert("is_third_party".to_owned(), false.into());
    work.world.insert(&calendars(), &id, value, fields([("owner", json!(owner)), ("subscribers", json!([]))]))?;
    lists::add(work, owner, &id, own)?;
    Ok(id)
}

/// The IDs of primary calendars, by whose they are.
fn primaries() -> Place {
    Place::root("primary")
}

/// The primary calendar of a user, an application or a room; it comes into being when it is first asked for.
pub(super) fn primary_of(work: &mut Work<'_>, who: &str) -> Result<String, Problem> {
    if let Some(known) = known_primary_of(work, who) {
        return Ok(known);
    }
    let of_type = if who.starts_with("omm_") { "resource" } else { "primary" };
    let value = fields([
        ("summary", json!(users::name_of(who))),
        ("description", json!("")),
        ("permissions", json!("show_only_free_busy")),
        ("type", json!(of_type)),
    ]);
    let id = add(work, who, value, Fields::new())?;
    work.world.insert(&primaries(), who, fields([("calendar_id", json!(id))]), Fields::new())?;
    Ok(id)
}

/// The primary calendar of someone, if there has been reason for it to come into being.
pub(super) fn known_primary_of(work: &Work<'_>, who: &str) -> Option<String> {
    let known = work.world.get(&primaries(), who)?;
    Some(text(&known.value, "calendar_id").to_owned())
}

/// A primary calendar and whose it is. The bot of an application has an open ID, too.
fn owned(work: &mut Work<'_>, who: &str) -> Result<Value, Problem> {
    let id = primary_of(work, who)?;
    let user = if who.starts_with("ou_") { who.to_owned() } else { format!("ou_{who}") };
    Ok(json!({ "calendar": seen(work, &id), "user_id": user }))
}

pub(super) fn primary(work: &mut Work<'_>) -> Answered {
    if work.caller.user.is_none() && work.text("user_id_type") == "user_id" {
        return Err(senseless(work, "with a tenant token `user_id_type` may not be `user_id`"));
    }
    let who = work.caller.key().to_owned();
    Ok(Some(json!({ "calendars": [owned(work, &who)?] })))
}

pub(super) fn primarys(work: &mut Work<'_>) -> Answered {
    let mut found = Vec::new();
    for user in work.list("user_ids") {
        found.push(owned(work, user.as_str().unwrap_or_default())?);
    }
    Ok(Some(json!({ "calendars": found })))
}

pub(super) fn get(work: &mut Work<'_>) -> Answered {
    let calendar = require(work, Role::FreeBusyReader, ANY)?;
    Ok(answer(work, &calendar.id))
}

pub(super) fn mget(work: &mut Work<'_>) -> Answered {
    let mut found = Vec::new();
    for id in work.list("calendar_ids") {
        work.given.insert("calendar_id".to_owned(), id);
        let calendar = require(work, Role::FreeBusyReader, ANY)?;
        found.extend(seen(work, &calendar.id));
    }
    Ok(work.operation().map(|(_, operation)| work.several(operation, found)))
}

pub(super) fn create(work: &mut Work<'_>) -> Answered {
    let mut value = work.new_item(work.kind("calendar")?);
    let own = take_own(&mut value);
    value.insert("type".to_owned(), "shared".into());
    let who = work.caller.key().to_owned();
    let id = add(work, &who, value, own)?;
    if work.caller.user.is_some() {
        acls::add(work, &id, &who, Role::Owner)?;
    }
    news::about_calendar(work, &id);
    Ok(answer(work, &id))
}

/// What holds for the caller alone, out of what holds for all.
fn take_own(value: &mut Fields) -> Fields {
    OWN.iter().filter_map(|name| Some(((*name).to_owned(), value.remove(*name)?))).collect()
}

pub(super) fn patch(work: &mut Work<'_>) -> Answered {
    let calendar = require(work, Role::FreeBusyReader, ANY)?;
    let mut shared = work.changes(work.kind("calendar")?);
    let own = take_own(&mut shared);
    if !shared.is_empty() {
        require(work, Role::Owner, ANY)?;
    }
    let who = work.caller.key().to_owned();
    let is_subscribed = work.world.get(&lists::of(&who), &calendar.id).is_some();
    if !is_subscribed && calendar.role != Role::Owner {
        return Err(Problem::new(NOT_SUBSCRIBED).hint("subscribe to the calendar first"));
    }
    check_alias(work, &calendar, &own)?;
    if let Some(entry) = work.world.change(&lists::of(&who), &calendar.id) {
        entry.value.extend(own);
    }
    if shared.is_empty() {
        news::about_list(work, &[who].into());
    } else {
        if let Some(item) = work.world.change(&calendars(), &calendar.id) {
            item.value.extend(shared);
        }
        lists::touch(work, &calendar.id);
        news::about_calendar(work, &calendar.id);
    }
    Ok(answer(work, &calendar.id))
}

fn check_alias(work: &Work<'_>, calendar: &Calendar, own: &Fields) -> Result<(), Problem> {
    let item = work.world.get(&calendars(), &calendar.id);
    let is_room = item.is_some_and(|item| text(&item.value, "type") == "resource");
    if is_room && own.contains_key("summary_alias") {
        return Err(senseless(work, "the calendar of a meeting room takes no `summary_alias`"));
    }
    Ok(())
}

pub(super) fn delete(work: &mut Work<'_>) -> Answered {
    let calendar = require(work, Role::Owner, &["shared"])?;
    news::about_calendar(work, &calendar.id);
    let invited: Vec<(String, Item)> =
        work.world.items(&calendar.events).map(|(id, event)| (id.to_owned(), event.clone())).collect();
    for (id, event) in invited {
        super::invitations::withdraw(work, &calendar.id, (&id, &event), ChangeType::Delete);
    }
    for subscriber in lists::subscribers(work, &calendar.id) {
        work.world.remove(&lists::of(&subscriber), &calendar.id);
    }
    work.world.remove(&calendars(), &calendar.id);
    Ok(Some(json!({})))
}
