//! Component schemas: identifiers, enums, objects, and the envelopes of responses and events.

use std::collections::HashSet;

use serde_json::{Map, Value, json};

use super::names::Direction;
use super::schema::Form;
use super::{Export, put, put_all, reference, rules, set};
use crate::describe::sentences;
use crate::model::{Enum, EnumRef, EnumValue, Field, IdType, Object, ObjectRef, ResponseAt, TokenKind};

impl Export<'_> {
    pub(super) fn components(&self) -> Value {
        let mut schemas = Map::new();
        schemas.extend(self.spec.ids.iter().map(|id| (id.name.clone(), self.id(id))));
        schemas.extend(self.enums());
        for index in 0..self.spec.objects.len() {
            self.objects(ObjectRef(index), &mut schemas);
        }
        schemas.extend(self.envelopes());
        schemas.extend(self.error_schemas());
        schemas.extend(self.event_schemas());
        json!({
            "schemas": schemas,
            "responses": self.error_responses(),
            "examples": self.error_examples(),
            "securitySchemes": security_schemes(),
        })
    }

    fn id(&self, id: &IdType) -> Value {
        let mut schema = Map::new();
        set(&mut schema, "type", "string");
        set(&mut schema, "description", id.doc.as_str());
        self.put_example(&mut schema, id.example.as_deref().map(Value::from));
        schema.into()
    }

    /// A schema for each enum, and another one for responses if these have more values.
    fn enums(&self) -> Vec<(String, Value)> {
        let schemas = |(index, item): (usize, &Enum)| {
            let output = self.names.enum_output(EnumRef(index));
            let is_sendable = |value: &EnumValue| output.is_none() || !value.read_only;
            let input = (item.name.clone(), enumeration(item, is_sendable));
            let output = output.map(|name| (name.to_owned(), enumeration(item, |_| true)));
            std::iter::once(input).chain(output)
        };
        self.spec.enums.iter().enumerate().flat_map(schemas).collect()
    }

    /// One schema, or one for each direction.
    fn objects(&self, object: ObjectRef, schemas: &mut Map<String, Value>) {
        let usage = &self.spec.objects[object.0].usage;
        let directions: &[Direction] = match (self.names.is_split(object), usage.request) {
            (true, _) => &[Direction::Request, Direction::Response],
            (false, true) => &[Direction::Request],
            (false, false) => &[Direction::Response],
        };
        for direction in directions {
            let form = Form::of(&self.spec.objects[object.0], *direction, self.pushed.contains(&object));
            let schema = self.object(&self.spec.objects[object.0], form);
            schemas.insert(self.names.object(object, *direction).to_owned(), schema);
        }
    }

    fn object(&self, object: &Object, form: Form) -> Value {
        let fields: Vec<&Field> = object.fields.iter().collect();
        let mut schema = Map::new();
        set(&mut schema, "type", "object");
        set(&mut schema, "description", object.doc.as_str());
        self.put_properties(&mut schema, &fields, &fields, form);
        if form.direction == Direction::Request {
            put_all(&mut schema, "x-rules", sentences(self.spec, &fields, &object.rules));
            self.put_rules(&mut schema, rules::schemas(&fields, &object.rules, |index| !fields[index].read_only));
        }
        schema.into()
    }

    /// `required` and `properties`. A request has no fields that only the server sets; a response promises no field.
    /// Conditions refer to the siblings, which for a body are the fields of all places.
    pub(super) fn put_properties(
        &self,
        schema: &mut Map<String, Value>,
        siblings: &[&Field],
        fields: &[&Field],
        form: Form,
    ) {
        let is_request = form.direction == Direction::Request;
        let written = || fields.iter().filter(|field| !(is_request && field.read_only));
        let required = written().filter(|field| is_request && field.required);
        let properties = written().map(|field| (field.wire.clone(), self.property(siblings, field, form)));
        let properties: Map<String, Value> = properties.collect();
        put_all(schema, "required", required.map(|field| field.wire.as_str()).collect());
        set(schema, "properties", properties);
    }

    pub(super) fn put_rules(&self, schema: &mut Map<String, Value>, rules: Vec<Value>) {
        if !self.is_3_0() {
            put_all(schema, "allOf", rules);
        }
    }

    /// An envelope for each object that is the data of a response, and one for responses without data.
    fn envelopes(&self) -> Vec<(String, Value)> {
        let endpoints = self.spec.resources.iter().flat_map(|resource| &resource.endpoints);
        let mut seen = HashSet::new();
        let endpoints = endpoints.filter(|endpoint| endpoint.response_at == ResponseAt::Data);
        let objects = endpoints.filter_map(|endpoint| endpoint.response).filter(|object| seen.insert(*object));
        let envelope = |object| {
            let data = reference(self.names.object(object, Direction::Response));
            let what = format!("A successful answer with `{}` as its data.", self.spec.objects[object.0].name);
            (self.names.envelope(object).to_owned(), envelope(&what, &data))
        };
        let mut envelopes: Vec<(String, Value)> = objects.map(envelope).collect();
        let empty = envelope_of_nothing();
        envelopes.push((self.names.empty_envelope.clone(), empty));
        envelopes
    }
}

