//! Delivering a notification to a handler once, whichever way it came: over a webhook or over the long connection.
//!
//! In: a [`Notification`] that is believed. Out: the [`Outcome`], which the platform is told.

mod depth;
mod recent;
mod seen;

pub(crate) use depth::{MAX_DEPTH, is_too_deep};
pub use recent::{RecentClaim, RecentEvents};
pub use seen::{BoxError, Claim, Claimed, SeenEvents};

use std::future::Future;

use tracing::{debug, error};

use crate::{Header, Notification};

/// The longest event ID, in bytes: it is kept for some time.
pub(crate) const MAX_EVENT_ID_BYTES: usize = 128;

/// Whether a notification can be told from others.
pub(crate) fn has_usable_id(header: &Header) -> bool {
    let length = header.event_id.as_deref().unwrap_or_default().len();
    (1..=MAX_EVENT_ID_BYTES).contains(&length)
}

/// A handler, and a memory of what it has handled.
pub(crate) struct Delivery<H, S> {
    pub(crate) handler: H,
    pub(crate) seen: S,
}

/// The outcome of a delivery.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// The handler succeeded, now or before.
    Handled,
    /// It failed.
    Failed,
    /// It is not known yet.
    Unknown,
}

impl<H, S: SeenEvents> Delivery<H, S> {
    /// Calls the handler with a notification, unless that has succeeded before.
    pub(crate) async fn deliver<E, F, X>(&self, notification: Notification<E>) -> Outcome
    where
        H: Fn(Notification<E>) -> F,
        F: Future<Output = Result<(), X>>,
        X: Into<BoxError>,
    {
        let event_id = notification.header.event_id.clone().unwrap_or_default();
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
        let result = (self.handler)(notification).await.map_err(Into::into);
        settle(claim, &event_id, result).await
    }
}

/// A handler that succeeded has succeeded, whether or not that could be noted: if the platform sent the notification
/// again for that, it would surely be handled twice.
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
