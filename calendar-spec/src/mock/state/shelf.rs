//! [`Shelf`]: the items of one place, in the order in which they were added, and the log of changes.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Bound::{Excluded, Unbounded};
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::Value;

use super::Fields;
use super::intervals::{Interval, Intervals};

/// How many deleted items a shelf remembers. A client whose last synchronization is before the first forgotten one has
/// to start again.
const MOST_GONE: usize = 1000;

/// An item.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::mock) struct Item {
    pub(super) id: Arc<str>,
    /// The visible fields.
    pub(in crate::mock) value: Fields,
    /// The hidden facts.
    pub(in crate::mock) facts: Fields,
    /// The version of its last change.
    pub(super) changed: u64,
}

/// A change.
#[derive(Clone, Copy, Debug)]
pub(in crate::mock) enum Change<'s> {
    /// The current item.
    Now(&'s Item),
    /// The item at the time of its deletion.
    Gone(&'s Fields),
}

impl Item {
    /// The strings of a hidden list.
    pub(in crate::mock) fn texts(&self, fact: &str) -> impl Iterator<Item = &str> {
        self.facts.get(fact).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str)
    }
}

#[derive(Clone, Debug)]
pub(super) struct Gone {
    pub(super) value: Fields,
    pub(super) changed: u64,
}

/// Items with their order and their changes. Each change has its own version, and versions only grow.
#[derive(Debug, Default)]
pub(in crate::mock) struct Shelf {
    /// By the version at which each was added.
    pub(super) items: BTreeMap<u64, Item>,
    ids: HashMap<Arc<str>, u64>,
    pub(super) gone: HashMap<Arc<str>, Gone>,
    /// IDs by the version of their last change, including deleted ones.
    log: BTreeMap<u64, Arc<str>>,
    /// The versions at which items were deleted.
    deleted: BTreeSet<u64>,
    pub(super) version: u64,
    /// The version up to which changes may have been forgotten.
    pub(super) horizon: u64,
    /// Updated when it is queried.
    intervals: Mutex<Intervals>,
}

impl Shelf {
    pub(in crate::mock) fn get(&self, id: &str) -> Option<&Item> {
        self.items.get(self.ids.get(id)?)
    }

    /// The content of a deleted item.
    pub(in crate::mock) fn gone(&self, id: &str) -> Option<&Fields> {
        self.gone.get(id).map(|gone| &gone.value)
    }

    pub(in crate::mock) fn len(&self) -> usize {
        self.items.len()
    }

    /// Every item, in the order in which they were added.
    pub(in crate::mock) fn iter(&self) -> impl Iterator<Item = (&str, &Item)> {
        self.items.values().map(|item| (&*item.id, item))
    }

    /// The version at which an item was added.
    pub(super) fn born(&self, id: &str) -> Option<u64> {
        self.ids.get(id).copied()
    }

