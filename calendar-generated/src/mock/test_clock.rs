//! [`TestClock`]: time that a test moves.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use crate::client::{Clock, Sleep};

/// A clock that stands still until it is moved, and that never makes anybody wait: who sleeps moves it.
///
/// Clones show the same time, so a client and a server can share one.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use std::time::Duration;
/// use calendar_generated::mock::{Fault, MockServer, TestClock};
/// use calendar_generated::{Client, calendar};
///
/// let clock = TestClock::new();
/// let server = MockServer::builder().clock(clock.reader()).start().await?;
/// let client = Client::builder().app("cli_x", "secret").base_url(&server).clock(clock.clone()).build()?;
///
/// server.fault(Fault::rate_limit(Duration::from_secs(30)).on("calendar.primary"))?;
/// client.send(&calendar::Primary::builder().build()?).await?;
/// assert!(clock.waits()[0] >= Duration::from_secs(30)); // and no time has passed
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct TestClock {
    start: Instant,
    state: Arc<Mutex<State>>,
}

#[derive(Debug, Default)]
struct State {
    passed: Duration,
    waits: Vec<Duration>,
}

impl TestClock {
    /// A clock that shows 2026-01-01T00:00:00Z.
    pub fn new() -> Self {
        Self { start: Instant::now(), state: Arc::default() }
    }

    /// Moves the clock.
    pub fn advance(&self, time: Duration) {
        let mut state = self.state();
        state.passed = state.passed.saturating_add(time);
    }

    /// What would have been waited for, in this order.
    pub fn waits(&self) -> Vec<Duration> {
        self.state().waits.clone()
    }

    /// The time of day as a function, as [`MockServerBuilder::clock`](super::MockServerBuilder::clock) takes it.
    pub fn reader(&self) -> impl Fn() -> SystemTime + Send + Sync + 'static {
        let clock = self.clone();
        move || clock.now()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Default for TestClock {
    fn default() -> Self {
        Self::new()
    }
}

impl Clock for TestClock {
    fn now(&self) -> SystemTime {
        const START: Duration = Duration::from_secs(1_767_225_600);
        UNIX_EPOCH + START.saturating_add(self.state().passed)
    }

    fn instant(&self) -> Instant {
        self.start + self.state().passed
    }

    fn sleep(&self, pause: Duration) -> Sleep {
        let mut state = self.state();
        state.passed = state.passed.saturating_add(pause);
        state.waits.push(pause);
        Box::pin(tokio::task::yield_now())
    }
}
