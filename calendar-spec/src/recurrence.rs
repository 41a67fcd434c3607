//! Recurrence rules of RFC 5545: the times of a recurring event; feature `recurrence`.
//!
//! In: a rule, the start of an event and its time zone. Out: the starts of its instances. The crate `rrule` implements
//! the rules; this module adds bounds, since a short rule can have millions of instances in a day, and the forms of
//! `UNTIL` that `rrule` does not read.

use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeZone, Utc};
use rrule::{RRule, RRuleSet, Tz, Unvalidated};

/// How many instances of one event are computed, from its start on.
const MOST: usize = 50_000;

/// How many instances a rule may have in the period that it repeats.
const MOST_AT_ONCE: usize = 10_000;

/// A recurring event: its rule, its start and its time zone.
#[derive(Debug)]
pub struct Series {
    set: RRuleSet,
}

impl Series {
    /// Parses a rule, or says why it cannot be used. The start is in Unix seconds.
    ///
    /// ```
    /// use calendar_spec::recurrence::Series;
    ///
    /// let series = Series::new("FREQ=DAILY;COUNT=3", 1_704_070_800, chrono_tz::Asia::Shanghai)?;
    /// assert_eq!(series.starts().collect::<Vec<_>>(), [1_704_070_800, 1_704_157_200, 1_704_243_600]);
    /// # Ok::<(), String>(())
    /// ```
    pub fn new(rule: &str, start: i64, zone: chrono_tz::Tz) -> Result<Self, String> {
        if instances_at_once(rule) > MOST_AT_ONCE {
            return Err(format!("the rule has more than {MOST_AT_ONCE} instances in each period"));
        }
        let start = DateTime::from_timestamp(start, 0).ok_or("the event starts beyond all calendars")?;
        let start = start.with_timezone(&Tz::from(zone));
        let rule: RRule<Unvalidated> = in_utc(rule, zone).parse().map_err(|error| format!("{error}"))?;
        let rule = rule.validate(start).map_err(|error| format!("{error}"))?;
        let series = Self { set: RRuleSet::new(start).rrule(rule).limit() };
        let first = series.starts().next();
        first.map(|_| series).ok_or_else(|| "the rule has no instance".to_owned())
    }

    /// The starts of the instances in Unix seconds, ascending; the first 50,000.
    pub fn starts(&self) -> impl Iterator<Item = i64> {
        (&self.set).into_iter().take(MOST).map(|start| start.timestamp())
    }

    /// Whether an instance starts at this time.
    pub fn has(&self, start: i64) -> bool {
        self.starts().take_while(|known| *known <= start).any(|known| known == start)
    }
}

/// The value of a part of a rule, such as that of `UNTIL`.
pub fn part<'r>(rule: &'r str, name: &str) -> Option<&'r str> {
    rule.split(';')
        .filter_map(|part| part.split_once('='))
        .find(|(part, _)| part.eq_ignore_ascii_case(name))
        .map(|(_, value)| value)
}

/// How many instances a rule can have in the period that it repeats: hours, minutes and seconds, and days.
fn instances_at_once(rule: &str) -> usize {
    let count = |name: &str| part(rule, name).map_or(1, |values| values.split(',').count());
    let days = match part(rule, "FREQ").unwrap_or_default().to_ascii_uppercase().as_str() {
        "YEARLY" => 366,
        "MONTHLY" => 31,
        "WEEKLY" => 7,
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

    /// 2024-01-01 09:00 in Shanghai, a Monday.
    const FIRST: i64 = 1_704_070_800;
    const DAY: i64 = 86_400;

    fn days(rule: &str, zone: chrono_tz::Tz) -> Vec<i64> {
        let series = Series::new(rule, FIRST, zone).unwrap_or_else(|error| panic!("{rule}: {error}"));
        let starts = series.starts().take_while(|start| *start < FIRST + 30 * DAY);
        starts.map(|start| (start - FIRST) / DAY).collect()
    }

    #[test]
    fn rules_have_instances() {
        let shanghai = |rule| days(rule, chrono_tz::Asia::Shanghai);
        assert_eq!(shanghai("FREQ=DAILY;INTERVAL=10"), [0, 10, 20]);
        assert_eq!(shanghai("FREQ=WEEKLY;BYDAY=MO,WE;COUNT=3"), [0, 2, 7]);
        assert_eq!(shanghai("FREQ=MONTHLY;BYDAY=-1FR"), [25]);
        assert_eq!(shanghai("freq=daily;until=20240103"), [0, 1, 2]);
        assert_eq!(shanghai("FREQ=DAILY;UNTIL=20240103T005959Z"), [0, 1]);
        assert_eq!(shanghai("FREQ=DAILY;UNTIL=20240103T090000"), [0, 1, 2]);
    }

    #[test]
    fn the_local_time_stays_when_daylight_saving_time_starts() {
        let series = Series::new("FREQ=DAILY", FIRST, chrono_tz::America::New_York).expect("a rule");
        // Daylight saving time starts on 2024-03-10.
        let starts: Vec<i64> = series.starts().skip(68).take(4).map(|start| start - FIRST).collect();
        assert_eq!(starts, [68 * DAY, 69 * DAY, 70 * DAY - 3600, 71 * DAY - 3600]);
    }

    #[test]
    fn a_rule_that_cannot_be_used_is_rejected() {
        let all = |most: u8| (0..most).map(|number| number.to_string()).collect::<Vec<_>>().join(",");
        let many = format!("FREQ=YEARLY;BYHOUR={};BYMINUTE={}", all(24), all(60));
        for rule in ["FREQ=DAILY;UNTIL=20200101", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", &many] {
            assert!(Series::new(rule, FIRST, chrono_tz::UTC).is_err(), "{rule}");
        }
    }

    #[test]
    fn rules_of_very_many_instances_end() {
        let last = 253_402_300_799;
        for rule in ["FREQ=SECONDLY", "FREQ=MINUTELY;INTERVAL=7", "FREQ=DAILY", "FREQ=YEARLY", "FREQ=MONTHLY;BYDAY=2MO"]
        {
            for first in [FIRST, last] {
                let Ok(series) = Series::new(rule, first, chrono_tz::UTC) else { continue };
                assert!(series.starts().count() <= MOST);
                assert!(!series.has(i64::MAX / 4));
            }
        }
    }
}
