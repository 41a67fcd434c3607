//! A spec as a tree of items, each with its facts.

use std::collections::{BTreeMap, BTreeSet};

use super::change::Directions;
use super::fact::Fact;
use super::rules::Shape;
use crate::model::{Constraint, Limit, Type, Undocumented};

/// A type, an endpoint, a field, …
#[derive(Debug)]
pub(super) struct Item {
    /// Its kind.
    pub(super) fact: Fact,
    /// Its name among its siblings.
    pub(super) name: String,
    /// Its name in the whole spec.
    pub(super) place: String,
    /// What is shown if it was added or removed.
    pub(super) summary: Option<String>,
    pub(super) directions: Directions,
    /// Its facts, each with the key of the spec if there are several of a kind.
    pub(super) facts: BTreeMap<(Fact, &'static str), Stated>,
    pub(super) parts: Vec<Item>,
    pub(super) rules: Vec<Shape>,
    /// Whether its position among its siblings matters to a program.
    pub(super) has_position: bool,
}

/// A fact about an item.
#[derive(Debug)]
pub(super) struct Stated {
    pub(super) value: Value,
    /// In which directions it matters.
    pub(super) directions: Directions,
}

/// A value that can be compared, and its text.
#[derive(Clone, Debug)]
pub(super) struct Value {
    pub(super) shown: String,
    pub(super) sense: Sense,
}

/// How to tell whether another value removes or requires something.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Sense {
    /// Every other value does.
    Exact,
    /// The allowed values; `None` means all.
    Allows(Option<BTreeSet<String>>),
    /// The siblings and values that make a field required; `None` if it always is.
    Needs(Option<BTreeSet<(String, String)>>),
    /// The largest allowed number.
    AtMost(i64),
    /// A limit of a field; without it, everything is allowed.
    Constraint(Constraint),
    /// The type of a value.
    Type(Type),
}

impl Item {
    pub(super) fn new(fact: Fact, place: &str, directions: Directions) -> Self {
        let (facts, parts, rules) = (BTreeMap::new(), Vec::new(), Vec::new());
        let (name, place) = (place.to_owned(), place.to_owned());
        Self { fact, name, place, summary: None, directions, facts, parts, rules, has_position: false }
    }

    /// A part of the item at `place`.
    pub(super) fn part(fact: Fact, (place, separator): (&str, &str), name: &str, directions: Directions) -> Self {
        Self { name: name.to_owned(), ..Self::new(fact, &format!("{place}{separator}{name}"), directions) }
    }

    /// Adds a fact that matters in the directions of the item.
    pub(super) fn states(self, fact: Fact, value: impl Into<Option<Value>>) -> Self {
        let directions = self.directions;
        self.states_where(directions, fact, value)
    }

    /// Adds a fact that matters in some directions only.
    pub(super) fn states_where(mut self, directions: Directions, fact: Fact, value: impl Into<Option<Value>>) -> Self {
        if let Some(value) = value.into() {
            self.facts.insert((fact, ""), Stated { value, directions });
        }
        self
    }

    pub(super) fn summary(self, summary: String) -> Self {
        Self { summary: Some(summary), ..self }
    }
}

impl Value {
    /// A value that is either equal or not.
    pub(super) fn exact(shown: impl Into<String>) -> Self {
        Self { shown: shown.into(), sense: Sense::Exact }
    }

    /// The same in backticks.
    pub(super) fn name(name: &str) -> Self {
        Self::exact(format!("`{name}`"))
    }

    /// The only allowed values.
    pub(super) fn only(allowed: impl IntoIterator<Item = String>) -> Self {
        let allowed: Vec<String> = allowed.into_iter().collect();
        Self { shown: list(&allowed), sense: Sense::Allows(Some(allowed.into_iter().collect())) }
    }

    /// The same in backticks.
    pub(super) fn names(allowed: impl IntoIterator<Item = impl AsRef<str>>) -> Self {
        Self::only(allowed.into_iter().map(|name| format!("`{}`", name.as_ref())))
    }

    /// The only allowed values, or all if there are none.
    pub(super) fn any_of(allowed: impl IntoIterator<Item = String>, everything: &str) -> Self {
        let allowed = Self::only(allowed);
        let is_everything = allowed.shown.is_empty();
        if is_everything { Self { shown: everything.to_owned(), sense: Sense::Allows(None) } } else { allowed }
    }

    /// The scopes, one of which is enough.
    pub(super) fn any_scope(scopes: &[String]) -> Self {
        Self::any_of(scopes.iter().map(|scope| format!("`{scope}`")), "none")
    }

    /// A number of calls that a server allows.
    pub(super) fn calls(calls: Option<u32>) -> Self {
        let shown = calls.map_or_else(|| "unlimited".to_owned(), |calls| calls.to_string());
        Self { shown, sense: Sense::AtMost(calls.map_or(i64::MAX, i64::from)) }
    }

    /// Whether calls are limited in a way that the page gives no numbers for.
    pub(super) fn special(is_special: bool) -> Self {
        let shown = if is_special { "special" } else { "usual" };
        Self { shown: shown.to_owned(), sense: Sense::AtMost((!is_special).into()) }
    }

    /// Whether a page describes it. What none describes is behind a feature.
    pub(super) fn undocumented(mark: Option<&Undocumented>) -> Self {
        let shown = if mark.is_some() { "undocumented" } else { "documented" };
        Self { shown: shown.to_owned(), sense: Sense::AtMost(mark.is_none().into()) }
    }

    /// Whether a request may contain it.
    pub(super) fn access(read_only: bool) -> Self {
        let shown = if read_only { "read-only" } else { "writable" };
        Self { shown: shown.to_owned(), sense: Sense::AtMost((!read_only).into()) }
    }
}

/// Whether a constraint rejects values that an older one of its kind accepts.
pub(super) fn is_tighter(new: &Constraint, old: &Constraint) -> bool {
    let is_within = |new: &Limit, old: &Limit, least: i64| {
        new.min.unwrap_or(least) <= old.min.unwrap_or(least)
            && new.max.unwrap_or(i64::MAX) >= old.max.unwrap_or(i64::MAX)
    };
    match (new, old) {
        (Constraint::Length(new), Constraint::Length(old)) | (Constraint::Items(new), Constraint::Items(old)) => {
            !is_within(new, old, 0)
        }
        (Constraint::Range(new), Constraint::Range(old)) => !is_within(new, old, i64::MIN),
        (Constraint::OneOf(new), Constraint::OneOf(old)) => !old.iter().all(|number| new.contains(number)),
        (Constraint::MultipleOf(new), Constraint::MultipleOf(old)) => old.checked_rem(*new) != Some(0),
        (
            Constraint::Length(_)
            | Constraint::Items(_)
            | Constraint::Range(_)
            | Constraint::OneOf(_)
            | Constraint::MultipleOf(_),
            _,
        ) => true,
    }
}

/// `a, b`
pub(super) fn list<'a>(names: impl IntoIterator<Item = &'a String>) -> String {
    names.into_iter().map(String::as_str).collect::<Vec<_>>().join(", ")
}
