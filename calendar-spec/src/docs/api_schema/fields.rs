//! The fields of a schema as those of a page: one list, in which nested fields follow the one that holds them.

use serde_json::Value;

use crate::docs::facts::{Field, FieldValue, Limit, Limited, Place, Required};
use crate::docs::unread::UnreadPieces;

/// How deep fields may be nested.
const DEEPEST: usize = 32;

/// How many fields one place may have.
const MOST_FIELDS: usize = 20_000;

/// Collects the fields of one place.
pub(super) struct Fields<'u> {
    place: Place,
    line: usize,
    found: Vec<Field>,
    unread: &'u mut UnreadPieces,
}

impl<'u> Fields<'u> {
    pub(super) fn new(place: Place, line: usize, unread: &'u mut UnreadPieces) -> Self {
        Self { place, line, found: Vec::new(), unread }
    }

    pub(super) fn finish(self) -> Vec<Field> {
        self.found
    }

    /// A parameter: name and place outside, the rest in its `schema`.
    pub(super) fn parameter(&mut self, parameter: &Value) {
        let schema = &parameter["schema"];
        let name = text(parameter, "name").or_else(|| text(schema, "name"));
        let required = parameter.get("required").or_else(|| schema.get("required"));
        let before = self.found.len();
        self.field(name, schema, required, 0);
        let Some(field) = self.found.get_mut(before) else { return };
        if field.description.is_empty() {
            field.description = text(parameter, "description").map(|text| one_line(&text)).unwrap_or_default();
        }
        field.example = field.example.take().or_else(|| plain(parameter.get("example")?));
    }

    /// The properties of an object, a list of definitions with names; in older schemas a map.
    pub(super) fn object(&mut self, schema: &Value, depth: usize) {
        let is_needed =
            |name: &str| schema["required"].as_array().is_some_and(|names| names.iter().any(|one| one == name));
        match &schema["properties"] {
            Value::Array(definitions) => {
                for definition in definitions {
                    self.field(text(definition, "name"), definition, definition.get("required"), depth);
                }
            }
            Value::Object(definitions) => {
                for (name, definition) in definitions {
                    let required = Value::Bool(definition["required"] == true || is_needed(name));
                    self.field(Some(name.clone()), definition, Some(&required), depth);
                }
            }
            _ => {}
        }
    }

    fn field(&mut self, name: Option<String>, definition: &Value, required: Option<&Value>, depth: usize) {
        let Some(name) = name.filter(|name| name.chars().all(|letter| letter.is_ascii_graphic())) else {
            self.unread.push(self.line, format!("the schema has a field without a name under `{:?}`", self.place));
            return;
        };
        if depth > DEEPEST || self.found.len() >= MOST_FIELDS {
            self.unread.push(self.line, format!("the schema is too deep or too long at `{name}`"));
            return;
        }
        if definition.get("$ref").is_some() {
            self.unread.push(self.line, format!("the schema refers to another one at `{name}`"));
        }
        let required = match required.and_then(Value::as_bool) {
            _ if self.place == Place::Response => None,
            Some(true) => Some(Required::Yes),
            _ if self.place == Place::Path => Some(Required::Yes),
            _ => Some(Required::No),
        };
        let inner = innermost(definition);
        let description = text(definition, "description").map(|text| one_line(&text)).unwrap_or_default();
        let mut values: Vec<FieldValue> = options(definition);
        if values.is_empty() {
            values = options(inner);
        }
        self.found.push(Field {
            name,
            line: self.line,
            depth,
            ty: ty(definition),
            required,
            text: description.clone(),
            description,
            values,
            default: definition.get("default").and_then(plain),
            example: definition.get("example").and_then(plain),
            limits: limits(definition),
            enum_name: text(definition, "enumName").or_else(|| text(inner, "enumName")),
            ..Field::default()
        });
        self.object(inner, depth + 1);
    }
}

/// The type of the innermost items of lists and maps.
fn innermost(mut definition: &Value) -> &Value {
    for _ in 0..DEEPEST {
        match [&definition["items"], &definition["additionalProperties"]].into_iter().find(|inner| inner.is_object()) {
            Some(inner) => definition = inner,
            None => break,
        }
    }
    definition
}

/// The type as pages write it.
fn ty(definition: &Value) -> String {
    typed(definition, DEEPEST)
}

fn typed(definition: &Value, depth: usize) -> String {
    let Some(depth) = depth.checked_sub(1) else { return String::new() };
    let format = definition["format"].as_str().unwrap_or_default();
    match definition["type"].as_str().unwrap_or_default() {
        "array" => format!("{}[]", typed(&definition["items"], depth)),
        "object" if definition["additionalProperties"].is_object() => {
            format!("map<string, {}>", typed(&definition["additionalProperties"], depth))
        }
        "object" => text(definition, "objectName").unwrap_or_else(|| "object".to_owned()),
        "integer" if format == "int64" => "int64".to_owned(),
        "integer" => "int".to_owned(),
        "number" => "number(float)".to_owned(),
        "string" if format == "binary" => "file".to_owned(),
        other => other.to_owned(),
    }
}

/// `options`: the value is what is sent, the name what people call it.
fn options(definition: &Value) -> Vec<FieldValue> {
    let option = |option: &Value| {
        let (name, value) = (text(option, "name"), option.get("value").and_then(plain));
        let value = value.or_else(|| name.clone())?;
        let description = text(option, "description").map(|text| one_line(&text)).unwrap_or_default();
        let name = name.filter(|name| *name != value);
        Some(FieldValue { value, description, name, ..FieldValue::default() })
    };
    definition["options"].as_array().into_iter().flatten().filter_map(option).collect()
}

fn limits(definition: &Value) -> Vec<Limit> {
    let number = |keys: &[&str]| keys.iter().find_map(|key| definition.get(*key)?.as_i64());
    let bounds = |of, least: &[&str], most: &[&str]| {
        let (min, max) = (number(least), number(most));
        let keys = [(least[0], min), (most[0], max)];
        let said: Vec<String> = keys.iter().filter_map(|(key, value)| Some(format!("{key} {}", (*value)?))).collect();
        (!said.is_empty()).then(|| Limit { of, min, max, text: said.join(", ") })
    };
    let length = bounds(Limited::Length, &["minLength", "minItems"], &["maxLength", "maxItems"]);
    let value = bounds(Limited::Value, &["minimum"], &["maximum"]);
    let form = text(definition, "pattern").map(|text| Limit { of: Limited::Other, min: None, max: None, text });
    [length, value, form].into_iter().flatten().collect()
}

/// A string that is not empty.
fn text(value: &Value, key: &str) -> Option<String> {
    value[key].as_str().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
}

/// A value as pages write it.
fn plain(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        value => Some(value.to_string()),
    }
}

/// A text on one line.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
