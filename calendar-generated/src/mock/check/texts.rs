//! Lists and ranges as they stand in the sentence about a broken rule.

use std::fmt::Display;

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

/// "1 to 5 are", "at most 5 is": a range that may be open.
pub(super) fn range(min: Option<i64>, max: Option<i64>) -> String {
    match (min, max) {
        (Some(min), Some(max)) => format!("{min} to {max} is"),
        (Some(min), None) => format!("at least {min} is"),
        (None, Some(max)) => format!("at most {max} is"),
        (None, None) => "any number is".to_owned(),
    }
}
