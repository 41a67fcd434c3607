//! Nesting, where a table does not show it: inferred from the example, which has the same fields.
//!
//! In: the fields of a table, all at the outermost level. Out: their depths, or a note that they are unknown.

use std::collections::HashSet;

use serde_json::{Map, Value};

use super::Reader;
use crate::docs::call::ENVELOPE;
use crate::docs::facts::{Field, FieldTable, Format, Place};

/// How deep examples are followed.
const DEEPEST: usize = 32;

/// Types that hold no fields.
const SCALARS: [&str; 8] = ["", "string", "int", "boolean", "number(float)", "number", "float", "bool"];

impl Reader {
    /// Infers the nesting of exports, which never show it, and finds other tables that lost theirs.
    pub(super) fn nest(&mut self) {
        let is_flat = matches!(self.facts.format, Format::Export | Format::ThirdParty);
        for index in 0..self.facts.tables.len() {
            let table = &mut self.facts.tables[index];
            if let Some(line) = add_data(table) {
                self.unread(
                    line,
                    "the table has no row for `data`; the fields below that of `msg` are taken for its own",
                );
            }
            let table = &mut self.facts.tables[index];
            let example = self.facts.examples.iter().find(|example| example.place == table.place);
            let example = example.and_then(|example| example.json.as_ref()).and_then(object);
            if let Some(line) = example.and_then(|example| wrap_in_data(table, example)) {
                self.unread.push(line, "the table has no row for `data`; its fields are taken for those of `data`");
                continue;
            }
            let notes = match example {
                Some(example) if is_flat || is_hidden(table, example) => nest(table, example),
                None if is_flat && holds_objects(table) => {
                    vec![(
                        table.line,
                        "the page does not show how fields are nested, and no example tells it".to_owned(),
                    )]
                }
                _ => Vec::new(),
            };
            for (line, what) in notes {
                self.unread(line, what);
            }
        }
    }
}

/// An object of the example, and the fields in it that have had their row.
struct Open<'e> {
    object: &'e Map<String, Value>,
    seen: HashSet<&'e str>,
}

impl<'e> Open<'e> {
    fn new(object: &'e Map<String, Value>) -> Self {
        Self { object, seen: HashSet::new() }
    }
}

/// Some tables of responses leave out the row of `data`, and indent its fields below that of `msg`. Adds it, and returns
/// its line.
fn add_data(table: &mut FieldTable) -> Option<usize> {
    let has_data = table.fields.iter().any(|field| field.depth == 0 && field.name == "data");
    let is_around = |field: &Field| field.depth == 0 && ENVELOPE.contains(&&*field.name);
    let pairs = table.fields.iter().zip(table.fields.iter().skip(1));
    let first = pairs.enumerate().find(|(_, (around, field))| is_around(around) && field.depth == 1);
    let (index, (_, field)) = first.filter(|_| table.place == Place::Response && !has_data)?;
    let line = field.line;
    table.fields.insert(index + 1, Field { name: "data".to_owned(), line, ..Field::default() });
    Some(line)
}

/// Some tables of responses have the fields of `data` alone. Puts them into it, and returns the line of the first.
fn wrap_in_data(table: &mut FieldTable, example: &Map<String, Value>) -> Option<usize> {
    let data = example.get("data")?.as_object()?;
    let outer = || table.fields.iter().filter(|field| field.depth == 0);
    let is_inner = |field: &Field| data.contains_key(&field.name) && !example.contains_key(&field.name);
    let line = table.fields.first()?.line;
    if table.place != Place::Response || !outer().all(is_inner) {
        return None;
    }
    table.fields.iter_mut().for_each(|field| field.depth += 1);
    table.fields.insert(0, Field { name: "data".to_owned(), line, ..Field::default() });
    Some(line)
}

/// Sets the depths of fields: each belongs to the innermost open object that has it and has not had it yet.
fn nest(table: &mut FieldTable, example: &Map<String, Value>) -> Vec<(usize, String)> {
    let mut notes = Vec::new();
    if !holds_objects(table) {
        return notes;
    }
    let mut open = vec![Open::new(example)];
    for field in &mut table.fields {
        let found = open.iter().enumerate().rev().find_map(|(depth, open)| {
            let (name, value) = open.object.get_key_value(&field.name)?;
            (!open.seen.contains(name.as_str())).then_some((depth, name, value))
        });
        let Some((depth, name, value)) = found else {
            let name = &field.name;
            notes.push((
                field.line,
                format!("the page does not show where `{name}` is nested, and no example tells it"),
            ));
            continue;
        };
        field.depth = depth;
        open.truncate(depth + 1);
        open[depth].seen.insert(name);
        open.extend(object(value).filter(|_| depth < DEEPEST).map(Open::new));
    }
    notes
}

/// Whether a table without nesting has rows for fields that the example has inside of others only.
fn is_hidden(table: &FieldTable, example: &Map<String, Value>) -> bool {
    let inside: HashSet<&String> = example.values().filter_map(object).flat_map(Map::keys).collect();
    let is_flat = table.fields.iter().all(|field| field.depth == 0);
    is_flat && table.fields.iter().any(|field| !example.contains_key(&field.name) && inside.contains(&field.name))
}

fn holds_objects(table: &FieldTable) -> bool {
    table.fields.iter().any(|field| !SCALARS.contains(&field.ty.trim_end_matches("[]")))
}

/// The object that a value is, or that its first item is.
fn object(value: &Value) -> Option<&Map<String, Value>> {
    match value {
        Value::Object(object) => Some(object),
        Value::Array(items) => items.first().and_then(Value::as_object),
        _ => None,
    }
}
