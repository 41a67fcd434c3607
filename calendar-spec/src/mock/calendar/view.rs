//! What an answer shows of an event: less to who may not see the details, and not the same in every call.

use serde_json::{Value, json};

use super::super::state::{Fields, Work};
use super::roles::{Calendar, Role, text};

/// What everybody sees who sees the event at all.
const OUTLINE: &[&str] = &[
    "event_id",
    "organizer_calendar_id",
    "start_time",
    "end_time",
    "visibility",
    "free_busy_status",
    "recurrence",
    "status",
    "is_exception",
    "recurring_event_id",
];

/// What a call does not show.
fn left_out(endpoint: &str) -> &'static [&'static str] {
    match endpoint {
        "calendar_event.list" => &["event_check_in"],
        "calendar_event.search" => &["event_check_in", "vchat", "create_time", "schemas"],
        "calendar_event.instance_view" => {
            &["event_check_in", "reminders", "recurrence", "create_time", "schemas", "attachments"]
        }
        _ => &[],
    }
}

/// An event as the caller sees it in this call.
pub(super) fn event(work: &Work<'_>, calendar: &Calendar, event: &Fields) -> Fields {
    let mut shown = event.clone();
    if text(event, "visibility") == "private" && calendar.role < Role::Writer {
        shown.retain(|name, _| OUTLINE.contains(&name.as_str()));
    }
    for name in left_out(work.name) {
        shown.remove(*name);
    }
    let has_settings = match work.name {
        "calendar_event.create" | "calendar_event.patch" => true,
        "calendar_event.get" => work.flag("need_meeting_settings") && calendar.role >= Role::Writer,
        _ => false,
    };
    if let Some(Value::Object(vchat)) = shown.get_mut("vchat").filter(|_| !has_settings) {
        vchat.remove("meeting_settings");
    }
    shown.insert("app_link".to_owned(), app_link(calendar, event));
    shown
}

fn app_link(calendar: &Calendar, event: &Fields) -> Value {
    let (key, original) = text(event, "event_id").rsplit_once('_').unwrap_or_default();
    let start = super::times::span_of(event).map_or(0, |span| span.start);
    json!(format!(
        "https://applink.larkoffice.com/client/calendar/event/detail?calendarId={}&key={key}&originalTime={original}\
         &startTime={start}",
        calendar.id
    ))
}
