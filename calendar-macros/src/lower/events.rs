//! Notifications that the server pushes.

use super::names::{Home, camel, ident};
use super::{Context, EventPlan, docs};
use calendar_spec::model::{Event, Resource};
use calendar_spec::structs::Form;

impl<'a> Context<'a> {
    /// The events of all resources, in the order of the spec.
    pub(crate) fn events(&self) -> Vec<EventPlan<'a>> {
        let resources = self.spec.resources.iter();
        resources.flat_map(|resource| resource.events.iter().map(|event| self.event(resource, event))).collect()
    }

    fn event(&self, resource: &'a Resource, event: &'a Event) -> EventPlan<'a> {
        let payload = self.forms.name(self.spec, event.payload, Form::Response);
        EventPlan {
            ident: ident(&format!("{}{}", camel(&resource.name), camel(&event.name))),
            docs: docs::event(event),
            cfg: self.condition(std::slice::from_ref(&resource.name)),
            event,
            payload: self.names(Home::Resource).shared(&payload),
        }
    }
}
