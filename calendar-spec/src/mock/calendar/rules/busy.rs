//! The times that the events of a calendar occupy.

use serde_json::Value;

use super::super::state::recurrence::{events_near, instances};
use super::super::state::series::{excepted, is_cancelled};
use super::super::state::text;
use super::super::state::times::Span;
use crate::mock::state::{Item, Place, Work};

/// A time, and the owner's reply to its event.
pub(in crate::mock) struct Busy {
    pub(in crate::mock) span: Span,
    pub(in crate::mock) answer: String,
}

/// The reply of the calendar's owner to an event; its organizer has accepted it.
fn answer_of(event: &Item) -> &str {
    event.facts.get("rsvp").and_then(Value::as_str).unwrap_or("accept")
}

/// The times that the events of a calendar occupy in a span, and whether they are busy.
pub(in crate::mock) fn times<'w>(
    work: &'w Work<'_>,
    events: &Place,
    span: Span,
) -> impl Iterator<Item = (Busy, bool)> + use<'w> {
    let met = events_near(work.world, events, span).map(move |(_, event)| (event, instances(&event.value, span)));
    let met = met.filter(|(_, instances)| !instances.is_empty());
    let counts = |event: &Item| !is_cancelled(&event.value) && answer_of(event) != "decline";
    met.filter(move |(event, _)| counts(event)).flat_map(|(event, instances)| {
        let (gone, is_busy) = (excepted(event), text(&event.value, "free_busy_status") != "free");
        let left = instances.into_iter().filter(move |instance| !gone.contains(&instance.start));
        left.map(move |span| (Busy { span, answer: answer_of(event).to_owned() }, is_busy))
    })
}

/// Whether an event on a calendar occupies the time.
pub(in crate::mock) fn is_busy(work: &Work<'_>, events: &Place, span: Span) -> bool {
    times(work, events, span).any(|(_, is_busy)| is_busy)
}
