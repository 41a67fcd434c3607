//! Notifications that the platform pushes.

use super::names::{Home, camel};
use super::{Context, EventPlan, docs};
use crate::model::{Event, Resource};
use crate::structs::Form;

impl<'a> Context<'a> {
    /// The events of the resources that are generated, in the order of the spec; `None` for a spec without any.
    pub(crate) fn events(&self) -> Option<Vec<EventPlan<'a>>> {
        let events =
            self.resources().flat_map(|resource| resource.events.iter().map(|event| self.event(resource, event)));
        self.spec.resources.iter().any(|resource| !resource.events.is_empty()).then(|| events.collect())
    }

    fn event(&self, resource: &'a Resource, event: &'a Event) -> EventPlan<'a> {
        let name = format!("{}{}", camel(&resource.name), camel(&event.name));
        let payload = self.forms.name(self.spec, event.payload, Form::Response);
        EventPlan {
            item: self.item((&name, event.at), &docs::event(event), std::slice::from_ref(&resource.name)),
            event,
            payload: Home::Resource.shared(&payload),
        }
    }
}
