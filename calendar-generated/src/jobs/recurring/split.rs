//! A series cut in two: this instance and all that follow become a series of their own.

use std::time::Duration;

use super::Edited;
use super::carry::Carry;
use super::copy::creation;
use super::exceptions::{Exceptions, drop_exceptions};
use super::plan::{Part, Plan, Target, times};
use super::series::Loaded;
use super::undo::Undo;
use crate::Text;
use crate::calendar_event::Patch;
use crate::jobs::attendees::{Booking, again, booking, is_room};
use crate::jobs::calendar::Calendar;
use crate::jobs::error::{JobError, during, invalid};
use crate::jobs::meeting::require;
use crate::jobs::{EventIdParts, RecurrenceRule};
use crate::types::{CalendarEvent, EventId, NewAttendee};

/// Lets a series end earlier.
pub(super) async fn shorten<K>(
    calendar: &Calendar<'_, K>,
    series: &Loaded,
    rule: RecurrenceRule,
    log: &mut Vec<Undo>,
) -> Result<CalendarEvent, JobError> {
    let mut back = calendar.patch(series.series_id());
    back.recurrence.clone_from(&series.event.recurrence);
    back.need_notification = Some(false);
    log.push(Undo::Change(Box::new(back)));
    let mut patch = calendar.patch(series.series_id());
    patch.recurrence = Some(rule.into());
    calendar.change(&patch).await.map_err(during("shortening the series"))
}

/// A series that is to be split before one of its instances.
pub(super) struct Split<'c, K> {
    pub(super) calendar: &'c Calendar<'c, K>,
    pub(super) patch: &'c Patch,
    /// How long to wait for the rooms of the new series.
    pub(super) room_wait: Duration,
    /// The idempotency key of the new series.
    pub(super) key: &'c Text,
    pub(super) series: Loaded,
    pub(super) position: usize,
}

/// What is known before anything is changed.
struct Known {
    before: RecurrenceRule,
    plan: Plan,
    exceptions: Exceptions,
    attendees: Vec<NewAttendee>,
    /// Rooms that the series has, and that its second half must get.
    rooms: Vec<NewAttendee>,
}

impl<K> Split<'_, K> {
    pub(super) async fn run(&self) -> Result<Edited, JobError> {
        let known = self.look().await?;
        let mut log = Vec::new();
        match self.halves(&known, &mut log).await {
            Ok((before, event, id)) => {
                let carry = self.carry(&known, id);
                let dropped = carry.dropped();
                drop_exceptions(self.calendar, &self.series, carry.outdated()).await?;
                Ok(Edited { event, before: Some(before), dropped })
            }
            Err(error) => Err(error.rolled_back(Undo::all(self.calendar, log).await)),
        }
    }

    /// Reads and plans everything.
    async fn look(&self) -> Result<Known, JobError> {
        let patch = self.patch;
        let times = times(patch.start_time.as_ref(), patch.end_time.as_ref()).map_err(invalid("reading the change"))?;
        let (before, half) = Part::cut(&self.series, self.position).map_err(invalid("cutting the rule"))?;
        let plan = Plan::new(&half, times, patch.recurrence.as_deref()).map_err(invalid("planning the new series"))?;
        let exceptions = Exceptions::from(self.calendar, &self.series, self.position).await;
        let exceptions = exceptions.map_err(during("reading exceptions"))?;
        let listed =
            self.calendar.attendees(&self.series.series_id()).await.map_err(during("listing the attendees"))?;
        let attendees: Vec<NewAttendee> = listed.iter().cloned().filter_map(again).collect();
        let is_booked = |room: &&NewAttendee| is_room(room) && booking(room, &listed) == Booking::Booked;
        let rooms = attendees.iter().filter(is_booked).cloned().collect();
        Ok(Known { before, plan, exceptions, attendees, rooms })
    }

    /// Shortens the series and makes the new one. A room can be booked for the new one only once the old one has left it.
    async fn halves(
        &self,
        known: &Known,
        log: &mut Vec<Undo>,
    ) -> Result<(CalendarEvent, CalendarEvent, EventIdParts), JobError> {
        let before = shorten(self.calendar, &self.series, known.before.clone(), log).await?;
        let mut create = creation(&self.series.event, self.patch, &known.plan.first);
        create.recurrence = Some((&known.plan.rule).into());
        create.idempotency_key = Some(self.key.clone());
        let (id, event) = self.calendar.create(&create).await?;
        log.push(Undo::Delete(id.clone()));
        let parts = EventIdParts::of(&id).map_err(invalid("reading the event ID"))?;
        self.attend(&id, known).await?;
        self.carry(known, parts.clone()).run(log).await?;
        Ok((before, event, parts))
    }

    async fn attend(&self, id: &EventId, known: &Known) -> Result<(), JobError> {
        let added = self.calendar.add_attendees(id, known.attendees.clone()).await;
        added.map_err(during("adding the attendees to the new series"))?;
        let listed =
            self.calendar.settle_rooms(id, &known.rooms, self.room_wait).await.map_err(during("waiting for rooms"))?;
        require(&known.rooms, &listed)
    }

    fn carry<'k>(&'k self, known: &'k Known, id: EventIdParts) -> Carry<'k, K> {
        let target = Target { id, plan: &known.plan };
        Carry { calendar: self.calendar, series: &self.series, exceptions: &known.exceptions, target }
    }
}
