//! The comparison of two trees of items. It does not depend on what the items are.

use std::collections::{BTreeSet, HashMap};

use super::change::{Change, Directions, Effect, Kind, Wire};
use super::fact::{Fact, Level, Mark};
use super::item::{Item, Sense, Stated, Value, is_tighter, list};
use super::rules;
use super::side::Side;

/// Two specs, and the changes found so far.
#[derive(Debug)]
pub(super) struct Comparison<'s> {
    pub(super) old: &'s Side<'s>,
    pub(super) new: &'s Side<'s>,
    pub(super) changes: Vec<Change>,
    /// Whether replacing one object by another breaks requests (`true`) or responses; see `types`.
    pub(super) replaced: HashMap<(usize, usize, bool), bool>,
    /// The current nesting depth of such objects.
    pub(super) depth: usize,
}

/// Whether a difference removes or requires something, in each direction.
#[derive(Clone, Copy, Debug)]
pub(super) struct Breaks {
    pub(super) request: bool,
    pub(super) response: bool,
}

/// A difference before it is classified.
struct Difference<'d> {
    place: &'d str,
    fact: Fact,
    kind: Kind,
    old: Option<String>,
    new: Option<String>,
}

impl<'s> Comparison<'s> {
    /// All changes between two sides.
    pub(super) fn of(old: &'s Side<'s>, new: &'s Side<'s>) -> Vec<Change> {
        let mut this = Self { old, new, changes: Vec::new(), replaced: HashMap::new(), depth: 0 };
        let root = old.root();
        this.item(&root, &root, &new.root());
        this.changes
    }

    /// Compares what both sides have; `owner` is its parent in the old spec.
    pub(super) fn item(&mut self, owner: &Item, old: &Item, new: &Item) {
        let facts: BTreeSet<_> = old.facts.keys().chain(new.facts.keys()).copied().collect();
        for fact in facts {
            let (was, is) = (old.facts.get(&fact), new.facts.get(&fact));
            let directions =
                [(was, old), (is, new)].map(|(stated, item)| stated.map_or(item.directions, |it| it.directions));
            let change = self.judged((&new.place, fact.0), was, is, (owner, directions));
            self.changes.extend(change);
        }
        self.parts(old, new);
        self.rules(old, new);
    }

    fn parts(&mut self, old: &Item, new: &Item) {
        let both = old.directions.and(new.directions);
        let is_used = old.directions.any() && new.directions.any();
        let (was, is) = (index(&old.parts), index(&new.parts));
        for part in old.parts.iter().filter(|part| !is.contains_key(&key(part))) {
            let change = Difference::new(&part.place, part.fact, Kind::Removed).old(part.summary.clone());
            self.changes.push(change.judge(Breaks::both(true), part.directions.and(both), is_used));
        }
        for part in new.parts.iter().filter(|part| !was.contains_key(&key(part))) {
            let change = Difference::new(&part.place, part.fact, Kind::Added).new_value(part.summary.clone());
            let mut change = change.judge(Breaks::both(false), part.directions.and(both), is_used);
            // A program that does not know the field does not set it.
            let needs = part.facts.get(&(Fact::Requirement, "")).filter(|_| change.wire.request.is_some());
            let at = (&*part.place, Fact::Requirement);
            let needed = needs.and_then(|needs| self.judged(at, None, Some(needs), (old, [Directions::SENT; 2])));
            if let Some(needed) = needed.filter(|needed| needed.wire.is_breaking()) {
                change.wire.request = needed.wire.request;
                change.rust = change.rust.max(needed.rust);
            }
            self.changes.push(change);
        }
        let pairs: Vec<(&Item, &Item)> =
            old.parts.iter().filter_map(|part| Some((part, *is.get(&key(part))?))).collect();
        for (part, new_part) in &pairs {
            self.item(old, part, new_part);
        }
        self.order(&new.place, &pairs, &new.parts);
    }

