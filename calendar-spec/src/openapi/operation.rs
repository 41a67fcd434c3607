//! Operations: the name of an endpoint, its parameters and its responses.

use serde_json::{Map, Value, json};

use super::names::Direction;
use super::parameters::fields;
use super::{Export, put, put_all, put_undocumented, reference, set};
use crate::describe::{apps, field_scopes, first_sentence, page_url, paging, sentences, tokens};
use crate::model::{App, Endpoint, Page, PathPart, RateLimit, Reference, ResponseAt};

/// The path with its placeholders in braces.
pub(super) fn path(endpoint: &Endpoint) -> String {
    let part = |part: &PathPart| match part {
        PathPart::Literal(text) => text.clone(),
        PathPart::Parameter(index) => format!("{{{}}}", endpoint.fields[*index].field.wire),
    };
    endpoint.path.iter().map(part).collect()
}

impl Export<'_> {
    pub(super) fn operation(&self, resource: &str, id: &str, endpoint: &Endpoint) -> Value {
        let mut operation = heading(resource, id, &endpoint.doc);
        match &endpoint.reference {
            Reference::Page(page) => put_page(&mut operation, page),
            Reference::Undocumented(mark) => put_undocumented(&mut operation, Some(mark)),
        }
        put(&mut operation, "deprecated", endpoint.deprecated.as_ref().map(|_| true));
        put_all(&mut operation, "parameters", self.parameters(endpoint));
        put(&mut operation, "requestBody", self.body(endpoint));
        set(&mut operation, "responses", self.responses(endpoint));
        set(&mut operation, "security", security(endpoint));
        put_all(&mut operation, "servers", endpoint.host.iter().map(|host| json!({ "url": host })).collect());
        self.put_facts(&mut operation, endpoint);
        operation.into()
    }

    fn responses(&self, endpoint: &Endpoint) -> Value {
        let mut responses = Map::new();
        set(&mut responses, "200", self.success(endpoint));
        responses.extend(self.errors(endpoint));
        responses.into()
    }

    fn success(&self, endpoint: &Endpoint) -> Value {
        match endpoint.response_at {
            ResponseAt::Data => self.success_in_envelope(endpoint),
            ResponseAt::Body => self.success_in_body(endpoint),
            ResponseAt::File => {
                let content = json!({ "schema": { "type": "string", "format": "binary" } });
                json!({ "description": "Success.", "content": { "application/octet-stream": content } })
            }
        }
    }

    /// The object is the body, beside `code` and `msg` if there are such.
    fn success_in_body(&self, endpoint: &Endpoint) -> Value {
        let object = endpoint.response.map(|object| reference(self.names.object(object, Direction::Response)));
        let status = json!({
            "type": "object",
            "properties": { "code": { "type": "integer", "enum": [0] }, "msg": { "type": "string" } },
        });
        let parts: Vec<Value> = object.into_iter().chain([status]).collect();
        let mut content = Map::new();
        set(&mut content, "schema", json!({ "allOf": parts }));
        put(&mut content, "example", self.body_answer_example(endpoint.response));
        json!({ "description": "Success.", "content": { "application/json": content } })
    }

    fn success_in_envelope(&self, endpoint: &Endpoint) -> Value {
        let envelope = endpoint.response.map_or(&*self.names.empty_envelope, |object| self.names.envelope(object));
        let mut content = Map::new();
        set(&mut content, "schema", reference(envelope));
        put(&mut content, "example", self.answer_example(endpoint.response));
        json!({ "description": "Success.", "content": { "application/json": content } })
    }

    /// Facts that `OpenAPI` has no keys for.
    fn put_facts(&self, operation: &mut Map<String, Value>, endpoint: &Endpoint) {
        let instead = endpoint.deprecated.clone();
        put(operation, "x-deprecated", instead);
        set(operation, "x-tokens", tokens(endpoint.tokens));
        put_access(operation, &endpoint.apps, &endpoint.scopes);
        set(operation, "x-field-scopes", field_scopes(self.spec, endpoint));
        put(operation, "x-rate-limit", endpoint.rate_limit.map(rate_limit));
        let key = endpoint.idempotency_key.map(|index| endpoint.fields[index].field.wire.as_str());
        put(operation, "x-idempotency-key", key);
        put(operation, "x-repeatable", endpoint.is_repeatable.then_some(true));
        let paging: Map<String, Value> =
            paging(self.spec, endpoint).into_iter().map(|(part, field)| (part.to_owned(), field.into())).collect();
        put(operation, "x-paging", Some(paging).filter(|paging| !paging.is_empty()));
        put_all(operation, "x-rules", sentences(self.spec, &fields(endpoint), &endpoint.rules));
    }
}

/// Tag, name and descriptions of an endpoint or event.
pub(super) fn heading(resource: &str, id: &str, doc: &str) -> Map<String, Value> {
    let mut operation = Map::new();
    set(&mut operation, "operationId", id);
    set(&mut operation, "tags", json!([resource]));
    set(&mut operation, "summary", first_sentence(doc));
    set(&mut operation, "description", doc);
    operation
}

/// The page of an endpoint or event.
pub(super) fn put_page(operation: &mut Map<String, Value>, page: &Page) {
    let changed = page.updated.as_ref().map(|updated| format!(", last changed {updated}"));
    let description = format!("Reference page{}", changed.unwrap_or_default());
    set(operation, "externalDocs", json!({ "description": description, "url": page_url(page) }));
}

/// Kinds of application and scopes.
pub(super) fn put_access(operation: &mut Map<String, Value>, kinds: &[App], scopes: &[String]) {
    put_all(operation, "x-app-types", apps(kinds));
    set(operation, "x-scopes", scopes);
}

/// The tokens that the endpoint accepts.
fn security(endpoint: &Endpoint) -> Value {
    tokens(endpoint.tokens).into_iter().map(|kind| json!({ format!("{kind}_access_token"): [] })).collect()
}

fn rate_limit(limit: RateLimit) -> Value {
    let mut limits = Map::new();
    put(&mut limits, "per_minute", limit.per_minute);
    put(&mut limits, "per_second", limit.per_second);
    put(&mut limits, "special", limit.is_special.then_some(true));
    limits.into()
}
