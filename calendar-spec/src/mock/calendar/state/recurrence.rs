//! Recurrence rules of RFC 5545: the times of a recurring event.
//!
//! In: the start of an event, its time zone and its rule. Out: the starts of its instances. The crate `rrule`
//! implements the rules; this module adds bounds, since a short rule can have millions of instances in a day.

use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeZone, Utc};
use rrule::{RRule, RRuleSet, Tz, Unvalidated};

use super::text;
use super::times::{Span, span_of, zone};
use crate::mock::state::{Fields, Interval, Item, Place, World};

/// How many instances of one event are computed, from its start on.
const MOST: usize = 50_000;

/// How many instances a rule may have in the period that it repeats.
const MOST_AT_ONCE: usize = 10_000;

/// The rule of an event, parsed.
#[derive(Debug)]
pub(in crate::mock) struct Series {
    set: RRuleSet,
    first: Span,
}

impl Series {
    /// The series of an event, if it recurs.
    pub(in crate::mock) fn of(event: &Fields) -> Option<Self> {
        Self::read(event)?.ok()
    }

    fn read(event: &Fields) -> Option<Result<Self, String>> {
        let rule = Some(text(event, "recurrence")).filter(|rule| !rule.is_empty())?;
        Some(Self::new(rule, span_of(event)?, zone(event)))
    }

    /// Parses a rule, or says why it cannot be used.
    pub(in crate::mock) fn new(rule: &str, first: Span, zone: &str) -> Result<Self, String> {
        let zone: chrono_tz::Tz = zone.parse().unwrap_or(chrono_tz::UTC);
        if instances_at_once(rule) > MOST_AT_ONCE {
            return Err(format!("the rule has more than {MOST_AT_ONCE} instances in each period"));
        }
        let start = DateTime::from_timestamp(first.start, 0).ok_or("the event starts beyond all calendars")?;
        let start = start.with_timezone(&Tz::from(zone));
        let rule: RRule<Unvalidated> = in_utc(rule, zone).parse().map_err(|error| format!("{error}"))?;
        let rule = rule.validate(start).map_err(|error| format!("{error}"))?;
        let series = Self { set: RRuleSet::new(start).rrule(rule).limit(), first };
        let first = series.starts().next();
        first.map(|_| series).ok_or_else(|| "the rule has no instance".to_owned())
    }

    fn starts(&self) -> impl Iterator<Item = i64> {
        (&self.set).into_iter().take(MOST).map(|start| start.timestamp())
    }

    /// The instances that overlap a span.
    pub(in crate::mock) fn within(&self, span: Span) -> impl Iterator<Item = Span> {
        let first = self.first;
        let instances = self.starts().map(move |start| first.starting_at(start));
        instances.take_while(move |instance| instance.start < span.end).filter(move |instance| instance.meets(span))
    }

    /// Whether an instance starts at this time.
    pub(in crate::mock) fn has(&self, start: i64) -> bool {
        self.starts().take_while(|known| *known <= start).any(|known| known == start)
    }
}

/// The instances of an event that overlap a span; one that does not recur is its only instance.
pub(in crate::mock) fn instances(event: &Fields, span: Span) -> Vec<Span> {
    match Series::of(event) {
        Some(series) => series.within(span).collect(),
        None => span_of(event).filter(|own| own.meets(span)).into_iter().collect(),
    }
}

/// The events of a calendar that may take place in a period.
pub(in crate::mock) fn events_near<'w>(
    world: &'w World,
    events: &Place,
    period: Span,
) -> impl Iterator<Item = (&'w str, &'w Item)> + use<'w> {
    world.near(events, ((period.start, period.end), interval))
}

/// The span in which an event may take place; for a recurring one, from its first instance on.
fn interval(event: &Fields) -> Option<Interval> {
    let span = span_of(event)?;
    Some((span.start, if text(event, "recurrence").is_empty() { span.end } else { i64::MAX }))
}

/// Whether an event, or an instance of it, takes place in a period.
pub(in crate::mock) fn takes_place(event: &Fields, period: Span) -> bool {
    match Series::of(event) {
        Some(series) => series.within(period).next().is_some(),
        None => span_of(event).is_some_and(|span| span.meets(period)),
    }
}

/// Why the rule of an event cannot be used.
pub(in crate::mock) fn fault(event: &Fields) -> Option<String> {
    Series::read(event)?.err()
}

