//! The spec as an `OpenAPI` document.
//!
//! In: a model. Out: the document as one JSON value, in version 3.1 or 3.0. Facts that `OpenAPI` cannot express are in
//! `x-` keys: tokens, scopes, kinds of application, rate limits, rules across fields.

mod components;
mod errors;
mod example;
mod examples;
mod names;
mod operation;
mod parameters;
mod rules;
mod schema;
mod webhooks;
pub(crate) mod yaml;

use std::collections::HashSet;

use serde_json::{Map, Value, json};

use crate::describe::{Walk, full_name, retry};
use crate::model::{ErrorCode, ObjectRef, Resource, Spec, Undocumented};
use names::Names;

pub use yaml::to_yaml;

/// Version of the `OpenAPI` specification that a document follows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Version {
    /// 3.0, for tools that do not support 3.1.
    V3_0,
    /// 3.1, with webhooks and all of JSON Schema.
    #[default]
    V3_1,
}

/// The document of a whole spec.
pub fn document(spec: &Spec, version: Version) -> Value {
    let export = Export { spec, version, names: Names::new(spec), pushed: pushed(spec) };
    let webhooks = if export.is_3_0() { "x-webhooks" } else { "webhooks" };
    let mut document = Map::new();
    set(&mut document, "openapi", if export.is_3_0() { "3.0.3" } else { "3.1.0" });
    set(&mut document, "info", export.info());
    set(&mut document, "servers", servers());
    set(&mut document, "tags", export.tags());
    set(&mut document, "paths", export.paths());
    set(&mut document, webhooks, export.webhooks());
    set(&mut document, "components", export.components());
    set(&mut document, "x-error-codes", export.error_codes());
    document.into()
}

/// One export: its input, and its decisions.
struct Export<'s> {
    spec: &'s Spec,
    version: Version,
    names: Names,
    /// Objects in events.
    pushed: HashSet<ObjectRef>,
}

impl Export<'_> {
    fn is_3_0(&self) -> bool {
        self.version == Version::V3_0
    }

    fn info(&self) -> Value {
        json!({
            "title": format!("Feishu / Lark {} API", self.spec.name),
            "version": env!("CARGO_PKG_VERSION"),
            "description": self.spec.doc,
        })
    }

    /// A tag for each resource.
    fn tags(&self) -> Value {
        let tag = |resource: &Resource| json!({ "name": resource.name, "description": resource.doc });
        self.spec.resources.iter().map(tag).collect()
    }

    /// Operations by path and method.
    fn paths(&self) -> Value {
        let mut paths = Map::new();
        for resource in &self.spec.resources {
            for endpoint in &resource.endpoints {
                let path = paths.entry(operation::path(endpoint)).or_insert_with(|| json!({}));
                let id = full_name(resource, &endpoint.name);
                path[endpoint.method.as_str().to_lowercase()] = self.operation(&resource.name, &id, endpoint);
            }
        }
        paths.into()
    }

    /// Every documented code, including those that no endpoint lists.
    fn error_codes(&self) -> Value {
        let entry = |code: &ErrorCode| {
            let ErrorCode { number, rust, status, message, advice, retry: again, .. } = code;
            let entry =
                json!({ "name": rust, "status": status, "message": message, "advice": advice, "retry": retry(*again) });
            (number.to_string(), entry)
        };
        Value::Object(self.spec.errors.iter().map(entry).collect())
    }
}

fn pushed(spec: &Spec) -> HashSet<ObjectRef> {
    let events = spec.resources.iter().flat_map(|resource| &resource.events);
    let walk = events.fold(Walk::new(spec), |walk, event| walk.object(event.payload));
    walk.objects.into_iter().collect()
}

fn servers() -> Value {
    json!([
        { "url": "https://open.feishu.cn", "description": "Feishu" },
        { "url": "https://open.larksuite.com", "description": "Lark" },
    ])
}

/// A reference to a component schema.
fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

/// Sets a key.
fn set(map: &mut Map<String, Value>, key: &str, value: impl Into<Value>) {
    map.insert(key.to_owned(), value.into());
}

/// Sets a key if there is a value.
fn put(map: &mut Map<String, Value>, key: &str, value: Option<impl Into<Value>>) {
    if let Some(value) = value {
        set(map, key, value);
    }
}

/// Sets a key unless the list is empty.
fn put_all<T: Into<Value>>(map: &mut Map<String, Value>, key: &str, values: Vec<T>) {
    put(map, key, Some(values).filter(|values| !values.is_empty()));
}

/// The mark of something that no page describes.
fn put_undocumented(said: &mut Map<String, Value>, mark: Option<&Undocumented>) {
    put(said, "x-undocumented", mark.map(|mark| json!({ "source": mark.source })));
}
