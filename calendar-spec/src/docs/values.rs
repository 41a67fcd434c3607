//! Defaults and examples: from the text of a page to values of a type.
//!
//! In: a text or a value of JSON, and the kind of value that a type takes. Out: the value, if it is one. Read by `import`
//! and by `drift`, so that neither asks for what the other cannot write.

use serde_json::Value as Json;

use crate::constraint::first_broken;
use crate::model::{Constraint, Spec, Type, Value};

/// What values a type takes.
#[derive(Clone, Debug)]
pub(in crate::docs) enum Kind<'k> {
    Bool,
    Int32,
    Int64,
    Float,
    String,
    OneOf(Vec<&'k str>),
    /// Numbers, as they are written.
    NumberOf(Vec<&'k str>),
    List(Box<Kind<'k>>),
    /// A string, a number or a boolean.
    Scalar,
    /// Anything.
    Json,
    /// Objects and the like, of which pages write no values.
    Other,
}

impl<'k> Kind<'k> {
    /// The kind of a type of the language.
    pub(in crate::docs) fn of(spec: &'k Spec, ty: &Type) -> Self {
        match ty {
            Type::Bool => Self::Bool,
            Type::Int32 => Self::Int32,
            Type::Int64 => Self::Int64,
            Type::Float => Self::Float,
            Type::String | Type::Format(_) | Type::Id(_) => Self::String,
            Type::Enum(item) => {
                let item = &spec.enums[item.0];
                Self::one_of(item.is_number, item.values.iter().map(|value| value.wire.as_str()))
            }
            Type::List(inner) => Self::List(Box::new(Self::of(spec, inner))),
            Type::Scalar => Self::Scalar,
            Type::Json => Self::Json,
            Type::File | Type::Object(_) | Type::Map(..) => Self::Other,
        }
    }

    /// The kind of an enum with these values.
    pub(in crate::docs) fn one_of(is_number: bool, values: impl Iterator<Item = &'k str>) -> Self {
        let known = values.collect();
        if is_number { Self::NumberOf(known) } else { Self::OneOf(known) }
    }

    /// The value, if the text is one of this kind.
    pub(in crate::docs) fn read(&self, text: &str) -> Option<Value> {
        if let Self::List(_) | Self::Json = self {
            return self.of_json(&serde_json::from_str(text).ok()?);
        }
        let text = unquoted(text.trim());
        match self {
            Self::Bool => text.to_ascii_lowercase().parse().ok().map(Value::Bool),
            Self::Int32 => text.parse::<i32>().ok().map(|number| Value::Int(number.into())),
            Self::Int64 => text.parse().ok().map(Value::Int),
            Self::Float => text.parse().ok().filter(|number: &f64| number.is_finite()).map(Value::Float),
            Self::OneOf(known) => known.contains(&text).then(|| Value::String(text.to_owned())),
            Self::NumberOf(known) => text.parse().ok().filter(|_| known.contains(&text)).map(Value::Int),
            Self::Scalar | Self::String => (!text.is_empty()).then(|| Value::String(text.to_owned())),
            Self::List(_) | Self::Json | Self::Other => None,
        }
    }

    /// The value of JSON, if it is one of this kind. Examples are loose about quotes.
    pub(in crate::docs) fn of_json(&self, json: &Json) -> Option<Value> {
        match (self, json) {
            (Self::List(inner), Json::Array(items)) => {
                let items: Option<Vec<Value>> = items.iter().map(|item| inner.of_json(item)).collect();
                items.filter(|items| !items.is_empty()).map(Value::List)
            }
            (Self::Json, json) => any(json, DEEPEST),
            (Self::Scalar, Json::Bool(_) | Json::Number(_)) => any(json, DEEPEST),
            (Self::List(_), _) | (_, Json::Array(_) | Json::Object(_) | Json::Null) => None,
            (_, Json::String(text)) => self.read(text),
            (_, json) => self.read(&json.to_string()),
        }
    }

    /// The value of this text, if the limits allow it.
    pub(in crate::docs) fn allowed(&self, text: &str, limits: &[Constraint]) -> Option<Value> {
        self.read(text).filter(|value| first_broken(limits, &value.into()).is_none())
    }
}

/// The maximum depth of an example; one that is deeper is left out.
const DEEPEST: usize = 6;

/// Any value without `null` in it, which examples cannot have.
fn any(json: &Json, depth: usize) -> Option<Value> {
    let depth = depth.checked_sub(1)?;
    match json {
        Json::Null => None,
        Json::Bool(flag) => Some(Value::Bool(*flag)),
        Json::Number(number) => number.as_i64().map(Value::Int).or_else(|| number.as_f64().map(Value::Float)),
        Json::String(text) => Some(Value::String(text.clone())),
        Json::Array(items) => items.iter().map(|item| any(item, depth)).collect::<Option<_>>().map(Value::List),
        Json::Object(entries) => {
            let entries = entries.iter().map(|(key, value)| Some((key.clone(), any(value, depth)?)));
            entries.collect::<Option<_>>().map(Value::Object)
        }
    }
}

/// The text without the quotes of either language.
pub(in crate::docs) fn unquoted(text: &str) -> &str {
    text.trim_matches(|character| "\"“”`".contains(character))
}
