//! A spec with a broken part keeps everything else.

use std::fs;

use calendar_spec::Loaded;
use calendar_spec::model::{ConstraintKind, Endpoint, Field};

/// Loads the full spec after a replacement.
fn load_any(from: &str, to: &str) -> Loaded {
    let directory = tempfile::tempdir().expect("a directory");
    let full = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/full");
    for name in ["spec.yaml", "full.yaml"] {
        let yaml = fs::read_to_string(format!("{full}/{name}")).expect("a file");
        assert!(name == "spec.yaml" || yaml.contains(from), "there is no {from:?} to replace");
        fs::write(directory.path().join(name), yaml.replacen(from, to, 1)).expect("a copy");
    }
    calendar_spec::load(directory.path())
}

/// Loads the full spec after a replacement that leads to this finding and no other.
fn load(from: &str, to: &str, code: &str) -> Loaded {
    let loaded = load_any(from, to);
    let codes: Vec<&str> = loaded.report.findings().iter().map(|finding| finding.code).collect();
    assert_eq!(codes, [code], "{}", loaded.report.render(false));
    loaded
}

fn endpoints(loaded: &Loaded) -> Vec<&str> {
    let endpoints = loaded.spec.resources.iter().flat_map(|resource| &resource.endpoints);
    endpoints.map(|endpoint| &*endpoint.name).collect()
}

/// The endpoints of the full spec.
const ALL: [&str; 10] =
    ["create", "list", "delete", "create_several", "get", "get_several", "search", "patch", "delete_several", "echo"];

fn create(loaded: &Loaded) -> &Endpoint {
    &loaded.spec.resources[0].endpoints[0]
}

fn field<'l>(loaded: &'l Loaded, name: &str) -> Option<&'l Field> {
    let mut fields = create(loaded).fields.iter().map(|parameter| &parameter.field);
    fields.find(|field| field.wire == name)
}

#[test]
fn a_broken_limit_keeps_the_field() {
    let loaded = load("length: 1..=64", "length: 64..=1", "invalid-range");
    assert_eq!(field(&loaded, "calendar_id").expect("the field is there").limit(ConstraintKind::Length), None);
    assert_eq!(endpoints(&loaded), ALL);
}

#[test]
fn a_broken_default_keeps_the_field() {
    let loaded = load("default: 5 }", "default: many }", "invalid-default");
    assert_eq!(field(&loaded, "number").expect("the field is there").default, None);
}

#[test]
fn a_broken_type_drops_the_field_and_the_rules_about_it() {
    let loaded = load("first: { type: list<string>", "first: { type: liszt<string>", "invalid-type");
    assert!(field(&loaded, "first").is_none() && field(&loaded, "second").is_some());
    assert_eq!(create(&loaded).rules.len(), 7, "the rule on both lists is gone");
}

#[test]
fn an_unknown_type_drops_only_the_field() {
    let loaded = load("secret: { type: string", "secret: { type: strnig", "unknown-type");
    assert!(field(&loaded, "secret").is_none());
    assert_eq!(create(&loaded).rules.len(), 8);
}

#[test]
fn a_broken_rule_keeps_the_others() {
    let loaded = load("together: [from, to]", "together: [from, two]", "unknown-field");
    assert_eq!(create(&loaded).rules.len(), 7);
}

#[test]
fn a_broken_condition_keeps_the_field() {
    let loaded = load("{ kind: [in_person, 1d] }", "{ kind: [in_person, 2d] }", "invalid-value");
    assert_eq!(field(&loaded, "room").expect("the field is there").required_when, None);
}

#[test]
fn a_broken_path_drops_only_the_endpoint() {
    let loaded = load("DELETE /full", "DELETE full", "invalid-http");
    let others: Vec<&str> = ALL.into_iter().filter(|name| *name != "delete").collect();
    assert_eq!(endpoints(&loaded), others);
}

#[test]
fn broken_paging_keeps_the_endpoint() {
    let loaded = load("items: items", "items: itms", "unknown-field");
    assert_eq!(endpoints(&loaded), ALL);
    assert_eq!(loaded.spec.resources[0].endpoints[1].paging, None);
}

#[test]
fn a_broken_value_keeps_the_enum() {
    let loaded = load("rust: OneDay", "rust: 1Day", "invalid-name").spec;
    // The condition on `1d` would be reported too if the value were forgotten and not only dropped.
    assert_eq!(loaded.enums[0].values.len(), 3);
}

