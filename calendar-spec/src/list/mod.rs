//! The content of a spec in numbers: a row for each endpoint and event, and totals.
//!
//! In: a model. Out: a [`Listing`], which is printed as a table or as JSON. An object that several fields share is
//! counted once per row, and once in the totals.

mod output;

use crate::describe::{Walk, full_name, tokens};
use crate::model::{Endpoint, Event, Field, ObjectRef, Resource, Spec, Type};

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
    /// Fields of the request, including those of nested objects.
    pub sent: usize,
    /// Fields of the response, including those of nested objects.
    pub received: usize,
    /// Rules on the request.
    pub rules: usize,
    /// Documented error codes.
    pub errors: usize,
    /// Whether no page describes it.
    pub undocumented: bool,
}

/// One event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventRow {
    /// `resource.event`.
    pub name: String,
    /// The type on the wire.
    pub event_type: String,
    /// Fields, including those of nested objects.
    pub received: usize,
}

/// Totals, each thing counted once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs)] // each is the number of what its name says
pub struct Totals {
    pub resources: usize,
    pub endpoints: usize,
    pub events: usize,
    pub fields: usize,
    /// Rules on requests.
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
        let endpoints = spec
            .resources
            .iter()
            .flat_map(|resource| resource.endpoints.iter().map(move |endpoint| (resource, endpoint)));
        let events =
            spec.resources.iter().flat_map(|resource| resource.events.iter().map(move |event| (resource, event)));
        Self {
            endpoints: endpoints.map(|(resource, endpoint)| EndpointRow::of(spec, resource, endpoint)).collect(),
            events: events.map(|(resource, event)| EventRow::of(spec, resource, event)).collect(),
            totals: Totals::of(spec),
        }
    }
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
            received: endpoint.response.map_or(0, |object| fields(spec, object)),
            rules: sent().map(rules).sum::<usize>() + endpoint.rules.len() + across,
            errors: endpoint.errors.len(),
            undocumented: endpoint.reference.undocumented().is_some(),
        }
    }
}

impl EventRow {
    fn of(spec: &Spec, resource: &Resource, event: &Event) -> Self {
        let name = full_name(resource, &event.name);
        let received = fields(spec, event.payload);
        Self { name, event_type: event.event_type.clone(), received }
    }
}

/// The fields of an object and of all objects in it.
fn fields(spec: &Spec, object: ObjectRef) -> usize {
    Walk::new(spec).object(object).objects.iter().map(|object| spec.objects[object.0].fields.len()).sum()
}

/// The rules of one field: required, limits, format.
fn rules(field: &Field) -> usize {
    let rules = [field.required, field.required_when.is_some(), has_form(&field.ty)];
    rules.into_iter().filter(|rule| *rule).count() + field.constraints.len()
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
}
