//! [`Handlers`]: the tasks that handle events, limited in number. They outlive a lost connection and the future that
//! started them.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use tokio::task::{Id, JoinSet};
use tracing::{Instrument, error};

use crate::delivery::Outcome;

/// Decodes an event and calls the handler; one type for all handlers, so that the connection is compiled once.
pub(super) type Deliver = Arc<dyn Fn(Vec<u8>) -> Delivering + Send + Sync>;

pub(super) type Delivering = Pin<Box<dyn Future<Output = Outcome> + Send>>;

pub(super) struct Handlers {
    deliver: Deliver,
    running: JoinSet<Outcome>,
    limit: usize,
}

impl Handlers {
    pub(super) fn new(deliver: Deliver, limit: usize) -> Self {
        Self { deliver, running: JoinSet::new(), limit }
    }

    pub(super) fn has_room(&self) -> bool {
        self.running.len() < self.limit
    }

    pub(super) fn is_idle(&self) -> bool {
        self.running.is_empty()
    }

    pub(super) fn start(&mut self, event: Vec<u8>) -> Id {
        self.running.spawn((self.deliver)(event).in_current_span()).id()
    }

    /// The next handler that finishes; pending while none runs.
    pub(super) fn poll_ended(&mut self, context: &mut Context<'_>) -> Poll<(Id, Outcome)> {
        match ready!(self.running.poll_join_next_with_id(context)) {
            Some(Ok(ended)) => Poll::Ready(ended),
            Some(Err(panic)) => {
                error!(%panic, "the handler of a notification panicked");
                Poll::Ready((panic.id(), Outcome::Failed))
            }
            None => Poll::Pending,
        }
    }

    pub(super) async fn finish(&mut self) {
        while self.running.join_next().await.is_some() {}
    }
}

impl Drop for Handlers {
    /// A handler that is cancelled halfway would fail each time.
    fn drop(&mut self) {
        self.running.detach_all();
    }
}
