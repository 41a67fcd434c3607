//! Loader and schema agree on every small change to a file that uses the whole language.

use std::collections::{BTreeSet, HashSet};
use std::mem::{Discriminant, discriminant};

use serde_json::{Value, json};

use crate::{STRUCTURE, Spec, full, validator};

#[test]
fn loader_and_schema_agree_on_every_small_change() {
    let (spec, validator) = (Spec::new(), validator());
    let full = full();
    assert_eq!(spec.codes(&full), BTreeSet::new());
    let ways = ways(&full);
    let mut refused = 0;
    for way in &ways {
        for changed in changes(&full, way) {
            let codes = spec.codes(&changed);
            let passes = validator.is_valid(&changed);
            let value = changed.pointer(&pointer(way));
            assert!(passes || !codes.is_empty(), "only the schema refuses {value:?} at {way:?}");
            let is_broken = codes.iter().any(|code| STRUCTURE.contains(&&**code));
            assert!(!(passes && is_broken), "the schema lets pass {value:?} at {way:?}: {codes:?}");
            refused += usize::from(!passes);
        }
    }
    assert!(ways.len() > 100 && refused > 800, "{} places, {refused} refusals", ways.len());
}

#[test]
fn loader_and_schema_agree_on_keys_that_need_a_resource() {
    let (spec, validator) = (Spec::new(), validator());
    let full = full();
    for key in ["doc", "endpoints", "events"] {
        let file = json!({ "ids": {}, key: full[key] });
        assert!(spec.codes(&file).contains("misplaced-key"), "the loader on `{key}` without a resource");
        assert!(!validator.is_valid(&file), "the schema on `{key}` without a resource");
    }
}

/// A path to a value: keys of mappings and indices of items.
type Way = Vec<String>;

/// Every value in a file; of values in similar places only the first.
fn ways(value: &Value) -> Vec<Way> {
    let mut seen = HashSet::new();
    let mut ways = all_paths(value, &Way::new());
    ways.retain(|way| seen.insert(place(value, way)));
    ways
}

fn all_paths(value: &Value, way: &Way) -> Vec<Way> {
    let steps: Vec<String> = match at(value, way) {
        Value::Object(entries) => entries.keys().cloned().collect(),
        Value::Array(items) => (0..items.len()).map(|item| item.to_string()).collect(),
        _ => Vec::new(),
    };
    let inner = steps.into_iter().map(|step| way.iter().cloned().chain([step]).collect());
    [way.clone()].into_iter().chain(inner.flat_map(|way: Way| all_paths(value, &way))).collect()
}

/// Keys under which a spec chooses the names.
const NAMING: &[&str] = &[
    "ids",
    "enums",
    "objects",
    "errors",
    "error_groups",
    "endpoints",
    "events",
    "fields",
    "constructors",
    "values",
    "path",
    "query",
    "header",
    "body",
    "when",
    "required_when",
    "bases",
];

/// The key by which places are similar: the last steps, without names and indices.
fn place(value: &Value, way: &Way) -> (Way, Discriminant<Value>) {
    let is_key = |at: usize| at == 0 || !NAMING.contains(&&*way[at - 1]) && way[at].parse::<usize>().is_err();
    let steps = (0..way.len()).map(|at| if is_key(at) { way[at].clone() } else { "*".to_owned() });
    (steps.rev().take(3).collect(), discriminant(at(value, way)))
}

fn at<'v>(value: &'v Value, way: &[String]) -> &'v Value {
    value.pointer(&pointer(way)).expect("a value")
}

fn pointer(way: &[String]) -> String {
    let escaped = way.iter().map(|step| step.replace('~', "~0").replace('/', "~1"));
    std::iter::once(String::new()).chain(escaped).collect::<Vec<_>>().join("/")
}

/// Every small change to one place.
fn changes(full: &Value, way: &Way) -> Vec<Value> {
    let probes = match at(full, way) {
        Value::String(_) => json!([null, -1, " ", "no such word", [], {}]),
        Value::Number(_) => json!([true, -1, 1.5, 700, "no such word"]),
        Value::Array(_) => json!(["no such word", [], [null], ["a", "a"], {}]),
        Value::Object(_) => json!([null, "no such word", [], {}, { "a": "b", "c": "d" }]),
        Value::Bool(_) | Value::Null => json!([null, 1, "true"]),
    };
    let mut changed: Vec<Value> = probes.as_array().into_iter().flatten().map(|probe| set(full, way, probe)).collect();
    if let Value::Object(_) = at(full, way) {
        let more: Way = way.iter().cloned().chain(["no_such_key".to_owned()]).collect();
        changed.push(set(full, &more, &json!("text")));
    }
    if let Some((last, parent)) = way.split_last() {
        let mut without = full.clone();
        if let Some(Value::Object(entries)) = without.pointer_mut(&pointer(parent)) {
            entries.shift_remove(last);
            changed.push(without);
        }
    }
    changed
}

fn set(full: &Value, way: &Way, probe: &Value) -> Value {
    let mut changed = full.clone();
    let Some((last, parent)) = way.split_last() else {
        return probe.clone();
    };
    match changed.pointer_mut(&pointer(parent)) {
        Some(Value::Object(entries)) => drop(entries.insert(last.clone(), probe.clone())),
        _ => *changed.pointer_mut(&pointer(way)).expect("a value") = probe.clone(),
    }
    changed
}
