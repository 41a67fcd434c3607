//! [`Broken`]: one rule that one value breaks, as an item of `error.field_violations`.

use serde_json::{Value, json};

use crate::model::{Format, Type};

/// How many characters of a value an answer repeats.
const SHOWN: usize = 100;

/// A broken rule.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Broken {
    /// Path of the field, such as `attendees[3].user_id`.
    pub(crate) field: String,
    /// The value as text, shortened; empty where it is absent or a secret.
    pub(crate) value: String,
    /// What is wrong, and what is allowed.
    pub(crate) description: String,
    /// Which kind of rule it is.
    pub(crate) cause: Cause,
}

/// Kinds of rules, as far as error codes tell them apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Cause {
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

impl Broken {
    pub(super) fn new(field: String, value: Option<&Value>, cause: Cause, description: String) -> Self {
        Self { field, value: value.map(shown).unwrap_or_default(), description, cause }
    }

    /// As it stands in the answer.
    pub(crate) fn to_json(&self) -> Value {
        json!({ "field": self.field, "value": self.value, "description": self.description })
    }
}

impl std::fmt::Display for Broken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "`{}` {}", self.field, self.description)
    }
}

/// A scalar as text; a list or object by its type, since it may be large.
fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => shorten(text),
        Value::Array(_) | Value::Object(_) => String::new(),
        scalar => scalar.to_string(),
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
