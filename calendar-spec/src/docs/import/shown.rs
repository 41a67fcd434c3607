//! What the examples of a page show of its fields.
//!
//! In: the values that all examples have at one place. Out: the types that take them, the fields that only they have.

use std::collections::HashSet;

use serde_json::{Map, Value as Json};

use super::at::At;
use super::draft::{Field, Type, Ways};

/// The maximum number of fields of an object that only its examples have.
const MOST_SHOWN: usize = 20;

impl<'a> At<'a> {
    /// The objects that the examples show here.
    fn objects(&self) -> impl Iterator<Item = &'a Map<String, Json>> {
        self.shown.iter().filter_map(|shown| shown.as_object())
    }

    /// The values that the examples show of a field.
    pub(super) fn of(&self, name: &str) -> Vec<&'a Json> {
        self.objects().filter_map(|object| object.get(name)).collect()
    }

    /// The values that the page's own requests have for a field, each once.
    pub(super) fn sent(&self, name: &str) -> Vec<&'a Json> {
        let mut values = if self.ways.sent { items(&self.of(name)) } else { Vec::new() };
        let mut seen = HashSet::new();
        values.retain(|value| seen.insert(value.to_string()));
        values
    }

    /// Whether an example of the surrounding object lacks a field.
    pub(super) fn lacks(&self, name: &str) -> bool {
        self.objects().any(|object| !object.is_empty() && !object.contains_key(name))
    }

    /// The fields that examples have, where there are no rows.
    pub(super) fn only_shown(&self, line: usize) -> Vec<Field> {
        self.more(&HashSet::new(), line)
    }

    /// The fields beside these that examples have, if they are examples of what the rows show.
    pub(super) fn also_shown(&self, names: &HashSet<&str>, line: usize) -> Vec<Field> {
        let is_of_rows = names.iter().any(|name| !self.of(name).is_empty());
        if is_of_rows { self.more(names, line) } else { Vec::new() }
    }

    fn more(&self, names: &HashSet<&str>, line: usize) -> Vec<Field> {
        let mut seen = HashSet::new();
        let is_new = |name: &&String| is_name(name) && !names.contains(name.as_str());
        let more: Vec<&String> = self.objects().flat_map(Map::keys).filter(is_new).collect();
        let more = more.into_iter().filter(|name| seen.insert(*name)).take(MOST_SHOWN);
        more.filter_map(|name| field(name, &self.of(name), line, self)).collect()
    }
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_')
}

/// A field that only examples have.
fn field(name: &str, values: &[&Json], line: usize, at: &At<'_>) -> Option<Field> {
    let values: Vec<&Json> = values.iter().filter(|value| !value.is_null()).copied().collect();
    let first = *values.first()?;
    let ty = match first {
        Json::Array(_) => Type::List(Box::new(Type::named(scalar_of(&items(&values)).unwrap_or("json")))),
        _ => Type::named(scalar_of(&values).unwrap_or("json")),
    };
    let mut field = Field::new(name, ty, at.unwritten(line), at.ways);
    field.todos.push(at.todo(line, "only the example has this field"));
    Some(field)
}

/// The type of scalars, if all have the same one.
pub(super) fn scalar_of(values: &[&Json]) -> Option<&'static str> {
    let of = |value: &Json| match value {
        Json::String(_) => Some("string"),
        Json::Bool(_) => Some("bool"),
        Json::Number(number) if number.is_i64() => Some("int64"),
        Json::Number(_) => Some("float"),
        _ => None,
    };
    let first = of(values.first()?)?;
    values.iter().all(|value| of(value) == Some(first)).then_some(first)
}

/// A wider type, if an example is not a value of this one: a request has to accept it, and a response has to be decoded,
/// which accepts scalars in several forms.
pub(super) fn fitting(named: &'static str, shown: &[&Json], ways: Ways) -> &'static str {
    if shown.iter().all(|value| takes(named, value, ways)) {
        return named;
    }
    let are = |test: fn(&Json) -> bool| shown.iter().all(|value| test(value));
    match named {
        _ if !are(|value| !value.is_array() && !value.is_object()) => "json",
        "int32" if are(Json::is_i64) => "int64",
        "int32" | "int64" if are(Json::is_number) => "float",
        _ => "scalar",
    }
}

fn takes(named: &str, value: &Json, ways: Ways) -> bool {
    let is_read = !ways.sent;
    match (named, value) {
        ("file" | "json", _)
        | (_, Json::Null)
        | ("string", Json::String(_))
        | ("bool", Json::Bool(_))
        | ("float", Json::Number(_)) => true,
        (_, Json::Array(_) | Json::Object(_)) => false,
        ("int64", Json::Number(number)) => number.is_i64(),
        ("int32", Json::Number(number)) => number.as_i64().is_some_and(|number| i32::try_from(number).is_ok()),
        ("string", _) => is_read,
        ("bool", Json::Number(number)) => is_read && matches!(number.as_i64(), Some(0 | 1)),
        ("bool", Json::String(text)) => is_read && text.parse::<bool>().is_ok(),
        (_, Json::String(text)) => is_read && (text.is_empty() || text.parse::<f64>().is_ok()),
        _ => false,
    }
}

/// The items of the lists among the values, and the values that are not lists.
pub(super) fn items<'a>(values: &[&'a Json]) -> Vec<&'a Json> {
    let of = |value: &'a Json| match value {
        Json::Array(items) => items.iter().collect(),
        value => vec![value],
    };
    values.iter().flat_map(|value| of(value)).collect()
}

/// The values of the maps among the values.
pub(super) fn entries<'a>(values: &[&'a Json]) -> Vec<&'a Json> {
    values.iter().filter_map(|value| value.as_object()).flat_map(Map::values).collect()
}
