//! The frame of a document: versions, names, references, facts of operations, events.

use std::collections::HashSet;

use calendar_spec::model::{App, EnumValue};
use calendar_spec::openapi::{Version, to_yaml};
use serde_json::{Value, json};

use crate::support::{endpoints, exports, operation, shipped, walk};

#[test]
fn the_document_states_its_version_and_servers() {
    for (_, version, document) in exports() {
        let (number, events) = match version {
            Version::V3_0 => ("3.0.3", "x-webhooks"),
            Version::V3_1 => ("3.1.0", "webhooks"),
        };
        assert_eq!(document["openapi"], number);
        assert!(document[events].is_object());
        assert_eq!(document["info"]["version"], env!("CARGO_PKG_VERSION"));
        assert_eq!(document["servers"][0]["url"], "https://open.feishu.cn");
        assert_eq!(document["servers"][1]["url"], "https://open.larksuite.com");
    }
}

#[test]
fn every_endpoint_is_an_operation_and_no_other() {
    for (spec, _, document) in exports() {
        let mut found = HashSet::new();
        for (resource, endpoint) in endpoints(spec) {
            let operation = operation(document, endpoint);
            let id = format!("{}.{}", resource.name, endpoint.name);
            assert_eq!(operation["operationId"], id);
            assert_eq!(operation["tags"], json!([resource.name]));
            let page = endpoint.reference.page().map(|page| format!("https://open.feishu.cn/document{}", page.path));
            assert_eq!(operation["externalDocs"]["url"], json!(page));
            let source = endpoint.reference.undocumented().map(|mark| &mark.source);
            assert_eq!(operation["x-undocumented"]["source"], json!(source));
            found.insert(id);
        }
        let paths = document["paths"].as_object().expect("paths").values();
        let operations = paths.flat_map(|path| path.as_object().expect("a path").values());
        assert_eq!(operations.count(), found.len());
    }
}

#[test]
fn operations_state_who_may_call_them() {
    for (spec, _, document) in exports() {
        for (_, endpoint) in endpoints(spec) {
            let operation = operation(document, endpoint);
            let tokens = endpoint.tokens;
            let kinds = [(tokens.tenant, "tenant"), (tokens.user, "user"), (tokens.app, "app")];
            let kinds: Vec<&str> = kinds.iter().filter(|(taken, _)| *taken).map(|(_, kind)| *kind).collect();
            assert_eq!(operation["x-tokens"], json!(kinds));
            let security: Vec<Value> = kinds.iter().map(|kind| json!({ format!("{kind}_access_token"): [] })).collect();
            assert_eq!(operation["security"], json!(security));
            let apps = endpoint.apps.iter().map(|app| if *app == App::Isv { "isv" } else { "custom" });
            let found = operation.get("x-app-types").cloned().unwrap_or_else(|| json!([]));
            assert_eq!(found, json!(apps.collect::<Vec<_>>()));
            assert_eq!(operation["x-scopes"], json!(endpoint.scopes));
            let limit = endpoint.rate_limit.unwrap_or_default();
            assert_eq!(operation["x-rate-limit"]["per_minute"], json!(limit.per_minute));
            assert_eq!(operation["x-rate-limit"]["per_second"], json!(limit.per_second));
        }
    }
}

#[test]
fn scopes_of_nested_fields_and_values_are_named_on_the_operation() {
    let (spec, document) = shipped(Version::V3_1);
    let (_, list) =
        endpoints(spec).into_iter().find(|(_, endpoint)| endpoint.name == "primary").expect("calendar.primary");
    assert_eq!(operation(document, list)["x-field-scopes"], json!(["contact:user.employee_id:readonly"]));
    let (_, create) = endpoints(spec).into_iter().find(|(_, endpoint)| endpoint.name == "mget").expect("calendar.mget");
    assert_eq!(operation(document, create)["x-field-scopes"], json!([]));
}

#[test]
fn every_event_is_a_webhook_with_its_payload() {
    for (spec, version, document) in exports() {
        let webhooks = if *version == Version::V3_1 { &document["webhooks"] } else { &document["x-webhooks"] };
        let events: Vec<_> = spec.resources.iter().flat_map(|resource| &resource.events).collect();
        assert_eq!(webhooks.as_object().map(serde_json::Map::len), Some(events.len()));
        for event in events {
            let schema = &webhooks[&event.event_type]["post"]["requestBody"]["content"]["application/json"]["schema"];
            let payload = schema["properties"]["event"]["$ref"].as_str().expect("a reference");
            let name = &spec.objects[event.payload.0].name;
            assert!(payload.contains(name.as_str()), "{payload} is no {name}");
        }
    }
}

#[test]
fn every_reference_is_resolved() {
    for (_, _, document) in exports() {
        let mut references = 0;
        walk(document, "", &mut |path, value| {
            if let Some(reference) = value["$ref"].as_str() {
                let target = document.pointer(reference.trim_start_matches('#'));
                assert!(target.is_some(), "{path} refers to {reference}");
                references += 1;
            }
        });
        assert!(references > 10);
    }
}

#[test]
fn operations_and_events_have_unique_names() {
    for (_, _, document) in exports() {
        let mut ids = HashSet::new();
        walk(document, "", &mut |path, value| {
            if let Some(id) = value["operationId"].as_str() {
                assert!(ids.insert(id.to_owned()), "{id} is there twice, again at {path}");
            }
        });
    }
}

#[test]
fn enums_list_every_value_and_mark_those_of_the_server() {
    for (spec, _, document) in exports() {
        for item in &spec.enums {
            let schemas = &document["components"]["schemas"];
            let output = schemas.get(format!("{}Output", item.name));
            let schema = output.unwrap_or(&schemas[&item.name]);
            let json_of = |value: &EnumValue| Value::from(&item.value(&value.wire));
            let wires: Vec<Value> = item.values.iter().map(json_of).collect();
            assert_eq!(schema["enum"], json!(wires));
            let read_only = item.values.iter().filter(|value| value.read_only);
            let read_only: Vec<Value> = read_only.map(json_of).collect();
            let marked = schema.get("x-read-only-values").cloned().unwrap_or(json!([]));
            assert_eq!(marked, json!(read_only), "{}", item.name);
        }
    }
}

#[test]
fn requests_do_not_list_values_that_only_the_server_sends() {
    for (spec, _, document) in exports() {
        let schemas = &document["components"]["schemas"];
        let both = spec.enums.iter().filter(|item| item.usage.request && item.usage.response);
        for item in both {
            let sendable = item.values.iter().filter(|value| !value.read_only);
            let sendable: Vec<Value> = sendable.map(|value| Value::from(&item.value(&value.wire))).collect();
            assert_eq!(schemas[&item.name]["enum"], json!(sendable), "{}", item.name);
        }
    }
    let (_, document) = shipped(Version::V3_1);
    assert_eq!(document["components"]["schemas"]["RsvpStatus"]["enum"], json!(["accept", "tentative", "decline"]));
    let attendee = &document["components"]["schemas"]["Attendee"]["properties"]["rsvp_status"];
    assert!(attendee.to_string().contains("RsvpStatusOutput"), "{attendee}");
}

#[test]
fn yaml_is_equivalent_to_json() {
    for (_, _, document) in exports() {
        let read: Value = serde_yaml::from_str(&to_yaml(document)).expect("YAML");
        assert!(read == *document);
    }
}
