//! [`Receiver`]: a webhook, a handler and a memory of handled notifications, combined into one response per request.

use std::fmt;
use std::sync::Arc;

use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderValue, Response, StatusCode};
use tracing::warn;

use super::error::WebhookError;
use super::receive::{Received, Webhook};
use crate::delivery::{Delivery, Handler, Outcome, RecentEvents, SeenEvents, Tickets};
use crate::notification::Events;

/// Responds to requests: verifies them, returns challenges, and passes each notification to a handler once.
///
/// A handler is a function that takes a [`Notification`](crate::Notification) and returns a future of a `Result`. When
/// it succeeds, the notification counts as seen and is not passed again. When it fails, the response is 500, and the
/// platform sends the notification again after 15 seconds, 5 minutes, 1 hour and 6 hours. Clones share everything.
///
/// With the feature `axum` it is a handler of axum, `post(receiver)`, that also keeps the platform's time limits. With
/// any other server, pass it the headers and the body of each request:
///
/// ```
/// # use calendar_generated::events::Event;
/// # use calendar_generated::webhook::{BoxError, Receiver, Webhook};
/// # async fn run(headers: http::HeaderMap, body: Vec<u8>) -> Result<(), Box<dyn std::error::Error>> {
/// let webhook = Webhook::<Event>::builder("verification token").encrypt_key("encrypt key").build()?;
/// let receiver = Receiver::new(webhook, |notification| async move {
///     println!("{:?}", notification.event);
///     Ok::<(), BoxError>(())
/// });
/// let response = receiver.respond(&headers, &body).await;
/// # Ok(())
/// # }
/// ```
pub struct Receiver<E, H, S = RecentEvents> {
    pub(super) shared: Arc<Shared<E, H, S>>,
    #[cfg(feature = "axum")]
    pub(super) limits: super::limits::Limits,
}

pub(super) struct Shared<E, H, S> {
    pub(super) webhook: Webhook<E>,
    pub(super) delivery: Delivery<H, S>,
}

impl<E, H: Handler<E>> Receiver<E, H> {
    /// Passes the webhook's notifications to the handler, and remembers them in this process.
    pub fn new(webhook: Webhook<E>, handler: H) -> Self {
        Self::with_memory(webhook, handler, RecentEvents::default())
    }
}

impl<E, H: Handler<E>, S: SeenEvents> Receiver<E, H, S> {
    /// Passes the webhook's notifications to the handler, and remembers them elsewhere, such as in a database that
    /// several processes share.
    pub fn with_memory(webhook: Webhook<E>, handler: H, seen: S) -> Self {
        Self {
            shared: Arc::new(Shared { webhook, delivery: Delivery { handler, seen, tickets: Tickets::default() } }),
            #[cfg(feature = "axum")]
            limits: super::limits::Limits::default(),
        }
    }

    /// Passes the tickets of the client's application, which is one from the store, to the client: the event
    /// `app_ticket` comes every hour, and [`Client::set_app_ticket`](crate::Client::set_app_ticket) need not be called.
    /// They are secret and no longer reach the handler.
    ///
    /// # Errors
    ///
    /// A client without an application.
    #[cfg(feature = "client")]
    pub fn keep_app_tickets<K>(self, client: &crate::Client<K>) -> Result<Self, crate::Error> {
        self.shared.delivery.tickets.set(client.ticket_keeper()?);
        Ok(self)
    }

    /// The webhook, for example to open URL verification.
    pub fn webhook(&self) -> &Webhook<E> {
        &self.shared.webhook
    }
}

impl<E: Events, H: Handler<E>, S: SeenEvents> Receiver<E, H, S> {
    /// Returns the response to a request, once the handler has finished. It takes as long as the handler: apply the
    /// limit of three seconds yourself.
    pub async fn respond(&self, headers: &HeaderMap, body: &[u8]) -> Response<Vec<u8>> {
        match self.shared.webhook.verify(headers, body) {
            Ok(Received::Challenge(challenge)) => response(StatusCode::OK, challenge.response_body()),
            Ok(Received::Notification(notification)) => self.shared.delivery.deliver(notification).await.response(),
            Err(refused) => refusal(&refused),
        }
    }
}

impl Outcome {
    /// The platform treats 200 as done, and sends the notification again after any other status.
    pub(super) fn response(self) -> Response<Vec<u8>> {
        let status = match self {
            Self::Handled => StatusCode::OK,
            Self::Failed => StatusCode::INTERNAL_SERVER_ERROR,
            Self::Unknown => StatusCode::SERVICE_UNAVAILABLE,
        };
        response(status, b"{}".to_vec())
    }
}

/// The same for every reason; only the log distinguishes them.
pub(super) fn refusal(refused: &WebhookError) -> Response<Vec<u8>> {
    warn!(reason = %refused, "a request to the webhook was rejected");
    response(StatusCode::BAD_REQUEST, b"{}".to_vec())
}

pub(super) fn response(status: StatusCode, body: Vec<u8>) -> Response<Vec<u8>> {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}

impl<E, H, S> Clone for Receiver<E, H, S> {
    fn clone(&self) -> Self {
        Self {
            shared: Arc::clone(&self.shared),
            #[cfg(feature = "axum")]
            limits: self.limits.clone(),
        }
    }
}

impl<E, H, S> fmt::Debug for Receiver<E, H, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Receiver").field("webhook", &self.shared.webhook).finish_non_exhaustive()
    }
}
