//! The envelope of a notification, from the event of the spec.

use std::time::{SystemTime, UNIX_EPOCH};

use serde_json::{Map, Value, json};

use crate::mock::state::News;
use crate::model::{Envelope, Spec};

/// The type of the event that brings the ticket of an application.
const TICKET: &str = "app_ticket";

/// A notification before it is sent: the type of its event and the whole body, without the token.
pub(in crate::mock) struct Letter {
    pub(in crate::mock) event_type: String,
    pub(in crate::mock) event_id: String,
    pub(in crate::mock) body: Value,
}

/// Puts news into the envelope of their event; nothing if the spec does not have it.
pub(in crate::mock) fn letter(spec: &Spec, news: &News, (now, number): (SystemTime, u64)) -> Option<Letter> {
    let (resource, name) = news.event;
    let resource = spec.resources.iter().find(|known| known.name == resource)?;
    let event = resource.events.iter().find(|event| event.name == name)?;
    let mut fields = news.fields.clone();
    fields.insert("user_id_list".to_owned(), news.users.iter().map(|user| user_ids(user)).collect());
    let event_id = format!("6d6f636b{number:024x}");
    let since = now.duration_since(UNIX_EPOCH).unwrap_or_default();
    let (tenant, app) = (&news.source.tenant, &news.source.app);
    let body = match event.envelope {
        Envelope::V2 => json!({
            "schema": "2.0",
            "header": {
                "event_id": event_id, "event_type": event.event_type, "create_time": since.as_millis().to_string(),
                "token": "", "app_id": app, "tenant_key": tenant,
            },
            "event": fields,
        }),
        Envelope::V1 => json!({
            "uuid": event_id, "ts": format!("{}.{:06}", since.as_secs(), since.subsec_micros()), "token": "",
            "type": "event_callback", "event": older(fields, &event.event_type, (app, tenant)),
        }),
    };
    Some(Letter { event_type: event.event_type.clone(), event_id, body })
}

/// An event that the spec need not have, in the newer envelope.
pub(in crate::mock) fn plain_letter(event_type: &str, event: &Value, (now, number): (SystemTime, u64)) -> Letter {
    let event_id = format!("6d6f636b{number:024x}");
    let since = now.duration_since(UNIX_EPOCH).unwrap_or_default();
    let body = json!({
        "schema": "2.0",
        "header": {
            "event_id": event_id, "event_type": event_type, "create_time": since.as_millis().to_string(),
            "token": "", "app_id": "cli_mock", "tenant_key": "mock",
        },
        "event": event,
    });
    Letter { event_type: event_type.to_owned(), event_id, body }
}

/// The event `app_ticket`, which the platform sends to applications from the store.
pub(in crate::mock) fn ticket_letter(app: &str, (now, number): (SystemTime, u64)) -> Letter {
    let event_id = format!("6d6f636b{number:024x}");
    let since = now.duration_since(UNIX_EPOCH).unwrap_or_default();
    let body = json!({
        "uuid": event_id, "ts": format!("{}.{:06}", since.as_secs(), since.subsec_micros()), "token": "",
        "type": "event_callback",
        "event": { "type": TICKET, "app_id": app, "app_ticket": format!("ticket-6d6f636b{number:08x}") },
    });
    Letter { event_type: TICKET.to_owned(), event_id, body }
}

fn older(mut fields: Map<String, Value>, event_type: &str, (app, tenant): (&str, &str)) -> Map<String, Value> {
    for (name, value) in [("type", event_type), ("app_id", app), ("tenant_key", tenant)] {
        fields.insert(name.to_owned(), Value::from(value));
    }
    fields
}

/// The token is part of the envelope; it is the webhook's, which may change while a notification waits.
pub(in crate::mock) fn with_token(body: &Value, token: &str) -> Value {
    let mut body = body.clone();
    match body.get_mut("header") {
        Some(header) => header["token"] = token.into(),
        None => body["token"] = token.into(),
    }
    body
}

/// A user in all three ID forms.
pub(in crate::mock) fn user_ids(open_id: &str) -> Value {
    let name = open_id.strip_prefix("ou_").unwrap_or(open_id);
    json!({ "open_id": open_id, "union_id": format!("on_{name}"), "user_id": name })
}
