//! [`Limiter`]: queues calls to stay within the documented rate limits.
//!
//! A token bucket would let nearly twice the documented number through in the first window, which a server that counts
//! by windows rejects. So the times of the latest calls are kept, and no window of any second or minute ever has more
//! of them than allowed. Each endpoint has its own queue, first come, first served. A call that is dropped while it
//! waits leaves the queue, and all calls after it move up.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::clock::Clock;
use super::trace;
use crate::endpoint::{EndpointMeta, RateLimit};

/// Tolerance for calls that reach the server in a shorter window than they were sent in.
const SKEW: Duration = Duration::from_millis(50);

/// The queues of one application in one tenant.
#[derive(Debug, Default)]
pub(super) struct Limiter {
    /// By name. There are few: a linear search costs less than a hash.
    queues: Mutex<Vec<(&'static str, Arc<Queue>)>>,
}

impl Limiter {
    /// Waits until the endpoint may be called, and counts the call as sent now. The error is the time that it would
    /// have to wait, if that is longer than its deadline allows. Such a call is never queued.
    pub(super) async fn slot(
        &self,
        meta: &'static EndpointMeta,
        clock: &dyn Clock,
        deadline: Instant,
    ) -> Result<Slot, Duration> {
        let queue = self.queue(meta);
        let now = clock.instant();
        let place = Place::enter(&queue, now, deadline)?;
        // The calls ahead may belong to a runtime that is not running.
        let patience = deadline.saturating_duration_since(now);
        let _first = tokio::time::timeout(patience, queue.first.lock()).await.map_err(|_| patience)?;
        loop {
            let now = clock.instant();
            let free = queue.slots().free_at(now);
            let Some(free) = free else { return Ok(place.take(now)) };
            let wait = free.saturating_duration_since(now);
            if wait > deadline.saturating_duration_since(now) {
                return Err(wait);
            }
            trace::wait(wait);
            clock.sleep(wait).await;
        }
    }

    /// Holds calls of the endpoint until then, as the server asked.
    pub(super) fn pause(&self, meta: &'static EndpointMeta, until: Instant) {
        self.queue(meta).slots().pause(until);
    }

    fn queue(&self, meta: &'static EndpointMeta) -> Arc<Queue> {
        let mut queues = self.queues.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, queue)) = queues.iter().find(|(name, _)| *name == meta.name) {
            return Arc::clone(queue);
        }
        let queue = Arc::new(Queue::new(meta.rate_limit));
        queues.push((meta.name, Arc::clone(&queue)));
        queue
    }
}

/// The waiting calls of one endpoint.
#[derive(Debug)]
struct Queue {
    /// Locked by the next call. tokio's mutex is fair: others get it in the order of their arrival.
    first: tokio::sync::Mutex<()>,
    slots: Mutex<Slots>,
}

impl Queue {
    fn new(limit: RateLimit) -> Self {
        let slots = Slots { limit, times: VecDeque::new(), waiting: 0, paused_until: None };
        Self { first: tokio::sync::Mutex::default(), slots: Mutex::new(slots) }
    }

    fn slots(&self) -> MutexGuard<'_, Slots> {
        self.slots.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A place in the queue; dropping it leaves the queue.
struct Place {
    queue: Arc<Queue>,
    is_waiting: bool,
}

impl Place {
    fn enter(queue: &Arc<Queue>, now: Instant, deadline: Instant) -> Result<Self, Duration> {
        queue.slots().enter(now, deadline).map_err(|turn| turn.saturating_duration_since(now))?;
        Ok(Self { queue: Arc::clone(queue), is_waiting: true })
    }

    /// Leaves the queue as its first call, to be sent now.
    fn take(mut self, now: Instant) -> Slot {
        self.is_waiting = false;
        self.queue.slots().send(now);
        Slot { queue: Arc::clone(&self.queue), time: now }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if self.is_waiting {
            self.queue.slots().leave();
        }
    }
}

/// A call that counts as sent.
pub(super) struct Slot {
    queue: Arc<Queue>,
    time: Instant,
}

impl Slot {
    /// Takes it back: the call was not sent.
    #[cold]
    pub(super) fn give_back(self) {
        self.queue.slots().give_back(self.time);
    }
}

/// The times of calls: of those that were sent, and after them as planned of those that wait. When one that waits
/// leaves, all after it move up, so that the last planned time is the one that goes.
#[derive(Debug)]
struct Slots {
    limit: RateLimit,
    times: VecDeque<Instant>,
    waiting: usize,
    /// The server asked for a pause until then.
    paused_until: Option<Instant>,
}

impl Slots {
    /// Plans one more call. The error is its planned time, if that is after the deadline.
    fn enter(&mut self, now: Instant, deadline: Instant) -> Result<(), Instant> {
        let turn = self.earliest(self.times.len()).map_or(now, |time| time.max(now));
        if turn > deadline {
            return Err(turn);
        }
        self.times.push_back(turn);
        self.waiting += 1;
        Ok(())
    }

    /// Removes a waiting call that is not sent.
    fn leave(&mut self) {
        self.times.pop_back();
        self.waiting -= 1;
    }

    /// Counts the first waiting call as sent now, and forgets calls that are in no window any more.
    fn send(&mut self, now: Instant) {
        let first = self.sent();
        self.times[first] = now;
        self.waiting -= 1;
        let kept = self.limit.per_second.max(self.limit.per_minute).map_or(0, to_usize);
        while self.sent() > kept {
            self.times.pop_front();
        }
    }

    /// The time at which the next call may be sent; `None` if it may be sent now.
    fn free_at(&self, now: Instant) -> Option<Instant> {
        self.earliest(self.sent()).filter(|time| *time > now)
    }

    fn sent(&self) -> usize {
        self.times.len() - self.waiting
    }

    /// The earliest time of the call at this index, given the times of those before it.
    fn earliest(&self, index: usize) -> Option<Instant> {
        let windows = [(self.limit.per_second, 1), (self.limit.per_minute, 60)];
        let ends = windows.into_iter().filter_map(|(calls, seconds)| {
            self.times.get(index.checked_sub(to_usize(calls?))?)?.checked_add(Duration::from_secs(seconds) + SKEW)
        });
        ends.chain(self.paused_until).max()
    }

    fn pause(&mut self, until: Instant) {
        self.paused_until = self.paused_until.max(Some(until));
        self.plan();
    }

    fn give_back(&mut self, time: Instant) {
        let sent = self.sent();
        if let Some(index) = self.times.iter().take(sent).rposition(|other| *other == time) {
            self.times.remove(index);
            self.plan();
        }
    }

    /// Plans the waiting calls again.
    fn plan(&mut self) {
        for index in self.sent()..self.times.len() {
            if let Some(time) = self.earliest(index) {
                self.times[index] = time;
            }
        }
    }
}

fn to_usize(calls: u32) -> usize {
    usize::try_from(calls).unwrap_or(usize::MAX)
}
