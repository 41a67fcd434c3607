//! [`Clock`]: where the client takes the time from, and how it waits.

use std::future::Future;
use std::pin::Pin;
use std::time::{Duration, Instant, SystemTime};

/// The future of [`Clock::sleep`].
pub type Sleep = Pin<Box<dyn Future<Output = ()> + Send>>;

/// The time as a client sees it: for the life of tokens, for pauses between attempts and for rate limits.
///
/// [`SystemClock`] is what clients use. A test gives its own, and then need not wait for real. How long a single
/// exchange over HTTP may take is measured by the system's clock all the same.
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
