//! Busy times of users and rooms, from the events of their primary calendars and from time off.

use chrono::{DateTime, FixedOffset};
use serde_json::{Value, json};

use super::super::Answered;
use super::super::rules::busy::{Busy, times};
use super::super::rules::primaries::known_primary_of;
use super::super::rules::roles::senseless;
use super::super::state::places::{events_of, time_off};
use super::super::state::text;
use super::super::state::times::{Span, instant, seconds_or_day, written};
use crate::mock::problem::Problem;
use crate::mock::state::Work;

/// The subject of a request.
struct Asked {
    span: Span,
    /// The offset in which times are written.
    from: DateTime<FixedOffset>,
    only_busy: bool,
    has_answers: bool,
}

fn asked(work: &Work<'_>) -> Result<Asked, Problem> {
    let time = |name: &str| instant(&work.text(name)).ok_or_else(|| senseless(work, format!("`{name}` is not a time")));
    let (from, to) = (time("time_min")?, time("time_max")?);
    let span = Span { start: from.timestamp(), end: to.timestamp() };
    Ok(Asked { span, from, only_busy: work.flag("only_busy"), has_answers: work.flag("need_rsvp_status") })
}

/// The busy times of a user or a room, in order.
fn spans(work: &Work<'_>, who: &str, asked: &Asked) -> Value {
    let mut found: Vec<Busy> = timeoff_of(work, who, asked.span).collect();
    if let Some(calendar) = known_primary_of(work, who) {
        let events = events_of(&calendar);
        let counted = times(work, &events, asked.span).filter(|(_, is_busy)| *is_busy || !asked.only_busy);
        found.extend(counted.map(|(busy, _)| busy));
    }
    found.sort_by_key(|busy| (busy.span.start, busy.span.end));
    let written = |busy: Busy| {
        let mut item = json!({
            "start_time": written(busy.span.start, asked.from), "end_time": written(busy.span.end, asked.from),
        });
        if asked.has_answers {
            item["rsvp_status"] = busy.answer.into();
        }
        item
    };
    found.into_iter().map(written).collect()
}

pub(super) fn timeoff_of<'w>(work: &'w Work<'_>, who: &'w str, span: Span) -> impl Iterator<Item = Busy> + 'w {
    let own = work.world.items(&time_off()).filter(move |(_, off)| text(&off.value, "user_id") == who);
    own.filter_map(move |(_, off)| {
        let start = seconds_or_day(text(&off.value, "start_time"), false)?;
        let end = seconds_or_day(text(&off.value, "end_time"), true)?;
        let busy = Busy { span: Span { start, end }, answer: "accept".to_owned() };
        busy.span.meets(span).then_some(busy)
    })
}

pub(in crate::mock) fn list(work: &mut Work<'_>) -> Answered {
    let asked = asked(work)?;
    let user = work.text("user_id");
    let who = if user.is_empty() { work.text("room_id") } else { user };
    Ok(Some(json!({ "freebusy_list": spans(work, &who, &asked) })))
}

pub(in crate::mock) fn batch(work: &mut Work<'_>) -> Answered {
    let asked = asked(work)?;
    let users = work.list("user_ids");
    let lists = users.iter().filter_map(Value::as_str);
    let lists = lists.map(|user| json!({ "user_id": user, "freebusy_items": spans(work, user, &asked) }));
    let lists: Vec<Value> = lists.collect();
    Ok(Some(json!({ "freebusy_lists": lists })))
}
