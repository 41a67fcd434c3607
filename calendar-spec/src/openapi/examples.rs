//! Examples of bodies, responses and events.
//!
//! In: endpoints, objects and events. Out: JSON combined from the examples of fields, or nothing if a rule or a
//! required field makes that impossible.

use serde_json::{Map, Value, json};

use super::Export;
use super::example::{Builder, Group};
use super::names::Direction;
use super::parameters::fields;
use crate::model::{Endpoint, Envelope, Event, ObjectRef, Place};

impl Export<'_> {
    /// The fields of the body.
    pub(super) fn body_example(&self, endpoint: &Endpoint) -> Option<Value> {
        let fields = fields(endpoint);
        let here = endpoint.fields.iter().map(|parameter| parameter.place == Place::Body).collect();
        let group = Group { fields, rules: &endpoint.rules, here, preferred: None };
        Builder::new(self.spec, Direction::Request).group(&group).map(Value::Object)
    }

    /// A successful response with the object as its data.
    pub(super) fn answer_example(&self, data: Option<ObjectRef>) -> Option<Value> {
        let data = match data {
            Some(object) => self.received(object)?,
            None => Map::new().into(),
        };
        Some(json!({ "code": 0, "msg": "success", "data": data }))
    }

    /// A successful response that is the object itself.
    pub(super) fn body_answer_example(&self, object: Option<ObjectRef>) -> Option<Value> {
        let mut answer = json!({ "code": 0, "msg": "success" });
        if let (Value::Object(fields), Value::Object(held)) = (&mut answer, self.received(object?)?) {
            fields.extend(held);
        }
        Some(answer)
    }

    /// An event in its envelope.
    pub(super) fn event_example(&self, event: &Event) -> Option<Value> {
        let payload = self.received(event.payload)?;
        Some(match event.envelope {
            Envelope::V2 => json!({
                "schema": "2.0",
                "header": {
                    "event_id": "5e3702a84e847582be8db7fb73283c02",
                    "event_type": event.event_type,
                    "create_time": "1608725989000",
                    "token": "rvaYgkND1GOiu5MM0E1rncYC6PLtF7JV",
                    "app_id": "cli_9f5343c580712544",
                    "tenant_key": "2ca1d211f64f6438",
                },
                "event": payload,
            }),
            Envelope::V1 => json!({
                "uuid": "bc447199585340d1f3728d26b1c0297a",
                "token": "41a9425ea7df4536a7623e38fa321bae",
                "ts": "1502199207.7171419",
                "type": "event_callback",
                "event": payload,
            }),
        })
    }

    fn received(&self, object: ObjectRef) -> Option<Value> {
        Builder::new(self.spec, Direction::Response).object(object)
    }
}
