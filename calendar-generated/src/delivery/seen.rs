//! [`SeenEvents`]: a memory of handled notifications, so that each is handled once.

use std::future::Future;

/// Any error of a store or a handler.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// A memory of the notifications that were handled. [`RecentEvents`](super::RecentEvents) is one for a single process;
/// several processes share one that is implemented over a database.
///
/// A notification is claimed, handled, and then confirmed; only then does it count as seen. It is remembered at least
/// until the platform stops sending it again, seven hours and five minutes after the first try, and as long as the
/// [window](crate::webhook::WebhookBuilder::window) is open, since within it a recorded request can be replayed.
///
/// ```
/// use calendar_generated::webhook::{BoxError, Claim, Claimed, SeenEvents};
/// # #[derive(Clone)]
/// # struct Database;
/// # impl Database {
/// #     async fn set_if_absent(&self, _: &str, _: &str, _: u64) -> Result<Option<String>, BoxError> { Ok(None) }
/// #     async fn set(&self, _: &str, _: &str, _: u64) -> Result<(), BoxError> { Ok(()) }
/// # }
///
/// struct Shared(Database);
/// struct Held(Database, String);
///
/// impl SeenEvents for Shared {
///     type Claim = Held;
///
///     async fn claim(&self, event_id: &str) -> Result<Claimed<Held>, BoxError> {
///         // A process that dies while it handles a notification holds it no longer than ten minutes.
///         match self.0.set_if_absent(event_id, "claimed", 10 * 60).await?.as_deref() {
///             None => Ok(Claimed::New(Held(self.0.clone(), event_id.to_owned()))),
///             Some("seen") => Ok(Claimed::Seen),
///             Some(_) => Ok(Claimed::Busy),
///         }
///     }
/// }
///
/// impl Claim for Held {
///     async fn confirm(self) -> Result<(), BoxError> {
///         self.0.set(&self.1, "seen", 8 * 60 * 60).await
///     }
///     async fn release(self) -> Result<(), BoxError> {
///         self.0.set(&self.1, "", 0).await
///     }
/// }
/// ```
pub trait SeenEvents: Send + Sync + 'static {
    /// The right to handle one notification.
    type Claim: Claim;

    /// Requests the right to handle a notification. Of several concurrent requests, one succeeds.
    fn claim(&self, event_id: &str) -> impl Future<Output = Result<Claimed<Self::Claim>, BoxError>> + Send;
}

/// The right to handle one notification. When it is dropped, it must be released sooner or later, since a handler can
/// panic and a process can die.
pub trait Claim: Send + 'static {
    /// The handler succeeded: the notification counts as seen.
    fn confirm(self) -> impl Future<Output = Result<(), BoxError>> + Send;

    /// The handler failed: the notification may be claimed again.
    fn release(self) -> impl Future<Output = Result<(), BoxError>> + Send;
}

/// The result of [`SeenEvents::claim`].
#[derive(Debug)]
pub enum Claimed<C> {
    /// It was neither handled nor claimed.
    New(C),
    /// It was handled before.
    Seen,
    /// It is being handled, or the memory is full; the platform has to send it again.
    Busy,
}
