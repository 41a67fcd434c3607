//! Which changes subscribers are notified of.

use std::collections::BTreeSet;

use serde_json::json;

use super::super::state::places::{acl_subscriptions, calendar_subscriptions, event_subscriptions};
use super::lists;
use crate::mock::push::user_ids;
use crate::mock::state::{ChangeType, News, Topic};
use crate::mock::state::{Fields, Place, Work, fields};

fn tell(work: &mut Work<'_>, event: (&'static str, &'static str), users: BTreeSet<String>, fields: Fields) {
    let source = work.caller.clone();
    work.news.push(News { event, source, users, fields, topic: None });
}

/// A calendar has changed, and with it the lists of all subscribers.
pub(in crate::mock) fn about_calendar(work: &mut Work<'_>, calendar: &str) {
    let subscribers = lists::subscribers(work, calendar);
    about_list(work, &subscribers);
}

/// The lists of these identities have changed.
pub(in crate::mock) fn about_list(work: &mut Work<'_>, of: &BTreeSet<String>) {
    let users = subscribed(work, &calendar_subscriptions());
    tell(work, ("calendar", "changed"), users.intersection(of).cloned().collect(), Fields::new());
}

/// A calendar has gained or lost a member.
pub(in crate::mock) fn about_acl(
    work: &mut Work<'_>,
    calendar: &str,
    event: &'static str,
    (id, role, user): (&str, &str, &str),
) {
    let scope = json!({ "type": "user", "user_id": user_ids(user) });
    let fields = fields([("acl_id", id.into()), ("role", role.into()), ("scope", scope)]);
    let users = subscribed(work, &acl_subscriptions(calendar));
    tell(work, ("calendar_acl", event), users, fields);
}

/// An event has changed on a calendar.
pub(in crate::mock) fn about_event(work: &mut Work<'_>, calendar: &str, event: &str, change: ChangeType) {
    about_reply(work, calendar, event, (change, Fields::new()));
}

/// An event has changed on a calendar, with more facts about it.
pub(in crate::mock) fn about_reply(
    work: &mut Work<'_>,
    calendar: &str,
    event: &str,
    (change, mut more): (ChangeType, Fields),
) {
    let users = subscribed(work, &event_subscriptions(calendar));
    let what = [("calendar_id", calendar), ("calendar_event_id", event), ("change_type", change.as_str())];
    more.extend(fields(what.map(|(name, value)| (name, value.into()))));
    let topic = Topic { name: format!("{calendar} {event}"), change };
    let source = work.caller.clone();
    work.news.push(News { event: ("calendar_event", "changed"), source, users, fields: more, topic: Some(topic) });
}

/// The subscribers of a place.
fn subscribed(work: &Work<'_>, place: &Place) -> BTreeSet<String> {
    work.world.items(place).map(|(user, _)| user.to_owned()).collect()
}
