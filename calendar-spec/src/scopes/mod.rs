//! Which scopes a set of endpoints needs.
//!
//! In: for each endpoint, the scopes that allow it, each with its reach. Out: the smallest set of scopes that allows all
//! of them. The commands and the generated crate share it.

#[cfg(feature = "cli")]
mod console;
#[cfg(feature = "loader")]
mod fields;
#[cfg(feature = "loader")]
mod reach;

#[cfg(feature = "cli")]
pub use console::{Need, Needs, Row, UnknownField};
#[cfg(feature = "loader")]
pub use fields::{FieldScopes, field_scopes};
#[cfg(feature = "loader")]
pub use reach::Reach;

/// Steps of the search. It ends far earlier for specs as they are; this bounds it for any.
const MOST_STEPS: u32 = 100_000;

/// A scope and its reach: the number of endpoints that it allows in all.
pub type Scope<'s> = (&'s str, u32);

/// The set of scopes that has one of each list and allows the least: the sum of the reaches is the smallest, and of sets
/// with the same sum it has the fewest scopes. Sorted. Empty lists need no scope.
///
/// ```
/// let create: &[_] = &[("calendar:calendar", 40), ("calendar:calendar.event:create", 1)];
/// let read: &[_] = &[("calendar:calendar", 40), ("calendar:calendar:readonly", 20), ("calendar:calendar.event:read", 9)];
/// let smallest = calendar_spec::scopes::smallest(&[create, read, read]);
/// assert_eq!(smallest, ["calendar:calendar.event:create", "calendar:calendar.event:read"]);
/// ```
pub fn smallest<'s>(lists: &[&[Scope<'s>]]) -> Vec<&'s str> {
    // Lists with few scopes first: they leave the least to choose.
    let mut lists: Vec<&[Scope<'s>]> = lists.iter().copied().filter(|list| !list.is_empty()).collect();
    lists.sort_unstable();
    lists.dedup();
    lists.sort_by_key(|list| list.len());
    let mut search = Search { lists: &lists, best: None, steps: 0 };
    search.choose(0, &mut Vec::new(), (0, 0));
    let mut scopes = search.best.map(|(_, scopes)| scopes).unwrap_or_default();
    scopes.sort_unstable();
    scopes
}

/// The sum of the reaches, and the number of scopes.
type Cost = (u64, usize);

struct Search<'l, 's> {
    lists: &'l [&'l [Scope<'s>]],
    best: Option<(Cost, Vec<&'s str>)>,
    steps: u32,
}

impl<'s> Search<'_, 's> {
    /// Tries each scope of the next list that has none yet, the narrowest first, as long as it can become the best.
    fn choose(&mut self, from: usize, chosen: &mut Vec<&'s str>, cost: Cost) {
        self.steps += 1;
        let is_worse = self.best.as_ref().is_some_and(|(best, _)| cost >= *best);
        if is_worse || (self.steps > MOST_STEPS && self.best.is_some()) {
            return;
        }
        let is_met = |list: &&[Scope<'s>]| list.iter().any(|(scope, _)| chosen.contains(scope));
        let Some(next) = (from..self.lists.len()).find(|index| !is_met(&self.lists[*index])) else {
            self.best = Some((cost, chosen.clone()));
            return;
        };
        let mut scopes = self.lists[next].to_vec();
        scopes.sort_by_key(|(scope, reach)| (*reach, *scope));
        for (scope, reach) in scopes {
            chosen.push(scope);
            self.choose(next + 1, chosen, (cost.0 + u64::from(reach), cost.1 + 1));
            chosen.pop();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The best of all subsets.
    fn by_trying_all<'s>(lists: &[&[Scope<'s>]]) -> (u64, usize) {
        let mut scopes: Vec<Scope<'s>> = lists.concat();
        scopes.sort_unstable();
        scopes.dedup();
        let subsets = (0..1_u32 << scopes.len()).map(|bits| {
            let is_in = |(index, scope): (usize, &Scope<'s>)| (bits >> index & 1 == 1).then_some(*scope);
            scopes.iter().enumerate().filter_map(is_in).collect::<Vec<_>>()
        });
        let meets = |subset: &Vec<Scope<'s>>| lists.iter().all(|list| list.iter().any(|scope| subset.contains(scope)));
        subsets.filter(meets).map(|subset| cost(&subset)).min().expect("all scopes together")
    }

    fn cost(scopes: &[Scope<'_>]) -> (u64, usize) {
        (scopes.iter().map(|(_, reach)| u64::from(*reach)).sum(), scopes.len())
    }

    #[test]
    fn nothing_needs_nothing() {
        assert!(smallest(&[]).is_empty());
        assert!(smallest(&[&[], &[]]).is_empty());
    }

    #[test]
    fn of_sets_with_the_same_reach_the_one_with_fewer_scopes_wins() {
        assert_eq!(smallest(&[&[("a", 1), ("c", 2)], &[("b", 1), ("c", 2)]]), ["c"]);
        assert_eq!(smallest(&[&[("a", 1), ("c", 3)], &[("b", 1), ("c", 3)]]), ["a", "b"]);
    }

    #[test]
    fn no_subset_is_better() {
        let scopes: Vec<Scope<'_>> =
            ["a", "b", "c", "d", "e", "f", "g"].into_iter().zip([1, 1, 2, 3, 3, 5, 8]).collect();
        // Every list of some of the scopes, in groups of four lists.
        let lists: Vec<Vec<Scope<'_>>> = (1..128_u32)
            .map(|bits| (0..7).filter(|index| bits >> index & 1 == 1).map(|index| scopes[index]).collect())
            .collect();
        for (first, step) in (0..40).flat_map(|first| (1..8).map(move |step| (first, step))) {
            let group: Vec<&[Scope<'_>]> = (0..4).map(|index| &*lists[(first + index * step * 7) % 127]).collect();
            let found = smallest(&group);
            let found: Vec<Scope<'_>> = scopes.iter().copied().filter(|(scope, _)| found.contains(scope)).collect();
            assert_eq!(cost(&found), by_trying_all(&group), "{group:?}");
        }
    }

    #[test]
    fn very_many_choices_still_end_with_a_set_that_does() {
        let names: Vec<String> = (0..400).map(|number| format!("s{number}")).collect();
        let lists: Vec<Vec<Scope<'_>>> =
            (0..100).map(|list| (0..40).map(|index| (&*names[(list * 7 + index * 11) % 400], 1)).collect()).collect();
        let lists: Vec<&[Scope<'_>]> = lists.iter().map(Vec::as_slice).collect();
        let found = smallest(&lists);
        assert!(lists.iter().all(|list| list.iter().any(|(scope, _)| found.contains(scope))));
    }
}
