//! [`DeleteEvent`].

use super::Scope;
use super::exceptions::{Exceptions, drop_exceptions};
use super::plan::Part;
use super::series::{Loaded, check_one};
use super::split::shorten;
use super::undo::Undo;
use crate::jobs::EventIdParts;
use crate::jobs::calendar::Calendar;
use crate::jobs::error::{JobError, during, invalid};
use crate::types::{CalendarId, EventId};
use crate::{Client, Error};

/// Deletes an event: one instance of a series, this and the following ones, or all of it.
///
/// - [`Scope::ThisOne`] deletes an instance, which the service keeps as a cancelled exception, or a single event.
/// - [`Scope::ThisAndFollowing`] ends the series before the instance, and deletes the exceptions from it on, by the
///   time that the rule gives them.
/// - [`Scope::All`] deletes the exceptions, then the series: the service may keep exceptions of a series that is deleted
///   (no page says what it does; the vendor's own tool deletes them).
///
/// Attendees are notified about the series or the instance, and not about each exception. What was deleted cannot be
/// restored, so a failure in the middle leaves a part; running the job again completes it.
///
/// ```
/// # use calendar_generated::{Client, User};
/// # async fn run(client: &Client<User>) -> Result<(), Box<dyn std::error::Error>> {
/// use calendar_generated::jobs::{DeleteEvent, Scope};
///
/// let instance = "75d28f9b-e35c-4230-8a83-4a661497db54_1602504000";
/// DeleteEvent::new("feishu.cn_xxx@group.calendar.feishu.cn", instance, Scope::ThisAndFollowing).run(client).await?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
#[must_use = "`run` does it"]
pub struct DeleteEvent {
    calendar_id: CalendarId,
    event_id: EventId,
    scope: Scope,
    notify: Option<bool>,
}

impl DeleteEvent {
    /// A job that deletes these instances of an event.
    pub fn new(calendar_id: impl Into<CalendarId>, event_id: impl Into<EventId>, scope: Scope) -> Self {
        Self { calendar_id: calendar_id.into(), event_id: event_id.into(), scope, notify: None }
    }

    /// Whether attendees are notified; they are unless set.
    pub fn notify(mut self, notify: bool) -> Self {
        self.notify = Some(notify);
        self
    }

    /// Does it.
    pub async fn run<K>(&self, client: &Client<K>) -> Result<(), JobError> {
        let calendar = Calendar { client, id: self.calendar_id.clone(), user_id_type: None, notify: self.notify };
        let id = EventIdParts::of(&self.event_id).map_err(invalid("reading the event ID"))?;
        match self.scope {
            Scope::ThisOne => {
                check_one(&calendar, &id).await?;
                calendar.delete(&self.event_id, self.notify).await.map_err(during("deleting the event"))
            }
            Scope::ThisAndFollowing => {
                let series = Loaded::load(&calendar, id).await?;
                match series.position()? {
                    0 => all(&calendar, &series).await,
                    position => following(&calendar, &series, position).await,
                }
            }
            Scope::All => all(&calendar, &Loaded::load(&calendar, id).await?).await,
        }
    }
}

async fn all<K>(calendar: &Calendar<'_, K>, series: &Loaded) -> Result<(), JobError> {
    let exceptions = Exceptions::from(calendar, series, 0).await.map_err(during("reading exceptions"))?;
    drop_exceptions(calendar, series, exceptions.changed.into_keys()).await?;
    let partial = |error: Error| during("deleting the series")(error).partial(Vec::new());
    calendar.delete(&series.series_id(), calendar.notify).await.map_err(partial)
}

async fn following<K>(calendar: &Calendar<'_, K>, series: &Loaded, position: usize) -> Result<(), JobError> {
    let (before, _) = Part::cut(series, position).map_err(invalid("cutting the rule"))?;
    let exceptions = Exceptions::from(calendar, series, position).await.map_err(during("reading exceptions"))?;
    let mut log = Vec::new();
    if let Err(error) = shorten(calendar, series, before, &mut log).await {
        return Err(error.rolled_back(Undo::all(calendar, log).await));
    }
    drop_exceptions(calendar, series, exceptions.changed.into_keys()).await
}
