//! The vendor's reference pages, beside the checkout.

use std::path::PathBuf;

use serde_json::Value;

/// The text of a page, such as `calendar/create.md`. Tests that need pages are ignored if there are none: see
/// `build.rs`.
pub(crate) fn page(path: &str) -> String {
    let root = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/docs/reference"));
    std::fs::read_to_string(root.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The first block of JSON below a heading.
pub(crate) fn example(page: &str, heading: &str) -> Value {
    let below = page.split_once(heading).unwrap_or_else(|| panic!("no heading {heading}")).1;
    let block = below.split_once("```json").and_then(|(_, rest)| rest.split_once("```")).expect("a block of JSON").0;
    serde_json::from_str(block).unwrap_or_else(|error| panic!("{error} in {block}"))
}

/// The values of an example that a round trip dropped, renamed, retyped or invented. A list, map or boolean that the
/// example omits may become empty or false.
pub(crate) fn lost(example: &Value, ours: &Value) -> Vec<String> {
    let mut differences = Vec::new();
    compare("", example, ours, &mut differences);
    differences
}

fn compare(place: &str, example: &Value, ours: &Value, differences: &mut Vec<String>) {
    match (example, ours) {
        (Value::Object(example), Value::Object(ours)) => {
            for (key, value) in example.iter().filter(|(_, value)| !value.is_null()) {
                match ours.get(key) {
                    Some(other) => compare(&format!("{place}.{key}"), value, other, differences),
                    None => differences.push(format!("{place}.{key} is lost")),
                }
            }
            let added = ours.iter().filter(|(key, value)| !example.contains_key(*key) && !is_empty(value));
            differences.extend(added.map(|(key, _)| format!("{place}.{key} is invented")));
        }
        (Value::Array(example), Value::Array(ours)) if example.len() == ours.len() => {
            for (index, (value, other)) in example.iter().zip(ours).enumerate() {
                compare(&format!("{place}[{index}]"), value, other, differences);
            }
        }
        _ if example == ours => {}
        _ => differences.push(format!("{place}: {example} became {ours}")),
    }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Array(items) => items.is_empty(),
        Value::Object(fields) => fields.is_empty(),
        other => *other == Value::Bool(false),
    }
}

#[test]
fn a_lost_renamed_retyped_or_invented_value_is_noticed() {
    let example = serde_json::json!({ "a": 1, "b": "2", "c": [{ "d": true }], "e": null });
    assert_eq!(lost(&example, &example), [""; 0]);
    let ours = serde_json::json!({ "a": "1", "c": [{}], "f": [], "g": false, "h": 0 });
    let expected = [".a: 1 became \"1\"", ".b is lost", ".c[0].d is lost", ".h is invented"];
    assert_eq!(lost(&example, &ours), expected);
}
