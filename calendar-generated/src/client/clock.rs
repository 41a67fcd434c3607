//! [`Clock`]: the time as the client sees it, and how it waits.

use std::future::Future;
use std::pin::Pin;
use std::time::{Duration, Instant, SystemTime};

/// The future of [`Clock::sleep`].
pub type Sleep = Pin<Box<dyn Future<Output = ()> + Send>>;

/// The time as a client sees it: for lifetimes of tokens, waits between attempts and rate limits.
///
/// The default is [`SystemClock`]. A test passes its own and does not wait. The time limit of a single
/// HTTP exchange is always measured by the system clock.
pub trait Clock: Send + Sync + 'static {
    /// The time of day, which tokens expire by.
    fn now(&self) -> SystemTime;

    /// A time that never goes backwards, for pauses and limits.
    fn instant(&self) -> Instant;

    /// Waits.
    fn sleep(&self, pause: Duration) -> Sleep;
}

/// The clock of the operating system; waits with tokio.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> SystemTime {
        SystemTime::now()
    }

    fn instant(&self) -> Instant {
        Instant::now()
    }

    fn sleep(&self, pause: Duration) -> Sleep {
        Box::pin(tokio::time::sleep(pause))
    }
}
