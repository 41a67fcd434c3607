//! [`Intervals`]: an index of a shelf's items by the time that they occupy, so that a query for a day does not visit
//! those of all years.
//!
//! The shelf updates it when it is queried, from the changes since the last query.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

/// An interval with both ends included.
pub(in crate::mock) type Interval = (i64, i64);

/// Items by interval, in classes of similar length: within a class, items that overlap a time start shortly before it.
#[derive(Debug)]
pub(super) struct Intervals {
    /// The version of the shelf that is indexed.
    version: u64,
    /// The interval of each item, with the version at which the item was added.
    known: HashMap<Arc<str>, (Interval, u64)>,
    /// Start and item; the lengths of class `n` have `n` binary digits.
    classes: [BTreeSet<(i64, u64)>; 65],
}

impl Default for Intervals {
    fn default() -> Self {
        Self { version: 0, known: HashMap::new(), classes: [const { BTreeSet::new() }; 65] }
    }
}

impl Intervals {
    /// The version up to which changes are indexed.
    pub(super) fn version(&self) -> u64 {
        self.version
    }

    /// Indexes a change at a version: the new interval of an item, with the version at which the item was added.
    pub(super) fn set(&mut self, id: &str, now: Option<(Interval, u64)>, version: u64) {
        if let Some((interval, born)) = self.known.remove(id) {
            self.classes[class(interval)].remove(&(interval.0, born));
        }
        if let Some((interval, born)) = now {
            self.known.insert(id.into(), (interval, born));
            self.classes[class(interval)].insert((interval.0, born));
        }
        self.version = version;
    }

    /// The items whose interval may overlap another one, in the order in which they were added.
    pub(super) fn near(&self, (start, end): Interval) -> BTreeSet<u64> {
        let classes = self.classes.iter().enumerate().filter(|(_, class)| !class.is_empty());
        let near = classes.flat_map(|(digits, class)| {
            let longest = if digits > 62 { i64::MAX } else { 1 << digits };
            class.range((start.saturating_sub(longest), 0)..=(end.max(start), u64::MAX))
        });
        near.map(|(_, born)| *born).collect()
    }
}

/// The number of binary digits of an interval's length.
fn class((start, end): Interval) -> usize {
    let length = end.abs_diff(start);
    (u64::BITS - length.leading_zeros()) as usize
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::mock::state::{Fields, Shelf, fields};

    fn interval(item: &Fields) -> Option<Interval> {
        Some((item.get("start")?.as_i64()?, item.get("end")?.as_i64()?))
    }

    /// The overlapping items, by the index and by visiting every item.
    fn meeting(shelf: &Shelf, asked: Interval) -> (Vec<String>, Vec<String>) {
        let meets = |item: &crate::mock::state::Item| {
            interval(&item.value).is_some_and(|(start, end)| start <= asked.1 && asked.0 <= end)
        };
        let named = |(id, _): (&str, &crate::mock::state::Item)| id.to_owned();
        let found = shelf.near(asked, interval).filter(|(_, item)| meets(item)).map(named).collect();
        (found, shelf.iter().filter(|(_, item)| meets(item)).map(named).collect())
    }

    #[test]
    fn the_index_finds_what_a_search_of_all_items_finds() {
        let mut shelf = Shelf::default();
        let mut state = 7_u64;
        let mut random = |below: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            i64::try_from((state >> 33) % below).expect("small")
        };
        for round in 0..4000 {
            let (id, start) = (random(1500).to_string(), random(100_000));
            let length = 1 << random(17);
            let value = fields([("start", json!(start)), ("end", json!(start + random(length)))]);
            match random(10) {
                0..5 => drop(shelf.insert(&id, value, Fields::new())),
                5..9 => drop(shelf.remove(&id)),
                _ => {
                    let at = random(100_000);
                    let (found, expected) = meeting(&shelf, (at, at + random(5000)));
                    assert_eq!(found, expected, "round {round}");
                }
            }
        }
        let all = meeting(&shelf, (i64::MIN, i64::MAX));
        assert!(all.0.len() > 100 && all.0 == all.1);
    }

    #[test]
    fn a_day_looks_at_few_items() {
        let mut shelf = Shelf::default();
        for number in 0..1000 {
            let value = fields([("start", json!(number * 100)), ("end", json!(number * 100 + 50))]);
            shelf.insert(&number.to_string(), value, Fields::new());
        }
        assert_eq!(shelf.near((50_000, 50_010), interval).count(), 1);
        assert!(shelf.near((50_000, 50_250), interval).count() <= 4);
    }
}
