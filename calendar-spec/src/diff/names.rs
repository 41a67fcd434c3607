//! The old spec with the names of the new one, so that both can be compared by name.
//!
//! Things with equal names are the same. Things with equal routes, numbers or contents are renamed.

use std::collections::{HashMap, HashSet};

use crate::describe::{full_name, type_name};
use crate::model::{Constructor, Endpoint, Event, Field, Object, ObjectRef, PathPart, Resource, Spec, Type, Usage};

/// The old spec with new names, and the full names of its endpoints and events, in order.
pub(super) struct Renamed {
    pub(super) spec: Spec,
    pub(super) endpoints: Vec<String>,
    pub(super) events: Vec<String>,
}

impl Renamed {
    pub(super) fn of(old: &Spec, new: &Spec) -> Self {
        let mut spec = old.clone();
        rename_resources(&mut spec, new);
        let names = |spec: &Spec| spec.ids.iter().map(|id| [id.name.clone(), id.doc.clone()]).collect::<Vec<_>>();
        for (id, new_id) in pairs(&names(&spec), &names(new)) {
            spec.ids[id].name.clone_from(&new.ids[new_id].name);
        }
        rename_enums(&mut spec, new);
        let numbers =
            |spec: &Spec| spec.errors.iter().map(|it| [it.number.to_string(), it.rust.clone()]).collect::<Vec<_>>();
        for (error, new_error) in pairs(&numbers(&spec), &numbers(new)) {
            let (error, new_error) = (&mut spec.errors[error], &new.errors[new_error]);
            error.number = new_error.number;
            error.rust.clone_from(&new_error.rust);
        }
        let mut this = Self { endpoints: endpoint_names(&spec), events: event_names(&spec), spec };
        let endpoints = pairs(&endpoint_keys(&this.spec), &endpoint_keys(new));
        assign(&mut this.endpoints, &endpoints, &endpoint_names(new));
        assign(&mut this.events, &pairs(&event_keys(&this.spec), &event_keys(new)), &event_names(new));
        this.rename_objects(new);
        this.rename_parameters(new, &endpoints);
        this
    }

    /// By name; then by the endpoint or event that uses it, since inline types are named after endpoints; then by
    /// content.
    fn rename_objects(&mut self, new: &Spec) {
        let old_roles = roles(&self.spec, &self.endpoints, &self.events);
        let new_roles = roles(new, &endpoint_names(new), &event_names(new));
        let found = pairs(&object_keys(&self.spec, old_roles), &object_keys(new, new_roles));
        for &(old, new_index) in &found {
            let (object, new_object) = (&mut self.spec.objects[old], &new.objects[new_index]);
            object.name.clone_from(&new_object.name);
            object.resource.clone_from(&new_object.resource);
        }
        for (old, new_index) in found {
            let new_object = &new.objects[new_index];
            let fields = field_keys(&self.spec, self.spec.objects[old].fields.iter(), &[]);
            let new_fields = field_keys(new, new_object.fields.iter(), &[]);
            let object = &mut self.spec.objects[old];
            for (field, new_field) in pairs(&fields, &new_fields) {
                rename_field(&mut object.fields[field], &new_object.fields[new_field]);
            }
            let found = pairs(&constructor_keys(object), &constructor_keys(new_object));
            for (constructor, new_constructor) in found {
                object.constructors[constructor].name.clone_from(&new_object.constructors[new_constructor].name);
            }
        }
    }

    fn rename_parameters(&mut self, new: &Spec, found: &[(usize, usize)]) {
        let new_endpoints: Vec<(usize, &Endpoint)> = endpoints(new).collect();
        let keys = |spec: &Spec, endpoint: &Endpoint| {
            field_keys(spec, endpoint.fields.iter().map(|parameter| &parameter.field), &placeholders(endpoint))
        };
        let old_keys: Vec<_> = endpoints(&self.spec).map(|(_, endpoint)| keys(&self.spec, endpoint)).collect();
        let mut old: Vec<&mut Endpoint> =
            self.spec.resources.iter_mut().flat_map(|resource| &mut resource.endpoints).collect();
        for &(endpoint, new_endpoint) in found {
            let (_, renamed) = new_endpoints[new_endpoint];
            for (field, new_field) in pairs(&old_keys[endpoint], &keys(new, renamed)) {
                rename_field(&mut old[endpoint].fields[field].field, &renamed.fields[new_field].field);
            }
        }
    }
}

/// Indices of the things with equal keys: by the best key first, then by the next one. A key that is empty or that two
/// things share is ignored.
fn pairs<const N: usize>(old: &[[String; N]], new: &[[String; N]]) -> Vec<(usize, usize)> {
    let (mut found, mut seen, mut taken) = (Vec::new(), HashSet::new(), HashSet::new());
    for pass in 0..N {
        let new = unique(new, pass, &taken);
        let mut passed: Vec<(usize, usize)> =
            unique(old, pass, &seen).into_iter().filter_map(|(key, old)| Some((old, *new.get(key)?))).collect();
        seen.extend(passed.iter().map(|pair| pair.0));
        taken.extend(passed.iter().map(|pair| pair.1));
        found.append(&mut passed);
    }
    found
}

