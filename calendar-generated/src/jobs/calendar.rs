//! [`Calendar`]: the calls that jobs make on the events of one calendar, repeated where that does no harm.

use std::time::{Duration, Instant};

use crate::Retry;
use crate::client::Clock;
use crate::types::{CalendarEvent, CalendarId, EventId, UserIdType};
use crate::{AnyToken, Client, Endpoint, Error, calendar_event};

const EVENT_NOT_FOUND: i64 = 193_001;
pub(super) const EVENT_DELETED: i64 = 193_003;

/// How often a call is made again by a job.
pub(super) const ATTEMPTS: u32 = 4;

/// The longest lag of reads, by the vendor's own tools; no page states it.
const LAG: Duration = Duration::from_secs(2);

/// A calendar on which a job works.
pub(super) struct Calendar<'c, K> {
    pub(super) client: &'c Client<K>,
    pub(super) id: CalendarId,
    pub(super) user_id_type: Option<UserIdType>,
    /// Whether attendees are notified; `None` leaves it to the service.
    pub(super) notify: Option<bool>,
}

impl<K> Calendar<'_, K> {
    pub(super) fn clock(&self) -> &dyn Clock {
        self.client.clock()
    }

    pub(super) fn deadline(&self, wait: Duration) -> Instant {
        let now = self.clock().instant();
        now.checked_add(wait).unwrap_or_else(|| now + Duration::from_secs(86_400))
    }

    /// Waits until what was written can be read.
    pub(super) async fn pause(&self) {
        self.clock().sleep(LAG).await;
    }

    /// Makes a call about an event that was written just now, and may not be seen yet.
    pub(super) async fn call<E: Endpoint<Token = AnyToken>>(&self, request: &E) -> Result<E::Response, Error> {
        match self.client.send_idempotent(request).await {
            Err(error) if error.code_number() == Some(EVENT_NOT_FOUND) => {
                self.pause().await;
                self.client.send_idempotent(request).await
            }
            outcome => outcome,
        }
    }

    fn query(&self, id: &EventId) -> calendar_event::Get {
        let query = calendar_event::Get::builder().calendar_id(&self.id).event_id(id).need_meeting_settings(true);
        let mut query = query.build_unchecked();
        query.user_id_type.clone_from(&self.user_id_type);
        query
    }

    /// An event; `None` when there is none, or it was deleted.
    pub(super) async fn find(&self, id: &EventId) -> Result<Option<CalendarEvent>, Error> {
        match self.client.send(&self.query(id)).await {
            Ok(response) => Ok(response.event),
            Err(error) if is_gone(&error) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// An event that has to be there.
    pub(super) async fn get(&self, id: &EventId) -> Result<CalendarEvent, Error> {
        self.call(&self.query(id)).await.map(|response| response.event.unwrap_or_default())
    }

    /// A change of an event that changes nothing yet.
    pub(super) fn patch(&self, id: impl Into<EventId>) -> calendar_event::Patch {
        let mut patch = calendar_event::Patch::builder().calendar_id(&self.id).event_id(id).build_unchecked();
        patch.user_id_type.clone_from(&self.user_id_type);
        patch.need_notification = self.notify;
        patch
    }

    /// Changes an event. Since a change sets fields to values, making it twice is making it once; only for files no
    /// page says what adding one twice does.
    pub(super) async fn change(&self, patch: &calendar_event::Patch) -> Result<CalendarEvent, Error> {
        let response = match &patch.attachments {
            None => self.call(patch).await,
            Some(_) => self.client.send(patch).await,
        };
        response.map(|response| response.event.unwrap_or_default())
    }

    /// Deletes an event. One that does not exist counts as deleted.
    pub(super) async fn delete(&self, id: &EventId, notify: Option<bool>) -> Result<(), Error> {
        let mut request = calendar_event::Delete::builder().calendar_id(&self.id).event_id(id).build_unchecked();
        request.need_notification = notify;
        match self.client.send_idempotent(&request).await {
            Err(error) if error.code_number() == Some(EVENT_DELETED) => Ok(()),
            Err(error) if error.code_number() == Some(EVENT_NOT_FOUND) && error.attempts() > Some(1) => Ok(()),
            outcome => outcome.map(drop),
        }
    }
}

/// Whether the event is not there, or not any more.
pub(super) fn is_gone(error: &Error) -> bool {
    matches!(error.code_number(), Some(EVENT_NOT_FOUND | EVENT_DELETED))
}

/// Whether the call may have taken effect, or the event is not seen yet.
pub(super) fn is_worth_another(error: &Error) -> bool {
    error.retry() == Retry::Backoff || error.code_number() == Some(EVENT_NOT_FOUND)
}
