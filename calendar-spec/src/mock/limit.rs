//! The documented rate limits: calls of one endpoint by one application and tenant, per second and per minute.

use std::time::{Duration, SystemTime};

use crate::model::RateLimit;

use super::token::Bounded;

const SECOND: Duration = Duration::from_secs(1);
const MINUTE: Duration = Duration::from_secs(60);

/// Counted calls.
#[derive(Debug, Default)]
pub(super) struct Limiter {
    windows: Bounded<(usize, String), [Window; 2]>,
}

/// A span of time and the calls in it.
#[derive(Clone, Copy, Debug)]
struct Window {
    start: SystemTime,
    calls: u32,
}

/// A call beyond the limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Exceeded {
    /// How many calls are allowed in the window.
    pub(super) limit: u32,
    /// Seconds until the window ends, rounded up.
    pub(super) reset: u64,
}

impl Limiter {
    /// Counts a call, unless it is beyond the limit.
    pub(super) fn count(
        &mut self,
        endpoint: usize,
        owner: &str,
        limit: RateLimit,
        now: SystemTime,
    ) -> Result<(), Exceeded> {
        let fresh = || [Window { start: now, calls: 0 }; 2];
        let Some(windows) = self.windows.entry(&(endpoint, owner.to_owned()), fresh) else { return Ok(()) };
        let limits = [(limit.per_second, SECOND), (limit.per_minute, MINUTE)];
        for (window, (limit, length)) in windows.iter_mut().zip(limits) {
            window.renew(now, length);
            if let Some(limit) = limit.filter(|limit| window.calls >= *limit) {
                return Err(Exceeded { limit, reset: window.left(now, length) });
            }
        }
        for window in windows {
            window.calls += 1;
        }
        Ok(())
    }
}

impl Window {
    /// Starts again once the window has ended, or when the clock was set back.
    fn renew(&mut self, now: SystemTime, length: Duration) {
        if now.duration_since(self.start).map_or(true, |age| age >= length) {
            *self = Self { start: now, calls: 0 };
        }
    }

    fn left(&self, now: SystemTime, length: Duration) -> u64 {
        let age = now.duration_since(self.start).unwrap_or_default();
        let left = length.saturating_sub(age);
        left.as_secs() + u64::from(left.subsec_nanos() > 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_ends_by_itself_and_rejected_calls_do_not_count() {
        let limit = RateLimit { per_second: Some(2), per_minute: Some(3), is_special: false };
        let mut limiter = Limiter::default();
        let mut call = |owner: &str, milliseconds: u64| {
            let now = SystemTime::UNIX_EPOCH + Duration::from_millis(milliseconds);
            limiter.count(0, owner, limit, now).map_err(|exceeded| (exceeded.limit, exceeded.reset))
        };
        assert_eq!((call("a", 0), call("a", 10), call("a", 20)), (Ok(()), Ok(()), Err((2, 1))));
        assert_eq!(call("b", 20), Ok(()));
        assert_eq!(call("a", 1000), Ok(()));
        assert_eq!(call("a", 1001), Err((3, 59)));
        assert_eq!(call("a", 59_999), Err((3, 1)));
        assert_eq!(call("a", 60_000), Ok(()));
    }
}
