//! The times of recurring events, and the events of a period.

use super::text;
use super::times::{Span, span_of, zone};
use crate::mock::state::{Fields, Interval, Item, Place, World};
use crate::recurrence;

/// The rule of an event, parsed.
#[derive(Debug)]
pub(in crate::mock) struct Series {
    series: recurrence::Series,
    first: Span,
}

impl Series {
    /// The series of an event, if it recurs.
    pub(in crate::mock) fn of(event: &Fields) -> Option<Self> {
        Self::read(event)?.ok()
    }

    fn read(event: &Fields) -> Option<Result<Self, String>> {
        let rule = Some(text(event, "recurrence")).filter(|rule| !rule.is_empty())?;
        let first = span_of(event)?;
        let zone = zone(event).parse().unwrap_or(chrono_tz::UTC);
        Some(recurrence::Series::new(rule, first.start, zone).map(|series| Self { series, first }))
    }

    /// The instances that overlap a span.
    pub(in crate::mock) fn within(&self, span: Span) -> impl Iterator<Item = Span> {
        let first = self.first;
        let instances = self.series.starts().map(move |start| first.starting_at(start));
        instances.take_while(move |instance| instance.start < span.end).filter(move |instance| instance.meets(span))
    }

    /// Whether an instance starts at this time.
    pub(in crate::mock) fn has(&self, start: i64) -> bool {
        self.series.has(start)
    }
}

/// The instances of an event that overlap a span; one that does not recur is its only instance.
pub(in crate::mock) fn instances(event: &Fields, span: Span) -> Vec<Span> {
    match Series::of(event) {
        Some(series) => series.within(span).collect(),
        None => span_of(event).filter(|own| own.meets(span)).into_iter().collect(),
    }
}

/// The events of a calendar that may take place in a period.
pub(in crate::mock) fn events_near<'w>(
    world: &'w World,
    events: &Place,
    period: Span,
) -> impl Iterator<Item = (&'w str, &'w Item)> + use<'w> {
    world.near(events, ((period.start, period.end), interval))
}

/// The span in which an event may take place; for a recurring one, from its first instance on.
fn interval(event: &Fields) -> Option<Interval> {
    let span = span_of(event)?;
    Some((span.start, if text(event, "recurrence").is_empty() { span.end } else { i64::MAX }))
}

/// Whether an event, or an instance of it, takes place in a period.
pub(in crate::mock) fn takes_place(event: &Fields, period: Span) -> bool {
    match Series::of(event) {
        Some(series) => series.within(period).next().is_some(),
        None => span_of(event).is_some_and(|span| span.meets(period)),
    }
}

/// Why the rule of an event cannot be used.
pub(in crate::mock) fn fault(event: &Fields) -> Option<String> {
    Series::read(event)?.err()
}
