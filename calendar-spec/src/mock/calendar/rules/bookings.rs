//! Booking meeting rooms: the decision is made at once and reported some seconds later.

use serde_json::Value;

use super::super::state::places::events_of;
use super::super::state::recurrence::instances;
use super::super::state::text;
use super::super::state::times::{DAY, Span, span_of};
use super::busy::is_busy;
use super::exceptions::Target;
use super::primaries::primary_of;
use crate::mock::problem::Problem;
use crate::mock::state::{Fields, Item, Work, fields};

/// How long a booking is in progress, in seconds.
const UNDER_WAY: u64 = 3;

/// How long an event with a room can recur, in days.
const YEARS: i64 = 731;

/// Books a room for an event, if the new attendee is one: it is declined when the room is taken. The result is stored
/// as facts that are not shown.
pub(in crate::mock) fn book(work: &mut Work<'_>, attendee: &mut Fields, target: &Target) -> Result<Fields, Problem> {
    if text(attendee, "type") != "resource" {
        return Ok(Fields::new());
    }
    let room = primary_of(work, text(attendee, "room_id"))?;
    let is_free = span_of(&target.value).is_none_or(|first| {
        let period = Span { start: first.start, end: first.start + YEARS * DAY };
        let wanted = instances(&target.value, period);
        !wanted.into_iter().any(|span| is_busy(work, &events_of(&room), span))
    });
    attendee.insert("rsvp_status".to_owned(), (if is_free { "accept" } else { "decline" }).into());
    Ok(fields([("booked_at", work.seconds().into())]))
}

/// Whether a booking is still in progress.
pub(in crate::mock) fn is_pending(work: &Work<'_>, attendee: &Item) -> bool {
    let booked_at = attendee.facts.get("booked_at").and_then(Value::as_u64);
    booked_at.is_some_and(|booked_at| work.seconds() < booked_at.saturating_add(UNDER_WAY))
}
