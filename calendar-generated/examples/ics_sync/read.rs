//! From iCalendar: the events of a file, and what cannot be taken over, with the reason.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;

use calendar_generated::jobs::{EventSpan, WallClock, Zone};
use calendar_generated::{Date, Timestamp};
use icalendar::{Calendar, CalendarDateTime, Component, DatePerhapsTime, Event, EventLike, Property};

use crate::entry::{Details, Entry};

type Outcome<T> = Result<T, Box<dyn Error>>;

/// What the service has no place for.
const UNSUPPORTED: [&str; 3] = ["RDATE", "EXRULE", "DURATION"];

/// The events of a file, by UID, and why others are left out.
pub(crate) fn entries(text: &str) -> Outcome<(Vec<Entry>, Vec<String>)> {
    let calendar: Calendar = text.parse()?;
    let zone = calendar.get_timezone().map(zone).transpose()?;
    let mut by_uid: BTreeMap<&str, Vec<&Event>> = BTreeMap::new();
    let mut problems = Vec::new();
    for event in calendar.events() {
        match event.get_uid() {
            Some(uid) => by_uid.entry(uid).or_default().push(event),
            None => problems.push("an event without UID".to_owned()),
        }
    }
    let mut entries = Vec::new();
    for (uid, events) in by_uid {
        match entry(uid, &events, zone) {
            Ok(entry) => entries.push(entry),
            Err(error) => problems.push(format!("{uid}: {error}")),
        }
    }
    Ok((entries, problems))
}

/// An event and those that replace single instances of it.
fn entry(uid: &str, events: &[&Event], zone: Option<Zone>) -> Outcome<Entry> {
    let (instances, whole): (Vec<&Event>, Vec<&Event>) =
        events.iter().partition(|event| event.get_recurrence_id().is_some());
    let [whole] = whole[..] else { return Err("it must come once without RECURRENCE-ID".into()) };
    let is_there = |name: &&str| whole.properties().contains_key(*name) || whole.multi_properties().contains_key(*name);
    if let Some(name) = UNSUPPORTED.iter().find(|name| is_there(name)) {
        return Err(format!("the service has no {name}").into());
    }
    let mut changed = BTreeMap::new();
    for instance in instances {
        let original = instance.get_recurrence_id().ok_or("RECURRENCE-ID cannot be read")?;
        changed.insert(Moment::of(&original, zone)?.instant(), details(instance, zone)?);
    }
    let mut deleted = BTreeSet::new();
    for property in whole.multi_properties().get("EXDATE").into_iter().flatten() {
        deleted.extend(instants(property, zone)?);
    }
    let rule = whole.property_value("RRULE").map(str::parse).transpose()?;
    Ok(Entry { uid: uid.to_owned(), details: details(whole, zone)?, rule, deleted, changed })
}

fn details(event: &Event, zone: Option<Zone>) -> Outcome<Details> {
    let start = Moment::of(&event.get_start().ok_or("DTSTART is missing or cannot be read")?, zone)?;
    let end = event.get_end().map(|end| Moment::of(&end, zone)).transpose()?;
    let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
    Ok(Details {
        span: span(start, end)?,
        summary: text(event.get_summary()),
        description: text(event.get_description()),
        location: text(event.get_location()),
    })
}

/// iCalendar names the day after the last one, and leaves out an end that goes without saying.
fn span(start: Moment, end: Option<Moment>) -> Outcome<EventSpan> {
    match (start, end) {
        (Moment::Day(first), None) => Ok(EventSpan::day(first)),
        (Moment::Day(first), Some(Moment::Day(after))) => {
            let last = Date::from_days_since_epoch(after.days_since_epoch() - 1)?;
            Ok(EventSpan::all_day(first, last.max(first))?)
        }
        (Moment::Instant(start, zone), None) => Ok(EventSpan::between(start, start, zone)?),
        (Moment::Instant(start, zone), Some(Moment::Instant(end, _))) => Ok(EventSpan::between(start, end, zone)?),
        _ => Err("DTSTART and DTEND must both be days or both be times".into()),
    }
}

/// The values of a property that lists times.
fn instants(property: &Property, zone: Option<Zone>) -> Outcome<Vec<Timestamp>> {
    let read = |value: &str| {
        let mut one = Property::new(property.key(), value);
        for name in ["TZID", "VALUE"] {
            if let Some(parameter) = property.params().get(name) {
                one.add_parameter(name, parameter.value());
            }
        }
        let moment = DatePerhapsTime::from_property(&one).ok_or_else(|| format!("`{value}` is not a time"))?;
        Ok(Moment::of(&moment, zone)?.instant())
    };
    property.value().split(',').map(read).collect()
}

/// A day or an instant.
#[derive(Clone, Copy)]
enum Moment {
    Day(Date),
    Instant(Timestamp, Zone),
}

impl Moment {
    fn of(time: &DatePerhapsTime, default: Option<Zone>) -> Outcome<Self> {
        let (clock, zone) = match time {
            DatePerhapsTime::Date(day) => return Ok(Self::Day(day.to_string().parse()?)),
            DatePerhapsTime::DateTime(CalendarDateTime::Utc(time)) => (time.naive_utc(), Zone::UTC),
            DatePerhapsTime::DateTime(CalendarDateTime::WithTimezone { date_time, tzid }) => (*date_time, zone(tzid)?),
            DatePerhapsTime::DateTime(CalendarDateTime::Floating(clock)) => {
                (*clock, default.ok_or("a time has no zone, and neither has the file")?)
            }
        };
        let clock: WallClock = clock.format("%Y-%m-%dT%H:%M:%S").to_string().parse()?;
        // Of a time that comes twice, iCalendar means the first one.
        Ok(Self::Instant(clock.earliest_in_zone(zone), zone))
    }

    fn instant(self) -> Timestamp {
        match self {
            Self::Day(day) => EventSpan::day(day).start(),
            Self::Instant(instant, _) => instant,
        }
    }
}

/// Outlook and Exchange write the names of Windows.
fn zone(name: &str) -> Outcome<Zone> {
    Ok(Zone::new(name).or_else(|error| Zone::from_windows(name).map_err(|_| error))?)
}
