//! Notifications that the server pushes.

use super::names::{Home, camel, ident};
use super::{Context, EventPlan, docs};
use calendar_spec::model::{Event, Resource};
use calendar_spec::structs::Form;

impl<'a> Context<'a> {
    /// The events of all resources, in the order of the spec.
    pub(crate) fn events(&self) -> Vec<EventPlan<'a>> {
        self.resources().flat_map(|resource| resource.events.iter().map(|event| self.event(resource, event))).collect()
    }

    fn event(&self, resource: &'a Resource, event: &'a Event) -> EventPlan<'a> {
        let payload = self.forms.name(self.spec, event.payload, Form::Response);
        EventPlan {
            ident: ident(&format!("{}{}", camel(&resource.name), camel(&event.name))),
            docs: docs::event(event),
            event,
            payload: Home::Resource.shared(&payload),
        }
    }
}
