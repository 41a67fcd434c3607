//! [`Receiver`] as a handler of axum that keeps the platform's time limits: a challenge gets a response within 1
//! second, a notification within 3.
//!
//! A handler that takes longer continues in the background. The response is 503, and the platform sends the
//! notification again; by then the handler has succeeded and the response is 200, or it has failed and is called again.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::Request;
use axum::response::Response;
use tokio::sync::Semaphore;
use tokio::time::{Instant, timeout, timeout_at};
use tracing::{Instrument, error, warn};

use super::error::{Reason, WebhookError};
use super::receive::Received;
use super::receiver::{Receiver, Shared, refusal, response};
use crate::Notification;
use crate::delivery::{Handler, Outcome, SeenEvents};
use crate::notification::Events;

/// The whole body must arrive within this time or is rejected, so that a challenge, which waits for nothing else, is
/// responded to within its second.
const BODY_WITHIN: Duration = Duration::from_millis(800);

impl<E, H, S> Receiver<E, H, S> {
    /// How long axum waits for the handler before it responds with 503; 2.5 seconds by default, since the platform
    /// gives up after 3. The handler continues, and its success counts.
    #[must_use]
    pub fn answer_within(mut self, limit: Duration) -> Self {
        self.limits.answer_within = limit;
        self
    }

    /// How many handlers may run at the same time under axum, 256 by default. The response to a notification beyond
    /// them is 503, and the platform sends it again.
    #[must_use]
    pub fn max_running(mut self, handlers: usize) -> Self {
        self.limits.running = Arc::new(Semaphore::new(handlers.min(Semaphore::MAX_PERMITS)));
        self
    }
}

impl<E, H, S, T> axum::handler::Handler<(), T> for Receiver<E, H, S>
where
    E: Events + Send + 'static,
    H: Handler<E, Future: Send + 'static, Error: 'static> + Send + Sync + 'static,
    S: SeenEvents,
{
    type Future = Pin<Box<dyn Future<Output = Response> + Send>>;

    fn call(self, request: Request, _: T) -> Self::Future {
        Box::pin(async move { self.answer(request).await.map(Body::from) })
    }
}

impl<E, H, S> Receiver<E, H, S>
where
    E: Events + Send + 'static,
    H: Handler<E, Future: Send + 'static, Error: 'static> + Send + Sync + 'static,
    S: SeenEvents,
{
    async fn answer(&self, request: Request) -> http::Response<Vec<u8>> {
        let deadline = Instant::now() + self.limits.answer_within;
        let (head, body) = request.into_parts();
        let webhook = &self.shared.webhook;
        let received = match read(body, webhook.max_body_bytes()).await {
            Ok(body) => webhook.verify(&head.headers, &body),
            Err(refused) => Err(refused),
        };
        match received {
            Ok(Received::Challenge(challenge)) => response(http::StatusCode::OK, challenge.response_body()),
            Ok(Received::Notification(notification)) => self.deliver(notification, deadline).await.response(),
            Err(refused) => refusal(&refused),
        }
    }

    /// Starts the handler, and waits for it until the deadline.
    async fn deliver(&self, notification: Notification<E>, deadline: Instant) -> Outcome {
        let Ok(permit) = Arc::clone(&self.limits.running).try_acquire_owned() else {
            warn!("too many notifications are being handled; the platform has to send one again");
            return Outcome::Unknown;
        };
        let shared: Arc<Shared<E, H, S>> = Arc::clone(&self.shared);
        let handler = async move {
            let outcome = shared.delivery.deliver(notification).await;
            drop(permit);
            outcome
        };
        match timeout_at(deadline, tokio::spawn(handler.in_current_span())).await {
            Ok(Ok(outcome)) => outcome,
            Ok(Err(panic)) => {
                error!(%panic, "the handler of a notification panicked");
                Outcome::Failed
            }
            Err(_) => {
                warn!(
                    "the handler of a notification is slow; it continues, and the platform sends the notification again"
                );
                Outcome::Unknown
            }
        }
    }
}

async fn read(body: Body, limit: usize) -> Result<Bytes, WebhookError> {
    match timeout(BODY_WITHIN, to_bytes(body, limit)).await {
        Ok(Ok(bytes)) => Ok(bytes),
        Ok(Err(_)) | Err(_) => Err(Reason::NotReceived.into()),
    }
}
