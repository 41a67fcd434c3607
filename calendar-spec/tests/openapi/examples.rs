//! Examples, compared with their own schemas.

use calendar_spec::model::{Endpoint, Resource};
use calendar_spec::openapi::Version;
use jsonschema::Validator;
use serde_json::{Value, json};

use crate::support::{Schemas, body, endpoints, export, exports, operation, shipped, spec_of, walk};

#[test]
fn every_body_response_and_event_has_an_example_that_its_schema_accepts() {
    for (_, _, document) in exports() {
        let schemas = Schemas::of(document);
        let mut checked = 0;
        walk(document, "", &mut |path, media| {
            let is_error = media["examples"].is_object();
            if path.ends_with("/content/application~1json") && !is_error && !path.contains("/OtherError/") {
                assert!(media["example"].is_object(), "there is no example at {path}");
                assert_takes(&schemas.at(&format!("{path}/schema")), &media["example"], path);
                checked += 1;
            }
        });
        assert!(checked >= document["paths"].as_object().map_or(0, serde_json::Map::len));
    }
}

#[test]
fn every_parameter_accepts_its_example() {
    for (_, _, document) in exports() {
        let schemas = Schemas::of(document);
        walk(document, "", &mut |path, value| {
            if value["in"].is_string() && !value["example"].is_null() {
                assert_takes(&schemas.at(&format!("{path}/schema")), &value["example"], path);
            }
        });
    }
}

#[test]
fn every_property_accepts_its_examples() {
    for (_, _, document) in exports().iter().filter(|(_, version, _)| *version == Version::V3_1) {
        let schemas = Schemas::of(document);
        let mut checked = 0;
        walk(document, "", &mut |path, schema| {
            let is_schema = path.starts_with("/components/schemas/") && !path.ends_with("/properties");
            for example in schema["examples"].as_array().into_iter().flatten().filter(|_| is_schema) {
                assert_takes(&schemas.at(path), example, path);
                checked += 1;
            }
        });
        assert!(checked > 5);
    }
}

/// The examples of errors are in one place, and the responses refer to them.
#[test]
fn every_error_accepts_the_examples_of_its_codes() {
    for (_, _, document) in exports() {
        let schemas = Schemas::of(document);
        walk(document, "", &mut |path, media| {
            let examples = media["examples"].as_object().filter(|_| path.ends_with("/content/application~1json"));
            let Some(examples) = examples else { return };
            let schema = schemas.at(&format!("{path}/schema"));
            for (number, reference) in examples {
                assert_eq!(reference["$ref"], format!("#/components/examples/{number}"));
                assert_takes(&schema, &document["components"]["examples"][number]["value"], path);
            }
        });
    }
}

/// Shows that the checks above can fail.
#[test]
fn a_body_without_a_required_field_is_rejected() {
    let (_, document) = shipped(Version::V3_1);
    let schemas = Schemas::of(document);
    let mut refused = 0;
    walk(document, "", &mut |path, media| {
        if !path.ends_with("/requestBody/content/application~1json") {
            return;
        }
        let schema = schemas.at(&format!("{path}/schema"));
        for name in media["schema"]["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            let mut example = media["example"].clone();
            example.as_object_mut().expect("an object").remove(name);
            assert!(!schema.is_valid(&example), "{name} at {path}");
            refused += 1;
        }
    });
    assert!(refused > 10);
}

#[test]
fn an_example_shows_one_case_of_a_choice() {
    let (spec, document) = shipped(Version::V3_1);
    let example = |resource: &str, name: &str| {
        let is_it = |(owner, endpoint): &(&Resource, &Endpoint)| owner.name == resource && endpoint.name == name;
        let (_, endpoint) = endpoints(spec).into_iter().find(is_it).expect("it is there");
        body(operation(document, endpoint))["example"].clone()
    };
    let attendee = &example("calendar_event_attendee", "create")["attendees"][0];
    assert_eq!((&attendee["type"], &attendee["user_id"]), (&json!("user"), &json!("ou_xxxxxxxx")));
    assert!(attendee["chat_id"].is_null(), "a user is no chat");
    let event = example("calendar_event", "create");
    let forms = ["timestamp", "date"].map(|form| event["start_time"][form].is_string());
    assert!(forms[0] != forms[1], "an instant or a day: {}", event["start_time"]);
    assert!(event["vchat"]["meeting_settings"]["password"].is_null(), "no request can set it");
}

const READ_ONLY: &str = "
resource: things
doc: a
enums:
  Mood: { doc: a, values: { unknown: { doc: a, read_only: true }, good: a } }
objects:
  Thing: { doc: a, fields: { mood: { type: Mood, doc: a, default: unknown } } }
endpoints:
  create:
    doc: a
    page: { path: /a, updated: 2024-01-01 }
    http: POST /things
    tokens: [user]
    apps: [custom]
    body: { thing: { type: Thing, doc: a }, things: { type: list<Thing>, items: 2..=2, required: true, doc: a } }
    response: Thing
    errors: []
";

#[test]
fn only_a_response_shows_a_value_that_only_the_server_sends() {
    let spec = spec_of(READ_ONLY);
    let document = export(&spec, Version::V3_1);
    let operation = operation(&document, endpoints(&spec)[0].1);
    let good = json!({ "mood": "good" });
    assert_eq!(body(operation)["example"], json!({ "thing": good, "things": [good, good] }));
    let answer = &operation["responses"]["200"]["content"]["application/json"]["example"]["data"];
    assert_eq!(answer, &json!({ "mood": "unknown" }));
}

fn assert_takes(schema: &Validator, example: &Value, path: &str) {
    let in_words = |error: jsonschema::ValidationError<'_>| format!("{error} at {}", error.instance_path());
    let errors: Vec<String> = schema.iter_errors(example).map(in_words).collect();
    assert!(errors.is_empty(), "{path} does not take {example}: {errors:?}");
}
