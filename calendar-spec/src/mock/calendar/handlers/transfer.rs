//! Transferring an event to another organizer: it moves to that user's primary calendar, with its attendees and
//! exceptions.

use serde_json::{Value, json};

use super::super::Answered;
use super::super::rules::exceptions::{self, exceptions};
use super::super::rules::invitations::{self, is_organized_by};
use super::super::rules::news;
use super::super::rules::primaries::primary_of;
use super::super::rules::roles::{Calendar, Role, WRITABLE, require};
use super::super::state::places::{attendees_of, calendars, events_of};
use super::super::state::series::parts;
use super::super::state::text;
use super::super::state::users::{member_id, name_of};
use super::sharing::attendee;
use crate::mock::problem::Problem;

use crate::mock::state::{ChangeType, Fields, Item, Work};

/// The code for a calendar that is not the organizer's.
const NOT_ON_ORGANIZER_CALENDAR: i64 = 193_110;

/// Who gives an event, and who takes it.
struct Transfer {
    from: Calendar,
    to: Calendar,
    new: String,
    /// The old organizer, if that is a user who stays as an attendee.
    stays: Option<String>,
}

pub(in crate::mock) fn transfer(work: &mut Work<'_>) -> Answered {
    let from = require(work, Role::Writer, WRITABLE)?;
    let target = exceptions::find(work, &from)?;
    if !is_organized_by(&target.value, &from.id) {
        let hint = "the event was created on another calendar; name the one of its organizer";
        return Err(Problem::new(NOT_ON_ORGANIZER_CALENDAR).hint(hint));
    }
    let new = work.text("to_user_id");
    let id = primary_of(work, &new)?;
    if id == from.id {
        return Ok(Some(json!({})));
    }
    let to = Calendar { events: events_of(&id), id, role: Role::Owner };
    let stays = owner_of(work, &from).filter(|_| !work.flag("need_remove_original_organizer"));
    let transfer = Transfer { from, to, new, stays };
    // One instance cannot be transferred alone.
    let series = parts(&target.id).map_or_else(|| target.id.clone(), |(uid, _)| format!("{uid}_0"));
    let events = &transfer.from.events;
    let whole = if work.world.get(events, &series).is_some() { series } else { target.id };
    let exceptions = exceptions(work, events, &whole);
    for id in std::iter::once(whole).chain(exceptions) {
        transfer.event(work, &id)?;
    }
    Ok(Some(json!({})))
}

/// The user whose primary calendar this is; a shared calendar has no organizer of its own.
fn owner_of(work: &Work<'_>, calendar: &Calendar) -> Option<String> {
    let item = work.world.get(&calendars(), &calendar.id)?;
    let is_primary = text(&item.value, "type") == "primary";
    is_primary.then(|| text(&item.facts, "owner").to_owned()).filter(|owner| owner.starts_with("ou_"))
}

impl Transfer {
    fn event(&self, work: &mut Work<'_>, id: &str) -> Result<(), Problem> {
        let Some(mut event) = work.world.get(&self.from.events, id).cloned() else { return Ok(()) };
        let organizer = json!({ "user_id": self.new, "display_name": name_of(&self.new) });
        event.value.insert("organizer_calendar_id".to_owned(), self.to.id.clone().into());
        event.value.insert("event_organizer".to_owned(), organizer);
        let attendees = self.attendees(work, id);
        work.world.remove(&self.from.events, id);
        news::about_event(work, &self.from.id, id, ChangeType::Delete);
        // A copy on the calendar of the new organizer is replaced, and with it the reply of an attendee.
        event.facts.remove("rsvp");
        work.world.insert(&self.to.events, id, event.value, event.facts)?;
        for (attendee, (value, facts)) in attendees {
            work.world.insert(&attendees_of(&self.to.events, id), &attendee, value, facts)?;
        }
        news::about_event(work, &self.to.id, id, ChangeType::Update);
        invitations::deliver(work, &self.to, id)
    }

    /// The attendees after the transfer.
    fn attendees(&self, work: &Work<'_>, id: &str) -> Vec<(String, (Fields, Fields))> {
        let place = attendees_of(&self.from.events, id);
        let is_old = |attendee: &Item| attendee.value.get("is_organizer") == Some(&Value::Bool(true));
        let others = work.world.items(&place).filter(|(_, attendee)| !is_old(attendee));
        let others = others.map(|(id, attendee)| (id.to_owned(), (attendee.value.clone(), attendee.facts.clone())));
        let mut all: Vec<_> = others.collect();
        for (who, is_organizer) in [(&self.new, true)].into_iter().chain(self.stays.iter().map(|old| (old, false))) {
            all.retain(|(id, _)| *id != member_id(who));
            let mut value = attendee(who);
            value.insert("is_organizer".to_owned(), is_organizer.into());
            all.push((member_id(who), (value, Fields::new())));
        }
        all
    }
}
