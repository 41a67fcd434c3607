//! Endpoints, faults and requests as JSON. Tokens are not shown, since one could be real.

use std::time::SystemTime;

use serde_json::{Map, Value, json};

use crate::mock::api::{Api, Target};
use crate::mock::fault::Fault;
use crate::mock::websocket::Hub;
use crate::mock::{Pushed, Recorded};

pub(super) fn endpoints(api: &Api) -> Value {
    (0..api.len())
        .filter_map(|index| {
            let endpoint = api.endpoint(index)?;
            let kinds = endpoint.tokens;
            let tokens = [("tenant", kinds.tenant), ("user", kinds.user), ("app", kinds.app)];
            let tokens: Vec<&str> = tokens.into_iter().filter(|(_, takes)| *takes).map(|(kind, _)| kind).collect();
            Some(json!({
                "name": &*api.name(Target::Endpoint(index)),
                "method": endpoint.method.as_str(),
                "path": endpoint.path_template(),
                "tokens": tokens,
            }))
        })
        .collect()
}

pub(super) fn faults(waiting: &[Fault]) -> Value {
    let shown = |fault: &Fault| {
        let times = fault.left.map_or_else(|| json!("always"), Value::from);
        json!({ "fault": fault.to_string(), "endpoint": fault.endpoint, "times": times })
    };
    waiting.iter().map(shown).collect()
}

pub(super) fn request(request: &Recorded) -> Value {
    json!({
        "endpoint": request.endpoint.as_deref(),
        "method": request.method.as_str(),
        "path": request.path,
        "path_fields": object(&request.path_fields),
        "query": request.query.iter().map(|(name, value)| json!([name, value])).collect::<Value>(),
        "headers": headers(request),
        "body": request.json(),
        "text": String::from_utf8_lossy(request.body()),
        "time": milliseconds(request.time),
        "log_id": request.log_id,
        "status": request.status,
        "code": request.code,
    })
}

pub(super) fn connections(hub: &Hub) -> Value {
    json!({ "open": hub.count(None), "pongs": hub.pongs })
}

pub(super) fn frame_faults(hub: &Hub) -> Value {
    hub.faults().map(ToString::to_string).collect()
}

pub(super) fn notification(pushed: &Pushed) -> Value {
    json!({
        "event_type": pushed.event_type,
        "event_id": pushed.event_id,
        "body": pushed.body,
        "sent": pushed.sent.iter().map(|time| milliseconds(*time)).collect::<Vec<_>>(),
        "answers": pushed.answers,
        "is_delivered": pushed.is_delivered,
        "due": pushed.due.map(milliseconds),
    })
}

fn milliseconds(time: SystemTime) -> u64 {
    let since = time.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}

fn object(pairs: &[(String, String)]) -> Value {
    let entries: Map<String, Value> =
        pairs.iter().map(|(name, value)| (name.clone(), Value::from(value.as_str()))).collect();
    Value::Object(entries)
}

fn headers(request: &Recorded) -> Value {
    let shown = request.headers.iter().map(|(name, value)| {
        let text = String::from_utf8_lossy(value.as_bytes());
        let text = if value.is_sensitive() { hidden(&text) } else { text.into_owned() };
        json!([name.as_str(), text])
    });
    shown.collect()
}

/// The kind of a token, without the token.
fn hidden(text: &str) -> String {
    let shown = ["Bearer t-", "Bearer u-", "Bearer a-", "Bearer "].into_iter().find(|start| text.starts_with(start));
    format!("{}[hidden]", shown.unwrap_or_default())
}
