//! Compares the examples of a page with the spec: every field in them is known and has its type.

use serde_json::Value as Json;

use super::found::Found;
use super::subject::Subject;
use crate::describe;
use crate::docs::call::ENVELOPE;
use crate::docs::difference::{Anchor, Relation};
use crate::docs::facts::{Example, Place};
use crate::model::{self, Enum, Field, ResponseAt, Spec, Type};

/// Compares every example.
pub(super) fn compare(found: &mut Found<'_>) {
    let facts = found.facts;
    for example in &facts.examples {
        let Some(json) = &example.json else { continue };
        match (example.place, found.subject) {
            (Place::Body, Subject::Endpoint(_, endpoint, _)) => {
                let body = endpoint.fields.iter().filter(|parameter| parameter.place == model::Place::Body);
                let fields: Vec<&Field> = body.map(|parameter| &parameter.field).collect();
                found.example_object(json, &fields, "body", &found.subject.anchor(&["body"]), example);
            }
            (Place::Response, Subject::Endpoint(_, endpoint, _)) => {
                let object = endpoint.response.map(|object| &found.spec.objects[object.0]);
                let fields: Vec<&Field> = object.map(|object| object.fields.iter().collect()).unwrap_or_default();
                let mut json = json.clone();
                if endpoint.response_at == ResponseAt::Data {
                    json = json.get_mut("data").map(Json::take).unwrap_or_default();
                } else if let Some(body) = json.as_object_mut() {
                    body.retain(|name, _| !ENVELOPE.contains(&name.as_str()));
                }
                found.example_object(&json, &fields, "response", &found.subject.anchor(&["response"]), example);
            }
            (Place::Event, Subject::Event(_, event)) => {
                let fields: Vec<&Field> = found.spec.objects[event.payload.0].fields.iter().collect();
                let payload = json.get("event").unwrap_or(&Json::Null);
                found.example_object(payload, &fields, "event", &found.subject.anchor(&["fields"]), example);
            }
            _ => {}
        }
    }
}

impl Found<'_> {
    fn example_object(&mut self, json: &Json, fields: &[&Field], fact: &str, anchor: &Anchor, example: &Example) {
        for (key, value) in json.as_object().into_iter().flatten() {
            // Looking up lines takes time.
            if self.is_full() {
                return;
            }
            let fact = format!("{fact}.{key}");
            if let Some(field) = fields.iter().find(|field| field.wire == *key) {
                self.example_value(value, &field.ty, &fact, &anchor.then(key), example);
            } else {
                let sides = (Some(shown(value)), None);
                self.push(format!("example.{fact}"), Relation::Missing, sides, line(example, key), anchor.clone());
            }
        }
    }

    fn example_value(&mut self, json: &Json, ty: &Type, fact: &str, anchor: &Anchor, example: &Example) {
        match (json, ty) {
            (Json::Array(items), Type::List(ty)) => {
                for item in items {
                    self.example_value(item, ty, fact, anchor, example);
                }
            }
            (Json::Object(entries), Type::Map(_, ty)) => {
                for item in entries.values() {
                    self.example_value(item, ty, fact, anchor, example);
                }
            }
            (Json::Object(_), Type::Object(object)) => {
                let object = &self.spec.objects[object.0];
                let anchor = Anchor::anywhere(&["objects", &object.name, "fields"]);
                let fields: Vec<&Field> = object.fields.iter().collect();
                self.example_object(json, &fields, fact, &anchor, example);
            }
            // The server may send it in place of any value.
            (Json::Null, _) if example.place != Place::Body => {}
            _ if fits(self.spec, json, ty) => {}
            _ => {
                let key = fact.rsplit('.').next().unwrap_or_default();
                let sides = (Some(shown(json)), Some(describe::type_name(self.spec, ty)));
                self.push(
                    format!("example.{fact}"),
                    Relation::Different,
                    sides,
                    line(example, key),
                    anchor.then("type"),
                );
            }
        }
    }
}

/// Whether a scalar can be of a type.
fn fits(spec: &Spec, json: &Json, ty: &Type) -> bool {
    match (json, ty) {
        (Json::String(text), Type::Enum(item)) => is_value(&spec.enums[item.0], text, false),
        (Json::Number(number), Type::Enum(item)) => is_value(&spec.enums[item.0], &number.to_string(), true),
        (Json::String(_), Type::String | Type::Format(_) | Type::Id(_))
        | (Json::Bool(_), Type::Bool)
        | (Json::String(_) | Json::Number(_) | Json::Bool(_), Type::Scalar)
        | (_, Type::Json)
        | (Json::Number(_), Type::Float) => true,
        (Json::Number(number), Type::Int64) => number.is_i64(),
        (Json::Number(number), Type::Int32) => number.as_i64().is_some_and(|number| i32::try_from(number).is_ok()),
        _ => false,
    }
}

fn is_value(item: &Enum, wire: &str, is_number: bool) -> bool {
    item.is_number == is_number && item.values.iter().any(|value| value.wire == wire)
}

fn shown(json: &Json) -> String {
    crate::diagnostic::shorten(&json.to_string())
}

/// The line of an example that has a key, the first one of several.
fn line(example: &Example, key: &str) -> usize {
    let quoted = format!("\"{key}\"");
    example.line + example.text.lines().position(|line| line.contains(&quoted)).map_or(0, |index| index + 1)
}
