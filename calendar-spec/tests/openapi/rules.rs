//! Rules across fields: as JSON Schema in 3.1, as sentences in both versions.

use calendar_spec::openapi::Version;
use serde_json::json;

use crate::support::{Schemas, endpoints, export, exports, operation, shipped, spec_of, walk};

#[test]
fn the_schema_of_an_object_rejects_values_that_break_its_rules() {
    let schemas = Schemas::of(shipped(Version::V3_1).1);
    let cases = [
        ("TimeInfo", json!({ "timestamp": "1" }), json!({ "timestamp": "1", "date": "2018-09-01" })),
        ("AclScope", json!({ "type": "user", "user_id": "a" }), json!({ "type": "user" })),
        (
            "CheckInTime",
            json!({ "time_type": "after_event_start", "duration": 0 }),
            json!({ "time_type": "before_event_start", "duration": 0 }),
        ),
    ];
    for (name, good, bad) in cases {
        let schema = schemas.component(name);
        assert!(schema.is_valid(&good), "{name} should take {good}");
        assert!(!schema.is_valid(&bad), "{name} should refuse {bad}");
    }
}

#[test]
fn responses_do_not_follow_rules_of_requests() {
    let schemas = Schemas::of(shipped(Version::V3_1).1);
    let both = json!({ "timestamp": "1602504000", "date": "2018-09-01" });
    assert!(schemas.component("TimeInfoOutput").is_valid(&both));
    assert!(schemas.component("EventLocationOutput").is_valid(&json!({ "name": "" })));
    assert!(!schemas.component("EventLocation").is_valid(&json!({ "name": "" })));
}

const CHOICES: &str = "
resource: things
doc: a
endpoints:
  create:
    doc: a
    page: { path: /a, updated: 2024-01-01 }
    http: POST /things
    tokens: [user]
    apps: [custom]
    errors: []
    query: { z: { type: string, doc: a } }
    body: { a: { type: string, doc: a }, b: { type: string, doc: a }, c: { type: string, doc: a }, d: { type: string, doc: a } }
    rules:
      - at_least_one: [a, b]
      - together: [b, c]
      - conflict: { fields: [a], with: [c, d] }
      - exclusive: [z, a]
";

#[test]
fn the_schema_of_a_body_rejects_values_that_break_the_rules_of_its_endpoint() {
    let spec = spec_of(CHOICES);
    let document = &export(&spec, Version::V3_1);
    let operation = operation(document, endpoints(&spec)[0].1);
    let body = &operation["requestBody"]["content"]["application/json"];
    let schema = Schemas::of(document).at("/paths/~1things/post/requestBody/content/application~1json/schema");
    for good in [json!({ "a": "" }), json!({ "b": "", "c": "" }), json!({ "b": "", "c": "", "d": "" })] {
        assert!(schema.is_valid(&good), "{good}");
    }
    for bad in [json!({}), json!({ "b": "" }), json!({ "a": "", "d": "" }), json!({ "a": "", "b": "", "c": "" })] {
        assert!(!schema.is_valid(&bad), "{bad}");
    }
    assert!(schema.is_valid(&body["example"]), "{}", body["example"]);
    assert_eq!(
        body["schema"]["allOf"].as_array().map(Vec::len),
        Some(4),
        "a rule with the query is no rule of the body"
    );
    assert_eq!(operation["requestBody"]["required"], true);
}

#[test]
fn every_rule_is_a_sentence_in_both_versions() {
    for (spec, _, document) in exports() {
        for (_, endpoint) in endpoints(spec) {
            let sentences = operation(document, endpoint)["x-rules"].as_array().map_or(0, Vec::len);
            assert_eq!(sentences, endpoint.rules.len(), "{}", endpoint.name);
        }
        for object in spec.objects.iter().filter(|object| object.usage.request) {
            let sentences = document["components"]["schemas"][&object.name]["x-rules"].as_array();
            assert_eq!(sentences.map_or(0, Vec::len), object.rules.len(), "{}", object.name);
        }
    }
}

#[test]
fn version_3_0_has_only_keys_of_version_3_0() {
    let (_, document) = shipped(Version::V3_0);
    walk(&document["components"]["schemas"], "", &mut |path, schema| {
        for key in ["if", "dependentRequired", "propertyNames", "const", "examples"] {
            assert!(schema[key].is_null() || path.ends_with("/properties"), "`{key}` at {path}");
        }
    });
}
