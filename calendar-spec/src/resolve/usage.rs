//! The usage of types: by which requests and responses, and in which resources.
//!
//! In: a model without usage. Out: the same with usage. Read-only fields do not count for requests, which cannot set
//! them.

use std::collections::HashSet;

use crate::model::{Field, ObjectRef, Resource, Spec, Type, Usage};

/// Fills in the usage of identifiers, enums and objects, whatever it was before.
pub(crate) fn mark(spec: &mut Spec) {
    let resources = std::mem::take(&mut spec.resources);
    for usage in usages(spec) {
        *usage = Usage::default();
    }
    for resource in &resources {
        for is_request in [true, false] {
            let roots = if is_request { request_roots(resource) } else { response_roots(resource) };
            let mut walk = Walk { spec, is_request, reached: HashSet::new(), waiting: roots };
            walk.run();
            for declaration in walk.reached {
                note(usage_of(spec, declaration), &resource.name, is_request);
            }
        }
        mark_flags(spec, resource);
    }
    spec.resources = resources;
}

fn usages(spec: &mut Spec) -> impl Iterator<Item = &mut Usage> {
    let ids = spec.ids.iter_mut().map(|id| &mut id.usage);
    let enums = spec.enums.iter_mut().map(|item| &mut item.usage);
    ids.chain(enums).chain(spec.objects.iter_mut().map(|object| &mut object.usage))
}

fn mark_flags(spec: &mut Spec, resource: &Resource) {
    for endpoint in &resource.endpoints {
        let flag = endpoint.paging.as_ref().and_then(|paging| paging.more);
        if let (Some(response), Some(flag)) = (endpoint.response, flag) {
            let flags = &mut spec.objects[response.0].usage.flags;
            if !flags.contains(&flag) {
                flags.push(flag);
            }
        }
    }
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

/// A walk over the content of a request or a response.
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
                Type::String
                | Type::Bool
                | Type::Int32
                | Type::Int64
                | Type::Float
                | Type::Scalar
                | Type::Json
                | Type::File
                | Type::Format(_) => {}
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

fn usage_of(spec: &mut Spec, declaration: Declaration) -> &mut Usage {
    match declaration {
        Declaration::Id(index) => &mut spec.ids[index].usage,
        Declaration::Enum(index) => &mut spec.enums[index].usage,
        Declaration::Object(index) => &mut spec.objects[index].usage,
    }
}

fn note(usage: &mut Usage, resource: &str, is_request: bool) {
    if is_request {
        usage.request = true;
    } else {
        usage.response = true;
    }
    if let Err(at) = usage.resources.binary_search_by(|known| known.as_str().cmp(resource)) {
        usage.resources.insert(at, resource.to_owned());
    }
}
