//! [`Limiter`]: calls wait for their turn, so that the documented rate limits hold.
//!
//! A bucket of tokens that fills again would let nearly twice the documented number through in the first window, which
//! a server that counts by windows refuses. So the times of the latest calls are kept, and no window of any second or
//! minute ever has more of them than allowed. A call that gives up while it waits has used its turn.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::endpoint::{Meta, RateLimit};

/// A call that travels faster than the one before it arrives in a shorter window than it left in.
const SKEW: Duration = Duration::from_millis(50);

/// The turns of one application in one tenant, for each endpoint.
#[derive(Debug, Default)]
pub(super) struct Limiter {
    /// By name, and few: to look through them takes less than to hash a name.
    endpoints: Mutex<Vec<(&'static str, Turns)>>,
}

/// Turns that were given, the latest last. Some lie ahead.
#[derive(Debug, Default)]
struct Turns {
    given: VecDeque<Instant>,
    /// The server asked for a pause until then.
    paused_until: Option<Instant>,
}

impl Limiter {
    /// When the next call may be made. The turn is taken, unless it would come after the deadline: that is an error,
    /// the time of the turn.
    pub(super) fn turn(&self, meta: &'static Meta, now: Instant, deadline: Instant) -> Result<Instant, Instant> {
        let limit = meta.rate_limit;
        self.with(meta, |turns| {
            let turn = turns.next(limit, now);
            if turn > deadline {
                return Err(turn);
            }
            turns.take(turn, limit);
            Ok(turn)
        })
    }

    /// Lets no call of the endpoint through before then, as the server asked.
    pub(super) fn pause(&self, meta: &'static Meta, until: Instant) {
        self.with(meta, |turns| turns.paused_until = turns.paused_until.max(Some(until)));
    }

    fn with<T>(&self, meta: &'static Meta, act: impl FnOnce(&mut Turns) -> T) -> T {
        let mut endpoints = self.endpoints.lock().unwrap_or_else(PoisonError::into_inner);
        let known = endpoints.iter().position(|(name, _)| *name == meta.name);
        let index = known.unwrap_or_else(|| {
            endpoints.push((meta.name, Turns::default()));
            endpoints.len() - 1
        });
        act(&mut endpoints[index].1)
    }
}

impl Turns {
    fn next(&self, limit: RateLimit, now: Instant) -> Instant {
        let windows = [(limit.per_second, Duration::from_secs(1)), (limit.per_minute, Duration::from_secs(60))];
        let free = windows.into_iter().filter_map(|(calls, window)| self.end_of_window(calls, window + SKEW));
        free.chain(self.paused_until).fold(now, Instant::max)
    }

    /// When the first of the latest `calls` calls leaves the window.
    fn end_of_window(&self, calls: u32, window: Duration) -> Option<Instant> {
        let first = self.given.len().checked_sub(usize::try_from(calls).ok().filter(|calls| *calls > 0)?)?;
        self.given.get(first)?.checked_add(window)
    }

    fn take(&mut self, turn: Instant, limit: RateLimit) {
        let kept = limit.per_second.max(limit.per_minute);
        self.given.push_back(turn);
        while self.given.len() > usize::try_from(kept).unwrap_or(usize::MAX) {
            self.given.pop_front();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn meta(per_minute: u32, per_second: u32) -> Meta {
        Meta {
            name: "x.y",
            method: "GET",
            path: "/",
            has_body: false,
            scopes: &[],
            rate_limit: RateLimit { per_minute, per_second },
            errors: &[],
            codes: &[],
            idempotency_key: false,
        }
    }

    fn turns(limiter: &Limiter, meta: &'static Meta, calls: usize, now: Instant) -> Vec<Duration> {
        let deadline = now + Duration::from_secs(3600);
        (0..calls).map(|_| limiter.turn(meta, now, deadline).expect("in time") - now).collect()
    }

    fn most_in(window: Duration, turns: &[Duration]) -> usize {
        turns
            .iter()
            .map(|start| turns.iter().filter(|turn| **turn >= *start && **turn < *start + window).count())
            .max()
            .unwrap_or(0)
    }

    #[test]
    fn no_window_has_more_calls_than_documented() {
        static META: Meta = meta(1000, 50);
        let turns = turns(&Limiter::default(), &META, 2100, Instant::now());
        assert_eq!(turns[49], Duration::ZERO);
        assert_eq!(turns[50], Duration::from_millis(1050));
        assert_eq!(most_in(Duration::from_secs(1), &turns), 50);
        assert_eq!(most_in(Duration::from_secs(60), &turns), 1000);
        assert!(turns[2099] < Duration::from_secs(140), "{:?}", turns[2099]);
    }

    #[test]
    fn an_endpoint_without_limits_never_waits() {
        static META: Meta = meta(0, 0);
        let limiter = Limiter::default();
        assert!(turns(&limiter, &META, 5000, Instant::now()).iter().all(Duration::is_zero));
        assert!(limiter.endpoints.lock().expect("no panic")[0].1.given.is_empty());
    }

    #[test]
    fn a_turn_after_the_deadline_is_not_taken() {
        static META: Meta = meta(2, 0);
        let (limiter, now) = (Limiter::default(), Instant::now());
        assert_eq!(turns(&limiter, &META, 2, now).len(), 2);
        let late = now + Duration::from_secs(60) + SKEW;
        for _ in 0..3 {
            assert_eq!(limiter.turn(&META, now, now + Duration::from_secs(60)), Err(late));
        }
        assert_eq!(limiter.turn(&META, now, late), Ok(late));
    }

    #[test]
    fn a_pause_that_the_server_asks_for_holds_for_all_calls() {
        static META: Meta = meta(1000, 50);
        let (limiter, now) = (Limiter::default(), Instant::now());
        limiter.pause(&META, now + Duration::from_secs(7));
        limiter.pause(&META, now + Duration::from_secs(3));
        assert_eq!(turns(&limiter, &META, 2, now), [Duration::from_secs(7); 2]);
    }
}
