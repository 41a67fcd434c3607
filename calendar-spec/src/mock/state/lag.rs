//! [`Lag`]: reads that see an earlier state, as with a service whose reads come from replicas.

use std::collections::{BTreeMap, VecDeque};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::{Place, Shelf};

/// The states before the latest changes. Only items within others lag: their parents are found at once.
#[derive(Debug)]
pub(in crate::mock) struct Lag {
    length: Duration,
    now: SystemTime,
    /// Whether the request only reads.
    is_read: bool,
    /// Shelves before each change, with the time of the change, oldest first.
    before: BTreeMap<Place, VecDeque<(SystemTime, Shelf)>>,
}

impl Default for Lag {
    fn default() -> Self {
        Self { length: Duration::ZERO, now: UNIX_EPOCH, is_read: false, before: BTreeMap::new() }
    }
}

impl Lag {
    /// Starts a request.
    pub(in crate::mock) fn begin(&mut self, length: Duration, now: SystemTime) {
        (self.length, self.now, self.is_read) = (length, now, false);
    }

    /// Marks the request as one that only reads.
    pub(in crate::mock) fn read(&mut self) {
        self.is_read = !self.length.is_zero();
    }

    /// Keeps the current state, before it is changed.
    pub(super) fn keep(&mut self, place: &Place, items: Option<&Shelf>) {
        if self.length.is_zero() || place.steps().count() == 1 {
            return;
        }
        let oldest = self.oldest();
        let before = self.before.entry(place.clone()).or_default();
        while before.front().is_some_and(|(until, _)| *until <= oldest) {
            before.pop_front();
        }
        // Of several changes at one time, the state before the first is kept.
        if before.back().is_none_or(|(until, _)| *until != self.now) {
            before.push_back((self.now, items.map(Shelf::copy).unwrap_or_default()));
        }
    }

    /// The state of a place that a read sees.
    pub(super) fn seen<'l>(&'l self, place: &Place, current: Option<&'l Shelf>) -> Option<&'l Shelf> {
        let before = self.before.get(place).filter(|_| self.is_read);
        let before = before.and_then(|before| before.iter().find(|(until, _)| *until > self.oldest()));
        before.map(|(_, shelf)| shelf).or(current)
    }

    /// Makes the current state of a place visible.
    pub(super) fn settle(&mut self, place: &Place) {
        self.before.remove(place);
    }

    /// Makes changes up to this time visible.
    fn oldest(&self) -> SystemTime {
        self.now.checked_sub(self.length).unwrap_or(UNIX_EPOCH)
    }
}