fn unique<'k, const N: usize>(
    keys: &'k [[String; N]],
    pass: usize,
    paired: &HashSet<usize>,
) -> HashMap<&'k str, usize> {
    let mut found: HashMap<&str, Option<usize>> = HashMap::new();
    for (index, keys) in
        keys.iter().enumerate().filter(|(index, keys)| !paired.contains(index) && !keys[pass].is_empty())
    {
        found.entry(&keys[pass]).and_modify(|first| *first = None).or_insert(Some(index));
    }
    found.into_iter().filter_map(|(key, index)| Some((key, index?))).collect()
}

fn assign(names: &mut [String], pairs: &[(usize, usize)], new: &[String]) {
    for &(old, new_index) in pairs {
        names[old].clone_from(&new[new_index]);
    }
}

fn rename_field(field: &mut Field, new: &Field) {
    field.wire.clone_from(&new.wire);
    field.rust.clone_from(&new.rust);
}

/// A resource that has all the endpoints of another was renamed.
fn rename_resources(spec: &mut Spec, new: &Spec) {
    let keys = |spec: &Spec| -> Vec<[String; 2]> {
        let routes = |resource: &Resource| sorted(resource.endpoints.iter().map(route));
        spec.resources.iter().map(|resource| [resource.name.clone(), routes(resource)]).collect()
    };
    let found = pairs(&keys(spec), &keys(new)).into_iter();
    let names: HashMap<String, String> =
        found.map(|(old, index)| (spec.resources[old].name.clone(), new.resources[index].name.clone())).collect();
    let rename = |name: &mut String| {
        if let Some(new) = names.get(name) {
            name.clone_from(new);
        }
    };
    let rename_usage = |usage: &mut Usage| usage.resources.iter_mut().for_each(rename);
    spec.resources.iter_mut().for_each(|resource| rename(&mut resource.name));
    spec.ids.iter_mut().for_each(|id| rename_usage(&mut id.usage));
    spec.enums.iter_mut().for_each(|item| rename_usage(&mut item.usage));
    spec.objects.iter_mut().for_each(|object| {
        rename_usage(&mut object.usage);
        object.resource.iter_mut().for_each(rename);
    });
}

/// An enum with the same values was renamed.
fn rename_enums(spec: &mut Spec, new: &Spec) {
    let keys = |spec: &Spec| -> Vec<[String; 2]> {
        let values = |values: &[crate::model::EnumValue]| sorted(values.iter().map(|value| value.wire.clone()));
        spec.enums.iter().map(|item| [item.name.clone(), values(&item.values)]).collect()
    };
    for (item, new_item) in pairs(&keys(spec), &keys(new)) {
        let (item, new_item) = (&mut spec.enums[item], &new.enums[new_item]);
        item.name.clone_from(&new_item.name);
        let [old, new] = [&item.values, &new_item.values]
            .map(|values| values.iter().map(|value| [value.wire.clone(), value.rust.clone()]).collect::<Vec<_>>());
        for (value, new_value) in pairs(&old, &new) {
            item.values[value].wire.clone_from(&new_item.values[new_value].wire);
        }
    }
}

pub(super) fn endpoint_names(spec: &Spec) -> Vec<String> {
    endpoints(spec).map(|(resource, endpoint)| full_name(&spec.resources[resource], &endpoint.name)).collect()
}

pub(super) fn event_names(spec: &Spec) -> Vec<String> {
    events(spec).map(|(resource, event)| full_name(&spec.resources[resource], &event.name)).collect()
}

/// A server identifies an endpoint by its route, so the route comes before the name.
fn endpoint_keys(spec: &Spec) -> Vec<[String; 3]> {
    let names = endpoint_names(spec).into_iter();
    endpoints(spec)
        .zip(names)
        .map(|((_, it), name)| {
            [route(it), name, it.reference.page().map_or_else(String::new, |page| page.path.clone())]
        })
        .collect()
}

fn event_keys(spec: &Spec) -> Vec<[String; 2]> {
    let names = event_names(spec).into_iter();
    events(spec).zip(names).map(|((_, event), name)| [name, event.event_type.clone()]).collect()
}

fn object_keys(spec: &Spec, roles: Vec<String>) -> Vec<[String; 3]> {
    let contents =
        |object: &Object| sorted(object.fields.iter().map(|it| format!("{}: {}", it.wire, json_type(&it.ty))));
    spec.objects.iter().zip(roles).map(|(object, role)| [path(object), role, contents(object)]).collect()
}

