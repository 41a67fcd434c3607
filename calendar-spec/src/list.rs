//! What a spec holds, counted: a row for each endpoint and event, and totals.
//!
//! In: a model. Out: a table for reading, or JSON. Objects that several fields share are counted once a row, and once
//! in the totals.

use comfy_table::{Cell, CellAlignment, ContentArrangement, Table, presets};
use serde_json::{Value, json};

use crate::describe::{Walk, full_name, tokens};
use crate::model::{Endpoint, Event, Field, Resource, Spec, Type};

/// The contents of a spec in numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listing {
    /// In the order of the files.
    pub endpoints: Vec<EndpointRow>,
    /// In the order of the files.
    pub events: Vec<EventRow>,
    /// Of the whole spec.
    pub totals: Totals,
}

/// One endpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EndpointRow {
    /// `resource.endpoint`.
    pub name: String,
    /// HTTP method.
    pub method: &'static str,
    /// The path with its placeholders.
    pub path: String,
    /// Kinds of token.
    pub tokens: Vec<&'static str>,
    /// Fields of the request, those of nested objects included.
    pub sent: usize,
    /// Fields of the response, those of nested objects included.
    pub received: usize,
    /// Rules that a request must keep.
    pub rules: usize,
    /// Documented error codes.
    pub errors: usize,
}

/// One event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventRow {
    /// `resource.event`.
    pub name: String,
    /// Its type on the wire.
    pub event_type: String,
    /// Its fields, those of nested objects included.
    pub fields: usize,
}

/// Everything in a spec, each thing once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs)] // each is the number of what its name says
pub struct Totals {
    pub resources: usize,
    pub endpoints: usize,
    pub events: usize,
    pub fields: usize,
    /// Rules that requests must keep.
    pub rules: usize,
    pub errors: usize,
    pub objects: usize,
    pub enums: usize,
    pub values: usize,
    pub ids: usize,
}

impl Listing {
    /// Counts what a spec holds.
    pub fn of(spec: &Spec) -> Self {
        let endpoints = spec.resources.iter().flat_map(|resource| resource.endpoints.iter().map(move |endpoint| (resource, endpoint)));
        let events = spec.resources.iter().flat_map(|resource| resource.events.iter().map(move |event| (resource, event)));
        Self {
            endpoints: endpoints.map(|(resource, endpoint)| EndpointRow::of(spec, resource, endpoint)).collect(),
            events: events.map(|(resource, event)| EventRow::of(spec, resource, event)).collect(),
            totals: Totals::of(spec),
        }
    }

    /// Tables of endpoints and events, with the totals below; no wider than `width`, if there is one.
    pub fn to_table(&self, width: Option<u16>) -> String {
        let mut endpoints = table(width, &["endpoint", "method", "path", "tokens", "sent", "received", "rules", "errors"]);
        for row in &self.endpoints {
            let numbers = [row.sent, row.received, row.rules, row.errors].map(number);
            let texts = [&row.name, row.method, &row.path, &row.tokens.join(", ")].map(Cell::new);
            endpoints.add_row(texts.into_iter().chain(numbers));
        }
        let mut events = table(width, &["event", "type", "fields"]);
        for row in &self.events {
            events.add_row([Cell::new(&row.name), Cell::new(&row.event_type), number(row.fields)]);
        }
        let tables = [endpoints, events].into_iter().filter(|table| !table.is_empty());
        let tables = tables.map(|table| format!("{}\n\n", table.trim_fmt()));
        format!("{}{}", tables.collect::<String>(), self.totals.in_words())
    }

    /// The same as JSON.
    pub fn to_json(&self) -> Value {
        let endpoint = |row: &EndpointRow| {
            let EndpointRow { name, method, path, tokens, sent, received, rules, errors } = row;
            json!({ "name": name, "method": method, "path": path, "tokens": tokens, "sent": sent, "received": received, "rules": rules, "errors": errors })
        };
        let event = |EventRow { name, event_type, fields }: &EventRow| json!({ "name": name, "type": event_type, "fields": fields });
        let endpoints: Vec<Value> = self.endpoints.iter().map(endpoint).collect();
        let events: Vec<Value> = self.events.iter().map(event).collect();
        json!({ "endpoints": endpoints, "events": events, "totals": self.totals.to_json() })
    }
}

