//! The exceptions of a series: instances that were changed or deleted separately.

use std::collections::{BTreeMap, BTreeSet};

use super::series::Loaded;
use crate::jobs::calendar::Calendar;
use crate::jobs::error::{JobError, Leftover};
use crate::jobs::{EventIdParts, JobErrorKind};
use crate::types::{CalendarEvent, EventInstance, EventStatus};
use crate::{Error, Timestamp, calendar_event};

const DAY: i64 = 86_400;

/// How much time one call lists; the service allows two years.
const WINDOW: i64 = 700 * DAY;

/// How far an instance may have been moved to be found by listing; others are requested one by one.
const MARGIN: i64 = 31 * DAY;

/// How far into the future exceptions of an endless series are looked for, as the vendor's own tool does.
const HORIZON: i64 = 5 * 366 * DAY;

/// The exceptions of a series, by the time at which they start by the rule.
#[derive(Default)]
pub(super) struct Exceptions {
    pub(super) changed: BTreeMap<i64, CalendarEvent>,
    pub(super) cancelled: BTreeSet<i64>,
}

impl Exceptions {
    /// Those that belong to instances from this one on.
    pub(super) async fn from<K>(calendar: &Calendar<'_, K>, series: &Loaded, position: usize) -> Result<Self, Error> {
        let starts = within_horizon(series, position, calendar.clock().now().into());
        let listed = list(calendar, series, starts).await?;
        let mut found = Self::default();
        let is_regular = |start: &&i64| {
            listed.get(start).is_some_and(|instance| instance.is_exception != Some(true) && !is_cancelled(instance))
        };
        let others = listed.keys().filter(|original| **original >= series.starts[position]);
        let unclear: BTreeSet<i64> = starts.iter().chain(others).filter(|start| !is_regular(start)).copied().collect();
        for original in unclear {
            // The service lists no deleted instance for certain, and none that was moved far away.
            match calendar.find(&series.id.instance(original)).await? {
                Some(event) if event.status != Some(EventStatus::Cancelled) => {
                    found.changed.insert(original, event);
                }
                _ => {
                    found.cancelled.insert(original);
                }
            }
        }
        Ok(found)
    }
}

fn is_cancelled(instance: &EventInstance) -> bool {
    instance.status == Some(EventStatus::Cancelled)
}

/// The instances from this one on; of an endless series, those of the next years.
fn within_horizon(series: &Loaded, position: usize, now: Timestamp) -> &[i64] {
    let starts = &series.starts[position..];
    if series.rule.end().is_some() {
        return starts;
    }
    let from = starts.first().copied().unwrap_or_default().max(now.unix_seconds());
    &starts[..starts.partition_point(|start| *start <= from.saturating_add(HORIZON))]
}

/// The instances that the service lists, by the time at which they start by the rule.
async fn list<K>(
    calendar: &Calendar<'_, K>,
    series: &Loaded,
    starts: &[i64],
) -> Result<BTreeMap<i64, EventInstance>, Error> {
    let (Some(first), Some(last)) = (starts.first(), starts.last()) else { return Ok(BTreeMap::new()) };
    let (mut from, end) = (first - MARGIN, last + MARGIN);
    let mut listed = BTreeMap::new();
    while from < end {
        let to = end.min(from + WINDOW);
        let request = calendar_event::Instances::builder()
            .calendar_id(&calendar.id)
            .event_id(series.series_id())
            // Both ends are left out of what is listed.
            .start_time(from - 1)
            .end_time(to + 1)
            .page_size(500)
            .build_unchecked();
        let mut items = calendar.client.items(request);
        while let Some(instance) = items.next().await {
            let instance = instance?;
            let original = instance.event_id.as_ref().and_then(|id| EventIdParts::of(id).ok()?.original_time());
            listed.extend(original.map(|original| (original.unix_seconds(), instance)));
        }
        from = to;
    }
    Ok(listed)
}

/// Deletes exceptions by the time that the rule gives them. Those that cannot be deleted do not keep the others.
pub(super) async fn drop_exceptions<K>(
    calendar: &Calendar<'_, K>,
    series: &Loaded,
    originals: impl Iterator<Item = i64>,
) -> Result<(), JobError> {
    let mut left = Vec::new();
    for id in originals.map(|original| series.id.instance(original)) {
        if let Err(error) = calendar.delete(&id, Some(false)).await {
            left.push(Leftover::event(&id, "is an exception that could not be deleted; delete it", error));
        }
    }
    if left.is_empty() {
        return Ok(());
    }
    let why = format!("{} of the exceptions are left", left.len());
    Err(JobError::problem("deleting exceptions", JobErrorKind::Call, why).partial(left))
}
