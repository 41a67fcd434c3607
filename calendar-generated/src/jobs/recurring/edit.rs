//! [`EditEvent`].

use std::time::Duration;

use super::all::Whole;
use super::series::{Loaded, check_one};
use super::split::Split;
use super::{Edited, Scope};
use crate::check::validate;
use crate::jobs::EventIdParts;
use crate::jobs::calendar::Calendar;
use crate::jobs::error::{JobError, during, invalid};
use crate::{Client, Text, calendar_event};

/// Changes an event: one instance of a series, this and the following ones, or all of it.
///
/// The event ID of the request names an instance, `{uid}_{original time}`, or the whole event, `{uid}_0`; the times of
/// the request are those of what it names.
///
/// **[`Scope::ThisOne`]** changes an instance, which becomes an exception, or a single event.
///
/// **[`Scope::ThisAndFollowing`]** splits the series. The old one ends before the instance (`UNTIL`). A new one starts
/// there, with the rest of the rule: the remaining `COUNT`, or the same `UNTIL`. It has the fields and attendees of
/// the old one, and the change; people are invited again, since their replies belong to the old event. When its rooms
/// are booked, it gets the exceptions from the instance on: deleted instances are deleted in it, changed ones are
/// changed in it. Then those of the old series are deleted. When something fails before that, everything is taken back.
///
/// **[`Scope::All`]** changes the series, and sets the same fields in its exceptions, but not their times. When the
/// series is moved, its exceptions move to the instances that succeed theirs, with what sets them apart. With another
/// rule, exceptions stay where the new rule has an instance at the same time, and are deleted elsewhere. When something
/// fails before that, everything is taken back.
///
/// # What the service does with exceptions
///
/// The pages say only that an exception is an event of its own with the ID `{uid}_{original time}`, and that a deleted
/// instance is one with the status `cancelled`. That exceptions stay when their series is changed, ends earlier or is
/// deleted is how the vendor's own tool treats them, which changes or deletes each; this job does not depend on it.
/// Exceptions of an endless series are looked for five years ahead, as that tool does.
///
/// ```
/// # use calendar_generated::{Client, User};
/// # async fn run(client: &Client<User>) -> Result<(), Box<dyn std::error::Error>> {
/// use calendar_generated::calendar_event;
/// use calendar_generated::jobs::{EditEvent, Scope};
///
/// let change = calendar_event::Patch::builder()
///     .calendar_id("feishu.cn_xxx@group.calendar.feishu.cn")
///     .event_id("75d28f9b-e35c-4230-8a83-4a661497db54_1602504000")
///     .summary("Planning, in the large room")
///     .build()?;
/// let edited = EditEvent::new(change, Scope::ThisAndFollowing).run(client).await?;
/// println!("the new series is {:?}", edited.event.event_id);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
#[must_use = "`run` does it"]
pub struct EditEvent {
    patch: calendar_event::Patch,
    room_wait: Duration,
    key: Text,
    scope: Scope,
}

impl EditEvent {
    /// A job that makes this change to these instances of an event.
    pub fn new(change: calendar_event::Patch, scope: Scope) -> Self {
        Self { patch: change, scope, room_wait: Duration::from_secs(60), key: crate::jobs::new_key() }
    }

    /// How long to wait for the rooms of a new series; a minute unless set.
    pub fn room_wait(mut self, wait: Duration) -> Self {
        self.room_wait = wait;
        self
    }

    /// Does it.
    pub async fn run<K>(&self, client: &Client<K>) -> Result<Edited, JobError> {
        validate(&self.patch).map_err(|error| JobError::call("checking the change", error.into()))?;
        let calendar = Calendar {
            client,
            id: self.patch.calendar_id.clone(),
            user_id_type: self.patch.user_id_type.clone(),
            notify: self.patch.need_notification,
        };
        let id = EventIdParts::of(&self.patch.event_id).map_err(invalid("reading the event ID"))?;
        match self.scope {
            Scope::ThisOne => {
                check_one(&calendar, &id).await?;
                let event = calendar.change(&self.patch).await.map_err(during("changing the event"))?;
                Ok(Edited { event, before: None, dropped: Vec::new() })
            }
            Scope::ThisAndFollowing => {
                let series = Loaded::load(&calendar, id).await?;
                match series.position()? {
                    0 => self.all(&calendar, series).await,
                    position => {
                        let Self { patch, room_wait, key, .. } = self;
                        Split { calendar: &calendar, patch, room_wait: *room_wait, key, series, position }.run().await
                    }
                }
            }
            Scope::All => self.all(&calendar, Loaded::load(&calendar, id).await?).await,
        }
    }

    async fn all<K>(&self, calendar: &Calendar<'_, K>, series: Loaded) -> Result<Edited, JobError> {
        Whole { calendar, patch: &self.patch, series }.run().await
    }
}
