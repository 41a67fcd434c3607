//! Events and the instances of recurring ones, by their IDs: `<uid>_<original time>`.
//!
//! An instance that was changed by itself is an exception, an event of its own; one that was deleted is a cancelled
//! exception.

use serde_json::Value;

use super::super::problem::Problem;
use super::super::state::{Fields, Item, Place, Work};
use super::recurrence::Series;
use super::roles::{Calendar, text};
use super::times::{move_to, span_of};

/// An ID that is none.
const INVALID_ID: i64 = 193_000;

/// An event as a request names it.
#[derive(Clone, Debug)]
pub(super) struct Target {
    pub(super) id: String,
    pub(super) value: Fields,
    /// The recurring event, where this is an instance of it that was never changed.
    pub(super) series: Option<String>,
}

/// The event that the request speaks of.
pub(super) fn find(work: &Work<'_>, calendar: &Calendar) -> Result<Target, Problem> {
    let kind = work.kind("calendar_event")?;
    let id = work.text(kind.id());
    let Some((uid, original)) = parts(&id) else {
        let hint = "an event ID is `<uid>_<original time>`, such as `75d28f9b-e35c-4230-8a83-4a661497db54_0`";
        return Err(Problem::new(INVALID_ID).hint(hint));
    };
    let series_id = format!("{uid}_0");
    match work.find(kind, &calendar.events, &id) {
        Ok(event) if is_cancelled(&event.value) => Err(kind.gone(&id)),
        Ok(event) => Ok(Target { id, value: event.value.clone(), series: None }),
        Err(problem) => {
            let series = work.world.get(&calendar.events, &series_id).filter(|_| original != 0);
            match series.and_then(|series| instance(&series.value, &id, original)) {
                Some(value) => Ok(Target { id, value, series: Some(series_id) }),
                None => Err(problem),
            }
        }
    }
}

/// An exception that stands for a deleted instance.
pub(super) fn is_cancelled(event: &Fields) -> bool {
    text(event, "status") == "cancelled"
}

/// The UID and the original time in an ID.
pub(super) fn parts(id: &str) -> Option<(&str, i64)> {
    let (uid, original) = id.rsplit_once('_')?;
    Some((uid, original.parse().ok()?)).filter(|(uid, _)| !uid.is_empty())
}

/// The ID of the instance that starts then.
pub(super) fn instance_id(series: &str, start: i64) -> String {
    let uid = parts(series).map_or(series, |(uid, _)| uid);
    format!("{uid}_{start}")
}

/// The instance of a series that starts then, if there is one.
fn instance(series: &Fields, id: &str, start: i64) -> Option<Fields> {
    Series::of(series)?.has(start).then(|| laid_out(series, id, start))
}

/// An instance of a series as an event.
pub(super) fn laid_out(series: &Fields, id: &str, start: i64) -> Fields {
    let mut event = series.clone();
    let series_id = event.insert("event_id".to_owned(), id.into());
    event.insert("recurrence".to_owned(), "".into());
    event.insert("recurring_event_id".to_owned(), series_id.unwrap_or_default());
    if let Some(span) = span_of(series) {
        move_to(&mut event, span.starting_at(start));
    }
    event
}

/// Makes an exception of an instance, so that it can be changed by itself. It has the attendees of the series.
pub(super) fn detach(work: &mut Work<'_>, events: &Place, target: &Target) -> Result<(), Problem> {
    let Some(series) = &target.series else { return Ok(()) };
    let mut value = target.value.clone();
    value.insert("is_exception".to_owned(), true.into());
    work.world.insert(events, &target.id, value, Fields::new())?;
    if let Some(facts) = work.world.facts(events, series) {
        let known = facts.entry("exceptions").or_insert_with(|| Value::Array(Vec::new()));
        if let Value::Array(known) = known {
            known.push(target.id.as_str().into());
        }
    }
    let (from, to) = (attendees(events, series), attendees(events, &target.id));
    let copied: Vec<(String, Item)> =
        work.world.items(&from).map(|(id, attendee)| (id.to_owned(), attendee.clone())).collect();
    for (id, attendee) in copied {
        work.world.insert(&to, &id, attendee.value, attendee.facts)?;
    }
    Ok(())
}

/// Where the attendees of an event are.
pub(super) fn attendees(events: &Place, event: &str) -> Place {
    events.within(event, "calendar_event_attendee")
}

/// The IDs of a series' exceptions.
pub(super) fn exceptions(work: &Work<'_>, events: &Place, series: &str) -> Vec<String> {
    let item = work.world.get(events, series);
    item.into_iter().flat_map(|item| item.texts("exceptions")).map(str::to_owned).collect()
}

/// The original starts of instances that have become exceptions.
pub(super) fn excepted(item: &Item) -> Vec<i64> {
    item.texts("exceptions").filter_map(|id| parts(id).map(|(_, original)| original)).collect()
}
