//! Rules across declarations: one function each, with the reason why the rule exists.
//!
//! In: the resolved spec, which is consistent. Out: findings, and a model that is still sound.

mod containment;

use std::collections::HashMap;

use crate::diagnostic::{Problem, Problems, quoted};
use crate::location::Location;
use crate::model::{self, Endpoint, Envelope, Field, Method, Origin, PathPart, Spec, Type, Usage, Value};
use crate::resolve::{FieldPlaces, Places, Resolved};
use crate::words::{known_id, plain};
use containment::check_containment;

/// Applies every rule.
pub(crate) fn check(resolved: &mut Resolved, problems: &mut Problems) {
    check_routes(resolved, problems);
    check_event_types(resolved, problems);
    check_containment(resolved, problems);
    check_generated_names(resolved, problems);
    check_known_ids(resolved, problems);
    check_generated_events(resolved, problems);
    check_headers(resolved, problems);
    check_examples(resolved, problems);
    check_unused(resolved, problems);
}

/// Two endpoints with one method and path are the same to the server, whatever their placeholders are called.
fn check_routes(resolved: &Resolved, problems: &mut Problems) {
    let mut first: HashMap<(Method, String), Location> = HashMap::new();
    let endpoints = resolved.spec.resources.iter().flat_map(|resource| &resource.endpoints);
    let places = resolved.places.endpoints.iter().flatten();
    for (endpoint, places) in endpoints.zip(places) {
        let route = (endpoint.method, route(endpoint));
        if let Some(first) = first.get(&route) {
            let problem = Problem::new("duplicate-route", places.http, "two endpoints have this method and path");
            problems.push(problem.related("the first one", *first).help("names of placeholders make no difference"));
        } else {
            first.insert(route, places.http);
        }
    }
}

fn route(endpoint: &Endpoint) -> String {
    let part = |part: &PathPart| match part {
        PathPart::Literal(text) => text.clone(),
        PathPart::Parameter(_) => ":".to_owned(),
    };
    endpoint.host.iter().cloned().chain(endpoint.path.iter().map(part)).collect()
}

/// Notifications are distinguished by envelope and type, so a type belongs to one event.
fn check_event_types(resolved: &Resolved, problems: &mut Problems) {
    let mut first: HashMap<(bool, &str), Location> = HashMap::new();
    let events = resolved.spec.resources.iter().flat_map(|resource| &resource.events);
    for (event, place) in events.zip(resolved.places.events.iter().flatten()) {
        let kind = (event.envelope == Envelope::V2, &*event.event_type);
        if let Some(first) = first.get(&kind) {
            let message = format!("two events have the type {}", quoted(&event.event_type));
            problems.push(Problem::new("duplicate-name", *place, message).related("the first one", *first));
        } else {
            first.insert(kind, *place);
        }
    }
}

/// An object with two forms gives two types, and one that can be sent gives a builder; a declared type must not have
/// one of these names.
fn check_generated_names(resolved: &Resolved, problems: &mut Problems) {
    let Resolved { spec, places } = resolved;
    let objects = spec.objects.iter().filter(|object| object.resource.is_none());
    let usages: HashMap<&str, _> = objects.map(|object| (&*object.name, &object.usage)).collect();
    let names = spec.objects.iter().map(|object| &object.name).zip(places.objects.iter().map(|places| places.name));
    let names = names.chain(spec.enums.iter().map(|enumeration| &enumeration.name).zip(places.enums.iter().copied()));
    let names = names.chain(spec.ids.iter().map(|id| &id.name).zip(places.ids.iter().copied()));
    for (name, place) in names {
        let twin = |suffix: &str| name.strip_suffix(suffix).and_then(|object| Some((object, *usages.get(object)?)));
        let output = twin("Output").filter(|(_, usage)| usage.request && usage.response);
        let builder = twin("Builder").filter(|(_, usage)| usage.request);
        let generated = output.map(|(object, _)| (object, "response form"));
        let Some((object, what)) = generated.or(builder.map(|(object, _)| (object, "builder"))) else {
            continue;
        };
        let message = format!("{} is also the name of the {what} of {}", quoted(name), quoted(object));
        problems.push(Problem::new("duplicate-name", place, message).help("choose another name"));
    }
}

/// Identifiers with a fixed meaning are constants in one module, named after value and type.
fn check_known_ids(Resolved { spec, places }: &Resolved, problems: &mut Problems) {
    let mut first: HashMap<String, Location> = HashMap::new();
    for (id, place) in spec.ids.iter().zip(&places.ids) {
        for value in &id.values {
            let name = known_id(id, value);
            if let Some(first) = first.get(&name) {
                let message = format!("two identifiers are called {} in Rust, after value and type", quoted(&name));
                let problem = Problem::new("duplicate-name", *place, message).related("the first one", *first);
                problems.push(problem.help("choose another name for the type"));
            } else {
                first.insert(name, *place);
            }
        }
    }
}

