//! What a field may hold, what stands for it when it is absent, and whether it may be absent.
//!
//! In: a pair of fields. Out: changes; what refuses anything that was allowed is tightened, whatever else it allows.

use std::collections::BTreeSet;

use super::change::{Change, Effect, Level, Ways};
use super::class::Class;
use super::comparison::Comparison;
use super::field::{Pair, plain};
use crate::describe::{bounds, condition};
use crate::model::{Condition, Constraint, ConstraintKind, Field, Limit, Value};

/// When a request needs a field.
#[derive(Clone, Copy, Debug)]
enum Need<'f> {
    Never,
    When(&'f Condition),
    Always,
}

impl<'f> Need<'f> {
    fn of(required: bool, when: Option<&'f Condition>) -> Self {
        match when {
            _ if required => Self::Always,
            Some(condition) => Self::When(condition),
            None => Self::Never,
        }
    }

    fn words(self, siblings: &[&Field]) -> String {
        match self {
            Self::Never => "optional".to_owned(),
            Self::When(when) => format!("required when {}", condition(siblings, when)),
            Self::Always => "required".to_owned(),
        }
    }
}

impl Comparison<'_> {
    /// Whether a field that is always required is so now decides over the type of the field and over the builder: in
    /// both directions a program may not compile.
    pub(super) fn need(&mut self, pair: &Pair<'_>, required: bool, when: Option<&Condition>) {
        let (was, is) = (Need::of(required, when), Need::of(pair.new.required, pair.new.required_when.as_ref()));
        let Some((class, tightened)) = class(pair, was, is) else {
            return;
        };
        // A condition on a new field holds for no program that does not know it.
        let bites = |need| !matches!(need, Need::When(when) if pair.lists.pairing.old_of(when.field).is_none());
        let rust = match class {
            Class::FieldRequired | Class::FieldOptional if pair.ways.sent => Level::Major,
            _ => checked(pair.ways, tightened && bites(is)),
        };
        let change = Change::new(class, &*pair.place).was(was.words(&pair.lists.old.list));
        let wire = pair.ways.and(Ways::SENT).wire(Effect::breaking_if(tightened && bites(is)), Effect::Compatible);
        self.push(change.is(is.words(&pair.lists.new.list)).wire(wire).rust(rust));
    }

    pub(super) fn constraints(&mut self, pair: &Pair<'_>, old: &[Constraint]) {
        for kind in ConstraintKind::ALL {
            let of_kind = |list: &'_ [Constraint]| list.iter().find(|constraint| constraint.kind() == *kind).cloned();
            let (old, new) = (of_kind(old), of_kind(&pair.new.constraints));
            let (was, is) = (old.as_ref().map(Allowed::of), new.as_ref().map(Allowed::of));
            let (was, is) = (was.unwrap_or(Allowed::ANY), is.unwrap_or(Allowed::ANY));
            if was != is {
                let words = |constraint: Option<&Constraint>| {
                    format!("{}: {}", name(*kind), constraint.map_or_else(|| "any".to_owned(), allowed))
                };
                self.tightness(pair, !is.covers(&was), (words(old.as_ref()), words(new.as_ref())));
            }
        }
    }

    fn tightness(&mut self, pair: &Pair<'_>, tightened: bool, (old, new): (String, String)) {
        let class = if tightened { Class::LimitTightened } else { Class::LimitLoosened };
        let wire = pair.ways.wire(Effect::breaking_if(tightened), Effect::Compatible);
        self.push(Change::new(class, &*pair.place).was(old).is(new).wire(wire).rust(checked(pair.ways, tightened)));
    }

    /// What the server takes for an absent field, so that a request without it means something else.
    pub(super) fn default(&mut self, pair: &Pair<'_>, old: Option<&Value>) {
        let (class, effect) = match (old, &pair.new.default) {
            (None, Some(_)) => (Class::DefaultAdded, Effect::Compatible),
            (Some(_), None) => (Class::DefaultRemoved, Effect::Breaking),
            (Some(old), Some(new)) if old != new => (Class::DefaultChanged, Effect::Breaking),
            _ => return,
        };
        let mut change = Change::new(class, &*pair.place).wire(pair.ways.and(Ways::SENT).wire(effect, effect));
        (change.old, change.new) = (plain(old), plain(pair.new.default.as_ref()));
        self.push(change);
    }
}

