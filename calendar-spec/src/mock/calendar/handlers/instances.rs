//! The instances of recurring events: of one event, and of all events in a period.

use serde_json::{Value, json};

use super::super::Answered;
use super::super::rules::primaries::known_primary_of;
use super::super::rules::roles::{Calendar, Role, WRITABLE, require};
use super::super::rules::{exceptions, view};
use super::super::state::recurrence::{events_near, instances};
use super::super::state::series::{excepted, instance_id, is_cancelled, laid_out};
use super::super::state::text;
use super::super::state::times::{Span, number, span_of};
use crate::mock::problem::Problem;
use crate::mock::state::{Fields, Item, Work};

/// The code for a period with too many instances.
const TOO_MANY: i64 = 193_104;

/// The most instances in a period, plus one.
const MOST: usize = 1000;

fn period(work: &Work<'_>) -> Span {
    let seconds = |name: &str| number(&work.text(name)).unwrap_or_default();
    Span { start: seconds("start_time"), end: seconds("end_time") }
}

/// The instances of an event in a period, without those that have become exceptions.
fn regular<'e>((id, event): (&'e str, &'e Item), period: Span) -> impl Iterator<Item = Fields> + 'e {
    let spans = instances(&event.value, period);
    let gone = if spans.is_empty() { Vec::new() } else { excepted(event) };
    let is_series = !text(&event.value, "recurrence").is_empty();
    let spans = spans.into_iter().filter(move |span| !gone.contains(&span.start));
    spans.map(move |span| {
        if is_series { laid_out(&event.value, &instance_id(id, span.start), span.start) } else { event.value.clone() }
    })
}

/// All events on a calendar in a period.
pub(in crate::mock) fn view(work: &mut Work<'_>) -> Answered {
    let calendar = require(work, Role::Reader, WRITABLE)?;
    let period = period(work);
    let is_own = known_primary_of(work, work.caller.key()).as_deref() == Some(&*calendar.id);
    let found = events_near(work.world, &calendar.events, period).flat_map(|(id, event)| {
        let reply = event.facts.get("rsvp").cloned().unwrap_or_else(|| "accept".into());
        regular((id, event), period).map(move |mut shown| {
            // The calendar of the caller, since its copies have the caller's replies.
            if is_own {
                shown.insert("self_rsvp_status".to_owned(), reply.clone());
            }
            shown
        })
    });
    let found: Vec<Fields> = found.filter(|event| !is_cancelled(event)).take(MOST).collect();
    if found.len() >= MOST {
        let hint = format!("there are {MOST} instances or more in this period; ask for a shorter one");
        return Err(Problem::new(TOO_MANY).hint(hint));
    }
    Ok(Some(json!({ "items": shown(work, &calendar, found) })))
}

fn shown(work: &Work<'_>, calendar: &Calendar, mut found: Vec<Fields>) -> Value {
    found.sort_by_key(|event| span_of(event).map_or(0, |span| span.start));
    found.iter().map(|event| Value::Object(view::event(work, calendar, event))).collect()
}

/// The instances of one event, page by page. Both ends of the period are exclusive.
pub(in crate::mock) fn of_event(work: &mut Work<'_>) -> Answered {
    let calendar = require(work, Role::Reader, &[])?;
    let target = exceptions::find(work, &calendar)?;
    let Span { start, end } = period(work);
    let inside = Span { start: start + 1, end };
    let mut found: Vec<Fields> = match work.world.get(&calendar.events, &target.id) {
        Some(event) => regular((&target.id, event), inside).collect(),
        None => vec![target.value.clone()],
    };
    for id in exceptions::exceptions(work, &calendar.events, &target.id) {
        let exception = work.world.get(&calendar.events, &id).map(|item| &item.value);
        let is_in = |event: &&Fields| !is_cancelled(event) && span_of(event).is_some_and(|span| span.meets(inside));
        found.extend(exception.filter(is_in).cloned());
    }
    found.sort_by_key(|event| span_of(event).map_or(0, |span| span.start));
    let shown: Vec<Fields> = found.iter().map(|event| view::event(work, &calendar, event)).collect();
    work.pages_of(work.kind("calendar_event")?, shown).map(Some)
}
