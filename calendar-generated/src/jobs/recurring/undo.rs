//! [`Undo`]: a log of what takes a job back.

use crate::calendar_event::Patch;
use crate::jobs::calendar::Calendar;
use crate::jobs::error::Leftover;
use crate::types::EventId;

/// How a step is undone. It is recorded before the step, which may take effect even if it fails.
pub(super) enum Undo {
    /// Changes an event back.
    Change(Box<Patch>),
    /// Deletes an event.
    Delete(EventId),
}

impl Undo {
    /// Undoes the steps, the last one first; returns what remains.
    pub(super) async fn all<K>(calendar: &Calendar<'_, K>, log: Vec<Self>) -> Vec<Leftover> {
        let mut left = Vec::new();
        for step in log.into_iter().rev() {
            match step {
                Self::Delete(id) => left.extend(calendar.take_back(&id).await),
                Self::Change(patch) => left.extend(change_back(calendar, &patch).await),
            }
        }
        left
    }
}

async fn change_back<K>(calendar: &Calendar<'_, K>, patch: &Patch) -> Option<Leftover> {
    let error = calendar.change(patch).await.err()?;
    let problem = match &patch.recurrence {
        Some(rule) => format!("could not be changed back; its rule was `{rule}`"),
        None => "could not be changed back".to_owned(),
    };
    Some(Leftover::event(&patch.event_id, problem, error))
}
