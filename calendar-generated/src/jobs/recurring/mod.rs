//! Recurring events: one instance, this and the following ones, or all of them.

mod all;
mod carry;
mod copy;
mod delete;
mod edit;
mod exceptions;
mod plan;
mod series;
mod split;
mod undo;

pub use delete::DeleteEvent;
pub use edit::EditEvent;

use crate::types::{CalendarEvent, EventId};

/// Which instances of a recurring event a change is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scope {
    /// The instance that the event ID names, or a single event. The instance becomes an exception.
    ThisOne,
    /// The instance that the event ID names and all that follow: the series is split in two.
    ThisAndFollowing,
    /// All instances, past ones included. The event ID names the series, or any of its instances.
    All,
}

/// An event that was changed.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Edited {
    /// What the change was made to: the instance, the series, or the new series after a split.
    pub event: CalendarEvent,
    /// The series that was shortened, after a split.
    pub before: Option<CalendarEvent>,
    /// Exceptions that were deleted, since the new rule has no instance at their time.
    pub dropped: Vec<EventId>,
}
