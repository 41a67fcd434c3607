//! Calendars: primary ones, which exist without being created, and shared ones.

use serde_json::{Value, json};

use super::super::Answered;
use super::super::rules::primaries::{add, primary_of};
use super::super::rules::roles::{ANY, Calendar, Role, require, senseless};
use super::super::rules::{acls, invitations, lists, news, view};
use super::super::state::places::{calendars, list_of};
use super::super::state::text;
use crate::mock::problem::Problem;
use crate::mock::state::ChangeType;
use crate::mock::state::{Fields, Item, Work};

/// Settings of the calling identity only.
const OWN: [&str; 2] = ["color", "summary_alias"];

/// Only subscribers can change settings of subscribers.
const NOT_SUBSCRIBED: i64 = 191_009;

fn seen(work: &Work<'_>, id: &str) -> Option<Fields> {
    let calendar = work.world.get(&calendars(), id)?;
    Some(view::calendar(work, work.caller.key(), (id, calendar)))
}

/// A response with one calendar.
fn answer(work: &Work<'_>, id: &str) -> Option<Value> {
    let (_, operation) = work.operation()?;
    Some(work.one(operation, seen(work, id)?))
}

/// A primary calendar and its owner. An application's bot has an open ID, too.
fn owned(work: &mut Work<'_>, who: &str) -> Result<Value, Problem> {
    let id = primary_of(work, who)?;
    let user = if who.starts_with("ou_") { who.to_owned() } else { format!("ou_{who}") };
    Ok(json!({ "calendar": seen(work, &id), "user_id": user }))
}

pub(in crate::mock) fn primary(work: &mut Work<'_>) -> Answered {
    if work.caller.user.is_none() && work.text("user_id_type") == "user_id" {
        return Err(senseless(work, "with a tenant token `user_id_type` may not be `user_id`"));
    }
    let who = work.caller.key().to_owned();
    Ok(Some(json!({ "calendars": [owned(work, &who)?] })))
}

pub(in crate::mock) fn primarys(work: &mut Work<'_>) -> Answered {
    let mut found = Vec::new();
    for user in work.list("user_ids") {
        found.push(owned(work, user.as_str().unwrap_or_default())?);
    }
    Ok(Some(json!({ "calendars": found })))
}

pub(in crate::mock) fn get(work: &mut Work<'_>) -> Answered {
    let calendar = require(work, Role::FreeBusyReader, ANY)?;
    Ok(answer(work, &calendar.id))
}

pub(in crate::mock) fn mget(work: &mut Work<'_>) -> Answered {
    let mut found = Vec::new();
    for id in work.list("calendar_ids") {
        work.given.insert("calendar_id".to_owned(), id);
        let calendar = require(work, Role::FreeBusyReader, ANY)?;
        found.extend(seen(work, &calendar.id));
    }
    Ok(work.operation().map(|(_, operation)| work.several(operation, found)))
}

pub(in crate::mock) fn create(work: &mut Work<'_>) -> Answered {
    let mut value = work.new_item(work.kind("calendar")?);
    let own = take_own(&mut value);
    value.insert("type".to_owned(), "shared".into());
    let who = work.caller.key().to_owned();
    let id = add(work, &who, value, own)?;
    if work.caller.user.is_some() {
        acls::add(work, &id, &who, Role::Owner.as_str())?;
    }
    news::about_calendar(work, &id);
    Ok(answer(work, &id))
}

/// The caller's own settings among all that were sent.
fn take_own(value: &mut Fields) -> Fields {
    OWN.iter().filter_map(|name| Some(((*name).to_owned(), value.remove(*name)?))).collect()
}

pub(in crate::mock) fn patch(work: &mut Work<'_>) -> Answered {
    let calendar = require(work, Role::FreeBusyReader, ANY)?;
    let mut shared = work.changes(work.kind("calendar")?);
    let own = take_own(&mut shared);
    if !shared.is_empty() {
        require(work, Role::Owner, ANY)?;
    }
    let who = work.caller.key().to_owned();
    let is_subscribed = work.world.get(&list_of(&who), &calendar.id).is_some();
    if !is_subscribed && calendar.role != Role::Owner {
        return Err(Problem::new(NOT_SUBSCRIBED).hint("subscribe to the calendar first"));
    }
    check_alias(work, &calendar, &own)?;
    if let Some(entry) = work.world.change(&list_of(&who), &calendar.id) {
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

pub(in crate::mock) fn delete(work: &mut Work<'_>) -> Answered {
    let calendar = require(work, Role::Owner, &["shared"])?;
    news::about_calendar(work, &calendar.id);
    let invited: Vec<(String, Item)> =
        work.world.items(&calendar.events).map(|(id, event)| (id.to_owned(), event.clone())).collect();
    for (id, event) in invited {
        invitations::withdraw(work, &calendar.id, (&id, &event), ChangeType::Delete);
    }
    for subscriber in lists::subscribers(work, &calendar.id) {
        work.world.remove(&list_of(&subscriber), &calendar.id);
    }
    work.world.remove(&calendars(), &calendar.id);
    Ok(Some(json!({})))
}
