//! [`Bounded`]: a map that forgets its oldest entries, so that no client can make the server grow.

use std::borrow::Borrow;
use std::collections::{HashMap, VecDeque};
use std::hash::Hash;

/// How many entries are kept.
const MOST: usize = 10_000;

/// A map of limited size.
#[derive(Debug)]
pub(in crate::mock) struct Bounded<K, V> {
    entries: HashMap<K, V>,
    /// Keys, oldest first.
    order: VecDeque<K>,
}

impl<K, V> Default for Bounded<K, V> {
    fn default() -> Self {
        Self { entries: HashMap::new(), order: VecDeque::new() }
    }
}

impl<K: Eq + Hash + Clone, V> Bounded<K, V> {
    pub(in crate::mock) fn get<Q: Eq + Hash + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        self.entries.get(key)
    }

    pub(in crate::mock) fn contains<Q: Eq + Hash + ?Sized>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.entries.contains_key(key)
    }

    /// Adds or replaces an entry.
    pub(in crate::mock) fn insert(&mut self, key: K, value: V) {
        if self.entries.insert(key.clone(), value).is_none() {
            self.order.push_back(key);
        }
        if self.order.len() > MOST
            && let Some(oldest) = self.order.pop_front()
        {
            self.entries.remove(&oldest);
        }
    }

    /// Every entry, oldest first.
    pub(in crate::mock) fn iter(&self) -> impl Iterator<Item = (&K, &V)> {
        self.order.iter().filter_map(|key| Some((key, self.entries.get(key)?)))
    }

    /// The entry of a key; it is added if there is none.
    pub(in crate::mock) fn entry(&mut self, key: &K, make: impl FnOnce() -> V) -> Option<&mut V> {
        if !self.entries.contains_key(key) {
            self.insert(key.clone(), make());
        }
        self.entries.get_mut(key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_entries_are_forgotten() {
        let mut map = Bounded::default();
        for number in 0..MOST + 5 {
            map.insert(number, number);
            map.insert(number, number * 2);
        }
        assert_eq!(map.entries.len(), MOST);
        assert_eq!(map.order.len(), MOST);
        assert!(!map.contains(&4));
        assert_eq!(map.get(&5), Some(&10));
    }
}
