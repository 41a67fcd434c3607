//! Which thing of the old spec is which thing of the new one.
//!
//! In: two lists, and the keys by which their things are known, the best first. Out: a [`Pairing`]. A key that two
//! things share decides nothing.

use std::collections::HashMap;

/// A key for each thing of the old list and for each thing of the new list.
pub(super) struct Keys {
    old: Vec<Option<String>>,
    new: Vec<Option<String>>,
}

/// Two lists whose things were found in each other; all numbers are indices.
#[derive(Clone, Debug, Default)]
pub(super) struct Pairing {
    /// Old and new index, in the old order.
    pub(super) both: Vec<(usize, usize)>,
    /// Old things that are gone.
    pub(super) removed: Vec<usize>,
    /// New things.
    pub(super) added: Vec<usize>,
    new_of_old: Vec<Option<usize>>,
    old_of_new: Vec<Option<usize>>,
}

impl Keys {
    /// The same key on both sides.
    pub(super) fn of<T>(old: &[T], new: &[T], key: impl Fn(&T) -> Option<String>) -> Self {
        Self { old: old.iter().map(&key).collect(), new: new.iter().map(&key).collect() }
    }

    /// A key that is read in another way on each side.
    pub(super) fn lists(old: Vec<Option<String>>, new: Vec<Option<String>>) -> Self {
        Self { old, new }
    }
}

impl Pairing {
    /// Pairs what has equal keys, by one kind of key after the other.
    pub(super) fn by(passes: &[Keys]) -> Self {
        let (old, new) = passes.first().map_or((0, 0), |keys| (keys.old.len(), keys.new.len()));
        let mut this = Self { new_of_old: vec![None; old], old_of_new: vec![None; new], ..Self::default() };
        for Keys { old, new } in passes {
            let found = unique(new, &this.old_of_new);
            for (key, old) in unique(old, &this.new_of_old) {
                if let Some(&new) = found.get(key) {
                    this.new_of_old[old] = Some(new);
                    this.old_of_new[new] = Some(old);
                }
            }
        }
        this.both = this.new_of_old.iter().enumerate().filter_map(|(old, new)| Some((old, (*new)?))).collect();
        this.removed = unpaired(&this.new_of_old);
        this.added = unpaired(&this.old_of_new);
        this
    }

    /// What an old thing became.
    pub(super) fn new_of(&self, old: usize) -> Option<usize> {
        self.new_of_old[old]
    }

    /// What a new thing was.
    pub(super) fn old_of(&self, new: usize) -> Option<usize> {
        self.old_of_new[new]
    }

    pub(super) fn is_pair(&self, old: usize, new: usize) -> bool {
        self.new_of(old) == Some(new)
    }

    /// Whether the pairs that count stand in another order.
    pub(super) fn is_reordered(&self, counts: impl Fn(usize, usize) -> bool) -> bool {
        !self.both.iter().filter(|(old, new)| counts(*old, *new)).map(|(_, new)| new).is_sorted()
    }
}

/// Where each key stands that stands once among what has no partner yet.
fn unique<'k>(keys: &'k [Option<String>], partners: &[Option<usize>]) -> HashMap<&'k str, usize> {
    let mut found: HashMap<&str, Option<usize>> = HashMap::new();
    for (index, key) in keys.iter().enumerate().filter(|(index, _)| partners[*index].is_none()) {
        if let Some(key) = key {
            found.entry(key).and_modify(|first| *first = None).or_insert(Some(index));
        }
    }
    found.into_iter().filter_map(|(key, index)| Some((key, index?))).collect()
}

fn unpaired(partners: &[Option<usize>]) -> Vec<usize> {
    partners.iter().enumerate().filter(|(_, partner)| partner.is_none()).map(|(index, _)| index).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first_letter(text: &&str) -> Option<String> {
        text.get(..1).map(str::to_owned)
    }

    fn pair(old: &[&str], new: &[&str]) -> Pairing {
        Pairing::by(&[Keys::of(old, new, |text| Some((*text).to_owned())), Keys::of(old, new, first_letter)])
    }

    #[test]
    fn a_better_key_comes_first_and_a_worse_one_pairs_the_rest() {
        let pairing = pair(&["a", "be", "c"], &["bo", "a", "d"]);
        assert_eq!(pairing.both, [(0, 1), (1, 0)]);
        assert_eq!((pairing.removed, pairing.added), (vec![2], vec![2]));
    }

    #[test]
    fn a_key_that_two_share_pairs_nothing() {
        let pairing = pair(&["be"], &["bo", "by"]);
        assert_eq!((pairing.both.len(), pairing.removed, pairing.added), (0, vec![0], vec![0, 1]));
    }

    #[test]
    fn what_is_new_or_gone_is_no_new_order() {
        let all = |_, _| true;
        assert!(!pair(&["a", "b", "c"], &["x", "a", "c"]).is_reordered(all));
        assert!(pair(&["a", "b"], &["b", "a"]).is_reordered(all));
        assert!(!pair(&["a", "b"], &["b", "a"]).is_reordered(|old, _| old == 0));
    }
}