/// How many instances a rule can have in the period that it repeats: hours, minutes and seconds, and days.
fn instances_at_once(rule: &str) -> usize {
    let rule = rule.to_ascii_uppercase();
    let part = |name: &str| rule.split(';').find_map(|part| part.strip_prefix(name)?.strip_prefix('='));
    let count = |name: &str| part(name).map_or(1, |values| values.split(',').count());
    let days = match part("FREQ") {
        Some("YEARLY") => 366,
        Some("MONTHLY") => 31,
        Some("WEEKLY") => 7,
        _ => 1,
    };
    count("BYHOUR").saturating_mul(count("BYMINUTE")).saturating_mul(count("BYSECOND")).saturating_mul(days)
}

/// The rule with its end in UTC, as the crate requires. A date ends with its last second.
fn in_utc(rule: &str, zone: chrono_tz::Tz) -> String {
    let part = |part: &str| match part.split_once('=') {
        Some((name, value)) if name.eq_ignore_ascii_case("UNTIL") => {
            until(value, zone).map_or_else(|| part.to_owned(), |until| format!("UNTIL={until}"))
        }
        _ => part.to_owned(),
    };
    rule.split(';').map(part).collect::<Vec<_>>().join(";")
}

fn until(value: &str, zone: chrono_tz::Tz) -> Option<String> {
    let local = match NaiveDate::parse_from_str(value, "%Y%m%d") {
        Ok(day) => day.and_hms_opt(23, 59, 59)?,
        Err(_) => NaiveDateTime::parse_from_str(value, "%Y%m%dT%H%M%S").ok()?,
    };
    let instant = zone.from_local_datetime(&local).latest()?.with_timezone(&Utc);
    Some(instant.format("%Y%m%dT%H%M%SZ").to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2024-01-01 09:00 in Shanghai, a Monday, for an hour.
    const FIRST: Span = Span { start: 1_704_070_800, end: 1_704_074_400 };
    const DAY: i64 = 86_400;

    fn starts(rule: &str, zone: &str, days: i64) -> Vec<i64> {
        let series = Series::new(rule, FIRST, zone).unwrap_or_else(|error| panic!("{rule}: {error}"));
        let span = Span { start: FIRST.start, end: FIRST.start + days * DAY };
        series.within(span).map(|instance| (instance.start - FIRST.start) / DAY).collect()
    }

    #[test]
    fn rules_are_laid_out() {
        let shanghai = |rule| starts(rule, "Asia/Shanghai", 30);
        assert_eq!(shanghai("FREQ=DAILY;INTERVAL=10"), [0, 10, 20]);
        assert_eq!(shanghai("FREQ=WEEKLY;BYDAY=MO,WE;COUNT=3"), [0, 2, 7]);
        assert_eq!(shanghai("FREQ=MONTHLY;BYDAY=-1FR"), [25]);
        assert_eq!(shanghai("freq=daily;until=20240103"), [0, 1, 2]);
        assert_eq!(shanghai("FREQ=DAILY;UNTIL=20240103T005959Z"), [0, 1]);
        assert_eq!(shanghai("FREQ=DAILY;UNTIL=20240103T090000"), [0, 1, 2]);
    }

    #[test]
    fn the_clock_on_the_wall_stays_when_summer_time_comes() {
        let series = Series::new("FREQ=DAILY", FIRST, "America/New_York").expect("a rule");
        // Daylight saving time starts on 2024-03-10.
        let span = Span { start: FIRST.start + 68 * DAY, end: FIRST.start + 71 * DAY };
        let starts: Vec<i64> = series.within(span).map(|instance| instance.start - FIRST.start).collect();
        assert_eq!(starts, [68 * DAY, 69 * DAY, 70 * DAY - 3600, 71 * DAY - 3600]);
    }

    #[test]
    fn a_rule_that_cannot_be_followed_is_refused() {
        let all = |most: u8| (0..most).map(|number| number.to_string()).collect::<Vec<_>>().join(",");
        let many = format!("FREQ=YEARLY;BYHOUR={};BYMINUTE={}", all(24), all(60));
        for rule in ["FREQ=DAILY;UNTIL=20200101", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", &many] {
            assert!(Series::new(rule, FIRST, "UTC").is_err(), "{rule}");
        }
    }

    #[test]
    fn rules_of_very_many_instances_end() {
        let far = Span { start: i64::MAX / 4, end: i64::MAX / 2 };
        let last = Span { start: 253_402_300_799, end: 253_402_300_799 };
        for rule in ["FREQ=SECONDLY", "FREQ=MINUTELY;INTERVAL=7", "FREQ=DAILY", "FREQ=YEARLY", "FREQ=MONTHLY;BYDAY=2MO"]
        {
            for first in [FIRST, last] {
                let Ok(series) = Series::new(rule, first, "UTC") else { continue };
                assert_eq!(series.within(far).count(), 0, "{rule}");
                assert!(!series.has(i64::MAX / 4));
            }
        }
    }
}
