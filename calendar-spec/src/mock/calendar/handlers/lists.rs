//! Lists of calendars: what an identity is subscribed to.

use serde_json::{Value, json};

use super::super::Answered;
use super::super::rules::lists::{add, note_subscribers, subscribers};
use super::super::rules::primaries::primary_of;
use super::super::rules::roles::{ANY, Role, WRITABLE, require};
use super::super::rules::{news, view};
use super::super::state::places::{calendars, list_of};
use super::super::state::text;
use crate::mock::problem::Problem;
use crate::mock::state::{Change, Fields, Work};

const NOT_ALLOWED: i64 = 191_006;
const NOT_SUBSCRIBED: i64 = 191_007;
const IS_PRIMARY: i64 = 191_008;

pub(in crate::mock) fn list(work: &mut Work<'_>) -> Answered {
    let Some((kind, operation)) = work.operation() else { return Ok(None) };
    let who = work.caller.key().to_owned();
    primary_of(work, &who)?;
    let listing = work.listing(kind, list_of(&who), Value::Null)?;
    let page = work.page(&listing, |id, change| match change {
        Change::Now(_) => work.world.get(&calendars(), id).map(|calendar| view::calendar(work, &who, (id, calendar))),
        Change::Gone(value) => Some(kind.marked(id, value)),
    });
    Ok(Some(work.paged(Some(operation), page)))
}

pub(in crate::mock) fn subscribe(work: &mut Work<'_>) -> Answered {
    let kind = work.kind("calendar")?;
    let id = work.text(kind.id());
    let calendar = work.find(kind, &calendars(), &id)?;
    let is_private = text(&calendar.value, "permissions") == "private";
    let is_of_bot = text(&calendar.value, "type") == "primary" && !text(&calendar.facts, "owner").starts_with("ou_");
    if is_private || is_of_bot {
        let hint = "private calendars and primary calendars of bots cannot be subscribed to";
        return Err(Problem::new(NOT_ALLOWED).hint(hint));
    }
    require(work, Role::FreeBusyReader, WRITABLE)?;
    let who = work.caller.key().to_owned();
    if work.world.get(&list_of(&who), &id).is_none() {
        add(work, &who, &id, Fields::new())?;
        news::about_list(work, &[who.clone()].into());
    }
    let calendar = work.find(kind, &calendars(), &id)?;
    Ok(Some(json!({ "calendar": view::calendar(work, &who, (&id, calendar)) })))
}

pub(in crate::mock) fn unsubscribe(work: &mut Work<'_>) -> Answered {
    let calendar = require(work, Role::FreeBusyReader, ANY)?;
    let who = work.caller.key().to_owned();
    if primary_of(work, &who)? == calendar.id {
        return Err(Problem::new(IS_PRIMARY));
    }
    if work.world.remove(&list_of(&who), &calendar.id).is_none() {
        return Err(Problem::new(NOT_SUBSCRIBED));
    }
    let mut known = subscribers(work, &calendar.id);
    known.remove(&who);
    note_subscribers(work, &calendar.id, known);
    news::about_list(work, &[who].into());
    Ok(Some(json!({})))
}
