//! [`RecentEvents`]: a memory of limited size within one process.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::seen::{BoxError, Claim, Claimed, SeenEvents};

const CAPACITY: usize = 10_000;

/// Remembers the most recently handled notifications, in this process. Clones share one memory.
///
/// When it is full, the oldest handled notification is forgotten. An identifier has at most 128 bytes, so the memory is
/// bounded; the capacity applies to handled notifications and to those in progress alike.
#[derive(Clone, Debug)]
pub struct RecentEvents {
    capacity: usize,
    state: Arc<Mutex<State>>,
}

#[derive(Debug, Default)]
struct State {
    /// `true` for handled notifications, `false` for those in progress.
    is_handled: HashMap<Arc<str>, bool>,
    /// The handled notifications, oldest first.
    handled: VecDeque<Arc<str>>,
}

impl RecentEvents {
    /// Remembers this many notifications, at least one.
    pub fn new(capacity: usize) -> Self {
        Self { capacity: capacity.max(1), state: Arc::default() }
    }

    /// A panic elsewhere leaves the state intact, since no code that holds the lock can panic halfway.
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Default for RecentEvents {
    /// Remembers 10,000 notifications.
    fn default() -> Self {
        Self::new(CAPACITY)
    }
}

impl SeenEvents for RecentEvents {
    type Claim = RecentClaim;

    async fn claim(&self, event_id: &str) -> Result<Claimed<RecentClaim>, BoxError> {
        let mut state = self.lock();
        match state.is_handled.get(event_id) {
            Some(true) => Ok(Claimed::Seen),
            Some(false) => Ok(Claimed::Busy),
            None if state.is_handled.len() - state.handled.len() >= self.capacity => Ok(Claimed::Busy),
            None => {
                let event_id: Arc<str> = event_id.into();
                state.is_handled.insert(Arc::clone(&event_id), false);
                Ok(Claimed::New(RecentClaim { event_id, is_confirmed: false, memory: self.clone() }))
            }
        }
    }
}

/// The right to handle one notification, given back when it is dropped.
#[derive(Debug)]
pub struct RecentClaim {
    event_id: Arc<str>,
    is_confirmed: bool,
    memory: RecentEvents,
}

impl Claim for RecentClaim {
    async fn confirm(mut self) -> Result<(), BoxError> {
        self.is_confirmed = true;
        self.memory.lock().confirm(&self.event_id, self.memory.capacity);
        Ok(())
    }

    async fn release(self) -> Result<(), BoxError> {
        Ok(())
    }
}

impl Drop for RecentClaim {
    fn drop(&mut self) {
        if !self.is_confirmed {
            self.memory.lock().is_handled.remove(&self.event_id);
        }
    }
}

impl State {
    fn confirm(&mut self, event_id: &Arc<str>, capacity: usize) {
        self.is_handled.insert(Arc::clone(event_id), true);
        self.handled.push_back(Arc::clone(event_id));
        while self.handled.len() > capacity {
            let oldest = self.handled.pop_front();
            oldest.and_then(|oldest| self.is_handled.remove(&oldest));
        }
    }
}
