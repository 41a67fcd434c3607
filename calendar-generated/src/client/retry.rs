//! [`RetryPolicy`]: whether and when failed calls are retried.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use crate::Retry;
use crate::{Error, ErrorKind};

/// Whether and when failed calls are retried.
///
/// Calls are retried when they cannot have taken effect: without a connection, or rejected by a rate limit. Idempotent
/// requests (reads, and requests with an idempotency key) are also retried after timeouts, lost connections and server
/// errors. When the server asks for a wait, the client waits that long; otherwise waits grow exponentially, with full
/// jitter, so that clients do not retry all at once.
///
/// Clients that share connections also share a retry budget: while most calls fail, few are retried.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct RetryPolicy {
    pub(super) max_attempts: u32,
    pub(super) deadline: Duration,
    first_backoff: Duration,
    max_backoff: Duration,
    max_rate_limit_wait: Duration,
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self {
            max_attempts: 4,
            deadline: Duration::from_secs(120),
            first_backoff: Duration::from_millis(200),
            max_backoff: Duration::from_secs(10),
            max_rate_limit_wait: Duration::from_secs(60),
        }
    }
}

impl RetryPolicy {
    /// No retries: every call is made once. A token that the server rejects is still replaced once.
    pub fn none() -> Self {
        Self { max_attempts: 1, ..Self::default() }
    }

    /// The maximum number of attempts, including the first; 4 by default, and at least 1.
    pub fn max_attempts(mut self, attempts: u32) -> Self {
        self.max_attempts = attempts.max(1);
        self
    }

    /// The time limit of a call with all its attempts and waits; two minutes by default. A call that would have to wait
    /// longer fails immediately, with the error of its last attempt.
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.deadline = deadline;
        self
    }

    /// The upper limit of the first wait between attempts, which doubles with each attempt, and of all waits; 200
    /// milliseconds and 10 seconds by default.
    pub fn backoff(mut self, first: Duration, max: Duration) -> Self {
        self.first_backoff = first;
        self.max_backoff = max;
        self
    }

    /// The longest wait that the server can ask for by a rate limit; one minute by default.
    pub fn max_rate_limit_wait(mut self, max: Duration) -> Self {
        self.max_rate_limit_wait = max;
        self
    }

    /// The pause before the attempt after this one. `chance` is a random number.
    pub(super) fn pause(&self, error: &Error, attempt: u32, chance: u64) -> Duration {
        if let Some(wait) = error.retry_after() {
            // The wait that the server asks for, and up to a second more.
            return wait.min(self.max_rate_limit_wait) + part(Duration::from_secs(1), chance);
        }
        let doubled = 1_u32.checked_shl(attempt.saturating_sub(1)).unwrap_or(u32::MAX);
        part(self.first_backoff.saturating_mul(doubled).min(self.max_backoff), chance)
    }
}

/// A random part of a pause, in steps of a thousandth.
fn part(whole: Duration, chance: u64) -> Duration {
    let thousandths = u32::try_from(chance % 1001).unwrap_or(0);
    whole * thousandths / 1000
}

/// Whether a call is safe to repeat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Repeat {
    /// It is.
    Harmless,
    /// It is not.
    Harmful,
    /// It is not, unless the error code of the server asks for it.
    OnRequest,
}

impl Repeat {
    /// Whether to retry the call after this failure.
    pub(super) fn allows(self, error: &Error) -> bool {
        match error.retry() {
            Retry::RateLimit => true,
            Retry::Backoff if error.kind() == ErrorKind::Connect => true,
            Retry::Backoff => match self {
                Self::Harmless => true,
                Self::Harmful => false,
                Self::OnRequest => error.info().is_some(),
            },
            // `Never`, `NewToken` and `Restart`: the same call would fail again.
            _ => false,
        }
    }
}

/// The shared retry budget, in tenths of a retry.
#[derive(Debug)]
pub(super) struct Budget(AtomicU32);

const FULL: u32 = 1000;
const COST: u32 = 10;

impl Default for Budget {
    fn default() -> Self {
        Self(AtomicU32::new(FULL))
    }
}

impl Budget {
    /// Takes one retry, if any is left.
    pub(super) fn spend(&self) -> bool {
        self.change(|left| left.checked_sub(COST))
    }

    /// Adds a tenth of a retry, for a successful call.
    pub(super) fn earn(&self) {
        // It is usually full. Then nothing is written, which avoids contention between threads.
        self.change(|left| (left < FULL).then_some(left + 1));
    }

    fn change(&self, change: fn(u32) -> Option<u32>) -> bool {
        self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, change).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_to_the_longest_and_are_a_random_part_of_it() {
        let policy = RetryPolicy::default();
        let error = Error::configuration("x");
        let longest = |attempt| policy.pause(&error, attempt, 1000).as_millis();
        assert_eq!([1, 2, 3, 6, 7, 40, u32::MAX].map(longest), [200, 400, 800, 6400, 10_000, 10_000, 10_000]);
        assert_eq!([0, 250, 1001].map(|chance| policy.pause(&error, 2, chance).as_millis()), [0, 100, 0]);
    }

    #[test]
    fn a_full_budget_earns_nothing_and_one_below_it_the_last_bit() {
        let left = |budget: &Budget| budget.0.load(Ordering::Relaxed);
        let budget = Budget::default();
        budget.earn();
        assert_eq!(left(&budget), FULL);
        let budget = Budget(AtomicU32::new(FULL - 1));
        budget.earn();
        assert_eq!(left(&budget), FULL);
    }

    #[test]
    fn a_budget_runs_out_and_comes_back_with_successes() {
        let budget = Budget::default();
        assert_eq!((0..1000).filter(|_| budget.spend()).count(), 100);
        (0..9).for_each(|_| budget.earn());
        assert!(!budget.spend());
        budget.earn();
        assert!(budget.spend() && !budget.spend());
        (0..5000).for_each(|_| budget.earn());
        assert_eq!((0..1000).filter(|_| budget.spend()).count(), 100);
    }
}
