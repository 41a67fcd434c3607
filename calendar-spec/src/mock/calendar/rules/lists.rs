//! Lists of calendars: each identity has one, with its subscriptions and its own names for them.

use std::collections::BTreeSet;

use serde_json::Value;

use super::super::state::places::{calendars, list_of};
use crate::mock::problem::Problem;
use crate::mock::state::{Fields, Work};

/// The most calendars that one identity may subscribe to.
const MOST: usize = 1000;

const TOO_MANY: i64 = 191_005;

/// The subscribers of a calendar.
pub(in crate::mock) fn subscribers(work: &Work<'_>, calendar: &str) -> BTreeSet<String> {
    let item = work.world.get(&calendars(), calendar);
    item.into_iter().flat_map(|item| item.texts("subscribers")).map(str::to_owned).collect()
}

pub(in crate::mock) fn note_subscribers(work: &mut Work<'_>, calendar: &str, subscribers: BTreeSet<String>) {
    if let Some(facts) = work.world.facts(&calendars(), calendar) {
        facts.insert("subscribers".to_owned(), subscribers.into_iter().map(Value::from).collect());
    }
}

/// Adds a calendar to the list of an identity.
pub(in crate::mock) fn add(work: &mut Work<'_>, who: &str, calendar: &str, own: Fields) -> Result<(), Problem> {
    let list = list_of(who);
    if work.world.shelf(&list).is_some_and(|shelf| shelf.len() >= MOST) {
        return Err(Problem::new(TOO_MANY).hint(format!("`{who}` has subscribed to {MOST} calendars")));
    }
    work.world.insert(&list, calendar, own, Fields::new())?;
    let mut known = subscribers(work, calendar);
    known.insert(who.to_owned());
    note_subscribers(work, calendar, known);
    Ok(())
}

/// Notes in all lists that a calendar has changed.
pub(in crate::mock) fn touch(work: &mut Work<'_>, calendar: &str) {
    for who in subscribers(work, calendar) {
        work.world.change(&list_of(&who), calendar);
    }
}
