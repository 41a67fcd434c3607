//! What a constraint means: as text, as written in a spec, as JSON, and whether a value meets it.

#![cfg_attr(not(all(feature = "cli", feature = "rust")), allow(dead_code))] // each reader needs some of it

use crate::format::{parse_integer, unit_hint};
use crate::json::Json;
use crate::model::{Constraint, Format, Limit, Type};
use crate::words::{self, bounds};

/// Whether a field of a type can have a constraint, and which types can.
pub(crate) fn fits(constraint: &Constraint, ty: &Type) -> (bool, &'static str) {
    let leaf = ty.leaf();
    let is_integer = matches!(leaf, Type::Int32 | Type::Int64);
    let is_timestamp = matches!(leaf, Type::Format(Format::Timestamp | Format::TimestampMs));
    match constraint {
        Constraint::Length(_) => (is_text(leaf), "texts have a length"),
        Constraint::Items(_) => (matches!(ty, Type::List(_) | Type::Map(..)), "lists and maps have items"),
        Constraint::Range(_) => {
            (is_integer || is_timestamp || *leaf == Type::Float, "numbers and timestamps have a range")
        }
        Constraint::OneOf(_) => (is_integer, "whole numbers can be limited to a list"),
        Constraint::MultipleOf(_) => (is_integer, "whole numbers have a step"),
    }
}

fn is_text(ty: &Type) -> bool {
    match ty {
        Type::String | Type::Id(_) => true,
        Type::Format(format) => format.is_text(),
        _ => false,
    }
}

/// `1 to 500 characters`, `at most 10 items`, `one of 0, 5, 15`.
pub(crate) fn in_words(constraint: &Constraint) -> String {
    match constraint {
        Constraint::Length(limit) => format!("{} characters", bounds(*limit)),
        Constraint::Items(limit) => format!("{} items", bounds(*limit)),
        Constraint::Range(limit) => bounds(*limit),
        Constraint::OneOf(numbers) => format!("one of {}", words::listed(numbers.iter(), "")),
        Constraint::MultipleOf(step) => format!("a multiple of {step}"),
    }
}

/// As written in a spec: `1..=500`, `[0, 5, 15]`.
pub(crate) fn notation(constraint: &Constraint) -> String {
    match constraint {
        Constraint::Length(limit) | Constraint::Items(limit) | Constraint::Range(limit) => range(*limit),
        Constraint::OneOf(numbers) => format!("{numbers:?}"),
        Constraint::MultipleOf(step) => step.to_string(),
    }
}

/// A range as written in a spec.
pub(crate) fn range(limit: Limit) -> String {
    match (limit.min, limit.max) {
        (Some(min), Some(max)) if min == max => min.to_string(),
        (min, max) => {
            let end = |end: Option<i64>| end.map_or_else(String::new, |end| end.to_string());
            let equal = if max.is_some() { "=" } else { "" };
            format!("{}..{equal}{}", end(min), end(max))
        }
    }
}

/// The allowed values, for tools.
#[cfg(feature = "cli")]
pub(crate) fn to_json(constraint: &Constraint) -> serde_json::Value {
    match constraint {
        Constraint::Length(Limit { min, max })
        | Constraint::Items(Limit { min, max })
        | Constraint::Range(Limit { min, max }) => serde_json::json!({ "min": min, "max": max }),
        Constraint::OneOf(numbers) => numbers.clone().into(),
        Constraint::MultipleOf(step) => (*step).into(),
    }
}

/// What is wrong with a value, if the constraint applies to such values and this one does not meet it.
pub(crate) fn broken(constraint: &Constraint, value: &Json<'_>) -> Option<String> {
    match constraint {
        Constraint::Length(limit) => {
            let actual = value.as_text()?.chars().count();
            (!holds(*limit, actual))
                .then(|| format!("is {} long; {}", words::count(actual, "character"), words::sizes(*limit)))
        }
        Constraint::Items(limit) => {
            let actual = value.item_count()?;
            (!holds(*limit, actual)).then(|| format!("has {}; {}", words::count(actual, "item"), words::sizes(*limit)))
        }
        Constraint::Range(limit) => out_of_range(*limit, value),
        Constraint::OneOf(allowed) => {
            let actual = value.as_int()?;
            let listed = || words::listed(allowed.iter(), "");
            (!allowed.contains(&actual)).then(|| format!("is {actual}; allowed are {}", listed()))
        }
        Constraint::MultipleOf(step) => {
            let actual = value.as_int()?;
            let is_multiple = actual.checked_rem(*step).is_none_or(|rest| rest == 0);
            (!is_multiple).then(|| format!("is {actual}; only multiples of {step} are allowed"))
        }
    }
}

/// The first constraint that a value or one of its items does not meet.
pub(crate) fn first_broken(constraints: &[Constraint], value: &Json<'_>) -> Option<String> {
    let own = constraints.iter().find_map(|constraint| broken(constraint, value));
    match value {
        Json::List(items) => own.or_else(|| items.iter().find_map(|item| first_broken(constraints, item))),
        _ => own,
    }
}

fn holds(limit: Limit, count: usize) -> bool {
    i64::try_from(count).is_ok_and(|count| limit.contains(count))
}

/// Bounds of a fraction are whole numbers; beyond 2^53 they are as exact as the fraction itself.
#[allow(clippy::cast_precision_loss, reason = "see above")]
fn out_of_range(limit: Limit, value: &Json<'_>) -> Option<String> {
    let Limit { min, max } = limit;
    match *value {
        Json::Int(actual) => (!limit.contains(actual)).then(|| words::number(actual, limit)),
        Json::Float(actual) => {
            let is_outside = min.is_some_and(|min| actual < min as f64) || max.is_some_and(|max| actual > max as f64);
            is_outside.then(|| words::number(actual, limit))
        }
        // A timestamp.
        Json::Text(text) => {
            let actual = parse_integer(text)?;
            (!limit.contains(actual)).then(|| format!("{}{}", words::number(actual, limit), unit_hint(actual, max)))
        }
        _ => None,
    }
}
