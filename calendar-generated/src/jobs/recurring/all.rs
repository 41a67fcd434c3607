//! A change of a whole series, its exceptions included.

use super::Edited;
use super::carry::Carry;
use super::copy::{reverse, without_times};
use super::exceptions::{Exceptions, drop_exceptions};
use super::plan::{Part, Plan, Target, first_after_move, times};
use super::series::Loaded;
use super::undo::Undo;
use crate::calendar_event::Patch;
use crate::jobs::calendar::Calendar;
use crate::jobs::error::{JobError, during, invalid};
use crate::types::CalendarEvent;

/// A series that is to change as a whole.
pub(super) struct Whole<'c, K> {
    pub(super) calendar: &'c Calendar<'c, K>,
    pub(super) patch: &'c Patch,
    pub(super) series: Loaded,
}

impl<K> Whole<'_, K> {
    pub(super) async fn run(&self) -> Result<Edited, JobError> {
        let (plan, patch) = self.plan()?;
        let exceptions =
            Exceptions::from(self.calendar, &self.series, 0).await.map_err(during("reading exceptions"))?;
        let target = Target { id: self.series.id.clone(), plan: &plan };
        let carry = Carry { calendar: self.calendar, series: &self.series, exceptions: &exceptions, target };
        let mut log = Vec::new();
        match self.change(&patch, &carry, &mut log).await {
            Ok(event) => {
                drop_exceptions(self.calendar, &self.series, carry.outdated()).await?;
                Ok(Edited { event, before: None, dropped: carry.dropped() })
            }
            Err(error) => Err(error.rolled_back(Undo::all(self.calendar, log).await)),
        }
    }

    /// The series after the change, and the change of the series. Where the times are those of one instance, the series is
    /// moved as much as that instance.
    fn plan(&self) -> Result<(Plan, Patch), JobError> {
        const STEP: &str = "planning the change";
        let mut patch = Patch { event_id: self.series.series_id(), ..self.patch.clone() };
        let mut times = times(patch.start_time.as_ref(), patch.end_time.as_ref()).map_err(invalid(STEP))?;
        if self.series.id.original_time().is_some() {
            let instance = self.series.starts[self.series.position()?];
            let first = times.map(|times| first_after_move(&self.series, instance, times)).transpose();
            times = first.map_err(invalid(STEP))?;
        }
        let part = Part::whole(&self.series);
        let plan = Plan::new(&part, times, patch.recurrence.as_deref()).map_err(invalid(STEP))?;
        if times.is_some() {
            patch.start_time = Some(plan.first.start_time());
            patch.end_time = Some(plan.first.end_time());
        }
        if plan.rule != self.series.rule {
            patch.recurrence = Some((&plan.rule).into());
        }
        Ok((plan, patch))
    }

    async fn change(
        &self,
        patch: &Patch,
        carry: &Carry<'_, K>,
        log: &mut Vec<Undo>,
    ) -> Result<CalendarEvent, JobError> {
        self.note(patch, &self.series.event, log)?;
        let event = self.calendar.change(patch).await.map_err(during("changing the series"))?;
        carry.run(log).await?;
        for (original, exception) in &carry.exceptions.changed {
            let Some(id) = carry.target.successor(*original) else { continue };
            let exception = CalendarEvent { event_id: Some(id), ..exception.clone() };
            let Some(patch) = without_times(patch, &exception) else { break };
            self.note(&patch, &exception, log)?;
            self.calendar.change(&patch).await.map_err(during("changing exceptions"))?;
        }
        Ok(event)
    }

    /// Notes how an event is changed back.
    fn note(&self, patch: &Patch, event: &CalendarEvent, log: &mut Vec<Undo>) -> Result<(), JobError> {
        let mut back = self.calendar.patch(&patch.event_id);
        back.need_notification = Some(false);
        reverse(patch, event, &mut back).map_err(invalid("planning the change"))?;
        log.push(Undo::Change(Box::new(back)));
        Ok(())
    }
}
