//! Lists of calendars: each identity has one, with the calendars that it has subscribed to and what it calls them.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::super::problem::Problem;
use super::super::state::{Change, Fields, Place, Work};
use super::calendars::{primary_of, seen_by};
use super::roles::{ANY, Role, WRITABLE, calendars, require, text};
use super::{Answered, news};

/// How many calendars one identity may subscribe to.
const MOST: usize = 1000;

const TOO_MANY: i64 = 191_005;
const NOT_ALLOWED: i64 = 191_006;
const NOT_SUBSCRIBED: i64 = 191_007;
const IS_PRIMARY: i64 = 191_008;

/// Where the list of someone is.
pub(super) fn of(who: &str) -> Place {
    Place::root("list").within(who, "calendar")
}

/// Who has subscribed to a calendar.
pub(super) fn subscribers(work: &Work<'_>, calendar: &str) -> BTreeSet<String> {
    let item = work.world.get(&calendars(), calendar);
    item.into_iter().flat_map(|item| item.texts("subscribers")).map(str::to_owned).collect()
}

fn note_subscribers(work: &mut Work<'_>, calendar: &str, subscribers: BTreeSet<String>) {
    if let Some(facts) = work.world.facts(&calendars(), calendar) {
        facts.insert("subscribers".to_owned(), subscribers.into_iter().map(Value::from).collect());
    }
}

/// Puts a calendar onto the list of someone.
pub(super) fn add(work: &mut Work<'_>, who: &str, calendar: &str, own: Fields) -> Result<(), Problem> {
    let list = of(who);
    if work.world.shelf(&list).is_some_and(|shelf| shelf.len() >= MOST) {
        return Err(Problem::new(TOO_MANY).hint(format!("`{who}` has subscribed to {MOST} calendars")));
    }
    work.world.insert(&list, calendar, own, Fields::new())?;
    let mut known = subscribers(work, calendar);
    known.insert(who.to_owned());
    note_subscribers(work, calendar, known);
    Ok(())
}

/// Tells all lists that a calendar has changed.
pub(super) fn touch(work: &mut Work<'_>, calendar: &str) {
    for who in subscribers(work, calendar) {
        work.world.change(&of(&who), calendar);
    }
}

pub(super) fn list(work: &mut Work<'_>) -> Answered {
    let Some((kind, operation)) = work.operation() else { return Ok(None) };
    let who = work.caller.key().to_owned();
    primary_of(work, &who)?;
    let listing = work.listing(kind, of(&who), Value::Null)?;
    let page = work.page(&listing, |id, change| match change {
        Change::Now(_) => work.world.get(&calendars(), id).map(|calendar| seen_by(work, &who, (id, calendar))),
        Change::Gone(value) => Some(kind.marked(id, value)),
    });
    Ok(Some(work.paged(Some(operation), page)))
}

pub(super) fn subscribe(work: &mut Work<'_>) -> Answered {
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
    if work.world.get(&of(&who), &id).is_none() {
        add(work, &who, &id, Fields::new())?;
        news::about_list(work, &[who.clone()].into());
    }
    let calendar = work.find(kind, &calendars(), &id)?;
    Ok(Some(json!({ "calendar": seen_by(work, &who, (&id, calendar)) })))
}

pub(super) fn unsubscribe(work: &mut Work<'_>) -> Answered {
    let calendar = require(work, Role::FreeBusyReader, ANY)?;
    let who = work.caller.key().to_owned();
    if primary_of(work, &who)? == calendar.id {
        return Err(Problem::new(IS_PRIMARY));
    }
    if work.world.remove(&of(&who), &calendar.id).is_none() {
        return Err(Problem::new(NOT_SUBSCRIBED));
    }
    let mut known = subscribers(work, &calendar.id);
    known.remove(&who);
    note_subscribers(work, &calendar.id, known);
    news::about_list(work, &[who].into());
    Ok(Some(json!({})))
}
