//! Searching calendars and events.

use chrono::DateTime;
use serde_json::{Value, json};

use super::super::Answered;
use super::super::rules::attendees::raise_page_size;
use super::super::rules::roles::{Role, WRITABLE, require};
use super::super::rules::view;
use super::super::state::places::{attendees_of, calendars as all, events_of};
use super::super::state::recurrence::takes_place;
use super::super::state::series::is_cancelled;
use super::super::state::text;
use super::super::state::times::{DAY, Span, instant, is_all_day, number, seconds, written};
use super::super::state::users::member_id;
use crate::mock::state::{Change, Fields, Item, Place, Work, fields};

/// How far a search without times looks back and ahead.
const MONTH: i64 = 31 * DAY;

/// Public calendars, and primary ones of users when a user searches.
pub(in crate::mock) fn calendars(work: &mut Work<'_>) -> Answered {
    let Some((kind, operation)) = work.operation() else { return Ok(None) };
    let filter = work.filter(kind, operation);
    let listing = work.listing(kind, all(), Value::Null)?;
    let is_user = work.caller.user.is_some();
    let is_found = |calendar: &Item| {
        let is_primary =
            text(&calendar.value, "type") == "primary" && text(&calendar.facts, "owner").starts_with("ou_");
        let is_public = text(&calendar.value, "permissions") == "public";
        let is_open = text(&calendar.value, "permissions") != "private";
        (is_public && text(&calendar.value, "type") == "shared") || (is_primary && is_open && is_user)
    };
    let page = work.page(&listing, |id, change| match change {
        Change::Now(calendar) if is_found(calendar) && filter.takes(&calendar.value) => {
            Some(view::calendar(work, work.caller.key(), (id, calendar)))
        }
        _ => None,
    });
    Ok(Some(work.paged(Some(operation), page)))
}

/// The conditions of a search for events, besides its words.
struct Wanted {
    period: Span,
    /// IDs of attendees; the event must have one of each list.
    attendees: Vec<Vec<String>>,
}

fn wanted(work: &Work<'_>) -> Wanted {
    let filter = work.value("filter").unwrap_or_default();
    let now = i64::try_from(work.seconds()).unwrap_or_default();
    let period = match (seconds(&filter["start_time"], false), seconds(&filter["end_time"], true)) {
        (None, None) => Span { start: now - MONTH, end: now + MONTH },
        (start, end) => Span { start: start.unwrap_or(i64::MIN / 2), end: end.unwrap_or(i64::MAX / 2) },
    };
    let ids = |name: &str, of: &dyn Fn(&str) -> String| -> Vec<String> {
        filter[name].as_array().into_iter().flatten().filter_map(|id| id.as_str().map(of)).collect()
    };
    let lists = [
        ids("user_ids", &member_id),
        ids("room_ids", &|id| format!("resource_{id}")),
        ids("chat_ids", &|id| format!("chat_{id}")),
    ];
    Wanted { period, attendees: lists.into_iter().filter(|list| !list.is_empty()).collect() }
}

impl Wanted {
    fn is_met(&self, event: &Fields, attends: impl Fn(&str) -> bool) -> bool {
        !is_cancelled(event)
            && takes_place(event, self.period)
            && self.attendees.iter().all(|list| list.iter().any(|id| attends(id)))
    }
}

/// The events of a calendar.
pub(in crate::mock) fn events(work: &mut Work<'_>) -> Answered {
    let calendar = require(work, Role::Reader, WRITABLE)?;
    let Some((kind, operation)) = work.operation() else { return Ok(None) };
    raise_page_size(work);
    let (filter, wanted) = (work.filter(kind, operation), wanted(work));
    let listing = work.listing(kind, calendar.events.clone(), Value::Null)?;
    let page = work.page(&listing, |id, change| {
        let Change::Now(event) = change else { return None };
        let of: Place = attendees_of(&events_of(text(&event.value, "organizer_calendar_id")), id);
        let is_found =
            filter.takes(&event.value) && wanted.is_met(&event.value, |id| work.world.get(&of, id).is_some());
        is_found.then(|| view::event(work, &calendar, &event.value))
    });
    Ok(Some(work.paged(Some(operation), page)))
}

/// The events on a calendar, or on those that the filter names, with words in their titles.
pub(in crate::mock) fn hits(work: &mut Work<'_>) -> Answered {
    work.world.lag.read();
    let own = require(work, Role::Reader, WRITABLE)?;
    let filter = work.value("filter").unwrap_or_default();
    let mut calendars = vec![own];
    if let Some(ids) = filter["calendar_ids"].as_array().filter(|ids| !ids.is_empty()) {
        calendars.clear();
        for id in ids.clone() {
            work.given.insert("calendar_id".to_owned(), id);
            calendars.push(require(work, Role::Reader, WRITABLE)?);
        }
    }
    let (words, wanted) = (work.text("query").to_lowercase(), hits_wanted(&filter));
    let mut found = Vec::new();
    for calendar in &calendars {
        for (id, event) in work.world.items(&calendar.events) {
            let of: Place = attendees_of(&events_of(text(&event.value, "organizer_calendar_id")), id);
            let has_words = text(&event.value, "summary").to_lowercase().contains(&words);
            if has_words && wanted.is_met(&event.value, |id| work.world.get(&of, id).is_some()) {
                found.push(hit(&calendar.id, &view::event(work, calendar, &event.value)));
            }
        }
    }
    work.pages_of(work.kind("calendar_event")?, found).map(Some)
}

fn hits_wanted(filter: &Value) -> Wanted {
    let time = |name: &str| filter["time_range"][name].as_str().and_then(instant).map(|time| time.timestamp());
    let period =
        Span { start: time("start_time").unwrap_or(i64::MIN / 2), end: time("end_time").unwrap_or(i64::MAX / 2) };
    let ids = |name: &str, of: &dyn Fn(&str) -> String| -> Vec<String> {
        filter[name].as_array().into_iter().flatten().filter_map(|id| id.as_str().map(of)).collect()
    };
    let lists = [
        ids("attendee_user_ids", &member_id),
        ids("meeting_room_ids", &|id| format!("resource_{id}")),
        ids("attendee_chat_ids", &|id| format!("chat_{id}")),
    ];
    Wanted { period, attendees: lists.into_iter().filter(|list| !list.is_empty()).collect() }
}

/// An event as a search across calendars shows it. `event` is what other calls show.
fn hit(calendar: &str, event: &Fields) -> Fields {
    let time = |name: &str| {
        let time = event.get(name).cloned().unwrap_or_default();
        let zone = time["timezone"].clone();
        match time["timestamp"].as_str().and_then(number) {
            Some(at) => json!({ "date_time": written(at, DateTime::default()), "timezone": zone }),
            None => json!({ "date": time["date"], "timezone": zone }),
        }
    };
    let data = json!({
        "event_id": event.get("event_id"), "calendar_id": calendar, "summary": text(event, "summary"),
        "start": time("start_time"), "end": time("end_time"), "is_all_day": is_all_day(event),
        "app_link": event.get("app_link"),
    });
    fields([("display_info", text(event, "summary").into()), ("meta_data", data)])
}
