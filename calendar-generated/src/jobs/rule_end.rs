//! [`RuleEnd`]: how a recurrence rule ends.

use std::fmt;

use calendar_spec::recurrence::part;

use super::WallClock;
use crate::{Date, Timestamp};

/// How a recurrence rule ends; a rule without one recurs forever.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RuleEnd {
    /// `COUNT`: the number of instances, deleted ones included.
    Count(u32),
    /// `UNTIL` with a day, which is the last one; the form for all-day events.
    Day(Date),
    /// `UNTIL` with an instant, the last one at which an instance may start; the form for events with a time.
    Instant(Timestamp),
    /// `UNTIL` with a local time in the zone of the event.
    WallClock(WallClock),
}

impl RuleEnd {
    /// The end of a rule whose form is valid.
    pub(super) fn of(rule: &str) -> Option<Self> {
        if let Some(count) = part(rule, "COUNT") {
            return count.parse().ok().map(Self::Count);
        }
        let until = part(rule, "UNTIL")?.to_ascii_uppercase();
        match until.strip_suffix('Z') {
            Some(utc) => {
                let clock = WallClock::from_basic(utc)?;
                clock.in_zone(super::Zone::UTC).ok().map(Self::Instant)
            }
            None if until.contains('T') => WallClock::from_basic(&until).map(Self::WallClock),
            None => day(&until).map(Self::Day),
        }
    }
}

/// A day in the basic form, `20260329`.
fn day(text: &str) -> Option<Date> {
    let (year, rest) = text.split_at_checked(4)?;
    let (month, day) = rest.split_at_checked(2)?;
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// The part of a rule, such as `COUNT=5`.
impl fmt::Display for RuleEnd {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Count(count) => write!(f, "COUNT={count}"),
            Self::Day(day) => write!(f, "UNTIL={:04}{:02}{:02}", day.year(), day.month(), day.day()),
            Self::Instant(instant) => match WallClock::at(*instant, super::Zone::UTC) {
                Ok(clock) => write!(f, "UNTIL={}Z", clock.basic()),
                // This is not a valid UNTIL, so building the rule fails.
                Err(_) => write!(f, "UNTIL={instant}"),
            },
            Self::WallClock(clock) => write!(f, "UNTIL={}", clock.basic()),
        }
    }
}
