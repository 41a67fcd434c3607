//! The schema compared with the tables that it comes from, key by key.

use std::collections::{BTreeSet, HashSet};

use serde_json::{Value, json};

use super::*;
use crate::raw::language::{self, Notation};

/// Validates values against the definition of a table.
fn validator(table: &Table, extent: Extent) -> jsonschema::Validator {
    let schema = json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "allOf": [shape::reference(table, extent)],
        "definitions": document()["definitions"],
    });
    jsonschema::draft7::new(&schema).expect("a schema")
}

/// Values that fit a shape, one for each alternative.
fn samples(shape: &Shape) -> Vec<Value> {
    let first = |shape: &Shape| samples(shape).swap_remove(0);
    let sample = match shape {
        Shape::Text => json!("text"),
        Shape::Notation(notation) => json!(notation_sample(*notation)),
        Shape::Flag => json!(true),
        Shape::Integer(least, most) => return vec![json!(7.clamp(*least, *most)), json!(most)],
        Shape::Scalar => return vec![json!("text"), json!(1), json!(1.5), json!(false)],
        Shape::Any => return vec![json!(["text", 1, 1, true]), json!("text"), json!({ "a": [1.5, { "b": true }] })],
        Shape::Texts => json!(["a.yaml", "b.yaml"]),
        Shape::Range(_) => return vec![json!("1..=5"), json!(5)],
        Shape::Word(words) => return words.iter().map(|(word, _)| json!(word)).collect(),
        Shape::List(inner) => return vec![json!(samples(inner)), json!([])],
        Shape::Some(inner) => json!(samples(inner)),
        Shape::Map(count, names, values) => {
            let map = json!({ (text_of(&first(names))): first(values) });
            return if *count == Count::Any { vec![map, json!({})] } else { vec![map] };
        }
        Shape::Table(table) => smallest(table),
        // A complete value is also a part.
        Shape::Part(table) => return vec![smallest(table), json!({})],
        Shape::Either(shapes) => return shapes.iter().flat_map(samples).collect(),
    };
    vec![sample]
}

fn notation_sample(notation: Notation) -> &'static str {
    match notation {
        Notation::Snake => "snake_case_2",
        Notation::UpperCamel => "UpperCamel2",
        Notation::Header => "X-Header",
        Notation::ErrorCode => "190002",
        Notation::Type => "map<CalendarId, list<string>>",
        Notation::Http => "POST /open-apis/calendars/:calendar_id",
        Notation::Span => "14d",
        Notation::Date => "2024-07-16",
        Notation::Page => "/document/create",
    }
}

