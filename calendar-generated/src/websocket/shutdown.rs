//! [`Shutdown`]: the request to close, which comes once.

use std::future::{Future, pending};
use std::pin::Pin;
use std::task::Context;

use futures_util::future::{Either, select};

/// A future that completes when the connection should close.
pub(super) type Signal = Pin<Box<dyn Future<Output = ()> + Send>>;

pub(super) struct Shutdown {
    signal: Signal,
    is_requested: bool,
}

impl Default for Shutdown {
    fn default() -> Self {
        Self::on(Box::pin(pending()))
    }
}

impl Shutdown {
    pub(super) fn on(signal: Signal) -> Self {
        Self { signal, is_requested: false }
    }

    /// Completes with the first of both.
    pub(super) fn or(self, other: Signal) -> Self {
        Self::on(Box::pin(async move {
            select(self.signal, other).await;
        }))
    }

    pub(super) fn is_requested(&self) -> bool {
        self.is_requested
    }

    /// Whether the request has arrived since the last call.
    pub(super) fn poll_requested(&mut self, context: &mut Context<'_>) -> bool {
        if self.is_requested {
            return false;
        }
        self.is_requested = self.signal.as_mut().poll(context).is_ready();
        self.is_requested
    }

    /// The output of a future, unless the request to close comes first.
    pub(super) async fn unless<F: Future>(&mut self, future: F) -> Option<F::Output> {
        if self.is_requested {
            return None;
        }
        match select(Box::pin(future), self.signal.as_mut()).await {
            Either::Left((output, _)) => Some(output),
            Either::Right(((), _)) => {
                self.is_requested = true;
                None
            }
        }
    }
}
