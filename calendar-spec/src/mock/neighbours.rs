//! The neighbours of calendars: rooms by name, users by e-mail address, the bot, and messages.
//!
//! In: a request as [`Work`] on the state. Out: the data of its response; `None` for endpoints of another kind.

#![allow(clippy::unnecessary_wraps, reason = "the signature of every handler, most of which can fail")]

use std::time::UNIX_EPOCH;

use serde_json::{Value, json};

use super::codes;
use super::problem::Problem;
use super::state::{Fields, Place, Work, fields};
use super::world::{ROOMS, Room};

/// The data of a response.
type Answered = Result<Value, Problem>;

type Handler = fn(&mut Work<'_>) -> Answered;

/// The code for content that is not JSON.
const INVALID_CONTENT: i64 = 230_001;

/// Each endpoint by its name and path, since a spec may have others with the same names.
const HANDLERS: &[(&str, &str, Handler)] = &[
    ("vc_room.list", "/open-apis/vc/v1/rooms", list_rooms),
    ("vc_room.search", "/open-apis/vc/v1/rooms/search", search_rooms),
    ("vc_room.get", "/open-apis/vc/v1/rooms/:room_id", get_room),
    ("contact_user.batch_get_id", "/open-apis/contact/v3/users/batch_get_id", users),
    ("bot.get", "/open-apis/bot/v3/info", bot),
    ("im_message.create", "/open-apis/im/v1/messages", send),
];

pub(super) fn perform(work: &mut Work<'_>) -> Option<Answered> {
    let path = work.endpoint.path_template();
    let (.., handler) = HANDLERS.iter().find(|(name, known, _)| *name == work.name && *known == path)?;
    Some(handler(work))
}

fn shown(room: &Room) -> Fields {
    fields([
        ("room_id", json!(room.id)),
        ("name", json!(room.name)),
        ("capacity", json!(room.capacity)),
        ("description", json!(format!("{}, {}, {}", room.city, room.building, room.floor))),
        ("room_status", json!({ "status": true, "schedule_status": true })),
    ])
}

fn list_rooms(work: &mut Work<'_>) -> Answered {
    work.pages_of(work.kind("vc_room")?, ROOMS.iter().map(shown).collect())
}

/// No room of this server has an ID of the tenant's own.
fn search_rooms(work: &mut Work<'_>) -> Answered {
    let words = work.text("keyword").to_lowercase();
    let is_by_id = !work.list("custom_room_ids").is_empty();
    let found = ROOMS.iter().filter(|room| !is_by_id && room.name.to_lowercase().contains(&words));
    work.pages_of(work.kind("vc_room")?, found.map(shown).collect())
}

fn get_room(work: &mut Work<'_>) -> Answered {
    let (kind, id) = (work.kind("vc_room")?, work.text("room_id"));
    let room = ROOMS.iter().find(|room| room.id == id).ok_or_else(|| kind.missing(&id))?;
    Ok(json!({ "room": shown(room) }))
}

/// `alice@example.com` is the user `ou_alice`, and a number is the user of that name. Nobody has an address that begins
/// with `nobody`.
fn users(work: &mut Work<'_>) -> Answered {
    let mut found = Vec::new();
    for (list, field) in [("emails", "email"), ("mobiles", "mobile")] {
        for address in work.list(list) {
            let text = address.as_str().unwrap_or_default();
            let name = text.split('@').next().unwrap_or_default().trim_start_matches('+');
            let mut entry = fields([(field, json!(text))]);
            if !name.is_empty() && !name.starts_with("nobody") {
                entry.insert("user_id".to_owned(), format!("ou_{name}").into());
                entry.insert("status".to_owned(), json!({ "is_activated": true, "is_frozen": false }));
            }
            found.push(Value::Object(entry));
        }
    }
    Ok(json!({ "user_list": found }))
}

fn bot(work: &mut Work<'_>) -> Answered {
    let app = &work.caller.app;
    let name = app.strip_prefix("cli_").unwrap_or(app);
    let info = json!({
        "activate_status": 2, "app_name": name, "avatar_url": "https://example.com/avatar.png", "ip_white_list": [],
        "open_id": format!("ou_{app}"),
    });
    Ok(json!({ "bot": info }))
}

/// Keeps a message; a request with the `uuid` of an earlier one returns that one.
fn send(work: &mut Work<'_>) -> Answered {
    let place = Place::root("im_message");
    if let Some(id) = work.made_before(&place)
        && let Some(message) = work.world.get(&place, &id)
    {
        return Ok(Value::Object(message.value.clone()));
    }
    let content = work.text("content");
    if serde_json::from_str::<Value>(&content).is_err() {
        let code =
            if codes::lists(work.spec, work.endpoint, INVALID_CONTENT) { INVALID_CONTENT } else { codes::BAD_REQUEST };
        return Err(Problem::new(code).hint("`content` is JSON in a string, such as `{\"text\":\"Hello\"}`"));
    }
    let id = format!("om_{:06}", work.numbers.next("im_message"));
    let receiver = work.text("receive_id");
    let chat = if receiver.starts_with("oc_") { receiver } else { format!("oc_with_{receiver}") };
    let now = work.now.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis()).to_string();
    let sender = json!({
        "id": work.caller.app, "id_type": "app_id", "sender_type": "app", "tenant_key": work.caller.tenant,
    });
    let message = fields([
        ("message_id", json!(id)),
        ("msg_type", json!(work.text("msg_type"))),
        ("create_time", json!(now)),
        ("update_time", json!(now)),
        ("deleted", json!(false)),
        ("updated", json!(false)),
        ("chat_id", json!(chat)),
        ("sender", sender),
        ("body", json!({ "content": content })),
    ]);
    work.world.insert(&place, &id, message.clone(), Fields::new())?;
    work.remember(&place, &id);
    Ok(Value::Object(message))
}
