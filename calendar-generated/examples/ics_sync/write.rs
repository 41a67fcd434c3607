//! To iCalendar: the events of a calendar, with their UIDs where they came from a file. Zones are
//! named as the IANA database does, without the `VTIMEZONE` that RFC 5545 asks for: the clients of today know them.

use std::collections::BTreeMap;
use std::error::Error;

use calendar_generated::jobs::{EventIdParts, EventSpan, WallClock, Zone};
use calendar_generated::types::{CalendarEvent, CalendarId, EventStatus};
use calendar_generated::{Client, Timestamp, User, calendar_event};
use icalendar::{Calendar, Component, Event, EventLike, Property};

use crate::store::Store;

type Outcome<T> = Result<T, Box<dyn Error>>;

/// All events of a calendar.
pub(crate) async fn calendar(client: &Client<User>, calendar: &CalendarId, store: &Store) -> Outcome<Calendar> {
    let request = calendar_event::List::builder().calendar_id(calendar).anchor_time(1).build()?;
    let (mut whole, mut instances) = (Vec::new(), BTreeMap::<_, Vec<CalendarEvent>>::new());
    let mut items = client.items(request);
    while let Some(event) = items.next().await {
        let event = event?;
        let series = EventIdParts::of(event.event_id.as_ref().ok_or("an event has no ID")?)?.series();
        if Some(&series) == event.event_id.as_ref() {
            whole.push(event);
        } else {
            instances.entry(series).or_default().push(event);
        }
    }
    let mut written = Calendar::new();
    for event in whole.iter().filter(|event| event.status != Some(EventStatus::Cancelled)) {
        let id = event.event_id.clone().unwrap_or_else(|| "".into());
        let uid = store.uid_of(&id).unwrap_or(&id);
        let span = EventSpan::of(event)?;
        let mut main = described(event, uid)?;
        if let Some(rule) = event.recurrence.as_deref().filter(|rule| !rule.is_empty()) {
            main.append_property(Property::new("RRULE", rule));
        }
        for instance in instances.remove(&id).unwrap_or_default() {
            let original = instance.event_id.as_ref().and_then(|id| EventIdParts::of(id).ok()?.original_time());
            let original = original.ok_or("an exception has no original time")?;
            if instance.status == Some(EventStatus::Cancelled) {
                main.append_multi_property(moment("EXDATE", original, &span)?);
            } else {
                written
                    .push(described(&instance, uid)?.append_property(moment("RECURRENCE-ID", original, &span)?).done());
            }
        }
        written.push(main);
    }
    Ok(written.done())
}

fn described(event: &CalendarEvent, uid: &str) -> Outcome<Event> {
    let span = EventSpan::of(event)?;
    let mut written = Event::with_uid(uid);
    written.append_property(moment("DTSTART", span.start(), &span)?).append_property(moment(
        "DTEND",
        span.end(),
        &span,
    )?);
    written.summary(event.summary.as_deref().unwrap_or_default());
    if let Some(description) = event.description.as_deref().filter(|text| !text.is_empty()) {
        written.description(description);
    }
    let location = event.location.as_ref().and_then(|location| location.name.as_deref());
    if let Some(location) = location.filter(|text| !text.is_empty()) {
        written.location(location);
    }
    Ok(written)
}

/// A day, or a time on the clocks of the event's zone.
fn moment(name: &str, instant: Timestamp, span: &EventSpan) -> Outcome<Property> {
    let clock = WallClock::at(instant, span.zone())?.to_string().replace(['-', ':'], "");
    if span.is_all_day() {
        let day = clock.split('T').next().unwrap_or_default();
        return Ok(Property::new(name, day).add_parameter("VALUE", "DATE").done());
    }
    if span.zone() == Zone::UTC {
        return Ok(Property::new(name, format!("{clock}Z")));
    }
    Ok(Property::new(name, clock).add_parameter("TZID", span.zone().name()).done())
}
