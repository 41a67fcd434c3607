//! Error responses.

use std::collections::{BTreeMap, BTreeSet};

use calendar_spec::openapi::Version;
use serde_json::{Value, json};

use crate::support::{endpoints, exports, operation, shipped};

#[test]
fn every_status_has_its_codes_and_no_others() {
    for (spec, _, document) in exports() {
        for (_, endpoint) in endpoints(spec) {
            let mut wanted: BTreeMap<String, BTreeSet<i64>> = BTreeMap::new();
            for code in endpoint.error_codes(spec) {
                if let Some(status) = code.status {
                    wanted.entry(status.to_string()).or_default().insert(code.number);
                }
            }
            let responses = operation(document, endpoint)["responses"].as_object().expect("responses");
            let stated = responses.iter().filter(|(status, _)| *status != "200" && !status.ends_with("XX"));
            let found = stated.map(|(status, response)| (status.clone(), codes(schema(response))));
            assert_eq!(found.collect::<BTreeMap<_, _>>(), wanted, "{}", endpoint.name);
        }
    }
}

#[test]
fn any_error_may_have_a_general_code() {
    let (spec, document) = shipped(Version::V3_1);
    for (_, endpoint) in endpoints(spec) {
        let responses = operation(document, endpoint)["responses"].as_object().expect("responses");
        for (status, response) in responses.iter().filter(|(status, _)| *status != "200" && !status.ends_with("XX")) {
            let general = &schema(response)["properties"]["code"]["anyOf"][1]["$ref"];
            assert_eq!(general, "#/components/schemas/GeneralErrorCode", "{} {status}", endpoint.name);
        }
    }
    let general = document["components"]["schemas"]["GeneralErrorCode"]["enum"].as_array().expect("codes");
    for code in [99_991_668, 99_992_402, 190_014] {
        assert!(general.contains(&json!(code)), "{code}");
    }
    assert!(!general.contains(&json!(191_000)), "the pages of calendars list it");
}

#[test]
fn a_code_without_a_status_is_allowed_with_any() {
    let (spec, document) = shipped(Version::V3_1);
    let (_, reply) =
        endpoints(spec).into_iter().find(|(_, endpoint)| endpoint.name == "instance_reply").expect("it is there");
    let response = &operation(document, reply)["responses"]["4XX"];
    assert_eq!(response["x-codes"], json!([105_003]));
    assert!(schema(response)["enum"].is_null());
}

#[test]
fn every_code_has_an_example_with_its_message() {
    for (spec, _, document) in exports() {
        for code in &spec.errors {
            let example = &document["components"]["examples"][code.number.to_string()];
            assert_eq!(example["value"], json!({ "code": code.number, "msg": code.message }));
            let known = &document["x-error-codes"][code.number.to_string()];
            assert_eq!((&known["advice"], &known["status"]), (&json!(code.advice), &json!(code.status)));
        }
    }
}

fn schema(response: &Value) -> &Value {
    &response["content"]["application/json"]["schema"]
}

fn codes(schema: &Value) -> BTreeSet<i64> {
    let codes = schema["properties"]["code"]["anyOf"][0]["enum"].as_array().into_iter().flatten();
    codes.filter_map(Value::as_i64).collect()
}
