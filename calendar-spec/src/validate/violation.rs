//! [`Violation`]: one rule that one value breaks.

use crate::json::Json;
use crate::model::{Format, Type};

/// How many characters of a value a message repeats.
const SHOWN: usize = 100;

/// A rule that a value breaks.
#[derive(Clone, Debug, PartialEq)]
pub struct Violation {
    /// The path of the field, such as `attendees[3].user_id`.
    pub path: String,
    /// The value as a string, shortened; empty if it is absent or a secret.
    pub value: String,
    /// What is wrong, and what is allowed.
    pub message: String,
    /// The kind of rule.
    pub cause: Cause,
}

/// Kinds of rules, as far as error codes distinguish them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cause {
    /// A required field is absent.
    Missing,
    /// There is no such field or parameter.
    Unknown,
    /// A field or parameter is repeated.
    Duplicate,
    /// The JSON type is wrong.
    Type,
    /// Only the server may send this field or value.
    ReadOnly,
    /// The value is not a documented one, or out of its limits.
    Value,
    /// A list or map has too many or too few items.
    Items(Type),
    /// The string does not have this format.
    Format(Format),
    /// Two times are in the wrong order.
    Order,
    /// Two times are too far apart.
    Span,
    /// Fields that exclude each other.
    Conflict,
    /// Another rule across fields.
    Across,
}

impl Violation {
    pub(super) fn new(path: String, value: Option<&Json<'_>>, cause: Cause, message: String) -> Self {
        Self { path, value: value.map(shown).unwrap_or_default(), message, cause }
    }
}

impl std::fmt::Display for Violation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "`{}` {}", self.path, self.message)
    }
}

/// A scalar as a string; nothing for a list or object, since it may be large.
fn shown(value: &Json<'_>) -> String {
    match value {
        Json::Null => "null".to_owned(),
        Json::Bool(flag) => flag.to_string(),
        Json::Int(number) => number.to_string(),
        Json::Float(number) => number.to_string(),
        Json::Text(text) => shorten(text),
        Json::List(_) | Json::Object(_) => String::new(),
    }
}

/// The start of a string, on one line.
pub(crate) fn shorten(text: &str) -> String {
    let mut characters = text.chars();
    let mut start = String::new();
    for character in characters.by_ref().take(SHOWN) {
        start.extend(character.escape_debug());
    }
    if characters.next().is_some() {
        start.push('…');
    }
    start
}
