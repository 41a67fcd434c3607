//! Subscriptions to notifications.

use serde_json::json;

use super::super::Answered;
use super::super::rules::roles::{ANY, Role, require};
use super::super::state::places::{acl_subscriptions, calendar_subscriptions, event_subscriptions};
use crate::mock::problem::Problem;
use crate::mock::state::{Fields, Place, Work};

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
    Ok(acl_subscriptions(&require(work, Role::FreeBusyReader, ANY)?.id))
}

fn events(work: &Work<'_>) -> Result<Place, Problem> {
    Ok(event_subscriptions(&require(work, Role::Reader, ANY)?.id))
}

pub(in crate::mock) fn to_calendars(work: &mut Work<'_>) -> Answered {
    begin(work, &calendar_subscriptions())
}

pub(in crate::mock) fn end_to_calendars(work: &mut Work<'_>) -> Answered {
    end(work, &calendar_subscriptions())
}

pub(in crate::mock) fn to_acls(work: &mut Work<'_>) -> Answered {
    let place = acls(work)?;
    begin(work, &place)
}

pub(in crate::mock) fn end_to_acls(work: &mut Work<'_>) -> Answered {
    let place = acls(work)?;
    end(work, &place)
}

pub(in crate::mock) fn to_events(work: &mut Work<'_>) -> Answered {
    let place = events(work)?;
    begin(work, &place)
}

pub(in crate::mock) fn end_to_events(work: &mut Work<'_>) -> Answered {
    let place = events(work)?;
    end(work, &place)
}
