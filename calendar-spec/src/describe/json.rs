//! Values of the model as JSON.

use serde_json::Value as Json;

use crate::model::Value;

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
