//! Shapes as schemas.
//!
//! In: shapes and keys of the language. Out: schemas. Besides the keywords of JSON Schema they have those that language
//! servers know: `errorMessage`, `patternErrorMessage`, and descriptions in Markdown for texts with backticks.

use serde_json::{Map, Value, json};

use super::{Extent, limit, name, pattern};
use crate::raw::language::{Count, Key, Notation, Shape, Table};
use crate::raw::{RANGES, expected};
use crate::resolve::BUILT_IN;

/// The value of a key, and its meaning.
pub(super) fn key(key: &Key, extent: Extent) -> Value {
    let mut schema = json!({ "title": format!("{}: {}", key.name, title(&key.shape)) });
    let help = help(&key.shape).map(|help| format!(" {help}"));
    describe(&mut schema, &format!("{}{}", key.doc, help.unwrap_or_default()));
    let shape = match extent {
        Extent::Whole => shape(&key.shape, extent),
        Extent::Part => removable(shape(&key.shape, extent), key.required),
    };
    if let (Some(schema), Value::Object(shape)) = (schema.as_object_mut(), shape) {
        schema.extend(shape);
    }
    schema
}

/// In an overlay, a key without a value is removed.
fn removable(shape: Value, is_required: bool) -> Value {
    if is_required { shape } else { json!({ "if": { "not": { "type": "null" } }, "then": shape }) }
}

/// Sets the description of a schema.
pub(super) fn describe(schema: &mut Value, text: &str) {
    schema["description"] = text.into();
    schema["markdownDescription"] = text.into();
}

/// A short description, which servers show for other values.
fn title(shape: &Shape) -> String {
    match shape {
        Shape::Notation(notation) => notation.what().to_owned(),
        Shape::Table(table) | Shape::Part(table) => table.what.to_owned(),
        Shape::Word(_) => "a word".to_owned(),
        Shape::Either(shapes) => shapes.iter().map(title).collect::<Vec<_>>().join(", or "),
        shape => expected(shape),
    }
}

/// How to write the value, unless the key tells it.
fn help(shape: &Shape) -> Option<String> {
    match shape {
        Shape::Notation(notation @ (Notation::Type | Notation::Http | Notation::Span | Notation::Page)) => {
            Some(sentence(notation.help()))
        }
        Shape::Range(_) => Some(sentence(RANGES)),
        _ => None,
    }
}

/// A part of a message as a sentence.
fn sentence(text: &str) -> String {
    let mut characters = text.chars();
    let first = characters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(characters).chain(['.']).collect()
}

pub(super) fn reference(table: &Table, extent: Extent) -> Value {
    json!({ "$ref": format!("#/definitions/{}", name(table, extent)) })
}

/// The schema of a shape, without a title.
fn shape(shape: &Shape, extent: Extent) -> Value {
    match shape {
        Shape::Text => text(r"\S", "this string is empty"),
        Shape::Notation(Notation::Type) => type_name(),
        Shape::Notation(notation) => text(&pattern::of(*notation), notation.help()),
        Shape::Flag => typed("boolean", shape),
        Shape::Integer(least, most) => integer(*least, *most),
        Shape::Scalar => typed(["string", "number", "boolean"], shape),
        Shape::Any => any(),
        Shape::Texts => list(shape, &Shape::Text),
        Shape::Range(least) => range(*least),
        Shape::Word(words) => choice(words.iter().copied()),
        Shape::List(inner) => with(list(shape, inner), "uniqueItems", true),
        Shape::Some(inner) => with(with(list(shape, inner), "uniqueItems", true), "minItems", 1),
        Shape::Map(count, names, values) => map(typed("object", shape), *count, (names, values), extent),
        Shape::Table(table) => reference(table, extent),
        Shape::Part(table) => reference(table, Extent::Part),
        Shape::Either(shapes) => either(shapes, extent),
    }
}

/// Any value but null, however deep it is.
pub(super) fn any() -> Value {
    let inner = json!({ "$ref": "#/definitions/any_value" });
    let schema = typed(["string", "number", "boolean", "array", "object"], &Shape::Any);
    with(with(schema, "items", inner.clone()), "additionalProperties", inner)
}

