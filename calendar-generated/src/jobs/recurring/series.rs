//! [`Loaded`]: a series as the service has it.

use crate::jobs::calendar::Calendar;
use crate::jobs::error::{JobError, during, invalid};
use crate::jobs::{EventIdParts, EventSpan, RecurrenceRule};
use crate::types::{CalendarEvent, EventId};

/// A series as the service has it.
pub(super) struct Loaded {
    pub(super) id: EventIdParts,
    pub(super) event: CalendarEvent,
    /// When the first instance takes place.
    pub(super) first: EventSpan,
    pub(super) rule: RecurrenceRule,
    /// When the instances start by the rule, changed and deleted ones included.
    pub(super) starts: Vec<i64>,
}

const STEP: &str = "reading the series";

impl Loaded {
    /// The series to which an instance belongs, or that the ID names.
    pub(super) async fn load<K>(calendar: &Calendar<'_, K>, id: EventIdParts) -> Result<Self, JobError> {
        let event = calendar.get(&id.series()).await.map_err(during(STEP))?;
        let Some(rule) = event.recurrence.as_deref().filter(|rule| !rule.is_empty()) else {
            return Err(JobError::invalid(
                STEP,
                format!("event `{}` does not recur; `Scope::ThisOne` is for single events", id.series()),
            ));
        };
        let rule: RecurrenceRule = rule.parse().map_err(invalid(STEP))?;
        let first = EventSpan::of(&event).map_err(invalid(STEP))?;
        let starts = rule.series(&first).map_err(invalid(STEP))?.starts().collect();
        Ok(Self { id, event, first, rule, starts })
    }

    pub(super) fn series_id(&self) -> EventId {
        self.id.series()
    }

    /// The place of the instance that the ID names; an error when the rule has no such instance.
    pub(super) fn position(&self) -> Result<usize, JobError> {
        let original = self.id.original_time().map(i64::from);
        let position = original.and_then(|original| self.starts.binary_search(&original).ok());
        position.ok_or_else(|| {
            let why = format!("`{}` does not name an instance of the series; its rule is `{}`", self.id, self.rule);
            JobError::invalid(STEP, why)
        })
    }
}

/// An ID that ends with `_0` must not name a series, of which a change of one event would be a change of all.
pub(super) async fn check_one<K>(calendar: &Calendar<'_, K>, id: &EventIdParts) -> Result<(), JobError> {
    const STEP: &str = "reading the event";
    if id.original_time().is_some() {
        return Ok(());
    }
    let event = calendar.get(&id.series()).await.map_err(during(STEP))?;
    if event.recurrence.is_none_or(|rule| rule.is_empty()) {
        return Ok(());
    }
    let why =
        format!("`{id}` names a whole series; name an instance, `{}_{{original time}}`, or use `Scope::All`", id.uid());
    Err(JobError::invalid(STEP, why))
}
