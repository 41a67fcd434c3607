//! Where types are used: from which requests and responses they are reached, and in which resources.
//!
//! In: a model without usage. Out: the same with usage. Read-only fields do not count for requests, which cannot set them.

use std::collections::HashSet;

use super::Resolved;
use crate::model::{Field, ObjectRef, Resource, Spec, Type, Usage};

/// Fills in the usage of enums and objects, and which identifiers are used.
pub(super) fn mark(resolved: &mut Resolved) {
    let resources = std::mem::take(&mut resolved.spec.resources);
    resolved.places.used_ids = vec![false; resolved.spec.ids.len()];
    for resource in &resources {
        for is_request in [true, false] {
            let roots = if is_request { request_roots(resource) } else { response_roots(resource) };
            let mut walk = Walk { spec: &resolved.spec, is_request, reached: HashSet::new(), waiting: roots };
            walk.run();
            let reached = walk.reached;
            for ty in reached {
                note(resolved, &ty, &resource.name, is_request);
            }
        }
    }
    resolved.spec.resources = resources;
}

fn request_roots(resource: &Resource) -> Vec<Type> {
    let parameters = resource.endpoints.iter().flat_map(|endpoint| &endpoint.fields);
    parameters.map(|parameter| parameter.field.ty.clone()).collect()
}

fn response_roots(resource: &Resource) -> Vec<Type> {
    let responses = resource.endpoints.iter().filter_map(|endpoint| endpoint.response);
    let payloads = resource.events.iter().map(|event| event.payload);
    responses.chain(payloads).map(Type::Object).collect()
}

/// A walk over everything that a request or a response holds.
struct Walk<'w> {
    spec: &'w Spec,
    is_request: bool,
    reached: HashSet<Declaration>,
    waiting: Vec<Type>,
}

/// A declared type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Declaration {
    Id(usize),
    Enum(usize),
    Object(usize),
}

impl Walk<'_> {
    fn run(&mut self) {
        while let Some(ty) = self.waiting.pop() {
            match ty {
                Type::List(inner) => self.waiting.push(*inner),
                Type::Map(key, value) => self.waiting.extend([*key, *value]),
                Type::Id(id) => drop(self.reached.insert(Declaration::Id(id.0))),
                Type::Enum(index) => drop(self.reached.insert(Declaration::Enum(index.0))),
                Type::Object(object) => self.enter(object),
                Type::String | Type::Bool | Type::Int32 | Type::Int64 | Type::Float | Type::Format(_) => {}
            }
        }
    }

    fn enter(&mut self, object: ObjectRef) {
        if self.reached.insert(Declaration::Object(object.0)) {
            let counts = |field: &&Field| !(self.is_request && field.read_only);
            let fields = self.spec.objects[object.0].fields.iter().filter(counts);
            self.waiting.extend(fields.map(|field| field.ty.clone()));
        }
    }
}

fn note(resolved: &mut Resolved, declaration: &Declaration, resource: &str, is_request: bool) {
    let usage = match declaration {
        Declaration::Id(index) => {
            resolved.places.used_ids[*index] = true;
            return;
        }
        Declaration::Enum(index) => &mut resolved.spec.enums[*index].usage,
        Declaration::Object(index) => &mut resolved.spec.objects[*index].usage,
    };
    note_usage(usage, resource, is_request);
}

fn note_usage(usage: &mut Usage, resource: &str, is_request: bool) {
    if is_request {
        usage.request = true;
    } else {
        usage.response = true;
    }
    if let Err(at) = usage.resources.binary_search_by(|known| known.as_str().cmp(resource)) {
        usage.resources.insert(at, resource.to_owned());
    }
}
