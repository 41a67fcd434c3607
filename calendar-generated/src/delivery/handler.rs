//! Handlers of notifications.

use std::future::Future;

use super::seen::BoxError;
use crate::Notification;

/// A function that takes a [`Notification`] and returns a future of a `Result`. Implemented for all such functions and
/// closures.
// The bound on `Fn` is for closures: the compiler infers the argument's type from it.
pub trait Handler<E>: Fn(Notification<E>) -> <Self as Handler<E>>::Future {
    /// Why a notification could not be handled.
    type Error: Into<BoxError>;
    /// The future that it returns.
    type Future: Future<Output = Result<(), Self::Error>>;

    /// Handles a notification.
    fn handle(&self, notification: Notification<E>) -> <Self as Handler<E>>::Future {
        self(notification)
    }
}

impl<E, H, F, X> Handler<E> for H
where
    H: Fn(Notification<E>) -> F,
    F: Future<Output = Result<(), X>>,
    X: Into<BoxError>,
{
    type Error = X;
    type Future = F;
}
