//! Phrases about the model, shared by violations, commands, exports and the generated docs.
//!
//! In: a limit, a constraint, a value. Out: a short text for use in a sentence.

#![cfg_attr(not(all(feature = "cli", feature = "rust")), allow(dead_code, unused_imports))] // each reader needs some of it

mod facts;

use std::fmt::Display;

use crate::json::Json;
use crate::model::{Format, IdType, KnownId, Limit, Value};

pub(crate) use crate::diagnostic::joined;
pub(crate) use facts::*;

/// How many names a message offers.
const OFFERED: usize = 40;

/// The items, each between these quotes, separated by commas.
pub(crate) fn listed<T: Display>(items: impl Iterator<Item = T>, quote: &str) -> String {
    let mut items = items.map(|item| format!("{quote}{item}{quote}"));
    let mut listed: Vec<String> = items.by_ref().take(OFFERED).collect();
    if items.next().is_some() {
        listed.push("…".to_owned());
    }
    listed.join(", ")
}

/// The name of a constant for an identifier with a fixed meaning: `PRIMARY_CALENDAR_ID`.
pub(crate) fn known_id(id: &IdType, value: &KnownId) -> String {
    heck::AsShoutySnakeCase(format!("{}_{}", value.wire, id.name)).to_string()
}

/// A message that there is no such name, with the existing ones.
pub(crate) fn unknown<'n>(what: &str, known: impl Iterator<Item = &'n str>) -> String {
    match listed(known, "`").as_str() {
        "" => format!("is unknown; there is no {what}"),
        known => format!("is unknown; there are {known}"),
    }
}

/// "is 3; 4 to 5 is allowed": a number outside of a range.
pub(crate) fn number(actual: impl Display, limit: Limit) -> String {
    format!("is {actual}; {} is allowed", bounds(limit))
}

/// "7 items", "1 item".
pub(crate) fn count(count: usize, unit: &str) -> String {
    format!("{count} {unit}{}", if count == 1 { "" } else { "s" })
}

/// "at most 5 are allowed", "exactly 1 is allowed".
pub(crate) fn sizes(limit: Limit) -> String {
    match limit {
        Limit { min: Some(min), max: Some(max) } if min == max => format!("exactly {min} is allowed"),
        Limit { min: Some(0), max } => format!("{} are allowed", bounds(Limit { min: None, max })),
        limit => format!("{} are allowed", bounds(limit)),
    }
}

/// `1 to 500`, `at least 1`, `at most 500` or `exactly 9`.
pub(crate) fn bounds(limit: Limit) -> String {
    match (limit.min, limit.max) {
        (Some(min), Some(max)) if min == max => format!("exactly {min}"),
        (Some(min), Some(max)) => format!("{min} to {max}"),
        (Some(min), None) => format!("at least {min}"),
        (None, Some(max)) => format!("at most {max}"),
        (None, None) => "any number".to_owned(),
    }
}

/// A number of seconds in the largest unit that divides it.
pub(crate) fn duration(seconds: i64) -> String {
    let units = [(86_400, "day"), (3600, "hour"), (60, "minute")];
    let fits = |(size, _): &(i64, &str)| seconds != 0 && seconds % size == 0;
    let (size, unit) = units.into_iter().find(fits).unwrap_or((1, "second"));
    count(usize::try_from(seconds / size).unwrap_or_default(), unit)
}

/// A value as a person would write it.
pub(crate) fn plain(value: &Value) -> String {
    match value {
        Value::Bool(flag) => flag.to_string(),
        Value::Int(number) => number.to_string(),
        Value::Float(number) => number.to_string(),
        Value::String(text) => text.clone(),
        Value::List(items) if items.iter().all(is_scalar) => items.iter().map(plain).collect::<Vec<_>>().join(", "),
        Value::List(_) | Value::Object(_) => Json::from(value).to_string(),
    }
}

fn is_scalar(value: &Value) -> bool {
    !matches!(value, Value::List(_) | Value::Object(_))
}

/// A description of a string's format, if the type alone does not tell it.
pub(crate) fn format(format: Format) -> &'static str {
    match format {
        Format::Timestamp => "Unix seconds as a string.",
        Format::TimestampMs => "Unix milliseconds as a string.",
        Format::Date => "A day such as 2018-09-01.",
        Format::DateTime => "A time such as 2020-10-28T12:00:00+08:00.",
        Format::TimestampOrDate => "Unix seconds as a string, or a day such as 2018-09-01.",
        Format::Timezone => "A name of the IANA time zone database.",
        Format::Recurrence => "A recurrence rule of RFC 5545.",
        Format::Email => "An e-mail address.",
        Format::Url => "An absolute URL.",
    }
}
