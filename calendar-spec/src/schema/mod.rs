//! The language of specs as a JSON Schema, for completion, hover and marks in editors.
//!
//! In: the tables that files are held against. Out: one schema of draft 7, which serves the root and every other file.
//! It says what can be seen in one file; whether names lead anywhere and values fit is for [`load`](crate::load).

mod pattern;
mod shape;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::diagnostic::all_of;
use crate::raw::language::{Count, FILE, Key, ROOT, Relation, Shape, Table};

/// The schema.
pub fn document() -> Value {
    let tables = tables();
    let definitions = tables.iter().map(|(name, table)| (name.clone(), definition(table)));
    json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "a file of a spec",
        "description": "The root file lists every other file; each of these holds declarations, or one resource.",
        "type": "object",
        "if": is_root(),
        "then": shape::reference(&ROOT),
        "else": shape::reference(&FILE),
        "allOf": [offer_root()],
        "definitions": definitions.collect::<Map<_, _>>(),
    })
}

/// Keys that only the root has.
fn root_keys() -> impl Iterator<Item = &'static str> {
    let own = ROOT.keys.iter().filter(|key| FILE.keys.iter().all(|other| other.name != key.name));
    own.map(|key| key.name)
}

/// Tells the root by its keys. A choice between the two by what fits would leave servers to guess whose rules a broken
/// file breaks.
fn is_root() -> Value {
    json!({ "anyOf": each_required(root_keys()), "not": { "required": ["resource"] } })
}

/// Offers the keys of the root, too, where no key tells yet what the file is; `doc` tells nothing.
fn offer_root() -> Value {
    let telling = FILE.keys.iter().map(|key| key.name).filter(|key| *key != "doc").chain(root_keys());
    let root = format!("#/definitions/{}", name(&ROOT));
    let offered = root_keys().map(|key| (key.to_owned(), json!({ "$ref": format!("{root}/properties/{key}") })));
    json!({
        "if": { "not": { "anyOf": each_required(telling) } },
        "then": { "properties": offered.collect::<Map<_, _>>() },
    })
}

fn each_required(keys: impl Iterator<Item = &'static str>) -> Vec<Value> {
    keys.map(|key| json!({ "required": [key] })).collect()
}

/// The schema as the text of a file.
pub fn text() -> String {
    format!("{:#}\n", document())
}

/// Every table of the language, by the name of its definition.
fn tables() -> BTreeMap<String, &'static Table> {
    let mut tables = BTreeMap::new();
    let mut open = vec![&ROOT, &FILE];
    while let Some(table) = open.pop() {
        if tables.insert(name(table), table).is_none() {
            for key in table.keys {
                collect(&key.shape, &mut open);
            }
        }
    }
    tables
}

fn collect(shape: &Shape, tables: &mut Vec<&'static Table>) {
    match shape {
        Shape::Table(table) => tables.push(table),
        Shape::List(inner) | Shape::Some(inner) | Shape::Map(_, _, inner) => collect(inner, tables),
        Shape::Either(shapes) => {
            for shape in *shapes {
                collect(shape, tables);
            }
        }
        _ => {}
    }
}

/// What a table describes, as a name: `value_of_an_enum`.
fn name(table: &Table) -> String {
    let words = table.what.split_once(' ').map_or(table.what, |(_, words)| words);
    words.replace(' ', "_")
}

fn definition(table: &Table) -> Value {
    let properties: Map<_, _> = table.keys.iter().map(|key| (key.name.to_owned(), shape::key(key))).collect();
    let mut definition = json!({ "title": table.what });
    shape::describe(&mut definition, &summary(table));
    definition["type"] = "object".into();
    definition["properties"] = properties.into();
    definition["required"] = names(table, true).into();
    definition["additionalProperties"] = false.into();
    for relation in table.relations {
        relate(*relation, table, &mut definition);
    }
    definition
}

fn names(table: &Table, required: bool) -> Vec<&'static str> {
    table.keys.iter().filter(|key| key.required == required).map(|Key { name, .. }| *name).collect()
}

/// Which keys it needs and which it may have.
fn summary(table: &Table) -> String {
    let (needed, others) = (names(table, true), names(table, false));
    let needs = (!needed.is_empty()).then(|| format!("It needs {}.", all_of(needed)));
    let may_have = (!others.is_empty()).then(|| format!("It may have {}.", all_of(others)));
    needs.into_iter().chain(may_have).collect::<Vec<_>>().join(" ")
}

fn relate(relation: Relation, table: &Table, definition: &mut Value) {
    match relation {
        Relation::Needs(key, other) => definition["dependencies"][key] = json!([other]),
        Relation::Either(one, other) => {
            let message = format!("{} needs `{one}` or `{other}`", table.what);
            definition["if"] = json!({ "required": [one] });
            definition["then"] = json!({ "properties": { other: false } });
            definition["else"] = json!({ "required": [other], "errorMessage": message });
        }
        Relation::Count(count) => limit(count, definition),
    }
}

/// Says how many entries a mapping has.
fn limit(count: Count, schema: &mut Value) {
    if count != Count::Any {
        schema["minProperties"] = 1.into();
    }
    if count == Count::One {
        schema["maxProperties"] = 1.into();
    }
}