/// The numbers, or counts of something, that a constraint allows.
#[derive(PartialEq)]
enum Allowed {
    Between(i64, i64),
    These(BTreeSet<i64>),
}

impl Allowed {
    const ANY: Self = Self::Between(i64::MIN, i64::MAX);

    fn of(constraint: &Constraint) -> Self {
        let between = |limit: &Limit, least: i64| {
            // Nothing counts less than zero.
            let min = limit.min.filter(|min| *min > least).unwrap_or(i64::MIN);
            Self::Between(min, limit.max.unwrap_or(i64::MAX))
        };
        match constraint {
            Constraint::Length(limit) | Constraint::Items(limit) => between(limit, 0),
            Constraint::Range(limit) => between(limit, i64::MIN),
            Constraint::OneOf(numbers) => Self::These(numbers.iter().copied().collect()),
        }
    }

    /// Whether it allows all that another allows.
    fn covers(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Between(min, max), Self::Between(other_min, other_max)) => min <= other_min && max >= other_max,
            (Self::Between(min, max), Self::These(numbers)) => {
                numbers.iter().all(|number| (min..=max).contains(&number))
            }
            (Self::These(_), Self::Between(..)) => false,
            (Self::These(numbers), Self::These(others)) => others.is_subset(numbers),
        }
    }
}

/// What a constraint is about, as changes name it.
fn name(kind: ConstraintKind) -> &'static str {
    match kind {
        ConstraintKind::Length => "length",
        ConstraintKind::Items => "items",
        ConstraintKind::Range => "range",
        ConstraintKind::OneOf => "numbers",
    }
}

fn allowed(constraint: &Constraint) -> String {
    match constraint {
        Constraint::Length(limit) | Constraint::Items(limit) | Constraint::Range(limit) => bounds(*limit),
        Constraint::OneOf(numbers) => {
            let numbers: BTreeSet<&i64> = numbers.iter().collect();
            numbers.into_iter().map(i64::to_string).collect::<Vec<_>>().join(", ")
        }
    }
}

/// The class of a change, and whether a field is needed where it was not; `None` without a change.
fn class(pair: &Pair<'_>, old: Need<'_>, new: Need<'_>) -> Option<(Class, bool)> {
    let tightened = match (old, new) {
        (Need::Always, Need::Always) | (Need::Never, Need::Never) => return None,
        (Need::When(old), Need::When(new)) => {
            let same_field = pair.lists.pairing.is_pair(old.field, new.field);
            let holds_all =
                |one: &Condition, other: &Condition| other.values.iter().all(|value| one.values.contains(value));
            let tightened = !same_field || !holds_all(old, new);
            if !tightened && holds_all(new, old) {
                return None;
            }
            tightened
        }
        (_, Need::Always) | (Need::Never, _) => true,
        (Need::Always, _) | (_, Need::Never) => false,
    };
    let always = matches!((old, new), (Need::Always, _) | (_, Need::Always));
    Some(match (always, tightened) {
        (true, true) => (Class::FieldRequired, true),
        (true, false) => (Class::FieldOptional, false),
        (false, true) => (Class::ConditionTightened, true),
        (false, false) => (Class::ConditionLoosened, false),
    })
}

/// The level of what only `build()` checks: it compiles, but a value may be refused that was not.
pub(super) fn checked(ways: Ways, tightened: bool) -> Level {
    if ways.sent && tightened { Level::Minor } else { Level::Patch }
}
