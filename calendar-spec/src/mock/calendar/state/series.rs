//! Events and the instances of recurring ones, by their IDs: `<uid>_<original time>`.
//!
//! An instance that was changed separately is an exception, an event of its own; one that was deleted is a cancelled
//! exception.

use super::recurrence::Series;
use super::text;
use super::times::{move_to, span_of};
use crate::mock::state::{Fields, Item};

/// The status of an exception for a deleted instance.
pub(in crate::mock) fn is_cancelled(event: &Fields) -> bool {
    text(event, "status") == "cancelled"
}

/// The UID and the original time in an ID.
pub(in crate::mock) fn parts(id: &str) -> Option<(&str, i64)> {
    let (uid, original) = id.rsplit_once('_')?;
    Some((uid, original.parse().ok()?)).filter(|(uid, _)| !uid.is_empty())
}

/// The ID of the instance that starts at this time.
pub(in crate::mock) fn instance_id(series: &str, start: i64) -> String {
    let uid = parts(series).map_or(series, |(uid, _)| uid);
    format!("{uid}_{start}")
}

/// The instance of a series that starts at this time, if there is one.
pub(in crate::mock) fn instance(series: &Fields, id: &str, start: i64) -> Option<Fields> {
    Series::of(series)?.has(start).then(|| laid_out(series, id, start))
}

/// An instance of a series as an event.
pub(in crate::mock) fn laid_out(series: &Fields, id: &str, start: i64) -> Fields {
    let mut event = series.clone();
    let series_id = event.insert("event_id".to_owned(), id.into());
    event.insert("recurrence".to_owned(), "".into());
    event.insert("recurring_event_id".to_owned(), series_id.unwrap_or_default());
    if let Some(span) = span_of(series) {
        move_to(&mut event, span.starting_at(start));
    }
    event
}

/// The original starts of instances that are exceptions.
pub(in crate::mock) fn excepted(item: &Item) -> Vec<i64> {
    item.texts("exceptions").filter_map(|id| parts(id).map(|(_, original)| original)).collect()
}
