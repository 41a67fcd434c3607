//! [`Shared`]: the state that all connections of one server share.

use std::collections::HashMap;
use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use hyper::body::Bytes;
use tokio::sync::Semaphore;

use super::api::Api;
use super::check::Strictness;
use super::fault::Faults;
use super::limit::Limiter;
use super::log_id::log_id;
use super::push::Outbox;
use super::record::{Record, Recorded};
use super::state::Store;
use super::token::Tokens;
use super::websocket::ConnectionSettings;
use super::wire::Limits;

/// The source of time.
pub(super) type Clock = Arc<dyn Fn() -> SystemTime + Send + Sync>;

/// Called for every response.
pub(super) type Observer = Arc<dyn Fn(&Recorded) + Send + Sync>;

/// What the connections of a server share.
pub(super) struct Shared {
    pub(super) api: Arc<Api>,
    pub(super) strictness: Strictness,
    /// Every response is the documented example.
    pub(super) is_stateless: bool,
    pub(super) limits: Limits,
    /// How long reads do not see a change.
    pub(super) read_lag: Duration,
    /// Names by which requests may call the server, besides those of this machine.
    pub(super) hosts: Vec<String>,
    pub(super) connections: ConnectionSettings,
    pub(super) clock: Clock,
    pub(super) observer: Option<Observer>,
    /// Permits for large bodies.
    pub(super) large: Arc<Semaphore>,
    pub(super) answers: AtomicU64,
    pub(super) state: Mutex<State>,
    pub(super) store: Mutex<Store>,
    pub(super) outbox: Mutex<Outbox>,
    /// Locked while notifications are sent.
    pub(super) delivering: tokio::sync::Mutex<()>,
}

/// What changes while the server runs.
#[derive(Debug, Default)]
pub(super) struct State {
    pub(super) tokens: Tokens,
    pub(super) faults: Faults,
    pub(super) record: Record,
    pub(super) limiter: Limiter,
    pub(super) has_rate_limits: bool,
    /// Responses that a test has set, by the index of the endpoint.
    pub(super) responses: HashMap<usize, Bytes>,
}

impl Shared {
    /// The state. A test that panicked while it held the lock has left nothing half done.
    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The state that requests have left.
    pub(super) fn store(&self) -> MutexGuard<'_, Store> {
        self.store.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The notifications for subscribers.
    pub(super) fn outbox(&self) -> MutexGuard<'_, Outbox> {
        self.outbox.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn now(&self) -> SystemTime {
        (self.clock)()
    }

    /// The log ID of the next response.
    pub(super) fn next_log_id(&self, now: SystemTime) -> String {
        log_id(now, self.answers.fetch_add(1, Ordering::Relaxed) + 1)
    }
}

impl fmt::Debug for Shared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Shared")
            .field("strictness", &self.strictness)
            .field("limits", &self.limits)
            .finish_non_exhaustive()
    }
}