fn table(width: Option<u16>, header: &[&str]) -> Table {
    let mut table = Table::new();
    table.load_style(presets::UTF8_HORIZONTAL_ONLY).set_header(header);
    if let Some(width) = width {
        table.set_content_arrangement(ContentArrangement::Dynamic).set_width(width);
    }
    table
}

fn number(number: usize) -> Cell {
    Cell::new(number).set_alignment(CellAlignment::Right)
}

impl EndpointRow {
    fn of(spec: &Spec, resource: &Resource, endpoint: &Endpoint) -> Self {
        let own = || endpoint.fields.iter().map(|parameter| &parameter.field);
        let objects = Walk::new(spec).fields(own()).objects;
        let nested = || objects.iter().flat_map(|object| &spec.objects[object.0].fields);
        let across: usize = objects.iter().map(|object| spec.objects[object.0].rules.len()).sum();
        let sent = || own().chain(nested()).filter(|field| !field.read_only);
        Self {
            name: full_name(resource, &endpoint.name),
            method: endpoint.method.as_str(),
            path: endpoint.path_template(),
            tokens: tokens(endpoint.tokens),
            sent: sent().count(),
            received: endpoint.response.map_or(0, |object| fields(spec, Walk::new(spec).object(object))),
            rules: sent().map(rules).sum::<usize>() + endpoint.rules.len() + across,
            errors: endpoint.errors.len(),
        }
    }
}

impl EventRow {
    fn of(spec: &Spec, resource: &Resource, event: &Event) -> Self {
        let name = full_name(resource, &event.name);
        let fields = fields(spec, Walk::new(spec).object(event.payload));
        Self { name, event_type: event.event_type.clone(), fields }
    }
}

fn fields(spec: &Spec, walk: Walk<'_>) -> usize {
    walk.objects.iter().map(|object| spec.objects[object.0].fields.len()).sum()
}

/// The rules of one field: that it is needed, its limits, its form.
fn rules(field: &Field) -> usize {
    let rules = [
        field.required,
        field.required_when.is_some(),
        field.length.is_some(),
        field.items.is_some(),
        field.range.is_some(),
        !field.one_of.is_empty(),
        has_form(&field.ty),
    ];
    rules.into_iter().filter(|rule| *rule).count()
}

fn has_form(ty: &Type) -> bool {
    match ty {
        Type::Format(_) => true,
        Type::List(item) | Type::Map(_, item) => has_form(item),
        _ => false,
    }
}

impl Totals {
    fn of(spec: &Spec) -> Self {
        let endpoints = || spec.resources.iter().flat_map(|resource| &resource.endpoints);
        let sent = spec.objects.iter().filter(|object| object.usage.request);
        let own = || endpoints().flat_map(|endpoint| &endpoint.fields).map(|parameter| &parameter.field);
        let of_fields = sent.clone().flat_map(|object| &object.fields).chain(own()).filter(|field| !field.read_only);
        let across = sent.map(|object| object.rules.len()).chain(endpoints().map(|endpoint| endpoint.rules.len()));
        Self {
            resources: spec.resources.len(),
            endpoints: endpoints().count(),
            events: spec.resources.iter().map(|resource| resource.events.len()).sum(),
            fields: own().count() + spec.objects.iter().map(|object| object.fields.len()).sum::<usize>(),
            rules: of_fields.map(rules).chain(across).sum(),
            errors: spec.errors.len(),
            objects: spec.objects.len(),
            enums: spec.enums.len(),
            values: spec.enums.iter().map(|item| item.values.len()).sum(),
            ids: spec.ids.len(),
        }
    }

    fn in_words(&self) -> String {
        let Self { resources, endpoints, events, fields, rules, errors, objects, enums, values, ids } = self;
        format!(
            "{endpoints} endpoints and {events} events in {resources} resources\n\
             {fields} fields, {rules} rules for requests, {errors} error codes\n\
             {objects} objects, {enums} enums with {values} values, {ids} identifiers\n"
        )
    }

    fn to_json(self) -> Value {
        let Self { resources, endpoints, events, fields, rules, errors, objects, enums, values, ids } = self;
        json!({
            "resources": resources, "endpoints": endpoints, "events": events, "fields": fields, "rules": rules,
            "errors": errors, "objects": objects, "enums": enums, "values": values, "ids": ids,
        })
    }
}