#[test]
fn an_endless_object_is_made_finite() {
    let loaded = load("friends: { type: list<Guest>,", "friends: { type: Guest, required: true,", "endless-object");
    let guest = loaded.spec.objects.iter().find(|object| object.name == "Guest").expect("the object is there");
    assert!(!guest.fields.iter().any(|field| field.required));
}

#[test]
fn a_broken_file_keeps_the_others() {
    let directory = tempfile::tempdir().expect("a directory");
    let write = |name: &str, text: &str| fs::write(directory.path().join(name), text).expect("a file");
    write("spec.yaml", "spec: a\ndoc: b\ninclude: [a.yaml, b.yaml, none.yaml]\n");
    write("a.yaml", "ids: {\n");
    write("b.yaml", "ids:\n  A: { doc: b }\n");
    let loaded = calendar_spec::load_as(directory.path(), "spec");
    let codes: Vec<&str> = loaded.report.findings().iter().map(|finding| finding.code).collect();
    assert_eq!(codes, ["missing-file", "yaml-syntax"]);
    assert_eq!(loaded.spec.ids.len(), 1);
    assert_eq!(loaded.spec.files.len(), 3, "the broken file is among them, the missing one is not");
}

/// Only the mistake itself is reported, however much depends on it.
#[test]
fn a_mistake_is_reported_once() {
    let slips = [
        ("ids:\n", "idz:\n", "unknown-key"),
        (
            "values: { before_start: Before the start., after_start: After the start., after_end: After the end. }",
            "values: [before_start, after_start, after_end]",
            "wrong-type",
        ),
        ("enums:\n", "enum:\n", "unknown-key"),
        ("    query:\n      idem", "    qurey:\n      idem", "unknown-key"),
        ("    body:\n", "    bodi:\n", "unknown-key"),
        ("page_token: { type: string, doc: The page. }", "page_token: [string]", "wrong-type"),
        ("has_more: { type: bool", "has_more: { type: boool", "unknown-type"),
        ("meeting_not_found", "type", "invalid-name"),
        ("calendar_id: { type: string, length", "calendar_id: { typ: string, length", "unknown-key"),
        ("  list:\n", "  List:\n", "wrong-case"),
    ];
    for (from, to, code) in slips {
        let loaded = load_any(from, to);
        let codes: Vec<&str> = loaded.report.findings().iter().map(|finding| finding.code).collect();
        let expected = if to.contains("typ:") { vec!["missing-key", code] } else { vec![code] };
        assert_eq!(codes, expected, "{from} → {to}\n{}", loaded.report.render(false));
    }
}

#[test]
fn a_file_that_cannot_be_parsed_is_reported_once() {
    let directory = tempfile::tempdir().expect("a directory");
    for entry in fs::read_dir(calendar_spec::DIR).expect("the shipped spec") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name");
        let text = fs::read_to_string(&path).expect("a file");
        let text = if name == "common.yaml" { text + "\n  - [\n" } else { text };
        fs::write(directory.path().join(name), text).expect("a copy");
    }
    let loaded = calendar_spec::load_as(directory.path(), "spec");
    let codes: Vec<&str> = loaded.report.findings().iter().map(|finding| finding.code).collect();
    assert_eq!(codes, ["yaml-syntax"], "{}", loaded.report.render(false));
}

#[test]
fn the_more_specific_of_two_exclusive_keys_is_kept() {
    let loaded = load("doc: The language., example", "doc: L, read_only: true, example", "contradiction");
    assert!(!field(&loaded, "Locale").expect("the field is there").read_only, "a parameter is sent");

    let loaded = load("room: { type: string,", "room: { type: string, required: true,", "contradiction");
    let room = field(&loaded, "room").expect("the field is there");
    assert!(room.required && room.required_when.is_none());

    let loaded = load("range: -20160..=20160,", "range: -20160..=20160, required: true,", "contradiction");
    let number = field(&loaded, "number").expect("the field is there");
    assert!(number.required && number.default.is_none());

    let loaded = load("timezone: { type: timezone,", "timezone: { type: timezone, read_only: true,", "contradiction");
    let timezone = &loaded.spec.objects[0].fields[2];
    assert!(timezone.read_only && timezone.default.is_none());
}
