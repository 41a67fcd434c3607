//! Sharing an event: the link to it, and joining by the token in the link.

use serde_json::{Value, json};

use super::super::Answered;
use super::super::rules::exceptions;
use super::super::rules::invitations::{self, organizer};
use super::super::rules::news;
use super::super::rules::roles::{Calendar, Role, require, senseless};
use super::super::state::places::{attendees_of, events_of, shares};
use super::super::state::text;
use super::super::state::users::{member_id, name_of};
use crate::mock::problem::Problem;

use crate::mock::state::{ChangeType, Fields, Work, fields};

/// What precedes the token in a link.
const LINK: &str = "https://applink.feishu.cn/client/calendar/event/share?token=";

/// The link to an event. An event has one token.
pub(in crate::mock) fn share(work: &mut Work<'_>) -> Answered {
    let calendar = require(work, Role::Reader, &[])?;
    let target = exceptions::find(work, &calendar)?;
    let organizer = organizer(work, &target.value);
    let shared = fields([("calendar_id", json!(organizer.id)), ("event_id", json!(target.id))]);
    let known = work.world.items(&shares()).find(|(_, item)| item.value == shared).map(|(token, _)| token.to_owned());
    let token = known.unwrap_or_else(|| format!("share-{:06}", work.numbers.next("share")));
    work.world.insert(&shares(), &token, shared, Fields::new())?;
    Ok(Some(json!({ "share_link": format!("{LINK}{token}") })))
}

/// The caller becomes an attendee who accepts. Joining twice changes nothing.
pub(in crate::mock) fn join(work: &mut Work<'_>) -> Answered {
    let token = work.text("share_token");
    let Some(shared) = work.world.get(&shares(), &token).map(|item| item.value.clone()) else {
        return Err(senseless(work, "this server has not issued the share token; `share_info` returns one"));
    };
    let (id, event) = (text(&shared, "calendar_id").to_owned(), text(&shared, "event_id").to_owned());
    let organizer = Calendar { events: events_of(&id), id, role: Role::Nobody };
    let kind = work.kind("calendar_event")?;
    work.find(kind, &organizer.events, &event)?;
    let who = work.caller.key().to_owned();
    join_as(work, &organizer, &event, &who)?;
    invitations::deliver(work, &organizer, &event)?;
    news::about_event(work, &organizer.id, &event, ChangeType::Update);
    Ok(Some(json!({})))
}

fn join_as(work: &mut Work<'_>, organizer: &Calendar, event: &str, who: &str) -> Result<(), Problem> {
    let (place, id) = (attendees_of(&organizer.events, event), member_id(who));
    if let Some(attendee) = work.world.change(&place, &id) {
        attendee.value.insert("rsvp_status".to_owned(), "accept".into());
        return Ok(());
    }
    work.world.insert(&place, &id, attendee(who), Fields::new())
}

/// A user who has accepted.
pub(in crate::mock) fn attendee(who: &str) -> Fields {
    fields([
        ("type", json!("user")),
        ("attendee_id", json!(member_id(who))),
        ("rsvp_status", json!("accept")),
        ("is_optional", Value::Bool(false)),
        ("is_organizer", Value::Bool(false)),
        ("is_external", Value::Bool(false)),
        ("display_name", json!(name_of(who))),
        ("user_id", json!(who)),
    ])
}
