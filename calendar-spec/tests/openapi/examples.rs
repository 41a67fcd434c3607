//! Examples, held against their own schemas.

use calendar_spec::openapi::Version;
use serde_json::{Value, json};

use crate::support::{body, endpoints, export, exports, operation, specs, validator, walk};

#[test]
fn every_body_answer_and_event_has_an_example_that_its_schema_takes() {
    for (_, _, document) in exports() {
        let mut checked = 0;
        walk(&document, "", &mut |path, media| {
            if path.ends_with("/content/application/json")
                && media["examples"].is_null()
                && !path.contains("/OtherError/")
            {
                assert!(media["example"].is_object(), "there is no example at {path}");
                assert_takes(&document, &media["schema"], &media["example"], path);
                checked += 1;
            }
        });
        assert!(checked >= document["paths"].as_object().map_or(0, serde_json::Map::len));
    }
}

#[test]
fn every_parameter_takes_its_example() {
    for (_, _, document) in exports() {
        walk(&document["paths"], "", &mut |path, value| {
            if value["in"].is_string() && !value["example"].is_null() {
                assert_takes(&document, &value["schema"], &value["example"], path);
            }
        });
    }
}

#[test]
fn every_property_takes_its_examples() {
    for spec in specs() {
        let document = export(&spec, Version::V3_1);
        let mut checked = 0;
        walk(&document["components"]["schemas"], "", &mut |path, schema| {
            for example in
                schema["examples"].as_array().into_iter().flatten().filter(|_| !path.ends_with("/properties"))
            {
                assert_takes(&document, schema, example, path);
                checked += 1;
            }
        });
        assert!(checked > 5);
    }
}

/// The examples of errors are checked apart, since the schemas refer to them.
#[test]
fn every_error_takes_the_examples_of_its_codes() {
    for (_, _, document) in exports() {
        walk(&document["paths"], "", &mut |path, media| {
            let examples = media["examples"].as_object().filter(|_| path.ends_with("/content/application/json"));
            let Some(examples) = examples else { return };
            let schema = validator(&document, &media["schema"]);
            for (number, reference) in examples {
                assert_eq!(reference["$ref"], format!("#/components/examples/{number}"));
                assert!(schema.is_valid(&document["components"]["examples"][number]["value"]), "{number} at {path}");
            }
        });
    }
}

/// Shows that the checks above can fail.
#[test]
fn a_body_without_a_required_field_is_refused() {
    let spec = specs().into_iter().next().expect("the shipped spec");
    let document = export(&spec, Version::V3_1);
    let mut refused = 0;
    for (_, endpoint) in endpoints(&spec) {
        let body = body(operation(&document, endpoint));
        for name in body["schema"]["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            let mut example = body["example"].clone();
            example.as_object_mut().expect("an object").remove(name);
            assert!(!validator(&document, &body["schema"]).is_valid(&example), "{name} of {}", endpoint.name);
            refused += 1;
        }
    }
    assert!(refused > 10);
}

#[test]
fn an_example_shows_one_case_of_a_choice() {
    let spec = specs().into_iter().next().expect("the shipped spec");
    let document = export(&spec, Version::V3_1);
    let example = |name: &str| {
        let (_, endpoint) = endpoints(&spec)
            .into_iter()
            .find(|(resource, endpoint)| format!("{}.{}", resource.name, endpoint.name) == name)
            .expect("it is there");
        body(operation(&document, endpoint))["example"].clone()
    };
    let attendee = &example("calendar_event_attendee.create")["attendees"][0];
    assert_eq!((&attendee["type"], &attendee["user_id"]), (&json!("user"), &json!("ou_xxxxxxxx")));
    assert!(attendee["chat_id"].is_null(), "a user is no chat");
    let event = example("calendar_event.create");
    assert!(event["start_time"]["timestamp"].is_string() && event["start_time"]["date"].is_null());
    assert!(event["vchat"]["meeting_settings"]["password"].is_null(), "no request can set it");
}

fn assert_takes(document: &Value, schema: &Value, example: &Value, path: &str) {
    let validator = validator(document, schema);
    let errors: Vec<String> =
        validator.iter_errors(example).map(|error| format!("{error} at {}", error.instance_path())).collect();
    assert!(errors.is_empty(), "{path} does not take {example}: {errors:?}");
}
