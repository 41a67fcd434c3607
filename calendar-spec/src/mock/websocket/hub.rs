//! [`Hub`]: the open long connections, and the faults that wait for their frames.

use std::collections::VecDeque;

use tokio::sync::{mpsc, oneshot};

use super::FrameFault;

/// An event to be sent.
#[derive(Debug)]
pub(in crate::mock) struct Event {
    pub(in crate::mock) message_id: String,
    pub(in crate::mock) payload: Vec<u8>,
    pub(in crate::mock) fault: Option<FrameFault>,
    /// Receives the code of the response; dropped when no response is possible any more.
    pub(in crate::mock) answer: oneshot::Sender<u16>,
}

/// The most faults that may wait.
pub(in crate::mock) const MOST_FAULTS: usize = 100_000;

/// Open connections.
#[derive(Debug, Default)]
pub(in crate::mock) struct Hub {
    connections: Vec<Open>,
    /// How many there have been, which numbers them.
    opened: u64,
    /// How many pings had a pong.
    pub(in crate::mock) pongs: u64,
    turn: usize,
    faults: VecDeque<FrameFault>,
    /// The numbers of bytes after which the next connections are cut, once each.
    cuts: VecDeque<usize>,
}

#[derive(Debug)]
struct Open {
    number: u64,
    app: String,
    events: mpsc::UnboundedSender<Event>,
}

impl Hub {
    /// Adds a connection; returns its number and the events to send.
    pub(in crate::mock) fn open(&mut self, app: &str) -> (u64, mpsc::UnboundedReceiver<Event>) {
        self.opened += 1;
        let (events, receiver) = mpsc::unbounded_channel();
        self.connections.push(Open { number: self.opened, app: app.to_owned(), events });
        (self.opened, receiver)
    }

    pub(in crate::mock) fn close(&mut self, number: u64) {
        self.connections.retain(|open| open.number != number);
    }

    /// Whether any client ever connected: from then on notifications wait for a connection.
    pub(in crate::mock) fn is_used(&self) -> bool {
        self.opened > 0
    }

    /// How many connections an application has.
    pub(in crate::mock) fn count(&self, app: Option<&str>) -> usize {
        self.connections.iter().filter(|open| app.is_none_or(|app| open.app == app)).count()
    }

    /// Closes all connections at once.
    pub(in crate::mock) fn close_all(&mut self) {
        self.connections.clear();
    }

    /// A connection of the application, each in turn; one of any application if it has none.
    pub(in crate::mock) fn next(&mut self, app: &str) -> Option<mpsc::UnboundedSender<Event>> {
        let is_known = self.connections.iter().any(|open| open.app == app);
        let mine: Vec<&Open> = self.connections.iter().filter(|open| !is_known || open.app == app).collect();
        self.turn = self.turn.wrapping_add(1);
        mine.get(self.turn % mine.len().max(1)).map(|open| open.events.clone())
    }

    /// Adds a fault; faults beyond the limit are dropped.
    pub(in crate::mock) fn add_fault(&mut self, fault: FrameFault) {
        if self.faults.len() < MOST_FAULTS {
            self.faults.push_back(fault);
        }
    }

    /// The first fault that waits for an event, or for a ping.
    pub(in crate::mock) fn take_fault(&mut self, is_ping: bool) -> Option<FrameFault> {
        let at = self.faults.iter().position(|fault| fault.is_of_pings() == is_ping)?;
        self.faults.remove(at)
    }

    pub(in crate::mock) fn faults(&self) -> impl ExactSizeIterator<Item = &FrameFault> {
        self.faults.iter()
    }

    pub(in crate::mock) fn cut_next(&mut self, bytes: usize) {
        self.cuts.push_back(bytes);
    }

    pub(in crate::mock) fn take_cut(&mut self) -> Option<usize> {
        self.cuts.pop_front()
    }

    /// Removes the waiting faults.
    pub(in crate::mock) fn clear_faults(&mut self) {
        self.faults.clear();
        self.cuts.clear();
    }
}
