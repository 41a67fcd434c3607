//! From values to a request as it is sent.

use calendar_spec::model::{Endpoint, PathPart, Place};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Map, Value};

use super::{Sent, token};

/// Values for the fields of an endpoint, in their order.
pub(crate) type Values = Vec<Option<Value>>;

/// The request that carries these values.
pub(crate) fn render(endpoint: &Endpoint, values: &Values) -> Sent {
    let mut request = Sent::new(endpoint.method.as_str(), &target(endpoint, values)).token(token(endpoint));
    for (parameter, value) in endpoint.fields.iter().zip(values) {
        if let (Place::Header, Some(value)) = (parameter.place, value) {
            request = request.header(&parameter.field.wire, &plain(value));
        }
    }
    if endpoint.has_body() { request.json(&body(endpoint, values)) } else { request }
}

/// The body as JSON.
pub(crate) fn body(endpoint: &Endpoint, values: &Values) -> Value {
    let parameters = endpoint.fields.iter().zip(values).filter(|(parameter, _)| parameter.place == Place::Body);
    let entries: Map<String, Value> =
        parameters.filter_map(|(parameter, value)| Some((parameter.field.wire.clone(), value.clone()?))).collect();
    Value::Object(entries)
}

fn target(endpoint: &Endpoint, values: &Values) -> String {
    let path: String = endpoint
        .path
        .iter()
        .map(|part| match part {
            PathPart::Literal(text) => text.clone(),
            PathPart::Parameter(index) => encoded(&plain(values[*index].as_ref().unwrap_or(&Value::Null))),
        })
        .collect();
    let mut query = Vec::new();
    for (parameter, value) in endpoint.fields.iter().zip(values) {
        let (Place::Query, Some(value)) = (parameter.place, value) else { continue };
        let items = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
        query.extend(items.iter().map(|item| format!("{}={}", parameter.field.wire, encoded(&plain(item)))));
    }
    if query.is_empty() { path } else { format!("{path}?{}", query.join("&")) }
}

pub(crate) fn encoded(text: &str) -> String {
    utf8_percent_encode(text, NON_ALPHANUMERIC).to_string()
}

pub(crate) fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
