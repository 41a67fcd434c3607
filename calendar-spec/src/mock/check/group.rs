//! [`Group`]: the fields of an object or endpoint beside the values that a request gives them.

use serde_json::Value;

use super::trail::Trail;
use crate::model::{Condition, Field, Value as Wanted};

/// Fields and their values, in the order of the model.
pub(super) struct Group<'a> {
    pub(super) fields: Vec<&'a Field>,
    pub(super) values: Vec<Option<&'a Value>>,
}

impl<'a> Group<'a> {
    /// The field with this index.
    pub(super) fn name(&self, index: usize) -> &'a str {
        self.fields.get(index).map_or("", |field| field.wire.as_str())
    }

    /// What the request gives a field; nothing for one that it cannot set.
    pub(super) fn value(&self, index: usize) -> Option<&'a Value> {
        self.fields.get(index).filter(|field| !field.read_only)?;
        self.values.get(index).copied().flatten()
    }

    pub(super) fn is_set(&self, index: usize) -> bool {
        self.value(index).is_some()
    }

    /// How many items a list or map has.
    pub(super) fn count(&self, index: usize) -> usize {
        match self.value(index) {
            Some(Value::Array(items)) => items.len(),
            Some(Value::Object(entries)) => entries.len(),
            _ => 0,
        }
    }

    pub(super) fn holds(&self, condition: &Condition) -> bool {
        let value = self.value(condition.field);
        value.is_some_and(|value| condition.values.iter().any(|wanted| is(value, wanted)))
    }

    /// The condition in words, "`type` is `user`".
    pub(super) fn words(&self, condition: &Condition) -> String {
        let values: Vec<String> = condition.values.iter().map(|value| format!("`{}`", plain(value))).collect();
        format!("`{}` is {}", self.name(condition.field), values.join(" or "))
    }

    /// The full paths of fields.
    pub(super) fn paths(&self, at: &Trail<'_>, indices: impl Iterator<Item = usize>) -> Vec<String> {
        indices.map(|index| at.field(self.name(index)).to_string()).collect()
    }
}

/// Whether a JSON value is one that the spec names.
pub(super) fn is(value: &Value, wanted: &Wanted) -> bool {
    match (value, wanted) {
        (Value::Bool(flag), Wanted::Bool(wanted)) => flag == wanted,
        (Value::Number(number), Wanted::Int(wanted)) => number.as_i64() == Some(*wanted),
        (Value::String(text), Wanted::String(wanted)) => text == wanted,
        _ => false,
    }
}

/// A value of the spec as a person would write it.
pub(super) fn plain(value: &Wanted) -> String {
    match value {
        Wanted::Bool(flag) => flag.to_string(),
        Wanted::Int(number) => number.to_string(),
        Wanted::Float(number) => number.to_string(),
        Wanted::String(text) => text.clone(),
        Wanted::List(items) => items.iter().map(plain).collect::<Vec<_>>().join(", "),
    }
}
