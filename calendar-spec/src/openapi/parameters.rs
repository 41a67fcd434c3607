//! Parameters of path, query and header, and the body.

use serde_json::{Map, Value, json};

use super::schema::{Form, description, extensions};
use super::{Export, put, rules, set};
use crate::describe::value;
use crate::model::{Endpoint, Field, Parameter, Place, Rule, Type};

impl Export<'_> {
    /// Every parameter that is not part of the body.
    pub(super) fn parameters(&self, endpoint: &Endpoint) -> Vec<Value> {
        let siblings = fields(endpoint);
        let parameters = endpoint.fields.iter().filter(|parameter| !parameter.field.read_only);
        parameters.filter_map(|parameter| self.parameter(&siblings, parameter)).collect()
    }

    fn parameter(&self, siblings: &[&Field], Parameter { place, field }: &Parameter) -> Option<Value> {
        let place = match place {
            Place::Path => "path",
            Place::Query => "query",
            Place::Header => "header",
            Place::Body => return None,
        };
        let mut parameter = Map::new();
        set(&mut parameter, "name", field.wire.as_str());
        set(&mut parameter, "in", place);
        set(&mut parameter, "required", field.required || place == "path");
        set(&mut parameter, "description", description(field));
        put(&mut parameter, "deprecated", field.deprecated.as_ref().map(|_| true));
        if place == "query" && matches!(field.ty, Type::List(_)) {
            set(&mut parameter, "style", "form");
            set(&mut parameter, "explode", true);
        }
        set(&mut parameter, "schema", self.values(field, Form::REQUEST));
        put(&mut parameter, "example", field.example.as_ref().map(value));
        extensions(&mut parameter, siblings, field, Form::REQUEST);
        Some(parameter.into())
    }

    /// The body, for an endpoint that sends one.
    pub(super) fn body(&self, endpoint: &Endpoint) -> Option<Value> {
        if !endpoint.has_body() {
            return None;
        }
        let siblings = fields(endpoint);
        let in_body = |index: usize| endpoint.fields[index].place == Place::Body && !siblings[index].read_only;
        let body = siblings.iter().copied().enumerate().filter(|(index, _)| in_body(*index));
        let body: Vec<&Field> = body.map(|(_, field)| field).collect();
        let mut schema = Map::new();
        set(&mut schema, "type", "object");
        self.put_properties(&mut schema, &siblings, &body, Form::REQUEST);
        self.put_rules(&mut schema, rules::schemas(&siblings, &endpoint.rules, in_body));
        let mut content = Map::new();
        set(&mut content, "schema", schema);
        put(&mut content, "example", self.body_example(endpoint));
        let asks_for_one = endpoint.rules.iter().any(|rule| matches!(rule, Rule::AtLeastOne(_)));
        let required = asks_for_one || body.iter().any(|field| field.required);
        let content_type = if endpoint.is_multipart() { "multipart/form-data" } else { "application/json" };
        Some(json!({ "required": required, "content": { content_type: content } }))
    }
}

/// The fields of all places.
pub(super) fn fields(endpoint: &Endpoint) -> Vec<&Field> {
    endpoint.fields.iter().map(|parameter| &parameter.field).collect()
}
