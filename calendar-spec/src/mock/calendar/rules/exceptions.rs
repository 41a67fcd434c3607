//! Resolving event IDs, and the exceptions of recurring events.

use serde_json::Value;

use super::super::state::places::attendees_of;
use super::super::state::series::{excepted, instance, is_cancelled, parts};
use super::roles::Calendar;
use crate::mock::codes;
use crate::mock::problem::Problem;
use crate::mock::state::{Fields, Item, Place, Work};

/// An ID that does not exist.
const INVALID_ID: i64 = 193_000;

/// An event that a request names.
#[derive(Clone, Debug)]
pub(in crate::mock) struct Target {
    pub(in crate::mock) id: String,
    pub(in crate::mock) value: Fields,
    /// The recurring event, if this is an unchanged instance of it.
    pub(in crate::mock) series: Option<String>,
}

/// Finds the event that the request names.
pub(in crate::mock) fn find(work: &Work<'_>, calendar: &Calendar) -> Result<Target, Problem> {
    let kind = work.kind("calendar_event")?;
    let id = work.text(kind.id());
    let Some((uid, original)) = parts(&id) else {
        if !codes::lists(work.spec, work.endpoint, INVALID_ID) {
            return Err(kind.missing(&id));
        }
        let hint = "an event ID is `<uid>_<original time>`, such as `75d28f9b-e35c-4230-8a83-4a661497db54_0`";
        return Err(Problem::new(INVALID_ID).hint(hint));
    };
    let series_id = format!("{uid}_0");
    match work.find(kind, &calendar.events, &id) {
        Ok(event) if is_cancelled(&event.value) => Err(kind.gone(&id)),
        Ok(event) => Ok(Target { id, value: event.value.clone(), series: None }),
        Err(problem) => {
            let is_regular = |series: &&Item| original != 0 && !excepted(series).contains(&original);
            let series = work.world.get(&calendar.events, &series_id).filter(is_regular);
            match series.and_then(|series| instance(&series.value, &id, original)) {
                Some(value) => Ok(Target { id, value, series: Some(series_id) }),
                None => Err(problem),
            }
        }
    }
}

/// Makes an instance an exception, so that it can be changed separately. It has the attendees of the series.
pub(in crate::mock) fn detach(work: &mut Work<'_>, events: &Place, target: &Target) -> Result<(), Problem> {
    let Some(series) = &target.series else { return Ok(()) };
    let mut value = target.value.clone();
    value.insert("is_exception".to_owned(), true.into());
    work.world.insert(events, &target.id, value, Fields::new())?;
    except(work, events, &target.id);
    let (from, to) = (attendees_of(events, series), attendees_of(events, &target.id));
    let copied: Vec<(String, Item)> =
        work.world.items(&from).map(|(id, attendee)| (id.to_owned(), attendee.clone())).collect();
    for (id, attendee) in copied {
        work.world.insert(&to, &id, attendee.value, attendee.facts)?;
    }
    Ok(())
}

/// Records in a series on this calendar that one of its instances is a separate event.
pub(in crate::mock) fn except(work: &mut Work<'_>, events: &Place, exception: &str) {
    let Some((uid, _)) = parts(exception).filter(|(_, original)| *original != 0) else { return };
    let Some(facts) = work.world.facts(events, &format!("{uid}_0")) else { return };
    let known = facts.entry("exceptions").or_insert_with(|| Value::Array(Vec::new()));
    if let Value::Array(known) = known
        && !known.iter().any(|known| known == exception)
    {
        known.push(exception.into());
    }
}

/// The IDs of a series' exceptions.
pub(in crate::mock) fn exceptions(work: &Work<'_>, events: &Place, series: &str) -> Vec<String> {
    let item = work.world.get(events, series);
    item.into_iter().flat_map(|item| item.texts("exceptions")).map(str::to_owned).collect()
}
