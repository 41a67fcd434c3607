//! Invitations: an event is on the calendar of its organizer, and on those of its users and rooms.
//!
//! The invited have copies. Changes by the organizer go into all copies; personal settings of a copy remain.

use std::collections::BTreeSet;

use super::super::state::places::{attendees_of, calendars, events_of};
use super::super::state::series::is_cancelled;
use super::super::state::text;
use super::exceptions::{Target, except};
use super::news;
use super::primaries::{known_primary_of, primary_of};
use super::roles::{Calendar, Role, role_of};
use crate::mock::problem::Problem;
use crate::mock::state::ChangeType;
use crate::mock::state::{Fields, Item, Work, fields};

/// The code for callers that may not change an event.
pub(in crate::mock) const NO_PERMISSION: i64 = 193_002;

/// Fields that are the calling identity's own once they are changed.
pub(in crate::mock) const PERSONAL: [&str; 4] = ["visibility", "free_busy_status", "color", "reminders"];

/// Whether an event was created on this calendar, rather than received by an invitation.
pub(in crate::mock) fn is_organized_by(event: &Fields, calendar: &str) -> bool {
    text(event, "organizer_calendar_id") == calendar
}

/// The users and rooms that attend an event, by the keys of their calendars, with their replies.
fn invited(work: &Work<'_>, calendar: &str, event: &str) -> Vec<(String, String)> {
    let place = attendees_of(&events_of(calendar), event);
    let key = |attendee: &Item| match text(&attendee.value, "type") {
        "user" => Some(text(&attendee.value, "user_id").to_owned()),
        "resource" if text(&attendee.value, "rsvp_status") == "accept" => {
            Some(text(&attendee.value, "room_id").to_owned())
        }
        _ => None,
    };
    let answer = |attendee: &Item| text(&attendee.value, "rsvp_status").to_owned();
    work.world.items(&place).filter_map(|(_, attendee)| Some((key(attendee)?, answer(attendee)))).collect()
}

/// Updates the copies of all invited from the event on the calendar of its organizer.
pub(in crate::mock) fn deliver(work: &mut Work<'_>, calendar: &Calendar, event: &str) -> Result<(), Problem> {
    for (who, answer) in invited(work, &calendar.id, event) {
        if let Some((own, change)) = copy_to(work, calendar, event, (&who, &answer))? {
            news::about_event(work, &own, event, change);
        }
    }
    Ok(())
}

/// Updates the copy of one attendee; returns the calendar that it is on, and what changed there.
pub(in crate::mock) fn copy_to(
    work: &mut Work<'_>,
    organizer: &Calendar,
    event: &str,
    (who, answer): (&str, &str),
) -> Result<Option<(String, ChangeType)>, Problem> {
    let own = primary_of(work, who)?;
    let original = work.world.get(&organizer.events, event).cloned();
    let Some(original) = original.filter(|_| own != organizer.id) else { return Ok(None) };
    let events = events_of(&own);
    let known = work.world.get(&events, event).cloned();
    let change = if known.is_some() { ChangeType::Update } else { ChangeType::Create };
    let copy = copy_of(&original.value, known.as_ref(), answer);
    let exceptions: BTreeSet<&str> =
        known.iter().chain([&original]).flat_map(|item| item.texts("exceptions")).collect();
    let facts = fields([("rsvp", answer.into()), ("exceptions", exceptions.into_iter().collect())]);
    work.world.insert(&events, event, copy, facts)?;
    except(work, &events, event);
    Ok(Some((own, change)))
}

/// The part of an event that an invited user sees.
fn copy_of(original: &Fields, known: Option<&Item>, answer: &str) -> Fields {
    let mut copy = original.clone();
    match known {
        Some(known) => {
            for name in PERSONAL {
                copy.remove(name);
                copy.extend(known.value.get(name).map(|value| (name.to_owned(), value.clone())));
            }
        }
        // These two are personal from the start.
        None => copy.retain(|name, _| name != "color" && name != "reminders"),
    }
    if !is_cancelled(original) {
        copy.insert("status".to_owned(), status_of(answer).into());
    }
    copy
}

fn status_of(answer: &str) -> &'static str {
    if answer == "accept" { "confirmed" } else { "tentative" }
}

/// Removes an event from the calendars of all invited.
pub(in crate::mock) fn withdraw(work: &mut Work<'_>, calendar: &str, (id, event): (&str, &Item), change: ChangeType) {
    if !is_organized_by(&event.value, calendar) {
        return;
    }
    for (who, _) in invited(work, calendar, id) {
        withdraw_from(work, calendar, id, (&who, change));
    }
}

/// Removes an event from the calendar of one attendee.
pub(in crate::mock) fn withdraw_from(
    work: &mut Work<'_>,
    calendar: &str,
    event: &str,
    (who, change): (&str, ChangeType),
) {
    let Some(own) = known_primary_of(work, who).filter(|own| own != calendar) else { return };
    except(work, &events_of(&own), event);
    if work.world.remove(&events_of(&own), event).is_some() {
        news::about_event(work, &own, event, change);
    }
}

/// The calendar on which an event was created, with its organizer's permissions.
pub(in crate::mock) fn organizer(work: &Work<'_>, event: &Fields) -> Calendar {
    let id = text(event, "organizer_calendar_id").to_owned();
    let calendar = work.world.get(&calendars(), &id);
    let role = calendar.map_or(Role::Nobody, |calendar| role_of(work, work.caller.key(), (&id, calendar)));
    Calendar { events: events_of(&id), id, role }
}

/// The event on the calendar of its organizer.
pub(in crate::mock) fn original(work: &Work<'_>, target: &Target) -> Fields {
    let organizer = organizer(work, &target.value);
    let known = work.world.get(&organizer.events, &target.id);
    known.map_or_else(|| target.value.clone(), |event| event.value.clone())
}
