//! Who wants to be notified of what.

use std::collections::BTreeSet;

use serde_json::json;

use super::super::problem::Problem;
use super::super::state::{Fields, Place, Work};
use super::Answered;
use super::roles::{ANY, Role, calendars, require};

/// Users who want to be told about their lists of calendars.
pub(super) fn of_calendars() -> Place {
    Place::root("subscription")
}

/// Users who want to be told about the members of a calendar.
pub(super) fn of_acls(calendar: &str) -> Place {
    calendars().within(calendar, "calendar_acl_subscription")
}

/// Users who want to be told about the events of a calendar.
pub(super) fn of_events(calendar: &str) -> Place {
    calendars().within(calendar, "calendar_event_subscription")
}

/// Who has subscribed at a place.
pub(super) fn users(work: &Work<'_>, place: &Place) -> BTreeSet<String> {
    work.world.items(place).map(|(user, _)| user.to_owned()).collect()
}

fn begin(work: &mut Work<'_>, place: &Place) -> Answered {
    let user = work.caller.key().to_owned();
    work.world.insert(place, &user, Fields::new(), Fields::new())?;
    Ok(Some(json!({})))
}

#[allow(clippy::unnecessary_wraps, reason = "an endpoint answers with it")]
fn end(work: &mut Work<'_>, place: &Place) -> Answered {
    let user = work.caller.key().to_owned();
    work.world.remove(place, &user);
    Ok(Some(json!({})))
}

fn acls(work: &Work<'_>) -> Result<Place, Problem> {
    Ok(of_acls(&require(work, Role::FreeBusyReader, ANY)?.id))
}

fn events(work: &Work<'_>) -> Result<Place, Problem> {
    Ok(of_events(&require(work, Role::Reader, ANY)?.id))
}

pub(super) fn to_calendars(work: &mut Work<'_>) -> Answered {
    begin(work, &of_calendars())
}

pub(super) fn end_to_calendars(work: &mut Work<'_>) -> Answered {
    end(work, &of_calendars())
}

pub(super) fn to_acls(work: &mut Work<'_>) -> Answered {
    let place = acls(work)?;
    begin(work, &place)
}

pub(super) fn end_to_acls(work: &mut Work<'_>) -> Answered {
    let place = acls(work)?;
    end(work, &place)
}

pub(super) fn to_events(work: &mut Work<'_>) -> Answered {
    let place = events(work)?;
    begin(work, &place)
}

pub(super) fn end_to_events(work: &mut Work<'_>) -> Answered {
    let place = events(work)?;
    end(work, &place)
}
