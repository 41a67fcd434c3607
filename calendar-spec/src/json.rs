//! [`Json`]: a JSON value from any source.

use std::fmt::{self, Display, Formatter, Write as _};

use crate::model;

/// A JSON value that borrows its strings; the loader has values of the spec, tools have those of `serde_json`.
#[derive(Clone, Debug, PartialEq)]
pub enum Json<'v> {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A whole number of 64 bits.
    Int(i64),
    /// Any other number.
    Float(f64),
    /// A string.
    Text(&'v str),
    /// A list.
    List(Vec<Json<'v>>),
    /// An object; of equal keys the first counts.
    Object(Vec<(&'v str, Json<'v>)>),
}

impl<'v> Json<'v> {
    /// The value of a field.
    pub(crate) fn get(&self, name: &str) -> Option<&Self> {
        let Self::Object(entries) = self else { return None };
        entries.iter().find(|(key, _)| *key == name).map(|(_, value)| value)
    }

    pub(crate) fn as_text(&self) -> Option<&'v str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    pub(crate) fn as_int(&self) -> Option<i64> {
        if let Self::Int(number) = self { Some(*number) } else { None }
    }

    /// The number of items of a list or object.
    pub(crate) fn item_count(&self) -> Option<usize> {
        match self {
            Self::List(items) => Some(items.len()),
            Self::Object(entries) => Some(entries.len()),
            Self::Null | Self::Bool(_) | Self::Int(_) | Self::Float(_) | Self::Text(_) => None,
        }
    }

    /// The name of the JSON type.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Self::Null => "`null`",
            Self::Bool(_) => "`true` or `false`",
            Self::Float(number) if number.fract() != 0.0 => "a number with a fraction",
            Self::Int(_) | Self::Float(_) => "a number",
            Self::Text(_) => "a text",
            Self::List(_) => "a list",
            Self::Object(_) => "an object",
        }
    }

    /// Whether it equals a value of the spec.
    pub(crate) fn is(&self, wanted: &model::Value) -> bool {
        match (self, wanted) {
            (Self::Bool(flag), model::Value::Bool(wanted)) => flag == wanted,
            (Self::Int(number), model::Value::Int(wanted)) => number == wanted,
            (Self::Text(text), model::Value::String(wanted)) => text == wanted,
            _ => false,
        }
    }
}

impl<'v> From<&'v model::Value> for Json<'v> {
    fn from(value: &'v model::Value) -> Self {
        match value {
            model::Value::Bool(flag) => Self::Bool(*flag),
            model::Value::Int(number) => Self::Int(*number),
            model::Value::Float(number) => Self::Float(*number),
            model::Value::String(text) => Self::Text(text),
            model::Value::List(items) => Self::List(items.iter().map(Self::from).collect()),
            model::Value::Object(entries) => {
                Self::Object(entries.iter().map(|(key, value)| (key.as_str(), value.into())).collect())
            }
        }
    }
}

/// As JSON on one line.
impl Display for Json<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("null"),
            Self::Bool(flag) => flag.fmt(f),
            Self::Int(number) => number.fmt(f),
            Self::Float(number) => write!(f, "{number:?}"),
            Self::Text(text) => write_text(f, text),
            Self::List(items) => {
                f.write_char('[')?;
                for (index, item) in items.iter().enumerate() {
                    write!(f, "{}{item}", if index == 0 { "" } else { "," })?;
                }
                f.write_char(']')
            }
            Self::Object(entries) => {
                f.write_char('{')?;
                for (index, (key, value)) in entries.iter().enumerate() {
                    f.write_str(if index == 0 { "" } else { "," })?;
                    write_text(f, key)?;
                    write!(f, ":{value}")?;
                }
                f.write_char('}')
            }
        }
    }
}

fn write_text(f: &mut Formatter<'_>, text: &str) -> fmt::Result {
    f.write_char('"')?;
    for character in text.chars() {
        match character {
            '"' | '\\' => write!(f, "\\{character}")?,
            character if character.is_control() => write!(f, "\\u{:04x}", u32::from(character))?,
            character => f.write_char(character)?,
        }
    }
    f.write_char('"')
}

#[cfg(any(feature = "cli", feature = "mock"))]
impl From<&model::Value> for serde_json::Value {
    fn from(value: &model::Value) -> Self {
        match value {
            model::Value::Bool(flag) => (*flag).into(),
            model::Value::Int(number) => (*number).into(),
            model::Value::Float(number) => (*number).into(),
            model::Value::String(text) => text.as_str().into(),
            model::Value::List(values) => values.iter().map(Self::from).collect(),
            model::Value::Object(entries) => {
                Self::Object(entries.iter().map(|(key, value)| (key.clone(), value.into())).collect())
            }
        }
    }
}

#[cfg(any(feature = "cli", feature = "mock"))]
impl<'v> From<&'v serde_json::Value> for Json<'v> {
    fn from(value: &'v serde_json::Value) -> Self {
        match value {
            serde_json::Value::Null => Self::Null,
            serde_json::Value::Bool(flag) => Self::Bool(*flag),
            serde_json::Value::Number(number) => match number.as_i64() {
                Some(number) => Self::Int(number),
                None => Self::Float(number.as_f64().unwrap_or(f64::MAX)),
            },
            serde_json::Value::String(text) => Self::Text(text),
            serde_json::Value::Array(items) => Self::List(items.iter().map(Self::from).collect()),
            serde_json::Value::Object(entries) => {
                Self::Object(entries.iter().map(|(key, value)| (key.as_str(), value.into())).collect())
            }
        }
    }
}
