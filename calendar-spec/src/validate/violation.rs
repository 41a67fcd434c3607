//! [`Violation`]: one rule that one value breaks.

use super::json::Json;
use crate::model::{Format, Type};

/// How many characters of a value an answer repeats.
const SHOWN: usize = 100;

/// A rule that a value breaks.
#[derive(Clone, Debug, PartialEq)]
pub struct Violation {
    /// Path of the field, such as `attendees[3].user_id`.
    pub path: String,
    /// The value as text, shortened; empty where it is absent or a secret.
    pub value: String,
    /// What is wrong, and what is allowed.
    pub message: String,
    /// Which kind of rule it is.
    pub cause: Cause,
}

/// Kinds of rules, as far as error codes tell them apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cause {
    /// A required field is absent.
    Missing,
    /// There is no such field or parameter.
    Unknown,
    /// A field or parameter comes twice.
    Duplicate,
    /// The JSON type is another.
    Type,
    /// Only the server sends this field or value.
    ReadOnly,
    /// The value is none of those documented, or out of its limits.
    Value,
    /// A list or map of this type has too many or too few items.
    Items(Type),
    /// The text is not of this form.
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

/// A scalar as text; a list or object by nothing, since it may be large.
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

/// The start of a text, on one line.
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