fn text_of(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// A mapping with the required keys of a table.
fn smallest(table: &Table) -> Value {
    let choice = table.relations.iter().find_map(|relation| match relation {
        Relation::Either(one, _) => Some(*one),
        Relation::Count(_) => Some(table.keys[0].name),
        Relation::Needs(..) => None,
    });
    mapping(table, &names(table, true).into_iter().chain(choice).collect())
}

fn mapping(table: &Table, names: &BTreeSet<&str>) -> Value {
    let keys = table.keys.iter().filter(|key| names.contains(key.name));
    keys.map(|key| (key.name.to_owned(), samples(&key.shape).swap_remove(0))).collect::<Map<_, _>>().into()
}

/// A mapping with a key, the keys that it requires, and none that it excludes.
fn with_key(table: &Table, key: &Key, value: Value) -> Value {
    let mut keys: BTreeSet<&str> = names(table, true).into_iter().chain([key.name]).collect();
    // As many rounds as there are relations, since one may require the next.
    for relation in table.relations.iter().cycle().take(table.relations.len().pow(2)) {
        match relation {
            Relation::Needs(from, other) if keys.contains(from) => drop(keys.insert(other)),
            Relation::Either(one, other) if !keys.contains(other) => drop(keys.insert(one)),
            _ => {}
        }
    }
    let mut mapping = mapping(table, &keys);
    mapping[key.name] = value;
    mapping
}

#[test]
fn every_key_of_the_language_is_accepted_with_every_kind_of_value() {
    for (table, extent) in tables().into_values() {
        let validator = validator(table, extent);
        for key in table.keys {
            for value in samples(&key.shape) {
                let mapping = with_key(table, key, value);
                let wrong: Vec<String> = validator.iter_errors(&mapping).map(|error| error.to_string()).collect();
                assert!(wrong.is_empty(), "{} with `{}`: {wrong:?}\n{mapping:#}", table.what, key.name);
            }
        }
    }
}

#[test]
fn no_other_key_is_accepted() {
    for (table, extent) in tables().into_values() {
        let mut mapping = smallest(table);
        assert!(validator(table, extent).is_valid(&mapping), "{mapping:#}");
        mapping["no_such_key"] = "text".into();
        let refusals =
            validator(table, extent).iter_errors(&mapping).map(|error| error.to_string()).collect::<String>();
        assert!(refusals.contains("no_such_key"), "{}: {refusals}", table.what);
    }
}

#[test]
fn no_required_key_can_be_left_out_but_in_an_overlay() {
    for (table, extent) in tables().into_values() {
        for name in names(table, true) {
            let mut mapping = smallest(table);
            mapping.as_object_mut().expect("a mapping").shift_remove(name);
            let passes = validator(table, extent).is_valid(&mapping);
            assert_eq!(passes, extent == Extent::Part, "{} without `{name}`", table.what);
        }
    }
}

#[test]
fn an_overlay_removes_what_is_not_required() {
    for (table, extent) in tables().into_values() {
        for key in table.keys {
            let passes = validator(table, extent).is_valid(&with_key(table, key, Value::Null));
            assert_eq!(passes, extent == Extent::Part && !key.required, "{}: no `{}`", table.what, key.name);
        }
    }
}

#[test]
fn every_key_has_a_title_and_a_description() {
    for (table, extent) in tables().into_values() {
        let definition = definition(table, extent);
        for Key { name, doc, .. } in table.keys {
            let key = &definition["properties"][name];
            assert!(key["title"].as_str().is_some_and(|title| title.starts_with(&format!("{name}: "))), "{key:#}");
            assert!(key["description"].as_str().is_some_and(|text| text.starts_with(doc)), "{key:#}");
            assert!(doc.ends_with('.') && doc.len() > 1, "{}: `{name}`: {doc}", table.what);
        }
    }
}

#[test]
fn no_two_tables_have_the_same_name() {
    let by_name = tables();
    let mut open = vec![(&ROOT, Extent::Whole), (&FILE, Extent::Whole)];
    let mut seen = HashSet::new();
    while let Some((table, extent)) = open.pop() {
        let name = name(table, extent);
        assert!(std::ptr::eq(by_name[&name].0, table), "there are two tables for {}", table.what);
        for key in table.keys.iter().filter(|_| seen.insert(name.clone())) {
            collect(&key.shape, extent, &mut open);
        }
    }
}

/// The tests of the whole crate rely on these files.
#[test]
fn the_full_examples_have_every_key_of_the_language() {
    let files = [
        include_str!("../../tests/full/full.yaml"),
        include_str!("../../tests/things/thing.yaml"),
        include_str!("../../tests/services/contact/department.yaml"),
        include_str!("../../tests/extending/overlay.yaml"),
        include_str!("../../tests/extending/note.yaml"),
    ];
    let mut used = HashSet::new();
    for text in files {
        let file: Value = serde_yaml::from_str(text).expect("YAML");
        note_keys(&file, &Shape::Table(&FILE), &mut used);
    }
    let tables = tables();
    let keys = tables.values().filter(|(table, _)| table.what != ROOT.what);
    let keys = keys.flat_map(|(table, _)| table.keys.iter().map(|key| (table.what, key.name)));
    let missing: Vec<_> = keys.filter(|key| !used.contains(key)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

fn note_keys(value: &Value, shape: &Shape, used: &mut HashSet<(&'static str, &'static str)>) {
    match (shape, value) {
        (Shape::Table(table), Value::Object(entries)) => {
            for key in table.keys {
                if let Some(value) = entries.get(key.name) {
                    used.insert((table.what, key.name));
                    note_keys(value, &key.shape, used);
                }
            }
        }
        (Shape::Map(_, _, inner), Value::Object(entries)) => {
            for value in entries.values() {
                note_keys(value, inner, used);
            }
        }
        (Shape::List(inner) | Shape::Some(inner), Value::Array(items)) => {
            for item in items {
                note_keys(item, inner, used);
            }
        }
        (Shape::Either(shapes), _) => {
            for shape in *shapes {
                note_keys(value, shape, used);
            }
        }
        _ => {}
    }
}

#[test]
fn a_field_has_a_key_for_every_constraint() {
    let Some(Shape::Map(_, _, Shape::Table(field))) =
        language::OBJECT.keys.iter().find_map(|key| (key.name == "fields").then_some(&key.shape))
    else {
        panic!("objects have fields")
    };
    for kind in crate::model::ConstraintKind::ALL {
        assert!(field.keys.iter().any(|key| key.name == kind.key()), "{}", kind.key());
    }
}
