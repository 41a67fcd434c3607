//! What is particular to calendars: owners, permissions, invitations, recurring events, free/busy times, and the
//! notifications about them.
//!
//! In: a request as [`Work`] on the state. Out: the data of its response. What all collections share (IDs, pages,
//! changes, deleted items) is done by the generic state; an endpoint that is not listed here uses that alone.
//! In layers: `state` holds data, `rules` decide, `handlers` are the endpoints.

mod handlers;
mod rules;
mod state;

use serde_json::Value;

use super::problem::Problem;
use super::state::Work;
use handlers::{
    acls, attendees, bindings, calendars, chats, events, freebusy, instances, lists, replies, search, sharing,
    subscriptions, suggestions, timeoff, transfer,
};

pub(super) use state::users::{from_open_ids, to_open_ids};

/// The data of a response; `None` for the documented example.
type Answered = Result<Option<Value>, Problem>;

type Handler = fn(&mut Work<'_>) -> Answered;

/// The prefix of these endpoints' paths; a spec may have other endpoints with the same names.
const ROOT: &str = "/open-apis/calendar/v4/";

const HANDLERS: &[(&str, Handler)] = &[
    ("calendar.primary", calendars::primary),
    ("calendar.primarys", calendars::primarys),
    ("calendar.mget", calendars::mget),
    ("calendar.create", calendars::create),
    ("calendar.delete", calendars::delete),
    ("calendar.get", calendars::get),
    ("calendar.list", lists::list),
    ("calendar.patch", calendars::patch),
    ("calendar.search", search::calendars),
    ("calendar.subscribe", lists::subscribe),
    ("calendar.unsubscribe", lists::unsubscribe),
    ("calendar.subscription", subscriptions::to_calendars),
    ("calendar.unsubscription", subscriptions::end_to_calendars),
    ("calendar.join_event", sharing::join),
    ("freebusy.list", freebusy::list),
    ("freebusy.batch", freebusy::batch),
    ("freebusy.suggestion", suggestions::times),
    ("freebusy.room_find", suggestions::rooms),
    ("calendar_acl.create", acls::create),
    ("calendar_acl.list", acls::list),
    ("calendar_acl.delete", acls::delete),
    ("calendar_acl.subscription", subscriptions::to_acls),
    ("calendar_acl.unsubscription", subscriptions::end_to_acls),
    ("calendar_event.create", events::create),
    ("calendar_event.delete", events::delete),
    ("calendar_event.patch", events::patch),
    ("calendar_event.get", events::get),
    ("calendar_event.list", events::list),
    ("calendar_event.search", search::events),
    ("calendar_event.subscription", subscriptions::to_events),
    ("calendar_event.unsubscription", subscriptions::end_to_events),
    ("calendar_event.instances", instances::of_event),
    ("calendar_event.instance_view", instances::view),
    ("calendar_event.reply", replies::reply),
    ("calendar_event.search_event", search::hits),
    ("calendar_event.share_info", sharing::share),
    ("calendar_event.transfer", transfer::transfer),
    ("calendar_event.mget_meeting_chat", chats::of_events),
    ("calendar_event.mget_instance_relation_info", chats::relations),
    ("calendar_event_attendee.create", attendees::create),
    ("calendar_event_attendee.batch_delete", attendees::delete),
    ("calendar_event_attendee.list", attendees::list),
    ("calendar_event_attendee_chat_member.list", attendees::check_attendee),
    ("meeting_chat.create", chats::create),
    ("meeting_chat.delete", chats::delete),
    ("meeting_minute.create", events::check),
    ("timeoff_event.create", timeoff::create),
    ("timeoff_event.delete", timeoff::delete),
    ("exchange_binding.create", bindings::create),
    ("exchange_binding.get", bindings::get),
];

/// Answers like the service: by the rules of calendars, or else by what the spec says of the collection.
pub(super) fn perform(work: &mut Work<'_>) -> Answered {
    if !work.endpoint.path_template().starts_with(ROOT) {
        return work.perform();
    }
    name_primary(work)?;
    if work.resource == "freebusy" {
        // These endpoints read by POST.
        work.world.lag.read();
    }
    match HANDLERS.iter().find(|(name, _)| *name == work.name) {
        Some((_, handler)) => handler(work),
        None => work.perform(),
    }
}

/// For a user, `primary` is the ID of the user's primary calendar.
fn name_primary(work: &mut Work<'_>) -> Result<(), Problem> {
    let is_alias = work.given.get("calendar_id").is_some_and(|id| id == "primary");
    if let Some(user) = work.caller.user.clone().filter(|_| is_alias) {
        let id = rules::primaries::primary_of(work, &user)?;
        work.given.insert("calendar_id".to_owned(), id.into());
    }
    Ok(())
}
