//! Replies to invitations.

use serde_json::json;

use super::super::Answered;
use super::super::rules::exceptions::{Target, detach, find};
use super::super::rules::invitations::{NO_PERMISSION, copy_to, deliver, organizer, original};
use super::super::rules::news;
use super::super::rules::roles::{Role, require};
use super::super::state::places::attendees_of;
use super::super::state::users::member_id;
use crate::mock::problem::Problem;
use crate::mock::push::user_ids;
use crate::mock::state::ChangeType;
use crate::mock::state::{Work, fields};

/// The reply to an invitation.
pub(in crate::mock) fn reply(work: &mut Work<'_>) -> Answered {
    let calendar = require(work, Role::Reader, &[])?;
    let target = find(work, &calendar)?;
    let organizer = organizer(work, &target.value);
    let who = work.caller.key().to_owned();
    let attendee = member_id(&who);
    let event_id = target.series.clone().unwrap_or_else(|| target.id.clone());
    let is_invited = work.world.get(&attendees_of(&organizer.events, &event_id), &attendee).is_some();
    if !is_invited {
        let hint = format!("`{who}` is not an attendee of the event");
        return Err(Problem::new(NO_PERMISSION).hint(hint));
    }
    // Replying to one instance makes it an exception, on the calendar of the organizer and on the others.
    let at_organizer = Target { value: original(work, &target), ..target.clone() };
    detach(work, &organizer.events, &at_organizer)?;
    let answer = work.text("rsvp_status");
    if let Some(item) = work.world.change(&attendees_of(&organizer.events, &target.id), &attendee) {
        item.value.insert("rsvp_status".to_owned(), answer.as_str().into());
    }
    work.world.change(&organizer.events, &target.id);
    let mut calendars = vec![organizer.id.clone()];
    calendars.extend(copy_to(work, &organizer, &target.id, (&who, &answer))?.map(|(own, _)| own));
    if target.series.is_some() {
        deliver(work, &organizer, &target.id)?;
    }
    for calendar in calendars {
        let infos = json!([{ "from_user_id": user_ids(&who), "rsvp_status": answer }]);
        news::about_reply(work, &calendar, &target.id, (ChangeType::Rsvp, fields([("rsvp_infos", infos)])));
    }
    Ok(Some(json!({})))
}
