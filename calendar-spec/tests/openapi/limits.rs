//! Fields and their limits: in parameters, bodies and component schemas.

use calendar_spec::model::{Constraint, ConstraintKind, Field, Limit, Place, Type, Value as Default};
use calendar_spec::openapi::Version;
use serde_json::{Value, json};

use crate::support::{body, endpoints, exports, operation, shipped};

#[test]
fn every_parameter_is_present_with_its_limits() {
    for (spec, _, document) in exports() {
        for (_, endpoint) in endpoints(spec) {
            let operation = operation(document, endpoint);
            for parameter in endpoint.fields.iter().filter(|parameter| !parameter.field.read_only) {
                let field = &parameter.field;
                let what = format!("{} of {}", field.wire, operation["operationId"]);
                let schema = match parameter.place {
                    Place::Body => {
                        assert_eq!(is_required(&body(operation)["schema"], &field.wire), field.required, "{what}");
                        &body(operation)["schema"]["properties"][&field.wire]
                    }
                    place => {
                        let found = found(operation, place, &field.wire).unwrap_or_else(|| panic!("no {what}"));
                        assert_eq!(found["required"], field.required || place == Place::Path, "{what}");
                        assert!(found["description"].as_str().is_some_and(|text| text.starts_with(&field.doc)));
                        &found["schema"]
                    }
                };
                assert_limits(schema, field, &what);
                let default = field.default.as_ref().map_or(Value::Null, json_of);
                assert_eq!(schema.get("default").unwrap_or(&Value::Null), &default, "{what}");
            }
        }
    }
}

#[test]
fn objects_of_requests_have_their_fields_with_limits() {
    for (spec, _, document) in exports() {
        for object in spec.objects.iter().filter(|object| object.usage.request) {
            let schema = &document["components"]["schemas"][&object.name];
            for field in &object.fields {
                let property = &schema["properties"][&field.wire];
                let what = format!("{} of {}", field.wire, object.name);
                assert_eq!(property.is_null(), field.read_only, "{what}");
                if !field.read_only {
                    assert_limits(property, field, &what);
                    assert_eq!(is_required(schema, &field.wire), field.required, "{what}");
                    assert_eq!(property["x-required-when"].is_null(), field.required_when.is_none(), "{what}");
                }
            }
        }
    }
}

#[test]
fn objects_of_responses_have_all_fields_and_require_none() {
    for (spec, _, document) in exports() {
        let schemas = &document["components"]["schemas"];
        let received = spec.objects.iter().filter(|object| object.usage.response && object.resource.is_none());
        for object in received {
            let output = &schemas[format!("{}Output", object.name)];
            let schema = if output.is_null() { &schemas[&object.name] } else { output };
            assert!(schema["required"].is_null() || !object.usage.response, "{}", object.name);
            for field in &object.fields {
                assert!(schema["properties"][&field.wire].is_object(), "{} of {}", field.wire, object.name);
            }
        }
    }
}

/// Fields that a request must have are optional in a response: two schemas, and `readOnly` marks.
#[test]
fn the_two_directions_of_an_object_have_separate_schemas_if_they_differ() {
    let (_, document) = shipped(Version::V3_1);
    let schemas = &document["components"]["schemas"];
    assert_eq!(schemas["AclScope"]["required"], json!(["type"]));
    assert!(schemas["AclScopeOutput"]["required"].is_null());
    assert!(schemas["MeetingSettings"]["properties"]["password"].is_null());
    assert_eq!(schemas["MeetingSettingsOutput"]["properties"]["password"]["readOnly"], true);
    let nested = &schemas["VchatOutput"]["properties"]["meeting_settings"]["allOf"][0]["$ref"];
    assert_eq!(nested, "#/components/schemas/MeetingSettingsOutput");
    assert!(schemas["CalendarOutput"].is_null(), "a calendar is received only");
}

fn found<'d>(operation: &'d Value, place: Place, name: &str) -> Option<&'d Value> {
    let place = match place {
        Place::Path => "path",
        Place::Query => "query",
        Place::Header => "header",
        Place::Body => "body",
    };
    operation["parameters"].as_array()?.iter().find(|parameter| parameter["in"] == place && parameter["name"] == name)
}

fn is_required(schema: &Value, name: &str) -> bool {
    schema["required"].as_array().is_some_and(|required| required.iter().any(|wire| wire == name))
}

fn assert_limits(schema: &Value, field: &Field, what: &str) {
    let counted = if matches!(field.ty, Type::Map(..)) { "Properties" } else { "Items" };
    assert_limit(
        schema,
        [&format!("min{counted}"), &format!("max{counted}")],
        field.limit(ConstraintKind::Items),
        what,
    );
    let item = innermost(schema);
    assert_limit(item, ["minLength", "maxLength"], field.limit(ConstraintKind::Length), what);
    // Timestamps are strings, for which JSON Schema has no bounds.
    let range = field.limit(ConstraintKind::Range).filter(|_| item["type"] != "string");
    assert_limit(item, ["minimum", "maximum"], range, what);
    if let Some(step) = field.constraints.iter().find_map(step) {
        assert_eq!(item["multipleOf"], step, "{what}");
    }
    if !field.one_of().is_empty() {
        assert_eq!(item["enum"], json!(field.one_of()), "{what}");
    }
}

fn step(constraint: &Constraint) -> Option<i64> {
    if let Constraint::MultipleOf(step) = constraint { Some(*step) } else { None }
}

/// The innermost items of a list or map.
fn innermost(schema: &Value) -> &Value {
    let inner = ["items", "additionalProperties"].into_iter().find_map(|key| schema.get(key));
    inner.map_or(schema, innermost)
}

fn assert_limit(schema: &Value, keys: [&str; 2], limit: Option<Limit>, what: &str) {
    let limit = limit.map_or([None, None], |limit| [limit.min, limit.max]);
    for (key, bound) in keys.into_iter().zip(limit) {
        assert_eq!(schema.get(key).and_then(Value::as_i64), bound, "{key} of {what}");
    }
}

fn json_of(value: &Default) -> Value {
    match value {
        Default::Bool(flag) => json!(flag),
        Default::Int(number) => json!(number),
        Default::Float(number) => json!(number),
        Default::String(text) => json!(text),
        Default::List(items) => items.iter().map(json_of).collect(),
        Default::Object(entries) => {
            Value::Object(entries.iter().map(|(key, value)| (key.clone(), json_of(value))).collect())
        }
    }
}
