//! All objects and enums that can be reached from some fields, each once.

use std::collections::{BTreeSet, HashSet};

use crate::model::{Endpoint, EnumRef, Event, Field, ObjectRef, Spec, Type};

/// The objects and enums below some fields; recursive types are visited once.
pub(crate) struct Walk<'s> {
    spec: &'s Spec,
    /// In the order in which they were found.
    pub(crate) objects: Vec<ObjectRef>,
    /// In the order in which they were found.
    pub(crate) enums: Vec<EnumRef>,
    /// How many of the objects were visited.
    followed: usize,
    seen_objects: HashSet<ObjectRef>,
    seen_enums: HashSet<EnumRef>,
}

impl<'s> Walk<'s> {
    pub(crate) fn new(spec: &'s Spec) -> Self {
        let (seen_objects, seen_enums) = (HashSet::new(), HashSet::new());
        Self { spec, objects: Vec::new(), enums: Vec::new(), followed: 0, seen_objects, seen_enums }
    }

    /// Adds an object and its content.
    pub(crate) fn object(mut self, object: ObjectRef) -> Self {
        self.meet(&Type::Object(object));
        self.follow()
    }

    /// Adds the content of the fields.
    pub(crate) fn fields<'f>(mut self, fields: impl IntoIterator<Item = &'f Field>) -> Self {
        fields.into_iter().for_each(|field| self.meet(&field.ty));
        self.follow()
    }

    /// Visits each object that was found, without recursion, since objects may be nested deeply.
    fn follow(mut self) -> Self {
        while let Some(object) = self.objects.get(self.followed) {
            for field in &self.spec.objects[object.0].fields {
                self.meet(&field.ty);
            }
            self.followed += 1;
        }
        self
    }

    /// The scopes of the fields and values that were found.
    fn scopes(&self) -> impl Iterator<Item = &'s str> {
        let spec = self.spec;
        let fields = self.objects.iter().flat_map(move |object| &spec.objects[object.0].fields);
        let values = self.enums.iter().flat_map(move |item| &spec.enums[item.0].values);
        fields.flat_map(|field| &field.scopes).chain(values.flat_map(|value| &value.scopes)).map(String::as_str)
    }

    fn meet(&mut self, ty: &Type) {
        match ty {
            Type::List(item) => self.meet(item),
            Type::Map(key, value) => {
                self.meet(key);
                self.meet(value);
            }
            Type::Object(object) if self.seen_objects.insert(*object) => self.objects.push(*object),
            Type::Enum(item) if self.seen_enums.insert(*item) => self.enums.push(*item),
            _ => {}
        }
    }
}

/// The scopes that unlock single fields or values of an endpoint, sorted.
pub(crate) fn field_scopes<'s>(spec: &'s Spec, endpoint: &'s Endpoint) -> Vec<&'s str> {
    let fields = || endpoint.fields.iter().map(|parameter| &parameter.field);
    let walk = Walk::new(spec).fields(fields());
    let walk = match endpoint.response {
        Some(object) => walk.object(object),
        None => walk,
    };
    let own = fields().flat_map(|field| &field.scopes).map(String::as_str);
    sorted(own.chain(walk.scopes()).chain(endpoint.response_scopes.iter().map(String::as_str)))
}

/// The scopes that unlock single fields or values of an event, sorted.
pub(crate) fn event_field_scopes<'s>(spec: &'s Spec, event: &'s Event) -> Vec<&'s str> {
    let walk = Walk::new(spec).object(event.payload);
    sorted(walk.scopes().chain(event.payload_scopes.iter().map(String::as_str)))
}

/// Each of them once.
fn sorted<'s>(scopes: impl Iterator<Item = &'s str>) -> Vec<&'s str> {
    scopes.collect::<BTreeSet<_>>().into_iter().collect()
}