    /// One change for each kind of parts whose order differs.
    fn order(&mut self, place: &str, pairs: &[(&Item, &Item)], new: &[Item]) {
        let positions: HashMap<_, usize> = new.iter().enumerate().map(|(at, part)| (key(part), at)).collect();
        let kinds: BTreeSet<Fact> = pairs.iter().map(|(part, _)| part.fact).collect();
        for kind in kinds {
            let of_kind = || pairs.iter().filter(|(part, _)| part.fact == kind);
            let position = |(part, _): &(&Item, &Item)| positions.get(&key(part)).copied();
            let matters = !of_kind().filter(|(was, is)| was.has_position && is.has_position).map(position).is_sorted();
            if matters || !of_kind().map(position).is_sorted() {
                let change = Difference::new(place, Fact::Order, Kind::Changed);
                let change = change.new_value(Some(format!("{}s", kind.name())));
                self.changes.push(change.judge(Breaks::both(matters), Directions::BOTH, true));
            }
        }
    }

    fn rules(&mut self, old: &Item, new: &Item) {
        let names = |item: &Item| item.parts.iter().map(|part| part.name.clone()).collect();
        let directions = old.directions.and(new.directions).and(Directions::SENT);
        for rules::Difference { old: was, new: is, breaks } in
            rules::compare((&old.rules, names(old)), (&new.rules, names(new)))
        {
            let kind = match (&was, &is) {
                (None, _) => Kind::Added,
                (_, None) => Kind::Removed,
                _ => Kind::Changed,
            };
            let change = Difference::new(&new.place, Fact::Rule, kind).old(was).new_value(is);
            self.changes.push(change.judge(Breaks::both(breaks), directions, directions.any()));
        }
    }

    /// The effect of a difference between two values, given the item on each side; `None` if there is no difference.
    /// `owner` has the siblings of a field.
    fn judged(
        &mut self,
        (place, fact): (&str, Fact),
        old: Option<&Stated>,
        new: Option<&Stated>,
        (owner, [was, is]): (&Item, [Directions; 2]),
    ) -> Option<Change> {
        let breaks = self.breaks(old.map(|old| &old.value), new.map(|new| &new.value), owner)?;
        let fact = match (fact, old.map(|old| &old.value.sense), new.map(|new| &new.value.sense)) {
            (Fact::Requirement, Some(Sense::Needs(Some(_))) | None, Some(Sense::Needs(Some(_)))) => Fact::Condition,
            (Fact::FieldType, Some(Sense::Type(old)), Some(Sense::Type(new))) if self.is_same_in_rust(old, new) => {
                Fact::Format
            }
            _ => fact,
        };
        Some(Difference::of((place, fact), old, new).judge(breaks, was.and(is), was.any() && is.any()))
    }

    /// Whether a difference removes or requires something; `None` if there is no difference.
    fn breaks(&mut self, old: Option<&Value>, new: Option<&Value>, owner: &Item) -> Option<Breaks> {
        let is_known = |name: &str| owner.parts.iter().any(|part| part.name == name);
        let (old, new) = match (old, new) {
            (Some(old), Some(new)) => (old, new),
            (None, Some(Value { sense: Sense::Needs(needs), .. })) => {
                let needed = needs.as_ref().is_none_or(|needs| needs.iter().any(|(sibling, _)| is_known(sibling)));
                return Some(Breaks::both(needed));
            }
            (None, Some(Value { sense: Sense::Constraint(_), .. })) => return Some(Breaks::both(true)),
            (Some(Value { sense: Sense::Constraint(_), .. }), None) => return Some(Breaks::both(false)),
            (old, new) => return (old.is_some() || new.is_some()).then(|| Breaks::both(old.is_some())),
        };
        let breaks = match (&old.sense, &new.sense) {
            (Sense::Exact, _) | (_, Sense::Exact) if old.shown == new.shown => return None,
            (Sense::Type(old), Sense::Type(new)) if self.is_same(old, new) => return None,
            (Sense::Type(old), Sense::Type(new)) => {
                let [request, response] =
                    [Directions::SENT, Directions::RECEIVED].map(|way| self.type_breaks(old, new, way));
                return Some(Breaks { request, response });
            }
            (Sense::Constraint(old), Sense::Constraint(new)) => {
                let breaks = is_tighter(new, old);
                return (breaks || is_tighter(old, new)).then(|| Breaks::both(breaks));
            }
            (old, new) if old == new && *old != Sense::Exact => return None,
            (Sense::Allows(Some(old)), Sense::Allows(Some(new))) => !old.is_subset(new),
            (Sense::Allows(_), Sense::Allows(new)) => new.is_some(),
            (Sense::Needs(Some(old)), Sense::Needs(Some(new))) => {
                new.difference(old).any(|(sibling, _)| is_known(sibling))
            }
            (Sense::Needs(_), Sense::Needs(new)) => new.is_none(),
            (Sense::AtMost(old), Sense::AtMost(new)) => new < old,
            _ => true,
        };
        Some(Breaks::both(breaks))
    }
}

