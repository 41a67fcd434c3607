//! Lists and ranges as they stand in the sentence about a broken rule.

use std::fmt::Display;

use crate::model::Limit;

/// How many names a message offers.
const OFFERED: usize = 40;

/// Items between the same quotes, with commas.
pub(super) fn listed<T: Display>(items: impl Iterator<Item = T>, quote: &str) -> String {
    let mut items = items.map(|item| format!("{quote}{item}{quote}"));
    let mut listed: Vec<String> = items.by_ref().take(OFFERED).collect();
    if items.next().is_some() {
        listed.push("…".to_owned());
    }
    listed.join(", ")
}

/// That there is no such name, and which there are.
pub(super) fn unknown<'n>(what: &str, known: impl Iterator<Item = &'n str>) -> String {
    match listed(known, "`").as_str() {
        "" => format!("is unknown; there is no {what}"),
        known => format!("is unknown; there are {known}"),
    }
}

/// "is 3; 4 to 5 is allowed": a number and the range that it is not in.
pub(super) fn number(actual: impl Display, limit: Limit) -> String {
    format!("is {actual}; {} is allowed", range(limit))
}

/// "7 items", "1 item".
pub(super) fn count(count: usize, unit: &str) -> String {
    format!("{count} {unit}{}", if count == 1 { "" } else { "s" })
}

/// "at most 5 are allowed", "exactly 1 is allowed".
pub(super) fn sizes(limit: Limit) -> String {
    match limit {
        Limit { min: Some(min), max: Some(max) } if min == max => format!("exactly {min} is allowed"),
        Limit { min: Some(0), max } => format!("{} are allowed", range(Limit { min: None, max })),
        limit => format!("{} are allowed", range(limit)),
    }
}

fn range(limit: Limit) -> String {
    match (limit.min, limit.max) {
        (Some(min), Some(max)) if min == max => format!("only {min}"),
        (Some(min), Some(max)) => format!("{min} to {max}"),
        (Some(min), None) => format!("at least {min}"),
        (None, Some(max)) => format!("at most {max}"),
        (None, None) => "any number".to_owned(),
    }
}

/// A number of seconds in the largest unit that divides it.
pub(super) fn duration(seconds: i64) -> String {
    let units = [(86_400, "day"), (3600, "hour"), (60, "minute")];
    let fits = |(size, _): &(i64, &str)| seconds != 0 && seconds % size == 0;
    let (size, unit) = units.into_iter().find(fits).unwrap_or((1, "second"));
    count(usize::try_from(seconds / size).unwrap_or_default(), unit)
}
