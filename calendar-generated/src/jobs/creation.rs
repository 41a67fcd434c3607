//! Creating an event once, and taking it back.

use super::calendar::{Calendar, EVENT_DELETED};
use super::error::{JobError, JobErrorKind, Leftover, during};
use crate::Retry;
use crate::types::{CalendarEvent, EventId, EventStatus};
use crate::{Error, ErrorKind, Text, calendar_event};

const STEP: &str = "creating the event";

/// A key for a request that creates an event.
pub(super) fn new_key() -> Text {
    uuid::Uuid::new_v4().hyphenated().to_string().into()
}

/// Whether the call may have taken effect although it failed.
pub(super) fn is_unclear(error: &Error) -> bool {
    match error.kind() {
        ErrorKind::Decode | ErrorKind::TooLarge => true,
        ErrorKind::Connect => error.attempts() > Some(1),
        _ => error.retry() == Retry::Backoff,
    }
}

impl<K> Calendar<'_, K> {
    /// Creates an event. Where it is unclear whether it was created, it is taken back.
    pub(super) async fn create(&self, request: &calendar_event::Create) -> Result<(EventId, CalendarEvent), JobError> {
        match self.client.send(request).await {
            Ok(response) => created(response.event.unwrap_or_default()),
            Err(error) if error.code_number() == Some(EVENT_DELETED) => Err(used_key()),
            Err(error) if is_unclear(&error) => {
                let left = self.take_back_unknown(request).await;
                Err(JobError::call(STEP, error).rolled_back(left))
            }
            Err(error) => Err(during(STEP)(error)),
        }
    }

    /// Deletes an event again; returns what remains.
    pub(super) async fn take_back(&self, id: &EventId) -> Vec<Leftover> {
        match self.delete(id, self.notify).await {
            Ok(()) => Vec::new(),
            Err(error) => vec![Leftover::event(id, "could not be deleted again; delete it", error)],
        }
    }

    /// Deletes what a request may have created: with its idempotency key, the service says which event that is.
    async fn take_back_unknown(&self, request: &calendar_event::Create) -> Vec<Leftover> {
        match self.client.send(request).await.map(|response| response.event.and_then(|event| event.event_id)) {
            Ok(Some(id)) => self.take_back(&id).await,
            Err(error) if error.code_number() == Some(EVENT_DELETED) => Vec::new(),
            Ok(None) => vec![unknown(request, None)],
            Err(error) => vec![unknown(request, Some(error))],
        }
    }
}

fn unknown(request: &calendar_event::Create, error: Option<Error>) -> Leftover {
    let key = request.idempotency_key.as_deref().unwrap_or_default();
    let problem =
        format!("an event may have been created; the same request with the idempotency key `{key}` returns it");
    Leftover { event_id: None, problem: problem.into(), error }
}

fn created(event: CalendarEvent) -> Result<(EventId, CalendarEvent), JobError> {
    if event.status == Some(EventStatus::Cancelled) {
        return Err(used_key());
    }
    let id = event.event_id.clone();
    let missing = || JobError::problem(STEP, JobErrorKind::Incomplete, "the service returned no event ID");
    id.map(|id| (id, event)).ok_or_else(missing)
}

fn used_key() -> JobError {
    let why = "the idempotency key is that of an event that was deleted, such as by a rollback; take a new key";
    JobError::invalid(STEP, why)
}
