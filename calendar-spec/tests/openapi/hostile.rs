//! Specs for which a careless exporter would not end or would use too much memory.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use calendar_spec::model::Spec;
use calendar_spec::openapi::{Version, to_yaml};
use serde_json::{Value, json};

use crate::support::{Schemas, export, spec_of};

/// Long enough for a busy machine and an unoptimized build.
const SOON: Duration = Duration::from_secs(30);

fn export_soon(spec: &Spec) -> Value {
    let start = Instant::now();
    for version in [Version::V3_0, Version::V3_1] {
        let document = export(spec, version);
        assert!(to_yaml(&document).len() < 10_000_000);
    }
    let document = export(spec, Version::V3_1);
    assert!(start.elapsed() < SOON, "it took {:?}", start.elapsed());
    document
}

/// An endpoint that sends and receives the object `A0`.
fn with_endpoint(objects: &str) -> String {
    format!(
        "resource: things\ndoc: a\nobjects:\n{objects}endpoints:\n  create:\n    doc: a\n    \
         page: {{ path: /a, updated: 2024-01-01 }}\n    http: POST /things\n    tokens: [user]\n    apps: [custom]\n    \
         body: {{ a: {{ type: A0, required: true, doc: a }} }}\n    response: A0\n    errors: []\n"
    )
}

#[test]
fn an_empty_spec() {
    let document = export_soon(&spec_of("resource: things\ndoc: a\n"));
    assert_eq!(document["paths"], json!({}));
    assert_eq!(document["webhooks"], json!({}));
}

#[test]
fn an_object_that_contains_itself() {
    let fields = "b: { type: list<A0>, required: true, doc: a }, c: { type: string, doc: a, example: x }";
    let yaml = with_endpoint(&format!("  A0: {{ doc: a, fields: {{ {fields} }} }}\n"));
    let document = export_soon(&spec_of(&yaml));
    let body = &document["paths"]["/things"]["post"]["requestBody"]["content"]["application/json"];
    assert_eq!(body["example"], json!({ "a": { "b": [], "c": "x" } }));
    assert!(Schemas::of(&document).component("A0").is_valid(&body["example"]["a"]));
}

#[test]
fn objects_that_all_contain_each_other() {
    let mut objects = String::new();
    for object in 0..20 {
        let _ = write!(objects, "  A{object}: {{ doc: a, fields: {{ ");
        for other in 0..20 {
            let _ = write!(objects, "f{other}: {{ type: list<A{other}>, doc: a }}, ");
        }
        objects.push_str("} }\n");
    }
    export_soon(&spec_of(&with_endpoint(&objects)));
}

#[test]
fn a_long_chain_of_required_objects() {
    let mut objects = String::new();
    for object in 0..3_000 {
        let _ = writeln!(
            objects,
            "  A{object}: {{ doc: a, fields: {{ a: {{ type: A{}, required: true, doc: a }} }} }}",
            object + 1
        );
    }
    objects.push_str("  A3000: { doc: a, fields: { a: { type: string, required: true, doc: a } } }\n");
    let document = export_soon(&spec_of(&with_endpoint(&objects)));
    let body = &document["paths"]["/things"]["post"]["requestBody"]["content"]["application/json"];
    assert!(body["example"].is_null(), "an example would be too deep");
}

#[test]
fn a_difference_at_the_end_of_a_long_chain() {
    let link = |object| format!("  A{object}: {{ doc: a, fields: {{ a: {{ type: A{}, doc: a }} }} }}\n", object + 1);
    let mut objects: Vec<String> = (0..3_000).map(link).collect();
    objects.push("  A3000: { doc: a, fields: { a: { type: string, required: true, doc: a } } }\n".to_owned());
    let document = export_soon(&spec_of(&with_endpoint(&objects.concat())));
    let schemas = &document["components"]["schemas"];
    let next = &schemas["A0Output"]["properties"]["a"]["allOf"][0]["$ref"];
    assert_eq!(next, "#/components/schemas/A1Output", "the last object makes the first one differ");
}

#[test]
fn names_that_are_already_used() {
    let objects = "  A0: { doc: a, fields: { a: { type: string, length: 1..=2, doc: a } } }\n  \
                   A0Envelope: { doc: a, fields: { a: { type: Error, doc: a } } }\n  \
                   Error: { doc: a, fields: { a: { type: string, doc: a } } }\n";
    let get = "  get:\n    doc: a\n    page: { path: /a, updated: 2024-01-01 }\n    http: GET /things\n    tokens: [user]\n    \
               apps: [custom]\n    response: A0Envelope\n    errors: []\n";
    let document = export_soon(&spec_of(&format!("{}{get}", with_endpoint(objects))));
    let schemas = &document["components"]["schemas"];
    assert_eq!(schemas["Error"]["properties"]["a"]["type"], "string");
    assert_eq!(schemas["Error2"]["properties"]["code"]["type"], "integer");
    assert!(schemas["A0Envelope"]["properties"]["code"].is_null());
    let data = &schemas["A0Envelope2"]["properties"]["data"];
    assert_eq!(data, &json!({ "$ref": "#/components/schemas/A0Output" }));
}

#[test]
fn limits_that_few_values_meet() {
    let objects = "  A0: { doc: a, fields: { a: { type: list<string>, items: 3..=3, length: 1..=1, required: true, doc: a }, \
                   b: { type: string, length: 1000000.., required: true, doc: a } } }\n";
    let document = export_soon(&spec_of(&with_endpoint(objects)));
    let body = &document["paths"]["/things"]["post"]["requestBody"]["content"]["application/json"];
    assert!(body["example"].is_null(), "a text of a million characters is no example");
}