fn with(mut schema: Value, keyword: &str, value: impl Into<Value>) -> Value {
    schema[keyword] = value.into();
    schema
}

/// Values of a type; others get the loader's message.
fn typed(types: impl Into<Value>, shape: &Shape) -> Value {
    json!({ "type": types.into(), "errorMessage": format!("expected {}", expected(shape)) })
}

fn text(pattern: &str, help: &str) -> Value {
    json!({
        "type": "string",
        "errorMessage": "expected a string; quotes turn a number or boolean into a string",
        "pattern": pattern,
        "patternErrorMessage": help,
    })
}

/// Built-in types are offered. Other types may be declared in another file.
fn type_name() -> Value {
    let text = text(&pattern::of(Notation::Type), Notation::Type.help());
    json!({ "anyOf": [text, choice(BUILT_IN.iter().map(|(name, _, doc)| (*name, *doc)))] })
}

/// One of some words, each with its meaning.
fn choice(words: impl Iterator<Item = (&'static str, &'static str)>) -> Value {
    let (words, docs): (Vec<&str>, Vec<&str>) = words.unzip();
    json!({ "enum": words, "enumDescriptions": docs, "markdownEnumDescriptions": docs })
}

fn integer(least: i64, most: i64) -> Value {
    let mut schema = typed("integer", &Shape::Integer(least, most));
    if least != i64::MIN {
        schema["minimum"] = least.into();
    }
    if most != i64::MAX {
        schema["maximum"] = most.into();
    }
    schema
}

/// A number alone is a range of one.
fn range(least: i64) -> Value {
    let text = json!({
        "type": ["string", "integer"],
        "errorMessage": format!("expected {}", expected(&Shape::Range(least))),
        "pattern": pattern::range(least < 0),
        "patternErrorMessage": RANGES,
    });
    if least == i64::MIN { text } else { with(text, "minimum", least) }
}

fn list(list: &Shape, items: &Shape) -> Value {
    with(typed("array", list), "items", shape(items, Extent::Whole))
}

fn map(mut schema: Value, count: Count, (names, values): (&Shape, &Shape), extent: Extent) -> Value {
    // Keys are strings in JSON; in YAML an error code is a number, and a server would not find the type if it were
    // given.
    if let Shape::Notation(notation) = names {
        schema["propertyNames"] = json!({ "pattern": pattern::of(*notation), "patternErrorMessage": notation.help() });
    }
    schema["additionalProperties"] = match extent {
        Extent::Whole => shape(values, extent),
        Extent::Part => removable(shape(values, extent), false),
    };
    if !matches!(values, Shape::Table(_) | Shape::Part(_)) {
        schema["additionalProperties"]["title"] = title(values).into();
    }
    if extent == Extent::Whole {
        limit(count, &mut schema);
    }
    schema
}

/// Servers give better messages if the kind of a value decides its schema. A mapping is one kind; the other
/// alternatives differ in their types, so one schema can have the keywords of all.
fn either(shapes: &[Shape], extent: Extent) -> Value {
    let (tables, others): (Vec<&Shape>, Vec<&Shape>) =
        shapes.iter().partition(|shape| matches!(shape, Shape::Table(_)));
    let mut types = Vec::new();
    let mut merged = Map::new();
    for alternative in others {
        if let Value::Object(alternative) = shape(alternative, extent) {
            match alternative.get("type") {
                Some(Value::Array(several)) => types.extend(several.iter().cloned()),
                single => types.extend(single.cloned()),
            }
            merged.extend(alternative);
        }
    }
    merged.insert("type".to_owned(), types.into());
    merged.insert("errorMessage".to_owned(), format!("expected {}", expected_of(shapes)).into());
    match tables.first() {
        Some(table) => json!({ "if": { "type": "object" }, "then": shape(table, extent), "else": merged }),
        None => merged.into(),
    }
}

fn expected_of(shapes: &[Shape]) -> String {
    shapes.iter().map(expected).collect::<Vec<_>>().join(", or ")
}
