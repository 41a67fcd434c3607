//! Which declaration of the old spec is which declaration of the new one.
//!
//! In: both specs. Out: [`Pairs`]. What keeps its name is the same thing; what keeps its route, its number, or all that
//! it holds has been renamed.

use super::pairing::{Keys, Pairing};
use crate::model::{Endpoint, Enum, ErrorCode, Event, IdType, Object, ObjectRef, PathPart, Resource, Spec, Type};
use crate::structs::Forms;

/// One of the two specs.
#[derive(Debug)]
pub(super) struct Side<'s> {
    pub(super) spec: &'s Spec,
    pub(super) forms: Forms,
    /// The endpoints of all resources, each with the index of its resource.
    pub(super) endpoints: Vec<(usize, &'s Endpoint)>,
    /// The events of all resources, each with the index of its resource.
    pub(super) events: Vec<(usize, &'s Event)>,
}

/// Indices into the lists of both sides.
#[derive(Debug)]
pub(super) struct Pairs {
    pub(super) resources: Pairing,
    pub(super) endpoints: Pairing,
    pub(super) events: Pairing,
    pub(super) ids: Pairing,
    pub(super) enums: Pairing,
    pub(super) objects: Pairing,
    pub(super) errors: Pairing,
}

impl<'s> Side<'s> {
    pub(super) fn of(spec: &'s Spec) -> Self {
        let resources = || spec.resources.iter().enumerate();
        Self {
            spec,
            forms: Forms::of(spec),
            endpoints: resources()
                .flat_map(|(index, resource)| resource.endpoints.iter().map(move |it| (index, it)))
                .collect(),
            events: resources()
                .flat_map(|(index, resource)| resource.events.iter().map(move |it| (index, it)))
                .collect(),
        }
    }

    /// `resource.name`
    pub(super) fn name(&self, resource: usize, name: &str) -> String {
        crate::describe::full_name(&self.spec.resources[resource], name)
    }
}

impl Pairs {
    pub(super) fn of(old: &Side<'_>, new: &Side<'_>) -> Self {
        let resources = resources(&old.spec.resources, &new.spec.resources);
        let endpoints = endpoints(old, new, &resources);
        let events = events(old, new, &resources);
        let objects = objects((old, new), &resources, &endpoints, &events);
        Self {
            ids: ids(&old.spec.ids, &new.spec.ids),
            enums: enums(&old.spec.enums, &new.spec.enums),
            errors: errors(&old.spec.errors, &new.spec.errors),
            resources,
            endpoints,
            events,
            objects,
        }
    }
}

/// A resource that has all the endpoints of another is the other under a new name.
fn resources(old: &[Resource], new: &[Resource]) -> Pairing {
    let name = |resource: &Resource| Some(resource.name.clone());
    let routes = |resource: &Resource| {
        let mut routes: Vec<String> = resource.endpoints.iter().map(route).collect();
        routes.sort();
        (!routes.is_empty()).then(|| routes.join("\n"))
    };
    Pairing::by(&[Keys::of(old, new, name), Keys::of(old, new, routes)])
}

/// The route is what a server knows an endpoint by, so it comes before the name.
fn endpoints(old: &Side<'_>, new: &Side<'_>, resources: &Pairing) -> Pairing {
    let routes = Keys::of(&old.endpoints, &new.endpoints, |(_, endpoint)| Some(route(endpoint)));
    let name = |(resource, endpoint): &(usize, &Endpoint)| renamed(old, new, resources, *resource, &endpoint.name);
    let new_name = |(resource, endpoint): &(usize, &Endpoint)| new.name(*resource, &endpoint.name);
    let names = Keys::lists(some(&old.endpoints, name), some(&new.endpoints, new_name));
    let pages = Keys::of(&old.endpoints, &new.endpoints, |(_, endpoint)| Some(endpoint.page.path.clone()));
    Pairing::by(&[routes, names, pages])
}

fn events(old: &Side<'_>, new: &Side<'_>, resources: &Pairing) -> Pairing {
    let name = |(resource, event): &(usize, &Event)| renamed(old, new, resources, *resource, &event.name);
    let new_name = |(resource, event): &(usize, &Event)| new.name(*resource, &event.name);
    let names = Keys::lists(some(&old.events, name), some(&new.events, new_name));
    let types = Keys::of(&old.events, &new.events, |(_, event)| Some(event.event_type.clone()));
    Pairing::by(&[names, types])
}

fn some<T>(list: &[T], key: impl Fn(&T) -> String) -> Vec<Option<String>> {
    list.iter().map(|item| Some(key(item))).collect()
}

/// The full name of an old thing if its resource had its new name.
pub(super) fn renamed(old: &Side<'_>, new: &Side<'_>, resources: &Pairing, resource: usize, name: &str) -> String {
    resources.new_of(resource).map_or_else(|| old.name(resource, name), |resource| new.name(resource, name))
}

/// By name; then by what it is the response or payload of, since types of their own are named after endpoints; then by
/// what it holds.
fn objects((old, new): (&Side<'_>, &Side<'_>), resources: &Pairing, endpoints: &Pairing, events: &Pairing) -> Pairing {
    let (old_list, new_list) = (&*old.spec.objects, &*new.spec.objects);
    let key = |resource: Option<&String>, object: &Object| format!("{resource:?} {}", object.name);
    let home = |object: &Object| {
        let resource = object.resource.as_ref()?;
        let index = old.spec.resources.iter().position(|known| known.name == *resource)?;
        Some(new.spec.resources[resources.new_of(index)?].name.clone())
    };
    let names = Keys::lists(
        some(old_list, |object| key(home(object).as_ref().or(object.resource.as_ref()), object)),
        some(new_list, |object| key(object.resource.as_ref(), object)),
    );
    let old_roles = roles(old, endpoints.both.iter().map(|pair| pair.0), events.both.iter().map(|pair| pair.0));
    let new_roles = roles(new, endpoints.both.iter().map(|pair| pair.1), events.both.iter().map(|pair| pair.1));
    Pairing::by(&[names, Keys::lists(old_roles, new_roles), Keys::of(old_list, new_list, contents)])
}

/// For each object, the first endpoint or event that answers or carries it.
fn roles(
    side: &Side<'_>,
    endpoints: impl Iterator<Item = usize>,
    events: impl Iterator<Item = usize>,
) -> Vec<Option<String>> {
    let mut roles = vec![None; side.spec.objects.len()];
    let responses = endpoints.map(|endpoint| side.endpoints[endpoint].1.response);
    let payloads = events.map(|event| Some(side.events[event].1.payload));
    for (role, object) in responses.chain(payloads).enumerate() {
        if let Some(ObjectRef(object)) = object {
            roles[object].get_or_insert(role.to_string());
        }
    }
    roles
}

/// The names of its fields and what they are in JSON.
fn contents(object: &Object) -> Option<String> {
    let field = |field: &crate::model::Field| format!("{}: {}", field.wire, json_type(&field.ty));
    let mut fields: Vec<String> = object.fields.iter().map(field).collect();
    fields.sort();
    (!fields.is_empty()).then(|| fields.join("\n"))
}

fn json_type(ty: &Type) -> String {
    match ty {
        Type::String | Type::Format(_) | Type::Id(_) | Type::Enum(_) => "string".to_owned(),
        Type::Bool => "boolean".to_owned(),
        Type::Int32 | Type::Int64 | Type::Float => "number".to_owned(),
        Type::Object(_) => "object".to_owned(),
        Type::List(item) => format!("list of {}", json_type(item)),
        Type::Map(_, item) => format!("map of {}", json_type(item)),
    }
}

/// An enum with the same values is the same under a new name.
fn enums(old: &[Enum], new: &[Enum]) -> Pairing {
    let values = |item: &Enum| {
        let mut values: Vec<&str> = item.values.iter().map(|value| &*value.wire).collect();
        values.sort_unstable();
        Some(values.join("\n"))
    };
    Pairing::by(&[Keys::of(old, new, |item: &Enum| Some(item.name.clone())), Keys::of(old, new, values)])
}

/// An identifier of the same description is the same under a new name.
fn ids(old: &[IdType], new: &[IdType]) -> Pairing {
    let doc = |id: &IdType| Some(id.doc.clone());
    Pairing::by(&[Keys::of(old, new, |id: &IdType| Some(id.name.clone())), Keys::of(old, new, doc)])
}

fn errors(old: &[ErrorCode], new: &[ErrorCode]) -> Pairing {
    let number = |error: &ErrorCode| Some(error.number.to_string());
    Pairing::by(&[Keys::of(old, new, number), Keys::of(old, new, |error: &ErrorCode| Some(error.rust.clone()))])
}

/// Method and path, whatever its placeholders are called.
pub(super) fn route(endpoint: &Endpoint) -> String {
    let parts = endpoint.path.iter().map(|part| match part {
        PathPart::Literal(text) => text.as_str(),
        PathPart::Parameter(_) => "{}",
    });
    format!("{} {}", endpoint.method.as_str(), parts.collect::<String>())
}
