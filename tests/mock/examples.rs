//! The documented examples as input: those of the spec, and the request bodies of the vendor's pages if these are
//! beside the checkout.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use calendar_spec::model::{Endpoint, Field, Object, Place, Rule, Spec, Type};
use serde_json::{Map, Value, json};

use crate::support::make::json_of;
use crate::support::render::{Values, render};
use crate::support::{Connection, Reply, documented, endpoints, spec, stateless, strict};

/// The rules of their own pages that examples break; a strict server reports them.
const CONTRADICTORY: [&str; 3] = ["calendar_event.create", "calendar_event.patch", "calendar_event.search"];

/// The examples of an endpoint's fields, in their places.
fn examples(spec: &Spec, endpoint: &Endpoint) -> Values {
    let mut values: Values =
        endpoint.fields.iter().map(|parameter| example(spec, &parameter.field, &parameter.field.ty)).collect();
    // By the pages, a period and these exclude each other, so an example has one of them.
    if endpoint.paging.as_ref().is_some_and(|paging| paging.needs.is_some()) {
        for (parameter, value) in endpoint.fields.iter().zip(&mut values) {
            if matches!(parameter.field.wire.as_str(), "start_time" | "end_time") {
                *value = None;
            }
        }
    }
    values
}

fn example(spec: &Spec, field: &Field, ty: &Type) -> Option<Value> {
    match (ty, &field.example) {
        (Type::Object(object), _) => Some(object_example(spec, &spec.objects[object.0])),
        (Type::List(inner), None) => example(spec, field, inner).map(|item| json!([item])),
        (Type::Id(id), None) => spec.ids[id.0].example.clone().map(Value::String),
        (_, given) => given.as_ref().map(json_of),
    }
}

fn object_example(spec: &Spec, object: &Object) -> Value {
    let fields = object.fields.iter();
    let mut entries: Map<String, Value> =
        fields.filter_map(|field| Some((field.wire.clone(), example(spec, field, &field.ty)?))).collect();
    for rule in &object.rules {
        // Both ends have the same example, but the start must be before the end.
        if let Rule::OffsetOrder { after, .. } = rule {
            entries.remove(&object.fields[*after].wire);
        }
    }
    Value::Object(entries)
}

#[tokio::test]
async fn a_lenient_server_accepts_every_example_of_the_spec() {
    let (spec, server) = (spec(), stateless().lenient().start().await.unwrap());
    let mut connection = Connection::to(&server).await;
    for (name, endpoint) in documented(&spec) {
        let reply = connection.send(&render(endpoint, &examples(&spec, endpoint))).await;
        assert_eq!((reply.status, reply.code()), (200, 0), "{name}: {}", text(&reply));
    }
}

fn text(reply: &Reply) -> String {
    String::from_utf8_lossy(&reply.body).into_owned()
}

/// Request bodies of the pages, by the `fullPath` of each.
fn bodies_of_pages() -> BTreeMap<String, Value> {
    let root = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/docs/reference"));
    let mut bodies = BTreeMap::new();
    let mut waiting = vec![root];
    while let Some(directory) = waiting.pop() {
        for entry in std::fs::read_dir(directory).into_iter().flatten().flatten() {
            if entry.path().is_dir() {
                waiting.push(entry.path());
            } else {
                bodies.extend(body_of_page(&entry.path()));
            }
        }
    }
    bodies
}

fn body_of_page(path: &Path) -> Option<(String, Value)> {
    let text = std::fs::read_to_string(path).ok()?;
    let (_, rest) = text.split_once("fullPath: \"")?;
    let (path, _) = rest.split_once('"')?;
    let (_, rest) = text.split_once("### 请求体示例")?;
    let (_, rest) = rest.split_once("```json")?;
    let (json, _) = rest.split_once("```")?;
    Some((path.to_owned(), serde_json::from_str(json).unwrap_or_else(|error| panic!("{path}: {error}"))))
}

#[tokio::test]
#[cfg_attr(not(reference_pages), ignore = "needs the reference pages beside the checkout")]
async fn the_pages_request_bodies_are_accepted_unless_they_contradict_their_page() {
    let (spec, bodies) = (spec(), bodies_of_pages());
    let (strict, lenient) = (strict().await, stateless().lenient().start().await.unwrap());
    let (mut strict, mut lenient) = (Connection::to(&strict).await, Connection::to(&lenient).await);
    let mut taken = 0;
    for (name, endpoint) in endpoints(&spec) {
        let Some(page) = endpoint.reference.page() else { continue };
        let Some(body) = bodies.get(page.path.trim_end_matches('/')) else { continue };
        let mut values = examples(&spec, endpoint);
        for (parameter, value) in endpoint.fields.iter().zip(&mut values) {
            if parameter.place == Place::Body {
                *value = None;
            }
        }
        let mut request = render(endpoint, &values);
        request.headers.retain(|(name, _)| name != "content-type");
        let request = request.json(body);
        let reply = lenient.send(&request).await;
        assert_eq!(reply.status, 200, "{name}: {}", text(&reply));
        let reply = strict.send(&request).await;
        assert_eq!(reply.status != 200, CONTRADICTORY.contains(&name.as_str()), "{name}: {}", text(&reply));
        taken += 1;
    }
    assert!(taken >= 17, "{taken}");
}
