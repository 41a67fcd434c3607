//! Values of the model as JSON.

use serde_json::Value as Json;

use crate::model::Value;

/// A default, an example or a value of a condition.
pub(crate) fn value(value: &Value) -> Json {
    value.into()
}
