//! Events: operations that the platform calls, with their envelopes.

use serde_json::{Map, Value, json};

use super::names::Direction;
use super::operation::{heading, put_access, put_page};
use super::{Export, put, reference, set};
use crate::describe::event_field_scopes;
use crate::model::{Envelope, Event};

impl Export<'_> {
    /// A webhook for each event, under its type.
    pub(super) fn webhooks(&self) -> Value {
        let mut webhooks = Map::new();
        for resource in &self.spec.resources {
            for event in &resource.events {
                // An endpoint of the resource may have the same name.
                let id = format!("{}.events.{}", resource.name, event.name);
                webhooks.insert(event.event_type.clone(), json!({ "post": self.webhook(&resource.name, &id, event) }));
            }
        }
        webhooks.into()
    }

    fn webhook(&self, resource: &str, id: &str, event: &Event) -> Value {
        let mut content = Map::new();
        set(&mut content, "schema", self.event(event));
        put(&mut content, "example", self.event_example(event));
        let mut operation = heading(resource, id, &event.doc);
        put_page(&mut operation, &event.page);
        set(&mut operation, "requestBody", json!({ "required": true, "content": { "application/json": content } }));
        set(&mut operation, "responses", json!({ "200": { "description": "The event was received." } }));
        set(&mut operation, "security", json!([]));
        put_access(&mut operation, &event.apps, &event.scopes);
        set(&mut operation, "x-field-scopes", event_field_scopes(self.spec, event));
        operation.into()
    }

    /// The envelope with the event in it.
    fn event(&self, event: &Event) -> Value {
        let payload = reference(self.names.object(event.payload, Direction::Response));
        match event.envelope {
            Envelope::V2 => json!({
                "type": "object",
                "required": ["schema", "header", "event"],
                "properties": {
                    "schema": { "type": "string", "enum": ["2.0"], "description": "Version of the envelope." },
                    "header": reference(&self.names.event_header),
                    "event": payload,
                },
            }),
            Envelope::V1 => json!({
                "type": "object",
                "required": ["type", "event"],
                "properties": {
                    "uuid": { "type": "string", "description": "Identifies the notification." },
                    "token": { "type": "string", "description": "The application's verification token." },
                    "ts": { "type": "string", "description": "When it was sent, in Unix seconds with a fraction." },
                    "type": { "type": "string", "enum": ["event_callback"], "description": "Says that it is an event." },
                    "event": payload,
                },
            }),
        }
    }

    /// The header of events with an envelope of version 2, if there are any.
    pub(super) fn event_schemas(&self) -> Option<(String, Value)> {
        let mut events = self.spec.resources.iter().flat_map(|resource| &resource.events);
        events.any(|event| event.envelope == Envelope::V2).then(|| (self.names.event_header.clone(), header()))
    }
}

fn header() -> Value {
    let text = |description: &str| json!({ "type": "string", "description": description });
    json!({
        "type": "object",
        "description": "The header of an event.",
        "required": ["event_id", "event_type"],
        "properties": {
            "event_id": text("Identifies the notification; one that comes again has the same."),
            "event_type": text("Type of the event."),
            "create_time": text("When it happened, in Unix milliseconds."),
            "token": text("The application's verification token."),
            "app_id": text("The application."),
            "tenant_key": text("The tenant."),
        },
    })
}
