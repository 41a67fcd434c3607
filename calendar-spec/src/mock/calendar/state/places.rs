//! Where the data of calendars is stored.

use crate::mock::state::Place;

pub(in crate::mock) fn calendars() -> Place {
    Place::root("calendar")
}

pub(in crate::mock) fn events_of(calendar: &str) -> Place {
    calendars().within(calendar, "calendar_event")
}

/// The members of a calendar.
pub(in crate::mock) fn acls_of(calendar: &str) -> Place {
    calendars().within(calendar, "calendar_acl")
}

/// The attendees of an event.
pub(in crate::mock) fn attendees_of(events: &Place, event: &str) -> Place {
    events.within(event, "calendar_event_attendee")
}

/// The IDs of primary calendars, by their owners.
pub(in crate::mock) fn primaries() -> Place {
    Place::root("primary")
}

/// The calendars that an identity has subscribed to.
pub(in crate::mock) fn list_of(who: &str) -> Place {
    Place::root("list").within(who, "calendar")
}

/// Users who are notified about their lists of calendars.
pub(in crate::mock) fn calendar_subscriptions() -> Place {
    Place::root("subscription")
}

/// Users who are notified about the members of a calendar.
pub(in crate::mock) fn acl_subscriptions(calendar: &str) -> Place {
    calendars().within(calendar, "calendar_acl_subscription")
}

/// Users who are notified about the events of a calendar.
pub(in crate::mock) fn event_subscriptions(calendar: &str) -> Place {
    calendars().within(calendar, "calendar_event_subscription")
}

/// The events of the tokens of shared events.
pub(in crate::mock) fn shares() -> Place {
    Place::root("share")
}

pub(in crate::mock) fn time_off() -> Place {
    Place::root("timeoff_event")
}

pub(in crate::mock) fn exchange_bindings() -> Place {
    Place::root("exchange_binding")
}