/// The events of all resources are variants of one enum, named after resource and event.
fn check_generated_events(resolved: &Resolved, problems: &mut Problems) {
    let mut first: HashMap<String, Location> = HashMap::new();
    for (resource, places) in resolved.spec.resources.iter().zip(&resolved.places.events) {
        for (event, place) in resource.events.iter().zip(places) {
            let name = format!("{}{}", camel(&resource.name), camel(&event.name));
            if let Some(first) = first.get(&name) {
                let message = format!("two events are called {} in Rust, after resource and event", quoted(&name));
                let problem = Problem::new("duplicate-name", *place, message).related("the first one", *first);
                problems.push(problem.help("choose another name"));
            } else {
                first.insert(name, *place);
            }
        }
    }
}

fn camel(name: &str) -> String {
    heck::ToUpperCamelCase::to_upper_camel_case(name)
}

/// Headers that the client or HTTP itself sets; a field for one would be overwritten, or break the message.
const RESERVED_HEADERS: [&str; 7] =
    ["accept", "authorization", "connection", "content-length", "content-type", "host", "transfer-encoding"];

/// A header field must be one that a caller can set.
fn check_headers(resolved: &Resolved, problems: &mut Problems) {
    let endpoints = resolved.spec.resources.iter().flat_map(|resource| &resource.endpoints);
    for (endpoint, places) in endpoints.zip(resolved.places.endpoints.iter().flatten()) {
        let fields = endpoint.fields.iter().zip(&places.fields);
        for (parameter, places) in fields.filter(|(parameter, _)| parameter.place == model::Place::Header) {
            let name = &parameter.field.wire;
            if RESERVED_HEADERS.contains(&name.to_ascii_lowercase().as_str()) {
                let message = format!("the header {} is set by the client", quoted(name));
                problems.push(
                    Problem::new("invalid-name", places.ty, message).help("remove it; tokens belong under `tokens`"),
                );
            }
        }
    }
}

/// An example is copied into requests, so it must be valid in a request.
fn check_examples(resolved: &Resolved, problems: &mut Problems) {
    let Resolved { spec, places } = resolved;
    for (object, places) in spec.objects.iter().zip(&places.objects).filter(|(object, _)| object.usage.request) {
        for (field, places) in object.fields.iter().zip(&places.fields).filter(|(field, _)| !field.read_only) {
            check_example(spec, (field, places), problems);
        }
    }
    let endpoints = spec.resources.iter().flat_map(|resource| &resource.endpoints);
    for (endpoint, places) in endpoints.zip(places.endpoints.iter().flatten()) {
        for (parameter, places) in endpoint.fields.iter().zip(&places.fields) {
            check_example(spec, (&parameter.field, places), problems);
        }
    }
}

fn check_example(spec: &Spec, (field, places): (&Field, &FieldPlaces), problems: &mut Problems) {
    let (Some(example), Some(place)) = (&field.example, places.example) else {
        return;
    };
    let inner = match &field.ty {
        Type::List(inner) => inner,
        ty => ty,
    };
    let Type::Enum(enumeration) = inner else {
        return;
    };
    let values = match example {
        Value::List(items) => items.as_slice(),
        value => std::slice::from_ref(value),
    };
    let known = &spec.enums[enumeration.0];
    let is_refused =
        |value: &&Value| known.values.iter().any(|refused| refused.read_only && known.value(&refused.wire) == **value);
    if let Some(value) = values.iter().find(is_refused) {
        let message =
            format!("{} is sent by the server only, and this is an example of a request", quoted(&plain(value)));
        problems.push(Problem::new("invalid-example", place, message).help("choose a value that is not `read_only`"));
    }
}

/// A declaration that nothing refers to is a leftover or a misspelled name. Not checked while there are other findings,
/// since the references may be what is broken.
fn check_unused(resolved: &Resolved, problems: &mut Problems) {
    if !problems.is_empty() {
        return;
    }
    let Resolved { spec, places } = resolved;
    for (name, place, kind) in unused(spec, places) {
        let message = format!("no endpoint and no event uses the {kind} {}", quoted(name));
        problems.push(Problem::new("unused", place, message).help("remove it, or refer to it"));
    }
}

fn unused<'u>(spec: &'u Spec, places: &'u Places) -> impl Iterator<Item = (&'u str, Location, &'static str)> {
    let is_unused = |origin: Origin, usage: &Usage| origin == Origin::Own && usage.resources.is_empty();
    let ids = spec.ids.iter().zip(&places.ids).filter(move |(id, _)| is_unused(id.origin, &id.usage));
    let ids = ids.map(|(id, place)| (&*id.name, *place, "identifier"));
    let enums = spec.enums.iter().zip(&places.enums).filter(move |(item, _)| is_unused(item.origin, &item.usage));
    let enums = enums.map(|(item, place)| (&*item.name, *place, "enum"));
    let objects = spec.objects.iter().zip(&places.objects);
    let objects = objects.filter(move |(object, _)| is_unused(object.origin, &object.usage));
    ids.chain(enums).chain(objects.map(|(object, places)| (&*object.name, places.name, "object")))
}
