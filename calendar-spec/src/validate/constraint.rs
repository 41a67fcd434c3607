//! Whether a value keeps a constraint, and the words for one that does not.

use super::json::Json;
use crate::model::{Constraint, Limit};
use crate::words;

/// What is wrong with a value, if the constraint speaks of such values and this one breaks it.
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
    }
}

/// The first constraint that a value or one of its items breaks.
#[cfg(any(feature = "cli", feature = "rust"))]
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
        _ => None,
    }
}
