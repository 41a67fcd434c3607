//! Who can see the attendees of an event, and where they are stored.

use super::super::state::places::attendees_of;
use super::super::state::text;
use super::super::state::users::member_id;
use super::bookings;
use super::exceptions::Target;
use super::invitations::{is_organized_by, organizer};
use super::roles::Calendar;
use crate::mock::problem::Problem;
use crate::mock::state::{Fields, Item, Place, Work};

const NOT_TO_BE_LISTED: i64 = 194_001;

/// The smallest page of some listings.
const LEAST_PAGE: i64 = 10;

/// What attendees may do; each level includes the ones before it.
const ABILITIES: [&str; 4] = ["none", "can_see_others", "can_invite_others", "can_modify_event"];

/// Raises a small page size to ten.
pub(in crate::mock) fn raise_page_size(work: &mut Work<'_>) {
    if work.number("page_size").is_some_and(|size| size < LEAST_PAGE) {
        work.given.insert("page_size".to_owned(), LEAST_PAGE.into());
    }
}

/// Whether the caller organizes an event, or is an attendee with at least this permission.
pub(in crate::mock) fn may(work: &Work<'_>, calendar: &Calendar, event: &Fields, ability: &str) -> bool {
    let rank = |ability: &str| ABILITIES.iter().position(|known| *known == ability);
    is_organized_by(event, &calendar.id)
        || rank(text(event, "attendee_ability")) >= rank(ability) && {
            let place = invited_place(work, event);
            work.world.get(&place, &member_id(work.caller.key())).is_some()
        }
}

/// Where the attendees of an event are stored, on the calendar of its organizer; an instance has those of its series.
pub(in crate::mock) fn place_of(work: &Work<'_>, target: &Target) -> Place {
    let organizer = organizer(work, &target.value);
    attendees_of(&organizer.events, target.series.as_ref().unwrap_or(&target.id))
}

fn invited_place(work: &Work<'_>, event: &Fields) -> Place {
    let organizer = organizer(work, event);
    let id = text(event, "event_id");
    let own = attendees_of(&organizer.events, id);
    match text(event, "recurring_event_id") {
        series if !series.is_empty() && work.world.shelf(&own).is_none() => attendees_of(&organizer.events, series),
        _ => own,
    }
}

/// The attendees of an event as responses show them.
pub(in crate::mock) fn of_event(work: &Work<'_>, calendar: &Calendar, target: &Target) -> Result<Vec<Fields>, Problem> {
    if !may(work, calendar, &target.value, "can_see_others") {
        let hint = "only the organizer sees the attendees, or an attendee whom `attendee_ability` lets see the others";
        return Err(Problem::new(NOT_TO_BE_LISTED).hint(hint));
    }
    let place = place_of(work, target);
    Ok(work.world.items(&place).map(|(_, attendee)| shown(work, attendee)).collect())
}

pub(in crate::mock) fn shown(work: &Work<'_>, attendee: &Item) -> Fields {
    let mut shown = attendee.value.clone();
    if bookings::is_pending(work, attendee) {
        shown.insert("rsvp_status".to_owned(), "needs_action".into());
    }
    shown
}
