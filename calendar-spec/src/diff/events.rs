//! Events.
//!
//! In: the paired events. Out: changes. A program of the crate keeps a notification that it does not know.

use super::change::{Change, Effect, Level, Ways, Wire};
use super::class::Class;
use super::comparison::Comparison;
use crate::model::{Envelope, Event, ObjectRef, Spec};

impl Comparison<'_> {
    pub(super) fn events(&mut self) {
        let (old, new, pairs) = (self.old, self.new, self.pairs);
        for &(resource, event) in pairs.events.removed.iter().map(|&index| &old.events[index]) {
            let place = of(&old.spec.resources[resource].name, &event.name);
            let change = Change::new(Class::EventRemoved, place).was(format!("`{}`", event.event_type));
            self.push(change.wire(Wire::response(Effect::Breaking)).rust(Level::Major));
        }
        for &(resource, event) in pairs.events.added.iter().map(|&index| &new.events[index]) {
            let place = of(&new.spec.resources[resource].name, &event.name);
            let change = Change::new(Class::EventAdded, place).is(format!("`{}`", event.event_type));
            self.push(change.wire(Wire::response(Effect::Compatible)).rust(Level::Minor));
        }
        for &(was, is) in &pairs.events.both {
            let ((old_resource, old_event), (resource, event)) = (old.events[was], new.events[is]);
            let place = of(&new.spec.resources[resource].name, &event.name);
            let (name, new_name) = (self.renamed(old_resource, &old_event.name), new.name(resource, &event.name));
            self.rust_name(&place, &name, &new_name, Level::Major);
            self.event(&place, old_event, event);
        }
        self.order("spec", "events", pairs.events.is_reordered(|_, _| true));
    }

    fn event(&mut self, place: &str, old: &Event, new: &Event) {
        let Event { name: _, doc, page, event_type, envelope, apps, scopes, payload } = old;
        self.doc(place, doc, &new.doc);
        self.page(place, page, &new.page);
        let breaking = Wire::response(Effect::Breaking);
        if *event_type != new.event_type {
            let change = Change::new(Class::EventTypeChanged, place).was(format!("`{event_type}`"));
            self.push(change.is(format!("`{}`", new.event_type)).wire(breaking));
        }
        if *envelope != new.envelope {
            let change = Change::new(Class::EnvelopeChanged, place).was(version(*envelope)).is(version(new.envelope));
            self.push(change.wire(breaking));
        }
        self.apps(place, apps, &new.apps, Ways::RECEIVED);
        self.scopes(place, scopes, &new.scopes, Ways::RECEIVED);
        self.payload(place, *payload, new.payload);
    }

    /// The type of what an event carries is part of its variant in Rust.
    fn payload(&mut self, place: &str, old: ObjectRef, new: ObjectRef) {
        if !self.pairs.objects.is_pair(old.0, new.0) {
            let effect = self.replacement(old, new, Ways::RECEIVED);
            let words = |spec: &Spec, object: ObjectRef| format!("`{}`", spec.objects[object.0].name);
            let change = Change::new(Class::PayloadChanged, place).was(words(self.old.spec, old));
            self.push(change.is(words(self.new.spec, new)).wire(Wire::response(effect)).rust(Level::Major));
        }
    }
}

/// Events and endpoints of one resource may have one name.
fn of(resource: &str, name: &str) -> String {
    format!("{resource}.events.{name}")
}

fn version(envelope: Envelope) -> &'static str {
    match envelope {
        Envelope::V1 => "1.0",
        Envelope::V2 => "2.0",
    }
}
