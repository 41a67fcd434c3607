//! Events.
//!
//! In: a raw event. Out: an [`Event`]; inline fields become an object named after resource and event.

use heck::ToUpperCamelCase;

use super::names::{Case, check_name};
use super::resources::Resources;
use crate::diagnostic::{Problem, Problems, quoted};
use crate::location::Location;
use crate::model::{Event, Object, ObjectRef, Origin};
use crate::raw::{self, InPlace, Payload};

impl Resources<'_> {
    /// The event, unless it has no type or payload.
    pub(super) fn event(&mut self, raw: &raw::Event, problems: &mut Problems) -> Option<(Event, Location)> {
        let is_named = check_name(&raw.name, "an event", Case::Snake, problems);
        let payload = match raw.payload.as_ref()? {
            Payload::Name(name) => self.declared.object(name, problems),
            Payload::Fields(fields) => self.event_object(raw, fields, problems),
        };
        let event_type = raw.wire.as_ref()?;
        let event = Event {
            name: raw.name.value.clone(),
            doc: raw.doc.clone(),
            page: raw.page.clone(),
            event_type: event_type.value.clone(),
            envelope: raw.envelope,
            apps: raw.apps.clone(),
            scopes: raw.scopes.clone(),
            payload_scopes: raw.payload_scopes.clone(),
            payload: payload?,
            origin: Origin::Own,
            at: raw.name.place,
        };
        is_named.then_some((event, event_type.place))
    }

    fn event_object(&mut self, raw: &raw::Event, fields: &InPlace, problems: &mut Problems) -> Option<ObjectRef> {
        let short = format!("{}{}", self.resource.to_upper_camel_case(), raw.name.value.to_upper_camel_case());
        let long = format!("{short}Event");
        let free = [short, long].into_iter().find(|name| self.is_free(name));
        let Some(name) = free else {
            let message = format!("there is no name left for the payload of {}", quoted(&raw.name.value));
            let problem = Problem::new("duplicate-name", raw.name.place, message);
            problems.push(problem.help("rename the event, or declare the object and name it under `payload`"));
            return None;
        };
        let doc = format!("What the event `{}.{}` tells.", self.resource, raw.name.value);
        self.global_names.insert(name.clone());
        Some(self.object_in_place(Object { name, doc, at: raw.name.place, ..Object::default() }, fields, problems))
    }

    fn is_free(&self, name: &str) -> bool {
        self.declared.place(name).is_none() && !self.global_names.contains(name)
    }
}
