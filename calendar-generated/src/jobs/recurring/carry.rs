//! Exceptions on their way from a series to its successor.

use std::collections::HashSet;

use super::copy::differences;
use super::exceptions::Exceptions;
use super::plan::Target;
use super::series::Loaded;
use super::undo::Undo;
use crate::Error;
use crate::jobs::attendees::{Who, again};
use crate::jobs::calendar::{Calendar, is_gone};
use crate::jobs::error::{JobError, during, invalid};
use crate::types::{Attendee, CalendarEvent, EventId};

const STEP: &str = "carrying over exceptions";

/// The exceptions of a series, and where they go.
pub(super) struct Carry<'c, K> {
    pub(super) calendar: &'c Calendar<'c, K>,
    pub(super) series: &'c Loaded,
    pub(super) exceptions: &'c Exceptions,
    pub(super) target: Target<'c>,
}

impl<K> Carry<'_, K> {
    /// Gives the successors of changed and deleted instances what sets these apart.
    pub(super) async fn run(&self, log: &mut Vec<Undo>) -> Result<(), JobError> {
        for original in &self.exceptions.cancelled {
            if let Some(successor) = self.successor(*original) {
                self.cancel(&successor).await.map_err(during(STEP))?;
            }
        }
        if self.exceptions.changed.keys().all(|original| self.successor(*original).is_none()) {
            return Ok(());
        }
        let usual = self.calendar.attendees(&self.series.series_id()).await.map_err(during(STEP))?;
        for (original, exception) in &self.exceptions.changed {
            let Some(successor) = self.successor(*original) else { continue };
            log.push(Undo::Delete(successor.clone()));
            self.change(&successor, *original, exception).await?;
            self.attendees(&successor, *original, &usual).await.map_err(during(STEP))?;
        }
        Ok(())
    }

    /// The successor of an instance, unless that is the instance itself.
    fn successor(&self, original: i64) -> Option<EventId> {
        self.target.successor(original).filter(|successor| *successor != self.series.id.instance(original))
    }

    /// The exceptions that have a successor, or are not part of the series any more: they would stay as events.
    pub(super) fn outdated(&self) -> impl Iterator<Item = i64> {
        let keeps = |original: &i64| self.target.successor(*original) == Some(self.series.id.instance(*original));
        self.exceptions.changed.keys().copied().filter(move |original| !keeps(original))
    }

    /// The exceptions that have no successor.
    pub(super) fn dropped(&self) -> Vec<EventId> {
        let lost = self.exceptions.changed.keys().filter(|original| self.target.successor(**original).is_none());
        lost.map(|original| self.series.id.instance(*original)).collect()
    }

    /// Deletes an instance. A series that was created just now may not be seen yet.
    async fn cancel(&self, successor: &EventId) -> Result<(), Error> {
        match self.calendar.delete(successor, Some(false)).await {
            Err(error) if is_gone(&error) => {
                self.calendar.pause().await;
                let outcome = self.calendar.delete(successor, Some(false)).await;
                outcome.or_else(|error| if is_gone(&error) { Ok(()) } else { Err(error) })
            }
            outcome => outcome,
        }
    }

    async fn change(&self, successor: &EventId, original: i64, exception: &CalendarEvent) -> Result<(), JobError> {
        let mut patch = self.calendar.patch(successor);
        patch.need_notification = Some(false);
        differences(self.series, original, exception, &mut patch).map_err(invalid(STEP))?;
        self.calendar.change(&patch).await.map(drop).map_err(during(STEP))
    }

    /// Adds the attendees that only the exception has, and removes those that it lacks.
    async fn attendees(&self, successor: &EventId, original: i64, usual: &[Attendee]) -> Result<(), Error> {
        let own = self.calendar.attendees(&self.series.id.instance(original)).await?;
        let names = |attendees: &[Attendee]| attendees.iter().filter_map(Who::of).collect::<HashSet<Who>>();
        let (own_names, usual_names) = (names(&own), names(usual));
        let is_extra = |attendee: &Attendee| Who::of(attendee).is_some_and(|who| !usual_names.contains(&who));
        let extra = own.into_iter().filter(is_extra).filter_map(again).collect();
        self.calendar.add_attendees(successor, extra).await?;
        if usual_names.is_subset(&own_names) {
            return Ok(());
        }
        let mut lacking = self.calendar.attendees(successor).await?;
        lacking.retain(|attendee| {
            Who::of(attendee).is_some_and(|who| usual_names.contains(&who) && !own_names.contains(&who))
        });
        self.calendar.remove_attendees(successor, &lacking).await
    }
}
