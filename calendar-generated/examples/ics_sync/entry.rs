//! An event as both sides know it.

use std::collections::{BTreeMap, BTreeSet};

use calendar_generated::Timestamp;
use calendar_generated::jobs::{EventSpan, RecurrenceRule};

/// An event of an iCalendar file, with all instances that differ from its rule.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Entry {
    pub(crate) uid: String,
    pub(crate) details: Details,
    pub(crate) rule: Option<RecurrenceRule>,
    /// `EXDATE`: the starts of instances that do not take place.
    pub(crate) deleted: BTreeSet<Timestamp>,
    /// `RECURRENCE-ID`: instances that differ, by their start.
    pub(crate) changed: BTreeMap<Timestamp, Details>,
}

/// What an instance can have of its own.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Details {
    pub(crate) span: EventSpan,
    pub(crate) summary: String,
    pub(crate) description: String,
    pub(crate) location: String,
}
