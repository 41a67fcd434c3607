//! What a response shows of a calendar or an event: less without permission for details, and different fields per call.

use serde_json::{Value, json};

use super::super::state::places::list_of;
use super::super::state::text;
use super::super::state::times::{exclude_last_day, span_of};
use super::roles::{Calendar, Role, role_of};
use crate::mock::state::{Fields, Item, Work};

/// The color of a calendar for which none was set.
const COLOR: i64 = -14_513_409;

/// What everyone sees who can see the event at all.
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

/// The fields that a call does not show.
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

/// An event as this call shows it to the caller.
pub(in crate::mock) fn event(work: &Work<'_>, calendar: &Calendar, event: &Fields) -> Fields {
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
    exclude_last_day(&mut shown);
    shown.insert("app_link".to_owned(), app_link(calendar, event));
    shown
}

fn app_link(calendar: &Calendar, event: &Fields) -> Value {
    let (key, original) = text(event, "event_id").rsplit_once('_').unwrap_or_default();
    let start = span_of(event).map_or(0, |span| span.start);
    json!(format!(
        "https://applink.larkoffice.com/client/calendar/event/detail?calendarId={}&key={key}&originalTime={original}\
         &startTime={start}",
        calendar.id
    ))
}

/// A calendar as an identity sees it.
pub(in crate::mock) fn calendar(work: &Work<'_>, who: &str, (id, calendar): (&str, &Item)) -> Fields {
    let mut shown = calendar.value.clone();
    shown.insert("color".to_owned(), COLOR.into());
    shown.insert("summary_alias".to_owned(), "".into());
    if let Some(entry) = work.world.get(&list_of(who), id) {
        shown.extend(entry.value.clone());
    }
    shown.insert("role".to_owned(), role_of(work, who, (id, calendar)).as_str().into());
    shown
}
