//! Delivers a notification to a handler once, whether it came over a webhook or over the long connection.
//!
//! In: a verified [`Notification`]. Out: the [`Outcome`], which is reported to the platform.

mod depth;
mod handler;
mod recent;
mod seen;
mod tickets;

pub(crate) use depth::{MAX_DEPTH, is_too_deep};
pub use handler::Handler;
pub use recent::{RecentClaim, RecentEvents};
pub use seen::{BoxError, Claim, Claimed, SeenEvents};

pub(crate) use tickets::Tickets;

use std::hash::{DefaultHasher, Hash, Hasher};

use tracing::{debug, error};

use crate::{Notification, Text};

/// The longest event ID, in bytes: it is kept for some time.
const MAX_EVENT_ID_BYTES: usize = 128;

/// Identifies a notification: its event ID, or a hash of its JSON if the ID is missing or very long.
fn id_of<E>(notification: &Notification<E>) -> Text {
    let id = notification.header.event_id.as_ref();
    let usable = id.filter(|id| (1..=MAX_EVENT_ID_BYTES).contains(&id.len()));
    usable.cloned().unwrap_or_else(|| {
        let mut hasher = DefaultHasher::new();
        notification.raw.as_str().hash(&mut hasher);
        format!("json-{:016x}", hasher.finish()).into()
    })
}

/// A handler, and a memory of the notifications that it has handled.
pub(crate) struct Delivery<H, S> {
    pub(crate) handler: H,
    pub(crate) seen: S,
    pub(crate) tickets: Tickets,
}

/// The outcome of a delivery.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// The handler succeeded, now or before.
    Handled,
    /// The handler failed.
    Failed,
    /// The handler has not finished.
    Unknown,
}

impl<H, S: SeenEvents> Delivery<H, S> {
    /// Calls the handler with a notification, unless it has handled that one before.
    pub(crate) async fn deliver<E>(&self, notification: Notification<E>) -> Outcome
    where
        H: Handler<E>,
    {
        let event_id = id_of(&notification);
        if let Some(keeping) = self.tickets.keep(&notification) {
            drop(notification);
            return keeping.await;
        }
        let claim = match self.seen.claim(&event_id).await {
            Ok(Claimed::New(claim)) => claim,
            Ok(Claimed::Seen) => {
                debug!(%event_id, "a notification came again");
                return Outcome::Handled;
            }
            Ok(Claimed::Busy) => {
                debug!(%event_id, "a notification came again while it is being handled");
                return Outcome::Unknown;
            }
            Err(error) => {
                error!(%event_id, error, "a notification could not be claimed");
                return Outcome::Failed;
            }
        };
        let result = self.handler.handle(notification).await.map_err(Into::into);
        settle(claim, &event_id, result).await
    }
}

/// A success counts whether or not it could be recorded: if the platform sent the notification again, it would be
/// handled twice.
async fn settle(claim: impl Claim, event_id: &str, result: Result<(), BoxError>) -> Outcome {
    let (outcome, noted) = match result {
        Ok(()) => (Outcome::Handled, claim.confirm().await),
        Err(error) => {
            error!(event_id, error, "the handler of a notification failed");
            (Outcome::Failed, claim.release().await)
        }
    };
    if let Err(error) = noted {
        error!(event_id, error, "the outcome of a notification could not be noted");
    }
    outcome
}
