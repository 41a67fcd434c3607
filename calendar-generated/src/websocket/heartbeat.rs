//! [`Heartbeat`]: when to send a ping, and when the peer is considered dead.
//!
//! The client sends pings at the server's interval, and the server responds to each. Any message proves that the peer
//! is alive. A suspended machine is detected by the wall clock, which continued while the monotonic clock stood still.

use std::time::{Duration, Instant, SystemTime};

/// How long a ping may remain unanswered.
const PONG_WITHIN: Duration = Duration::from_secs(30);
/// The longest time between two comparisons of the clocks.
const LOOK: Duration = Duration::from_secs(15);
/// How far the clocks may drift apart between two comparisons.
const DRIFT: Duration = Duration::from_secs(10);

/// The time by both clocks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Now {
    pub(super) instant: Instant,
    pub(super) system: SystemTime,
}

/// The latest ping, whether there was a pong, and the last comparison of the clocks.
pub(super) struct Heartbeat {
    ping_at: Instant,
    /// When the latest unanswered ping was sent.
    unanswered: Option<Instant>,
    looked: Now,
}

/// The next action.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Beat {
    Wait(Duration),
    Ping,
    Dead,
}

impl Heartbeat {
    /// A new connection, which starts with a ping.
    pub(super) fn new(now: Now) -> Self {
        Self { ping_at: now.instant, unanswered: None, looked: now }
    }

    /// A message arrived.
    pub(super) fn received(&mut self) {
        self.unanswered = None;
    }

    /// The next action. While nothing is read, no response can be missed.
    pub(super) fn beat(&mut self, now: Now, interval: Duration, is_reading: bool) -> Beat {
        if self.has_jumped(now) {
            self.ping_at = now.instant;
        }
        self.looked = now;
        if !is_reading {
            self.unanswered = self.unanswered.map(|_| now.instant);
        }
        let since = |start| now.instant.saturating_duration_since(start);
        if self.unanswered.is_some_and(|sent| since(sent) >= PONG_WITHIN) {
            return Beat::Dead;
        }
        if self.ping_at <= now.instant {
            self.ping_at = now.instant + interval;
            self.unanswered.get_or_insert(now.instant);
            return Beat::Ping;
        }
        let next = [Some(self.ping_at), self.unanswered.map(|sent| sent + PONG_WITHIN)];
        let wait = next.into_iter().flatten().map(|at| at.saturating_duration_since(now.instant)).min();
        Beat::Wait(wait.unwrap_or(LOOK).min(LOOK))
    }

    /// Whether the wall clock moved without the monotonic clock, or against it.
    fn has_jumped(&self, now: Now) -> bool {
        let passed = now.instant.saturating_duration_since(self.looked.instant);
        match now.system.duration_since(self.looked.system) {
            Ok(passed_by_day) => passed_by_day.abs_diff(passed) > DRIFT,
            Err(backwards) => backwards.duration() > DRIFT,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: Duration = Duration::from_secs(60);

    struct Heart {
        heartbeat: Heartbeat,
        now: Now,
    }

    impl Heart {
        fn new() -> Self {
            let now = Now { instant: Instant::now(), system: SystemTime::now() };
            Self { heartbeat: Heartbeat::new(now), now }
        }

        fn pass(&mut self, time: Duration) {
            self.now.instant += time;
            self.now.system += time;
        }

        fn beat(&mut self) -> Beat {
            self.heartbeat.beat(self.now, MINUTE, true)
        }

        /// Waits until the next action is due.
        fn until_something(&mut self) -> (Duration, Beat) {
            let mut waited = Duration::ZERO;
            loop {
                match self.beat() {
                    Beat::Wait(wait) => {
                        assert!(!wait.is_zero() && wait <= LOOK);
                        self.pass(wait);
                        waited += wait;
                    }
                    beat => return (waited, beat),
                }
            }
        }
    }

    #[test]
    fn a_new_connection_pings_at_once_and_then_at_the_interval() {
        let mut heart = Heart::new();
        assert_eq!(heart.beat(), Beat::Ping);
        for _ in 0..3 {
            heart.heartbeat.received();
            assert_eq!(heart.until_something(), (MINUTE, Beat::Ping));
        }
    }

    #[test]
    fn a_peer_that_sends_no_pong_is_dead_and_one_that_is_late_is_not() {
        let mut heart = Heart::new();
        assert_eq!(heart.beat(), Beat::Ping);
        heart.pass(PONG_WITHIN.saturating_sub(Duration::from_millis(1)));
        assert!(matches!(heart.beat(), Beat::Wait(_)));
        heart.heartbeat.received();
        heart.pass(Duration::from_millis(1));
        assert!(matches!(heart.beat(), Beat::Wait(_)), "the pong came late");
        assert_eq!(heart.until_something().1, Beat::Ping);
        assert_eq!(heart.until_something(), (PONG_WITHIN, Beat::Dead));
    }

    #[test]
    fn while_nothing_is_read_a_peer_cannot_be_called_dead() {
        let mut heart = Heart::new();
        assert_eq!(heart.beat(), Beat::Ping);
        for _ in 0..100 {
            heart.pass(MINUTE);
            assert_ne!(heart.heartbeat.beat(heart.now, MINUTE, false), Beat::Dead);
        }
        assert_eq!(heart.until_something(), (PONG_WITHIN, Beat::Dead), "it is read again, and there is nothing");
    }

    #[test]
    fn after_sleep_and_after_the_clock_was_set_a_ping_is_sent_at_once() {
        let mut heart = Heart::new();
        assert_eq!(heart.beat(), Beat::Ping);
        heart.heartbeat.received();
        heart.now.system += 480 * MINUTE;
        assert_eq!(heart.beat(), Beat::Ping, "it slept for a night");
        heart.heartbeat.received();
        heart.now.system -= 60 * MINUTE;
        assert_eq!(heart.beat(), Beat::Ping, "the clock was set back");
        heart.heartbeat.received();
        heart.now.system += Duration::from_secs(9);
        assert!(matches!(heart.beat(), Beat::Wait(_)), "clocks drift a little");
    }
}
