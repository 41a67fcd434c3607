//! The place of an error: `items[3].scope.type`, put together while the error passes outwards.
//!
//! Every object and list on the way adds its step to the front of the message, so nothing is tracked while all is
//! well. The message keeps the line and column at its end, where `serde_json` takes them from.

use std::fmt::{self, Display};

use serde::de;

use crate::text::has_part;

/// One step from a value to a part of it.
#[derive(Clone, Copy)]
pub(crate) enum Step<'a> {
    /// To a field of an object.
    Field(&'a str),
    /// To an item of a list.
    Index(usize),
    /// To a value of a map.
    Key(&'a str),
}

impl Display for Step<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Field(name) => f.write_str(name),
            Self::Index(index) => write!(f, "[{index}]"),
            Self::Key(key) => write!(f, "[{key:?}]"),
        }
    }
}

/// The same error, one step further out.
#[cold]
pub(crate) fn within<E: de::Error>(step: Step<'_>, error: &E) -> E {
    E::custom(located(step, &error.to_string()))
}

fn located(step: Step<'_>, message: &str) -> String {
    let (dot, rest) = match message.strip_prefix('`').filter(|rest| has_part(rest, "`: ")) {
        Some(rest) if rest.starts_with('[') => ("", rest),
        Some(rest) => (".", rest),
        None => ("`: ", message),
    };
    format!("`{step}{dot}{rest}")
}