fn constructor_keys(object: &Object) -> Vec<[String; 2]> {
    let field = |constructor: &Constructor| object.fields[constructor.field].wire.clone();
    object.constructors.iter().map(|constructor| [constructor.name.clone(), field(constructor)]).collect()
}

/// By the placeholder, which has no name on the wire; by name on the wire and in Rust; by type and description.
fn field_keys<'f>(
    spec: &Spec,
    fields: impl Iterator<Item = &'f Field>,
    placeholders: &[(usize, String)],
) -> Vec<[String; 4]> {
    let placeholder = |index| {
        let found = placeholders.iter().find(|(field, _)| *field == index);
        found.map(|(_, position)| position.clone()).unwrap_or_default()
    };
    let description = |field: &Field| format!("{} {}", type_name(spec, &field.ty), field.doc);
    let keys = |(index, field): (usize, &Field)| {
        [placeholder(index), field.wire.clone(), field.rust.clone(), description(field)]
    };
    fields.enumerate().map(keys).collect()
}

/// The fields of the path and their positions in it.
fn placeholders(endpoint: &Endpoint) -> Vec<(usize, String)> {
    let fields = endpoint.path.iter().filter_map(|part| match part {
        PathPart::Parameter(field) => Some(*field),
        PathPart::Literal(_) => None,
    });
    let route = route(endpoint);
    fields.enumerate().map(|(position, field)| (field, format!("{route} {position}"))).collect()
}

/// For each object, the first endpoint or event that contains it.
fn roles(spec: &Spec, endpoint_names: &[String], event_names: &[String]) -> Vec<String> {
    let mut roles = vec![String::new(); spec.objects.len()];
    let responses = endpoints(spec).map(|(_, endpoint)| endpoint.response).zip(endpoint_names);
    let payloads = events(spec).map(|(_, event)| Some(event.payload)).zip(event_names);
    for (object, name) in responses.chain(payloads) {
        if let Some(role) = object.and_then(|ObjectRef(object)| roles.get_mut(object)).filter(|role| role.is_empty()) {
            role.clone_from(name);
        }
    }
    roles
}

fn json_type(ty: &Type) -> String {
    match ty {
        Type::String | Type::Format(_) | Type::Id(_) | Type::Enum(_) => "string".to_owned(),
        Type::Bool => "boolean".to_owned(),
        Type::Int32 | Type::Int64 | Type::Float => "number".to_owned(),
        Type::Scalar => "scalar".to_owned(),
        Type::Json => "anything".to_owned(),
        Type::File => "file".to_owned(),
        Type::Object(_) => "object".to_owned(),
        Type::List(item) => format!("list of {}", json_type(item)),
        Type::Map(_, item) => format!("map of {}", json_type(item)),
    }
}

/// Method and path without the names of its placeholders.
fn route(endpoint: &Endpoint) -> String {
    let parts = endpoint.path.iter().map(|part| match part {
        PathPart::Literal(text) => text.as_str(),
        PathPart::Parameter(_) => "{}",
    });
    let host = endpoint.host.as_deref().unwrap_or_default();
    format!("{} {host}{}", endpoint.method.as_str(), parts.collect::<String>())
}

fn sorted(lines: impl Iterator<Item = String>) -> String {
    let mut lines: Vec<String> = lines.collect();
    lines.sort_unstable();
    lines.join("\n")
}

/// The endpoints of all resources, each with the index of its resource.
pub(super) fn endpoints(spec: &Spec) -> impl Iterator<Item = (usize, &Endpoint)> {
    let resources = spec.resources.iter().enumerate();
    resources.flat_map(|(index, resource)| resource.endpoints.iter().map(move |endpoint| (index, endpoint)))
}

/// The events of all resources, each with the index of its resource.
pub(super) fn events(spec: &Spec) -> impl Iterator<Item = (usize, &Event)> {
    let resources = spec.resources.iter().enumerate();
    resources.flat_map(|(index, resource)| resource.events.iter().map(move |event| (index, event)))
}

/// `types.TimeInfo`; an inline type belongs to its resource.
pub(super) fn path(object: &Object) -> String {
    format!("{}.{}", object.resource.as_deref().unwrap_or("types"), object.name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(old: &[&str], new: &[&str]) -> Vec<(usize, usize)> {
        let keys = |names: &[&str]| -> Vec<[String; 2]> {
            names.iter().map(|name| [(*name).to_owned(), name[..1].to_owned()]).collect()
        };
        let mut found = pairs(&keys(old), &keys(new));
        found.sort_unstable();
        found
    }

    #[test]
    fn a_better_key_comes_first_and_a_worse_one_pairs_the_rest() {
        assert_eq!(pair(&["a", "be", "c"], &["bo", "a", "d"]), [(0, 1), (1, 0)]);
    }

    #[test]
    fn a_key_that_two_share_pairs_nothing() {
        assert_eq!(pair(&["be"], &["bo", "by"]), []);
    }
}