/// `{"code": 0, "msg": "success", "data": …}`
fn envelope(description: &str, data: &Value) -> Value {
    json!({
        "type": "object",
        "required": ["code", "msg"],
        "description": description,
        "properties": {
            "code": { "type": "integer", "format": "int64", "enum": [0], "description": "0 says success." },
            "msg": { "type": "string", "description": "What the server says, `success`." },
            "data": data,
        },
    })
}

fn envelope_of_nothing() -> Value {
    envelope("A successful answer without data.", &json!({ "type": "object", "description": "Empty." }))
}

/// The schema of an enum with these values.
fn enumeration(item: &Enum, is_in: impl Fn(&EnumValue) -> bool) -> Value {
    let wire = |value: &EnumValue| value.wire.clone();
    let values = || item.values.iter().filter(|value| is_in(value));
    let scopes = values().filter(|value| !value.scopes.is_empty());
    let scopes: Map<String, Value> = scopes.map(|value| (wire(value), value.scopes.clone().into())).collect();
    let mut schema = Map::new();
    set(&mut schema, "type", if item.is_number { "integer" } else { "string" });
    set(&mut schema, "description", describe_values(&item.doc, values()));
    let value = |known: &EnumValue| Value::from(&item.value(&known.wire));
    put_all(&mut schema, "enum", values().map(value).collect());
    put_all(&mut schema, "x-enum-varnames", values().map(|value| value.rust.clone()).collect());
    put_all(&mut schema, "x-enum-descriptions", values().map(|value| value.doc.clone()).collect());
    put_all(&mut schema, "x-read-only-values", values().filter(|known| known.read_only).map(value).collect());
    put(&mut schema, "x-value-scopes", Some(scopes).filter(|scopes| !scopes.is_empty()));
    schema.into()
}

/// The description of an enum, and its values as a list.
fn describe_values<'v>(doc: &str, values: impl Iterator<Item = &'v EnumValue>) -> String {
    let line = |value: &EnumValue| {
        let read_only = if value.read_only { " Only the server sends it." } else { "" };
        format!("- `{}`: {}{read_only}", value.wire, value.doc)
    };
    let lines: Vec<String> = values.map(line).collect();
    format!("{doc}\n\n{}", lines.join("\n"))
}

fn security_schemes() -> Value {
    let scheme = |kind: &TokenKind| {
        let scheme = json!({ "type": "http", "scheme": "bearer", "description": kind.description() });
        (format!("{}_access_token", kind.name()), scheme)
    };
    TokenKind::ALL.iter().map(scheme).collect()
}
