//! Defaults and examples: from the words of a page to values of a type.

use super::draft::{Enum, Type};
use crate::docs::drift::unquoted;
use crate::model::Value;

/// The value, if the words are one of this type.
pub(super) fn read(text: &str, ty: &Type, enums: &[Enum]) -> Option<Value> {
    if let Type::List(inner) = ty {
        let items: Vec<serde_json::Value> = serde_json::from_str(text).ok()?;
        let words = |item: &serde_json::Value| item.as_str().map_or_else(|| item.to_string(), str::to_owned);
        let items: Option<Vec<Value>> = items.iter().map(|item| read(&words(item), inner, enums)).collect();
        return items.filter(|items| !items.is_empty()).map(Value::List);
    }
    let text = unquoted(text.trim());
    match ty {
        Type::Enum(item) => {
            let is_known = enums[*item].values.iter().any(|value| value.wire == text);
            is_known.then(|| Value::String(text.to_owned()))
        }
        Type::Named(name) => match &**name {
            "bool" => text.parse().ok().map(Value::Bool),
            "int32" => text.parse::<i32>().ok().map(|number| Value::Int(number.into())),
            "int64" => text.parse().ok().map(Value::Int),
            "float" => text.parse().ok().filter(|number: &f64| number.is_finite()).map(Value::Float),
            "string" => (!text.is_empty()).then(|| Value::String(text.to_owned())),
            _ => None,
        },
        _ => None,
    }
}

/// The value of a field in an example, if it is one of this type.
pub(super) fn of_json(json: &serde_json::Value, ty: &Type, enums: &[Enum]) -> Option<Value> {
    match json {
        serde_json::Value::String(text) => read(text, ty, enums),
        serde_json::Value::Object(_) | serde_json::Value::Null => None,
        json => read(&json.to_string(), ty, enums),
    }
}
