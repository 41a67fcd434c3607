//! Suggestions: times for a meeting, and rooms that are free.

#![allow(clippy::unnecessary_wraps, reason = "the signature of every handler, most of which can fail")]

use chrono::{DateTime, FixedOffset};
use serde_json::{Value, json};

use super::super::Answered;
use super::super::rules::busy::is_busy;
use super::super::rules::primaries::known_primary_of;
use super::super::state::places::events_of;
use super::super::state::times::{DAY, Span, instant, written};
use super::freebusy::timeoff_of;
use crate::mock::state::Work;
use crate::mock::world::ROOMS;

/// How many times are suggested.
const MOST: usize = 3;

/// The distance of the starts of suggested times.
const STEP: i64 = 30 * 60;

/// How far suggestions are looked for, so that a long span takes no long time.
const LONGEST: i64 = 31 * DAY;

/// How long a meeting is if the request does not tell.
const USUAL: i64 = 30;

/// The offset of a time in the request, and the time; the current time if there is none.
fn time(work: &Work<'_>, name: &str) -> DateTime<FixedOffset> {
    let now = i64::try_from(work.seconds()).unwrap_or_default();
    let now = DateTime::from_timestamp(now, 0).unwrap_or_default().fixed_offset();
    instant(&work.text(name)).unwrap_or(now)
}

fn span(value: &Value) -> Option<Span> {
    let seconds = |name: &str| Some(instant(value[name].as_str()?)?.timestamp());
    Some(Span { start: seconds("event_start_time")?, end: seconds("event_end_time")? })
}

/// The users and groups who attend; groups are never busy here.
fn attendees(work: &Work<'_>) -> Vec<String> {
    work.list("attendee_user_ids").iter().filter_map(|id| id.as_str().map(str::to_owned)).collect()
}

fn is_free(work: &Work<'_>, who: &str, span: Span) -> bool {
    let calendar = known_primary_of(work, who);
    calendar.is_none_or(|calendar| !is_busy(work, &events_of(&calendar), span))
        && timeoff_of(work, who, span).next().is_none()
}

/// The first times at which everybody is free; if there are none, the first time, with the reason why it is not good.
pub(in crate::mock) fn times(work: &mut Work<'_>) -> Answered {
    let from = time(work, "search_start_time");
    let end = instant(&work.text("search_end_time")).map_or(from.timestamp() + DAY, |end| end.timestamp());
    let end = end.min(from.timestamp() + LONGEST);
    let length = work.number("duration_minutes").filter(|minutes| *minutes > 0).unwrap_or(USUAL).saturating_mul(60);
    let (attendees, excluded) = (attendees(work), work.list("excluded_event_times"));
    let excluded: Vec<Span> = excluded.iter().filter_map(span).collect();
    let starts = (0..).map(|step| from.timestamp() + step * STEP);
    let spans = starts.map(|start| Span { start, end: start.saturating_add(length) });
    let mut allowed = spans
        .take_while(|span| span.end <= end)
        .filter(|span| !excluded.iter().any(|excluded| excluded.meets(*span)))
        .peekable();
    let first = allowed.peek().copied();
    let all_free = |span: &Span| attendees.iter().all(|who| is_free(work, who, *span));
    let free: Vec<Span> = allowed.filter(all_free).take(MOST).collect();
    let shown = |span: Span, reason: &str| {
        let (start, end) = (written(span.start, from), written(span.end, from));
        json!({ "event_start_time": start, "event_end_time": end, "recommend_reason": reason })
    };
    if free.is_empty() {
        let suggestions: Vec<Value> = first.map(|span| shown(span, "not everybody is free")).into_iter().collect();
        let guidance = "Nobody is free at one time: search a longer span, or for a shorter meeting.";
        return Ok(Some(json!({ "suggestions": suggestions, "ai_action_guidance": guidance })));
    }
    let suggestions: Vec<Value> = free.into_iter().map(|span| shown(span, "everybody is free")).collect();
    Ok(Some(json!({ "suggestions": suggestions })))
}

/// The rooms of this server that fit and are free.
pub(in crate::mock) fn rooms(work: &mut Work<'_>) -> Answered {
    let from = time(work, "event_start_time");
    let end = instant(&work.text("event_end_time")).map_or(from.timestamp() + STEP, |end| end.timestamp());
    let span = Span { start: from.timestamp(), end };
    let fits = |wanted: String, is: &str| wanted.is_empty() || is.to_lowercase().contains(&wanted.to_lowercase());
    let (least, most) = (work.number("min_capacity").unwrap_or(0), work.number("max_capacity").unwrap_or(0));
    let found = ROOMS.iter().filter(|room| {
        fits(work.text("city"), room.city)
            && fits(work.text("building"), room.building)
            && fits(work.text("floor"), room.floor)
            && fits(work.text("room_name"), room.name)
            && room.capacity >= least
            && (most == 0 || room.capacity <= most)
            && is_free(work, room.id, span)
    });
    let shown = |room: &crate::mock::world::Room| {
        json!({
            "room_id": room.id, "room_name": room.name, "capacity": room.capacity,
            "reserve_until_time": written(span.start + 365 * DAY, from),
        })
    };
    let rooms: Vec<Value> = found.map(shown).collect();
    Ok(Some(json!({ "available_rooms": rooms })))
}
