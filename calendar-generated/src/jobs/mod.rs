//! Jobs that take several calls in the right order, in the feature `jobs`.
//!
//! | job | type |
//! | --- | --- |
//! | change one instance of a recurring event, this and the following ones, or all | [`EditEvent`] |
//! | delete one instance, this and the following ones, or all | [`DeleteEvent`] |
//! | create an event with people and rooms, or none at all | [`CreateMeeting`] |
//! | find a time at which people and rooms are free | [`FindSlot`] |
//! | read and build recurrence rules | [`RecurrenceRule`] |
//! | distinguish days, instants and times on a clock | [`EventSpan`], [`WallClock`], [`Zone`] |
//! | take an event ID apart | [`EventIdParts`] |
//!
//! A job is a value with a method that takes a [`Client`](crate::Client). Calls that do no harm when they are made
//! twice are repeated after lost connections, whatever their endpoint. When a job fails, its [`JobError`] says what it
//! was doing, what it has taken back, and what is left; no error is swallowed.

mod attendees;
mod calendar;
mod creation;
mod error;
mod event_id;
mod invalid;
mod meeting;
mod recurring;
mod rule;
mod rule_builder;
mod rule_end;
mod slot;
mod span;
mod wall_clock;
mod weekday;
mod zone;

pub use error::{JobError, JobErrorKind, JobState, Leftover};
pub use event_id::EventIdParts;
pub use invalid::InvalidValue;
pub use meeting::{CreateMeeting, Meeting};
pub use recurring::{DeleteEvent, EditEvent, Edited, Scope};
pub use rule::{Frequency, RecurrenceRule};
pub use rule_builder::RuleBuilder;
pub use rule_end::RuleEnd;
pub use slot::{FindSlot, Slot, WorkingHours};
pub use span::EventSpan;
pub use wall_clock::{ClockError, WallClock};
pub use weekday::{NthWeekday, Weekday};
pub use zone::{UnknownZone, Zone};

use creation::new_key;
