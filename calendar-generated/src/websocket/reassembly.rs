//! [`Reassembly`]: messages that the platform split over several frames.
//!
//! Parts may arrive in any order and more than once. Incomplete messages are limited in number, bytes and age; the
//! platform repeats a message that was not acknowledged.

use std::collections::{BTreeMap, VecDeque};
use std::fmt;
use std::time::{Duration, Instant};

/// The most incomplete messages at the same time.
const MAX_MESSAGES: usize = 64;
/// The most bytes of all incomplete messages.
const MAX_BYTES: usize = 4 * 1024 * 1024;
/// The most parts of one message.
const MAX_PIECES: usize = 1024;
/// The longest time between two parts of a message. The vendor's SDKs wait for five or ten seconds.
const MAX_AGE: Duration = Duration::from_secs(10);

/// The position of a part: its index, and the number of parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) seq: usize,
    pub(super) sum: usize,
}

/// A part with an impossible position.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Misplaced(Place);

impl fmt::Display for Misplaced {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "it is piece {} of {}, counted from 0; at most {MAX_PIECES} are allowed", self.0.seq, self.0.sum)
    }
}

/// Incomplete messages, the oldest first.
#[derive(Default)]
pub(super) struct Reassembly {
    messages: VecDeque<Incomplete>,
}

struct Incomplete {
    id: String,
    sum: usize,
    pieces: BTreeMap<usize, Vec<u8>>,
    since: Instant,
}

impl Reassembly {
    /// Adds a part; returns the message if it was the last missing one.
    pub(super) fn add(
        &mut self,
        id: &str,
        place: Place,
        piece: Vec<u8>,
        now: Instant,
    ) -> Result<Option<Vec<u8>>, Misplaced> {
        if place.seq >= place.sum || place.sum > MAX_PIECES {
            return Err(Misplaced(place));
        }
        if place.sum == 1 {
            self.messages.retain(|message| message.id != id);
            return Ok(Some(piece));
        }
        let index = self.find(id, place.sum, now);
        let Some(message) = self.messages.get_mut(index) else { return Ok(None) };
        message.pieces.insert(place.seq, piece);
        if message.pieces.len() == place.sum {
            return Ok(self.messages.remove(index).map(Incomplete::join));
        }
        self.shrink();
        Ok(None)
    }

    /// Returns the index of the message that a part belongs to. A message that is too old, or has another number of
    /// parts, is started again.
    fn find(&mut self, id: &str, sum: usize, now: Instant) -> usize {
        self.messages.retain(|message| {
            let is_fresh = now.saturating_duration_since(message.since) <= MAX_AGE;
            is_fresh && (message.id != id || message.sum == sum)
        });
        let known = self.messages.iter().position(|message| message.id == id);
        known.unwrap_or_else(|| {
            self.messages.push_back(Incomplete { id: id.to_owned(), sum, pieces: BTreeMap::new(), since: now });
            self.messages.len() - 1
        })
    }

    fn shrink(&mut self) {
        while self.messages.len() > MAX_MESSAGES || self.bytes() > MAX_BYTES {
            self.messages.pop_front();
        }
    }

    fn bytes(&self) -> usize {
        self.messages.iter().flat_map(|message| message.pieces.values()).map(Vec::len).sum()
    }
}

impl Incomplete {
    fn join(self) -> Vec<u8> {
        self.pieces.into_values().collect::<Vec<_>>().concat()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Pieces {
        reassembly: Reassembly,
        now: Instant,
    }

    impl Pieces {
        fn new() -> Self {
            Self { reassembly: Reassembly::default(), now: Instant::now() }
        }

        fn add(&mut self, id: &str, seq: usize, sum: usize, piece: &str) -> Result<Option<String>, Misplaced> {
            let message = self.reassembly.add(id, Place { seq, sum }, piece.into(), self.now)?;
            Ok(message.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()))
        }
    }

    #[test]
    fn pieces_are_joined_in_order_even_if_they_arrive_out_of_order() {
        let mut pieces = Pieces::new();
        assert_eq!(pieces.add("a", 2, 3, "C"), Ok(None));
        assert_eq!(pieces.add("b", 0, 2, "x"), Ok(None));
        assert_eq!(pieces.add("a", 0, 3, "A"), Ok(None));
        assert_eq!(pieces.add("a", 0, 3, "A"), Ok(None), "a piece that comes twice");
        assert_eq!(pieces.add("a", 1, 3, "B"), Ok(Some("ABC".to_owned())));
        assert_eq!(pieces.add("b", 1, 2, ""), Ok(Some("x".to_owned())), "an empty piece");
        assert_eq!(pieces.add("c", 0, 1, "whole"), Ok(Some("whole".to_owned())));
        assert!(pieces.reassembly.messages.is_empty());
    }

    #[test]
    fn a_piece_at_an_impossible_place_is_rejected() {
        let mut pieces = Pieces::new();
        for (seq, sum) in [(0, 0), (1, 1), (3, 3), (usize::MAX, 2), (0, 1025), (0, usize::MAX)] {
            assert_eq!(pieces.add("a", seq, sum, "x"), Err(Misplaced(Place { seq, sum })));
        }
        assert!(pieces.reassembly.messages.is_empty());
    }

    #[test]
    fn a_message_repeated_in_other_parts_starts_again() {
        let mut pieces = Pieces::new();
        assert_eq!(pieces.add("a", 0, 3, "old"), Ok(None));
        assert_eq!(pieces.add("a", 1, 2, "B"), Ok(None));
        assert_eq!(pieces.add("a", 0, 2, "A"), Ok(Some("AB".to_owned())));
        assert_eq!(pieces.add("a", 0, 3, "old"), Ok(None));
        assert_eq!(pieces.add("a", 0, 1, "whole"), Ok(Some("whole".to_owned())));
        assert!(pieces.reassembly.messages.is_empty());
    }

    #[test]
    fn a_message_whose_pieces_are_too_far_apart_is_forgotten() {
        let mut pieces = Pieces::new();
        assert_eq!(pieces.add("a", 0, 2, "A"), Ok(None));
        pieces.now += MAX_AGE;
        assert_eq!(pieces.add("a", 1, 2, "B"), Ok(Some("AB".to_owned())), "in time");
        assert_eq!(pieces.add("b", 0, 2, "A"), Ok(None));
        pieces.now += MAX_AGE + Duration::from_millis(1);
        assert_eq!(pieces.add("b", 1, 2, "B"), Ok(None), "too late");
        assert_eq!(pieces.add("b", 0, 2, "A"), Ok(Some("AB".to_owned())), "both came again");
    }

    #[test]
    fn the_memory_is_bounded_and_forgets_the_oldest_first() {
        let mut pieces = Pieces::new();
        for number in 0..10_000 {
            assert_eq!(pieces.add(&number.to_string(), 0, 2, "x"), Ok(None));
        }
        assert_eq!(pieces.reassembly.messages.len(), MAX_MESSAGES);
        assert_eq!(pieces.add("9999", 1, 2, "y"), Ok(Some("xy".to_owned())));
        let mebibyte = "x".repeat(1024 * 1024);
        for number in 0..100 {
            assert_eq!(pieces.add(&format!("large {number}"), 0, 2, &mebibyte), Ok(None));
            assert!(pieces.reassembly.bytes() <= MAX_BYTES);
        }
        assert_eq!(pieces.reassembly.messages.len(), 4);
    }
}
