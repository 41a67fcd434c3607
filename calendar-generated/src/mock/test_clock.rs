//! [`TestClock`]: time that a test moves.

use std::future::poll_fn;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use crate::client::{Clock, Sleep};

/// A clock that is paused until it is advanced, and on which nobody waits: a sleep advances it. For a long
/// connection, which always waits for something, there is [`manual`](Self::manual).
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
    /// Only [`TestClock::advance`] moves it.
    is_manual: bool,
    /// Who waits for that.
    sleepers: Vec<Waker>,
}

impl TestClock {
    /// A clock that shows 2026-01-01T00:00:00Z.
    pub fn new() -> Self {
        Self { start: Instant::now(), state: Arc::default() }
    }

    /// The same, but sleeping does not move it: sleepers wait until [`advance`](Self::advance) does.
    pub fn manual() -> Self {
        let clock = Self::new();
        clock.state().is_manual = true;
        clock
    }

    /// Moves the clock.
    pub fn advance(&self, time: Duration) {
        let mut state = self.state();
        state.passed = state.passed.saturating_add(time);
        let sleepers = std::mem::take(&mut state.sleepers);
        drop(state);
        sleepers.into_iter().for_each(Waker::wake);
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
        let until = state.passed.saturating_add(pause);
        if state.is_manual {
            let clock = self.clone();
            return Box::pin(poll_fn(move |context| clock.state().poll_passed(until, context)));
        }
        state.passed = until;
        state.waits.push(pause);
        Box::pin(tokio::task::yield_now())
    }
}

impl State {
    fn poll_passed(&mut self, until: Duration, context: &mut Context<'_>) -> Poll<()> {
        if self.passed >= until {
            return Poll::Ready(());
        }
        if !self.sleepers.iter().any(|waker| waker.will_wake(context.waker())) {
            self.sleepers.push(context.waker().clone());
        }
        Poll::Pending
    }
}
