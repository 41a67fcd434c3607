//! [`EventStream`]: the events of a long connection as a stream, each accepted by the consumer.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;
use tokio::sync::{mpsc, oneshot};

use crate::delivery::BoxError;
use crate::{Error, Notification};

/// The notifications of a long connection; made by [`LongConnection::stream`](super::LongConnection::stream).
///
/// It ends after an error, and after the connection was closed. Dropping it closes the connection. It can be used in
/// `select!`: nothing is lost when another branch completes first.
#[must_use = "dropping the stream closes the connection"]
pub struct EventStream<E> {
    pub(super) items: mpsc::Receiver<Result<Delivery<E>, Error>>,
}

impl<E> EventStream<E> {
    /// The next notification; `None` when the connection is closed.
    pub async fn next(&mut self) -> Option<Result<Delivery<E>, Error>> {
        poll_fn(|context| self.items.poll_recv(context)).await
    }
}

impl<E> Stream for EventStream<E> {
    type Item = Result<Delivery<E>, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.items.poll_recv(context)
    }
}

impl<E> fmt::Debug for EventStream<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EventStream").finish_non_exhaustive()
    }
}

/// A notification that waits to be [accepted](Self::accept). If it is dropped before, it is sent again.
#[derive(Debug)]
#[must_use = "a notification that is not accepted comes again"]
pub struct Delivery<E> {
    /// The notification.
    pub notification: Notification<E>,
    accepted: oneshot::Sender<()>,
}

impl<E> Delivery<E> {
    /// A delivery, and the future of its handler.
    pub(super) fn new(notification: Notification<E>) -> (Self, impl Future<Output = Result<(), BoxError>>) {
        let (accepted, is_accepted) = oneshot::channel();
        let handled =
            async move { is_accepted.await.map_err(|_| BoxError::from("it was dropped before it was accepted")) };
        (Self { notification, accepted }, handled)
    }

    /// Marks the notification as handled: the platform does not send it again.
    pub fn accept(self) {
        // Without a receiver the connection is closed, and the platform sends the notification again.
        let _ = self.accepted.send(());
    }
}
