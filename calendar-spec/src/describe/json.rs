//! Values of the model as JSON.

use serde_json::{Value as Json, json};

use crate::model::{Constraint, Limit, Value};

/// A default, an example or a value of a condition.
pub(crate) fn value(value: &Value) -> Json {
    match value {
        Value::Bool(flag) => (*flag).into(),
        Value::Int(number) => (*number).into(),
        Value::Float(number) => (*number).into(),
        Value::String(text) => text.as_str().into(),
        Value::List(values) => values.iter().map(self::value).collect(),
    }
}

/// What a constraint allows.
pub(crate) fn constraint(constraint: &Constraint) -> Json {
    match constraint {
        Constraint::Length(limit) | Constraint::Items(limit) | Constraint::Range(limit) => self::limit(*limit),
        Constraint::OneOf(numbers) => numbers.clone().into(),
    }
}

fn limit(limit: Limit) -> Json {
    json!({ "min": limit.min, "max": limit.max })
}