    /// The items that may overlap an interval, in the order in which they were added. Every call for one shelf must
    /// pass the same function.
    pub(super) fn near(
        &self,
        asked: Interval,
        of: fn(&Fields) -> Option<Interval>,
    ) -> impl Iterator<Item = (&str, &Item)> + use<'_> {
        let mut intervals = self.intervals.lock().unwrap_or_else(PoisonError::into_inner);
        // Deleted items may have been forgotten.
        if self.horizon > intervals.version() {
            *intervals = Intervals::default();
        }
        for (version, id, change) in self.changes(intervals.version()) {
            let now = if let Change::Now(item) = change { of(&item.value).zip(self.born(id)) } else { None };
            intervals.set(id, now, version);
        }
        let near = intervals.near(asked);
        drop(intervals);
        near.into_iter().filter_map(|born| self.items.get(&born)).map(|item| (&*item.id, item))
    }

    /// The items that were added after a version, each with its own version.
    pub(super) fn after(&self, version: u64) -> impl Iterator<Item = (u64, &Item)> {
        self.items.range((Excluded(version), Unbounded)).map(|(born, item)| (*born, item))
    }

    /// The changes after a version, oldest first; of each item only the last one.
    pub(super) fn changes(&self, version: u64) -> impl Iterator<Item = (u64, &str, Change<'_>)> {
        self.log.range((Excluded(version), Unbounded)).filter_map(|(version, id)| {
            let now = self.get(id).map(Change::Now);
            Some((*version, &**id, now.or_else(|| self.gone(id).map(Change::Gone))?))
        })
    }

    fn next_version(&mut self) -> u64 {
        self.version += 1;
        self.version
    }

    /// Adds an item, or replaces the one with that ID. Returns whether it is new.
    pub(super) fn insert(&mut self, id: &str, value: Fields, facts: Fields) -> bool {
        if let Some(known) = self.change(id) {
            (known.value, known.facts) = (value, facts);
            return false;
        }
        let changed = self.next_version();
        let id: Arc<str> = id.into();
        if let Some(gone) = self.gone.remove(&id) {
            self.log.remove(&gone.changed);
            self.deleted.remove(&gone.changed);
        }
        self.ids.insert(Arc::clone(&id), changed);
        self.log.insert(changed, Arc::clone(&id));
        self.items.insert(changed, Item { id, value, facts, changed });
        true
    }

    /// An item, to be changed; this counts as a change.
    pub(in crate::mock) fn change(&mut self, id: &str) -> Option<&mut Item> {
        let born = *self.ids.get(id)?;
        let version = self.next_version();
        let item = self.items.get_mut(&born)?;
        self.log.remove(&item.changed);
        self.log.insert(version, Arc::clone(&item.id));
        item.changed = version;
        Some(item)
    }

    /// The hidden facts of an item, to be changed; this does not count as a change.
    pub(in crate::mock) fn facts(&mut self, id: &str) -> Option<&mut Fields> {
        self.items.get_mut(self.ids.get(id)?).map(|item| &mut item.facts)
    }

    /// Deletes an item, and remembers the deletion.
    pub(super) fn remove(&mut self, id: &str) -> Option<Item> {
        let born = self.ids.remove(id)?;
        let item = self.items.remove(&born)?;
        let changed = self.next_version();
        self.log.remove(&item.changed);
        self.log.insert(changed, Arc::clone(&item.id));
        self.deleted.insert(changed);
        self.gone.insert(Arc::clone(&item.id), Gone { value: item.value.clone(), changed });
        while self.deleted.len() > MOST_GONE {
            self.forget_oldest();
        }
        Some(item)
    }

    fn forget_oldest(&mut self) {
        if let Some(version) = self.deleted.pop_first()
            && let Some(id) = self.log.remove(&version)
        {
            self.gone.remove(&id);
            self.horizon = self.horizon.max(version);
        }
    }

    /// A copy of the items and changes.
    pub(super) fn copy(&self) -> Self {
        Self::restored(self.items.clone(), self.gone.clone(), (self.version, self.horizon))
    }

    /// An earlier state of a shelf.
    pub(super) fn restored(items: BTreeMap<u64, Item>, gone: HashMap<Arc<str>, Gone>, versions: (u64, u64)) -> Self {
        let ids = items.iter().map(|(born, item)| (Arc::clone(&item.id), *born)).collect();
        let changed = items.values().map(|item| (item.changed, Arc::clone(&item.id)));
        let log = changed.chain(gone.iter().map(|(id, gone)| (gone.changed, Arc::clone(id)))).collect();
        let deleted = gone.values().map(|gone| gone.changed).collect();
        Self { items, ids, gone, log, deleted, version: versions.0, horizon: versions.1, intervals: Mutex::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: &str) -> Fields {
        [("name".to_owned(), name.into())].into_iter().collect()
    }

    fn changes(shelf: &Shelf, version: u64) -> Vec<(u64, String, bool)> {
        let told =
            |(version, id, change): (u64, &str, Change<'_>)| (version, id.to_owned(), matches!(change, Change::Now(_)));
        shelf.changes(version).map(told).collect()
    }

    #[test]
    fn each_item_has_its_last_change_in_the_log() {
        let mut shelf = Shelf::default();
        for id in ["a", "b", "c"] {
            assert!(shelf.insert(id, named(id), Fields::new()));
        }
        shelf.change("a").expect("a").value = named("A");
        shelf.remove("b").expect("b");
        assert_eq!(changes(&shelf, 0), [(3, "c".into(), true), (4, "a".into(), true), (5, "b".into(), false)]);
        assert_eq!(changes(&shelf, 4), [(5, "b".into(), false)]);
        let order: Vec<&str> = shelf.iter().map(|(id, _)| id).collect();
        assert_eq!(order, ["a", "c"]);
        assert!(shelf.insert("b", named("b"), Fields::new()));
        assert_eq!((changes(&shelf, 4), shelf.gone.len()), (vec![(6, "b".into(), true)], 0));
        assert!(!shelf.insert("a", named("a"), Fields::new()));
        assert_eq!(changes(&shelf, 5), [(6, "b".into(), true), (7, "a".into(), true)]);
    }

    #[test]
    fn deleted_items_are_forgotten_from_the_oldest_on() {
        let mut shelf = Shelf::default();
        for number in 0..MOST_GONE + 5 {
            shelf.insert(&number.to_string(), Fields::new(), Fields::new());
            shelf.remove(&number.to_string());
        }
        assert_eq!((shelf.gone.len(), shelf.log.len(), shelf.ids.len()), (MOST_GONE, MOST_GONE, 0));
        assert!(shelf.gone("4").is_none() && shelf.gone("5").is_some());
        assert_eq!(shelf.horizon, 10, "each item has two versions, and the last one of the fifth is 10");
    }
}
