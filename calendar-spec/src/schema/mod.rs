//! The language of specs as a JSON Schema, for completion, hover and diagnostics in editors.
//!
//! In: the tables that files are checked against. Out: one schema of draft 7, which serves the root and every other
//! file. It checks what can be seen in one file; [`load`](crate::load) checks references and values.

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
    let definitions = tables.iter().map(|(name, (table, extent))| (name.clone(), definition(table, *extent)));
    let definitions = definitions.chain([("any_value".to_owned(), shape::any())]);
    json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "a file of a spec",
        "description": "The root file lists every other file; each of these holds declarations, or one resource.",
        "type": "object",
        "if": is_root(),
        "then": shape::reference(&ROOT, Extent::Whole),
        "else": shape::reference(&FILE, Extent::Whole),
        "allOf": [offer_root()],
        "definitions": definitions.collect::<Map<_, _>>(),
    })
}

/// Keys that only the root has.
fn root_keys() -> impl Iterator<Item = &'static str> {
    let own = ROOT.keys.iter().filter(|key| FILE.keys.iter().all(|other| other.name != key.name));
    own.map(|key| key.name)
}

/// Recognizes the root by its keys. A choice between the two by validity would leave servers to guess whose rules a
/// broken file breaks.
fn is_root() -> Value {
    json!({ "anyOf": each_required(root_keys()), "not": { "required": ["resource"] } })
}

/// Offers the keys of the root, too, as long as no key tells the kind of file; `doc` does not.
fn offer_root() -> Value {
    let telling = FILE.keys.iter().map(|key| key.name).filter(|key| *key != "doc").chain(root_keys());
    let root = format!("#/definitions/{}", name(&ROOT, Extent::Whole));
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

/// Whether a mapping is complete or has only changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Extent {
    Whole,
    Part,
}

/// Every table of the language, by the name of its definition.
fn tables() -> BTreeMap<String, (&'static Table, Extent)> {
    let mut tables = BTreeMap::new();
    let mut open = vec![(&ROOT, Extent::Whole), (&FILE, Extent::Whole)];
    while let Some((table, extent)) = open.pop() {
        if tables.insert(name(table, extent), (table, extent)).is_none() {
            for key in table.keys {
                collect(&key.shape, extent, &mut open);
            }
        }
    }
    tables
}

/// The tables in a shape. The content of a part is a part, except for lists: lists grow by complete items.
fn collect(shape: &Shape, extent: Extent, tables: &mut Vec<(&'static Table, Extent)>) {
    match shape {
        Shape::Table(table) => tables.push((table, extent)),
        Shape::Part(table) => tables.push((table, Extent::Part)),
        Shape::List(inner) | Shape::Some(inner) => collect(inner, Extent::Whole, tables),
        Shape::Map(_, _, inner) => collect(inner, extent, tables),
        Shape::Either(shapes) => {
            for shape in *shapes {
                collect(shape, extent, tables);
            }
        }
        _ => {}
    }
}

/// What a table describes, as a name: `value_of_an_enum`.
fn name(table: &Table, extent: Extent) -> String {
    let words = table.what.split_once(' ').map_or(table.what, |(_, words)| words);
    let prefix = if extent == Extent::Part { "part_of_" } else { "" };
    format!("{prefix}{}", words.replace(' ', "_"))
}

fn definition(table: &Table, extent: Extent) -> Value {
    let keys = table.keys.iter();
    let properties: Map<_, _> = keys.map(|key| (key.name.to_owned(), shape::key(key, extent))).collect();
    let mut definition = json!({ "title": table.what });
    shape::describe(&mut definition, &summary(table, extent));
    definition["type"] = "object".into();
    definition["properties"] = properties.into();
    definition["required"] = needed(table, extent).into();
    definition["additionalProperties"] = false.into();
    for relation in table.relations.iter().filter(|_| extent == Extent::Whole) {
        relate(*relation, table, &mut definition);
    }
    definition
}

/// The required keys of a mapping; a part has none.
fn needed(table: &Table, extent: Extent) -> Vec<&'static str> {
    if extent == Extent::Whole { names(table, true) } else { Vec::new() }
}

fn names(table: &Table, required: bool) -> Vec<&'static str> {
    table.keys.iter().filter(|key| key.required == required).map(|Key { name, .. }| *name).collect()
}

/// The required and the allowed keys.
fn summary(table: &Table, extent: Extent) -> String {
    if extent == Extent::Part {
        let all = all_of(table.keys.iter().map(|key| key.name));
        return format!("What changes of {all}; `null` removes.");
    }
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

/// Limits the number of entries of a mapping.
fn limit(count: Count, schema: &mut Value) {
    if count != Count::Any {
        schema["minProperties"] = 1.into();
    }
    if count == Count::One {
        schema["maxProperties"] = 1.into();
    }
}
