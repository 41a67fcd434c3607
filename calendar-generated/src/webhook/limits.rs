//! How long and how often handlers run under axum.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Semaphore;

/// The platform counts three seconds from the start of the connection; the rest is left for the network.
const ANSWER_WITHIN: Duration = Duration::from_millis(2500);
const MAX_RUNNING: usize = 256;

#[derive(Clone)]
pub(super) struct Limits {
    pub(super) answer_within: Duration,
    /// The number of running handlers, including those that no request waits for any more.
    pub(super) running: Arc<Semaphore>,
}

impl Default for Limits {
    fn default() -> Self {
        Self { answer_within: ANSWER_WITHIN, running: Arc::new(Semaphore::new(MAX_RUNNING)) }
    }
}
