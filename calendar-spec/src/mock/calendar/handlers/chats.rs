//! Meeting chats of events, and what else belongs to an event: its video meetings and notes.

use serde_json::{Value, json};

use super::super::Answered;
use super::super::rules::exceptions::{self, Target};
use super::super::rules::primaries::known_primary_of;
use super::super::rules::roles::{Calendar, Role, WRITABLE, require, senseless};
use super::super::state::text;
use crate::mock::problem::Problem;
use crate::mock::state::{Fields, Work};

/// The code for another chat than that of the event.
const MISMATCH: i64 = 195_108;

/// The fact of an event that names its chat.
const CHAT: &str = "meeting_chat";

/// An event has one chat.
pub(in crate::mock) fn create(work: &mut Work<'_>) -> Answered {
    let calendar = require(work, Role::Writer, WRITABLE)?;
    let target = exceptions::find(work, &calendar)?;
    let chat = chat_of(work, &calendar, &target).unwrap_or_else(|| add_chat(work, &calendar, &target));
    let applink = format!("https://applink.feishu.cn/client/chat/open?openChatId={chat}");
    Ok(Some(json!({ "meeting_chat_id": chat, "applink": applink })))
}

fn add_chat(work: &mut Work<'_>, calendar: &Calendar, target: &Target) -> String {
    let chat = format!("oc_{:06}", work.numbers.next(CHAT));
    if let Some(facts) = work.world.facts(&calendar.events, holder(target)) {
        facts.insert(CHAT.to_owned(), chat.as_str().into());
    }
    chat
}

pub(in crate::mock) fn delete(work: &mut Work<'_>) -> Answered {
    let calendar = require(work, Role::Writer, WRITABLE)?;
    let target = exceptions::find(work, &calendar)?;
    if chat_of(work, &calendar, &target).as_deref() != Some(&*work.text("meeting_chat_id")) {
        return Err(Problem::new(MISMATCH).hint("`meeting_chat.create` returns the chat of an event"));
    }
    if let Some(facts) = work.world.facts(&calendar.events, holder(&target)) {
        facts.remove(CHAT);
    }
    Ok(Some(json!({})))
}

/// A series has one chat, unless an exception has its own.
fn holder(target: &Target) -> &str {
    target.series.as_deref().unwrap_or(&target.id)
}

fn chat_of(work: &Work<'_>, calendar: &Calendar, target: &Target) -> Option<String> {
    let event = work.world.get(&calendar.events, holder(target))?;
    Some(text(&event.facts, CHAT).to_owned()).filter(|chat| !chat.is_empty())
}

/// The chats of several events on the primary calendar of the caller.
pub(in crate::mock) fn of_events(work: &mut Work<'_>) -> Answered {
    work.world.lag.read();
    let calendar = require(work, Role::Reader, WRITABLE)?;
    if known_primary_of(work, work.caller.key()).as_deref() != Some(&*calendar.id) {
        return Err(senseless(work, "`calendar_id` must be the primary calendar of the caller"));
    }
    let (found, failed) = each(work, "event_ids", |work, target| {
        let chat = chat_of(work, &calendar, target)?;
        Some(json!({ "event_id": target.id, "meeting_chat_id": chat }))
    })?;
    Ok(Some(json!({ "meeting_chats": found, "failed_event_ids": failed })))
}

/// The video meetings of several events. Whether they took place is not known here, nor are notes.
pub(in crate::mock) fn relations(work: &mut Work<'_>) -> Answered {
    work.world.lag.read();
    require(work, Role::Reader, WRITABLE)?;
    let (has_meetings, has_notes) = (work.flag("need_meeting_instance_ids"), work.flag("need_meeting_notes"));
    let (found, failed) = each(work, "instance_ids", |_, target| {
        let url = target.value.get("vchat").map(|vchat| vchat["meeting_url"].clone());
        let urls: Vec<Value> = url.filter(Value::is_string).into_iter().collect();
        let number = |url: &Value| url.as_str().and_then(|url| url.rsplit('/').next()).map(Value::from);
        let meetings: Vec<Value> = urls.iter().filter_map(number).collect();
        let mut info = Fields::new();
        info.insert("instance_id".to_owned(), target.id.as_str().into());
        info.insert("meeting_urls".to_owned(), urls.into());
        if has_meetings {
            info.insert("meeting_instance_ids".to_owned(), meetings.into());
        }
        if has_notes {
            info.insert("meeting_notes".to_owned(), Value::Array(Vec::new()));
        }
        Some(Value::Object(info))
    })?;
    Ok(Some(json!({ "instance_relation_infos": found, "failed_instance_ids": failed })))
}

/// What is found of each event of a list, and the events that fail.
fn each(
    work: &mut Work<'_>,
    list: &str,
    find: impl Fn(&Work<'_>, &Target) -> Option<Value>,
) -> Result<(Vec<Value>, Vec<Value>), Problem> {
    let calendar = require(work, Role::Reader, WRITABLE)?;
    let id_field = if list == "instance_ids" { "instance_id" } else { "event_id" };
    let (mut found, mut failed) = (Vec::new(), Vec::new());
    for id in work.list(list) {
        work.given.insert("event_id".to_owned(), id.clone());
        let target = exceptions::find(work, &calendar).ok();
        match target.and_then(|target| find(work, &target)) {
            Some(info) => found.push(info),
            None => failed.push(json!({ id_field: id, "fail_msg": "Not Found" })),
        }
    }
    Ok((found, failed))
}