impl Breaks {
    fn both(breaks: bool) -> Self {
        Self { request: breaks, response: breaks }
    }
}

impl<'d> Difference<'d> {
    fn new(place: &'d str, fact: Fact, kind: Kind) -> Self {
        Self { place, fact, kind, old: None, new: None }
    }

    fn old(self, old: Option<String>) -> Self {
        Self { old, ..self }
    }

    fn new_value(self, new: Option<String>) -> Self {
        Self { new, ..self }
    }

    /// Of two sets, only the elements that one of them lacks are shown.
    fn of((place, fact): (&'d str, Fact), old: Option<&Stated>, new: Option<&Stated>) -> Self {
        let shown = |stated: Option<&Stated>| stated.map(|stated| stated.value.shown.clone());
        let (mut was, mut is) = (shown(old), shown(new));
        let sense = |stated: Option<&Stated>| stated.map(|stated| stated.value.sense.clone());
        if let (Some(Sense::Allows(Some(old))), Some(Sense::Allows(Some(new)))) = (sense(old), sense(new)) {
            let only =
                |one: &BTreeSet<String>, other| Some(list(one.difference(other))).filter(|list| !list.is_empty());
            (was, is) = (only(&old, &new), only(&new, &old));
        }
        let kind = match (&was, &is) {
            (None, _) => Kind::Added,
            (_, None) => Kind::Removed,
            _ => Kind::Changed,
        };
        Self { place, fact, kind, old: was, new: is }
    }

    /// Looks up the effect.
    fn judge(self, breaks: Breaks, directions: Directions, is_used: bool) -> Change {
        let meaning = self.fact.meaning();
        let effect = |mark, is_transferred: bool, breaks| match mark {
            _ if !is_transferred => None,
            Mark::Nothing => None,
            Mark::Judged if breaks => Some(Effect::Breaking),
            Mark::Compatible | Mark::Judged => Some(Effect::Compatible),
        };
        let wire = Wire {
            request: effect(meaning.request, directions.sent, breaks.request),
            response: effect(meaning.response, directions.received, breaks.response),
        };
        let is_breaking = if directions.any() {
            breaks.request && directions.sent || breaks.response && directions.received
        } else {
            breaks.request || breaks.response
        };
        let rust = match (is_used, is_breaking) {
            (false, _) => Level::Patch,
            (true, true) => meaning.breaking,
            (true, false) => meaning.harmless,
        };
        let Self { place, fact, kind, old, new } = self;
        Change { fact, kind, place: place.to_owned(), old, new, wire, rust }
    }
}

fn key(item: &Item) -> (Fact, &str) {
    (item.fact, &item.name)
}

fn index(items: &[Item]) -> HashMap<(Fact, &str), &Item> {
    items.iter().map(|item| (key(item), item)).collect()
}
