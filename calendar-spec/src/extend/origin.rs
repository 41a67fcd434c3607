//! The origin of each declaration.
//!
//! In: the resolved spec, the base without overlays, and what the overlays changed. Out: [`Origin`] on identifiers,
//! enums, objects, endpoints and events.

use super::Base;
use crate::diagnostic::{Problem, Problems, quoted};
use crate::model::{Endpoint, Event, Object, Origin, Resource, Spec, Type};
use crate::raw::language::BASE;
use crate::resolve::Resolved;

impl Base {
    /// Fills in the origins.
    pub(crate) fn mark_origins(&self, resolved: &mut Resolved, problems: &mut Problems) {
        self.check_payloads(resolved, problems);
        self.mark_types(&mut resolved.spec);
        self.mark_payloads(&mut resolved.spec);
        spread(&mut resolved.spec);
        self.mark_calls(&mut resolved.spec);
    }

    /// The fields of an event make an object that takes the first free name; in the base it took this one.
    fn check_payloads(&self, resolved: &Resolved, problems: &mut Problems) {
        let Resolved { spec, places } = resolved;
        let ids = spec.ids.iter().map(|id| &id.name).zip(places.ids.iter().copied());
        let enums = spec.enums.iter().map(|item| &item.name).zip(places.enums.iter().copied());
        let objects = spec.objects.iter().zip(&places.objects).filter(|(object, _)| object.resource.is_none());
        let objects = objects.map(|(object, places)| (&object.name, places.name));
        for (name, place) in ids.chain(enums).chain(objects).filter(|(_, place)| (place.file as usize) < self.own) {
            if self.object(name, None).is_some() {
                let message = format!("the spec `{BASE}` has an object of the name {}", quoted(name));
                problems.push(Problem::new("duplicate-name", place, message).help("choose another name"));
            }
        }
    }

    fn object(&self, name: &str, resource: Option<&str>) -> Option<&Object> {
        self.spec.objects.iter().find(|object| object.name == name && object.resource.as_deref() == resource)
    }

    fn mark_types(&self, spec: &mut Spec) {
        for id in &mut spec.ids {
            id.origin = self.origin(self.spec.ids.iter().any(|known| known.name == id.name), ("ids", &id.name));
        }
        for item in &mut spec.enums {
            let base = self.spec.enums.iter().find(|known| known.name == item.name);
            item.origin = self.origin(base.is_some(), ("enums", &item.name));
            item.base_usage = base.map(|base| base.usage.clone()).unwrap_or_default();
        }
        for code in &mut spec.errors {
            let is_base = self.spec.errors.iter().any(|known| known.number == code.number);
            code.origin = self.origin(is_base, ("errors", &code.number.to_string()));
        }
        for object in &mut spec.objects {
            let base = self.object(&object.name, object.resource.as_deref());
            object.origin = self.origin(base.is_some(), ("objects", &object.name));
            object.base_usage = base.map(|base| base.usage.clone()).unwrap_or_default();
        }
    }

    /// An overlay may change the fields of an event, and these make an object.
    fn mark_payloads(&self, spec: &mut Spec) {
        for resource in &spec.resources {
            for event in &resource.events {
                if self.amended.has("events", &member(&resource.name, &event.name)) {
                    spec.objects[event.payload.0].origin = Origin::Amended;
                }
            }
        }
    }

    fn origin(&self, is_base: bool, (kind, name): (&'static str, &str)) -> Origin {
        match is_base {
            false => Origin::Own,
            true if self.amended.has(kind, name) => Origin::Amended,
            true => Origin::Base,
        }
    }

    fn mark_calls(&self, spec: &mut Spec) {
        let mut resources = std::mem::take(&mut spec.resources);
        for resource in &mut resources {
            let base = self.spec.resources.iter().find(|known| known.name == resource.name);
            let Resource { name, endpoints, events, .. } = resource;
            for endpoint in endpoints {
                let known = base.and_then(|base| base.endpoints.iter().find(|known| known.name == endpoint.name));
                let origin = self.origin(known.is_some(), ("endpoints", &member(name, &endpoint.name)));
                let is_same = known.is_some_and(|known| self.has_same_errors(spec, endpoint, known));
                endpoint.origin = changed_if(origin, !is_same || holds_amended(spec, endpoint));
                take_response_in_place(spec, endpoint);
            }
            for event in events {
                let is_base = base.is_some_and(|base| base.events.iter().any(|known| known.name == event.name));
                let origin = self.origin(is_base, ("events", &member(name, &event.name)));
                event.origin = changed_if(origin, carries_amended(spec, event));
            }
        }
        spec.resources = resources;
    }

    /// A group with one more code changes every endpoint that lists it.
    fn has_same_errors(&self, spec: &Spec, endpoint: &Endpoint, known: &Endpoint) -> bool {
        let numbers = endpoint.errors.iter().map(|error| spec.errors[error.0].number);
        let known = known.errors.iter().map(|error| self.spec.errors[error.0].number);
        let is_amended = endpoint.errors.iter().any(|error| spec.errors[error.0].origin == Origin::Amended);
        numbers.eq(known) && !is_amended
    }
}

/// Named as in overlays.
fn member(resource: &str, name: &str) -> String {
    format!("{resource}.{name}")
}

/// A type that holds something amended is another type, too.
fn spread(spec: &mut Spec) {
    loop {
        let holds = |object: &Object| object.fields.iter().any(|field| is_amended(spec, &field.ty));
        let found = spec.objects.iter().position(|object| object.origin == Origin::Base && holds(object));
        match found {
            Some(index) => spec.objects[index].origin = Origin::Amended,
            None => return,
        }
    }
}

pub(super) fn is_amended(spec: &Spec, ty: &Type) -> bool {
    match ty {
        Type::List(item) => is_amended(spec, item),
        Type::Map(key, item) => is_amended(spec, key) || is_amended(spec, item),
        Type::Enum(item) => spec.enums[item.0].origin == Origin::Amended,
        Type::Object(object) => spec.objects[object.0].origin == Origin::Amended,
        _ => false,
    }
}

fn holds_amended(spec: &Spec, endpoint: &Endpoint) -> bool {
    let mut fields = endpoint.fields.iter();
    fields.any(|parameter| is_amended(spec, &parameter.field.ty))
        || endpoint.response.is_some_and(|object| is_amended(spec, &Type::Object(object)))
}

/// An inline response belongs to the module of its endpoint, so it is generated with it.
fn take_response_in_place(spec: &mut Spec, endpoint: &Endpoint) {
    let response = endpoint.response.map(|object| &mut spec.objects[object.0]);
    if let Some(object) = response.filter(|object| object.resource.is_some()) {
        object.origin = endpoint.origin;
    }
}

fn carries_amended(spec: &Spec, event: &Event) -> bool {
    is_amended(spec, &Type::Object(event.payload))
}

fn changed_if(origin: Origin, is_changed: bool) -> Origin {
    if origin == Origin::Base && is_changed { Origin::Amended } else { origin }
}
