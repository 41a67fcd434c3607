//! [`Limiter`]: queues calls to stay within the documented rate limits.
//!
//! A token bucket would let nearly twice the documented number through in the first window, which a server that counts
//! by windows rejects. So the times of the latest calls are kept, and no window of any second or minute ever has more
//! of them than allowed. Each endpoint has its own queue, first come, first served. A call that is dropped while it
//! waits leaves the queue, and all calls after it move up. One that a pause of the server makes late is sent away at once.

use std::collections::VecDeque;
use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::Poll;
use std::time::{Duration, Instant};

use tokio::sync::oneshot;

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
        let mut place = Place::enter(&queue, now, deadline)?;
        let from_now = |turn: Instant| turn.saturating_duration_since(clock.instant());
        // The calls ahead may belong to a runtime that is not running.
        let patience = deadline.saturating_duration_since(now);
        let first = place.unless_late(tokio::time::timeout(patience, queue.first.lock())).await.map_err(from_now)?;
        let _first = first.map_err(|_| patience)?;
        loop {
            let now = clock.instant();
            let Some(free) = place.take(now) else { return Ok(Slot { queue: Arc::clone(&queue), time: now }) };
            let wait = free.saturating_duration_since(now);
            if wait > deadline.saturating_duration_since(now) {
                return Err(wait);
            }
            trace::wait(wait);
            place.unless_late(clock.sleep(wait)).await.map_err(from_now)?;
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
        let slots = Slots { limit, times: VecDeque::new(), waiting: VecDeque::new(), entered: 0, paused_until: None };
        Self { first: tokio::sync::Mutex::default(), slots: Mutex::new(slots) }
    }

    fn slots(&self) -> MutexGuard<'_, Slots> {
        self.slots.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A place in the queue; dropping it leaves the queue.
struct Place {
    queue: Arc<Queue>,
    number: u64,
    /// Receives the time of its turn if that has become too late. `None` when it need not wait.
    late: Option<oneshot::Receiver<Instant>>,
    is_waiting: bool,
}

impl Place {
    fn enter(queue: &Arc<Queue>, now: Instant, deadline: Instant) -> Result<Self, Duration> {
        let entered = queue.slots().enter(now, deadline);
        let (number, late) = entered.map_err(|turn| turn.saturating_duration_since(now))?;
        Ok(Self { queue: Arc::clone(queue), number, late, is_waiting: true })
    }

    /// Waits for the future. The error is the time of the turn, if that is too late by now.
    async fn unless_late<F: Future>(&mut self, future: F) -> Result<F::Output, Instant> {
        let mut future = pin!(future);
        poll_fn(|context| match (future.as_mut().poll(context), &mut self.late) {
            (Poll::Ready(output), _) => Poll::Ready(Ok(output)),
            (Poll::Pending, Some(late)) => match Pin::new(late).poll(context) {
                Poll::Ready(Ok(turn)) => Poll::Ready(Err(turn)),
                _ => Poll::Pending,
            },
            (Poll::Pending, None) => Poll::Pending,
        })
        .await
    }

    /// Leaves the queue as its first call, to be sent now, or returns the time at which it may be sent.
    fn take(&mut self, now: Instant) -> Option<Instant> {
        let mut slots = self.queue.slots();
        let free = slots.free_at(now);
        if free.is_none() {
            self.is_waiting = false;
            slots.send(self.number, now);
        }
        free
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if self.is_waiting {
            self.queue.slots().leave(self.number);
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
    waiting: VecDeque<Waiting>,
    /// How many calls have entered.
    entered: u64,
    /// The server asked for a pause until then.
    paused_until: Option<Instant>,
}

/// A call that waits.
#[derive(Debug)]
struct Waiting {
    number: u64,
    deadline: Instant,
    /// Tells it that its turn comes too late, and when that would be.
    late: Option<oneshot::Sender<Instant>>,
}

impl Slots {
    /// Plans one more call. The error is its planned time, if that is after the deadline.
    fn enter(&mut self, now: Instant, deadline: Instant) -> Result<(u64, Option<oneshot::Receiver<Instant>>), Instant> {
        let turn = self.earliest(self.times.len()).map_or(now, |time| time.max(now));
        if turn > deadline {
            return Err(turn);
        }
        let (late, told) = if turn > now { Some(oneshot::channel()).unzip() } else { (None, None) };
        self.entered += 1;
        self.times.push_back(turn);
        self.waiting.push_back(Waiting { number: self.entered, deadline, late });
        Ok((self.entered, told))
    }

    /// Removes a waiting call that is not sent. One that was late is not there any more.
    fn leave(&mut self, number: u64) {
        if self.forget(number) {
            self.times.pop_back();
        }
    }

    fn forget(&mut self, number: u64) -> bool {
        let index = self.waiting.iter().position(|waiting| waiting.number == number);
        index.and_then(|index| self.waiting.remove(index)).is_some()
    }

    /// Counts a waiting call as sent now, and forgets calls that are in no window any more.
    fn send(&mut self, number: u64, now: Instant) {
        let first = self.sent();
        if self.forget(number) {
            self.times[first] = now;
        } else {
            self.times.insert(first, now);
        }
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
        self.times.len() - self.waiting.len()
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

    /// Plans the waiting calls again, and sends those away that would be late.
    fn plan(&mut self) {
        let planned = self.times.split_off(self.sent());
        for (mut waiting, planned) in std::mem::take(&mut self.waiting).into_iter().zip(planned) {
            let turn = self.earliest(self.times.len()).unwrap_or(planned);
            if let Some(late) = waiting.late.take_if(|_| turn > waiting.deadline) {
                // The call may be dropped at the same time.
                let _ = late.send(turn);
            } else {
                self.times.push_back(turn);
                self.waiting.push_back(waiting);
            }
        }
    }
}

fn to_usize(calls: u32) -> usize {
    usize::try_from(calls).unwrap_or(usize::MAX)
}
