//! [`WallClock`]: a local date and time without a zone.

use std::error::Error;
use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone, Utc};

use super::{InvalidValue, Zone};
use crate::text::OneLine;
use crate::{Date, Timestamp};

/// A local date and time, as a clock on the wall shows it. It is an instant only in a time zone.
///
/// When daylight saving time starts, some local times do not exist; when it ends, some exist twice.
/// [`in_zone`](Self::in_zone) reports both as errors.
///
/// ```
/// use calendar_generated::jobs::{ClockError, WallClock, Zone};
///
/// let berlin = Zone::new("Europe/Berlin")?;
/// assert_eq!("2026-03-28T02:30".parse::<WallClock>()?.in_zone(berlin)?, 1_774_661_400.into());
/// let skipped = "2026-03-29T02:30".parse::<WallClock>()?.in_zone(berlin);
/// assert_eq!(skipped, Err(ClockError::Skipped { next: 1_774_746_000.into() }));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WallClock(NaiveDateTime);

impl WallClock {
    /// A time of a day. Fails if the hour is above 23 or the minute above 59.
    pub fn new(date: Date, hour: u8, minute: u8) -> Result<Self, InvalidValue> {
        let time = NaiveTime::from_hms_opt(hour.into(), minute.into(), 0);
        let time = time.ok_or_else(|| InvalidValue::new(format!("{hour:02}:{minute:02} is not a time of day")))?;
        Ok(Self(naive(date)?.and_time(time)))
    }

    /// The local time in a zone at an instant. Fails beyond the year 262,000.
    pub fn at(instant: impl Into<Timestamp>, zone: Zone) -> Result<Self, InvalidValue> {
        let seconds = instant.into().unix_seconds();
        let instant = DateTime::<Utc>::from_timestamp(seconds, 0);
        let instant = instant.ok_or_else(|| InvalidValue::new(format!("{seconds} is beyond all calendars")))?;
        Ok(Self(instant.with_timezone(&zone.tz()).naive_local()))
    }

    /// The instant of this local time in a zone. Fails unless there is exactly one.
    pub fn in_zone(self, zone: Zone) -> Result<Timestamp, ClockError> {
        match zone.tz().from_local_datetime(&self.0) {
            chrono::LocalResult::Single(one) => Ok(one.timestamp().into()),
            chrono::LocalResult::Ambiguous(earlier, later) => {
                Err(ClockError::Twice { earlier: earlier.timestamp().into(), later: later.timestamp().into() })
            }
            chrono::LocalResult::None => Err(ClockError::Skipped { next: self.after_gap(zone) }),
        }
    }

    /// As [`in_zone`](Self::in_zone), but returns the first of two instants, and the end of a gap.
    pub fn earliest_in_zone(self, zone: Zone) -> Timestamp {
        match self.in_zone(zone) {
            Ok(instant) | Err(ClockError::Twice { earlier: instant, .. } | ClockError::Skipped { next: instant }) => {
                instant
            }
        }
    }

    /// As [`in_zone`](Self::in_zone), but returns the second of two instants, and the end of a gap.
    pub fn latest_in_zone(self, zone: Zone) -> Timestamp {
        match self.in_zone(zone) {
            Ok(instant) | Err(ClockError::Twice { later: instant, .. } | ClockError::Skipped { next: instant }) => {
                instant
            }
        }
    }

    pub(super) fn of(clock: NaiveDateTime) -> Self {
        Self(clock)
    }

    pub(super) fn date(self) -> NaiveDate {
        self.0.date()
    }

    /// The first instant after the gap that contains this time. No gap in the database is longer than a day.
    fn after_gap(self, zone: Zone) -> Timestamp {
        let mut minutes = (1..=24 * 60).filter_map(|minute| self.0.checked_add_signed(TimeDelta::minutes(minute)));
        let next = minutes.find_map(|clock| zone.tz().from_local_datetime(&clock).earliest());
        let start_of_minute = |seconds: i64| seconds - seconds.rem_euclid(60);
        next.map_or(self.0.and_utc().timestamp(), |next| start_of_minute(next.timestamp())).into()
    }

    /// How much later this is than another reading of the same clock.
    pub(super) fn since(self, other: Self) -> TimeDelta {
        self.0 - other.0
    }

    /// The clock that much later; an error beyond the year 262,000.
    pub(super) fn later_by(self, delta: TimeDelta) -> Result<Self, InvalidValue> {
        self.0.checked_add_signed(delta).map(Self).ok_or_else(|| InvalidValue::new("the time is beyond all calendars"))
    }

    /// The basic form of RFC 5545, `20260329T023000`.
    pub(super) fn basic(self) -> impl fmt::Display {
        self.0.format("%Y%m%dT%H%M%S")
    }

    /// Reads the basic form of RFC 5545.
    pub(super) fn from_basic(text: &str) -> Option<Self> {
        NaiveDateTime::parse_from_str(text, "%Y%m%dT%H%M%S").ok().map(Self)
    }
}

/// The day as `chrono` has it.
fn naive(date: Date) -> Result<NaiveDate, InvalidValue> {
    let day = NaiveDate::from_ymd_opt(date.year().into(), date.month().into(), date.day().into());
    day.ok_or_else(|| InvalidValue::new(format!("{date} is beyond all calendars")))
}

impl fmt::Display for WallClock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0.format("%Y-%m-%dT%H:%M:%S"), f)
    }
}

impl fmt::Debug for WallClock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "WallClock({self})")
    }
}

/// Reads `2026-03-29T02:30` and `2026-03-29T02:30:00`.
impl FromStr for WallClock {
    type Err = InvalidValue;

    fn from_str(text: &str) -> Result<Self, InvalidValue> {
        let forms = ["%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M"];
        let read = forms.iter().find_map(|form| NaiveDateTime::parse_from_str(text, form).ok());
        read.map(Self).ok_or_else(|| {
            let text = OneLine(text);
            InvalidValue::new(format!(
                "`{text}` is not a date and time without an offset such as `2026-03-29T02:30:00`"
            ))
        })
    }
}

/// A local time that a zone skips or repeats.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClockError {
    /// The zone skips it, such as when daylight saving time starts.
    Skipped {
        /// The first instant after the gap.
        next: Timestamp,
    },
    /// The zone repeats it, such as when daylight saving time ends.
    Twice {
        /// The first time.
        earlier: Timestamp,
        /// The second time.
        later: Timestamp,
    },
}

impl fmt::Display for ClockError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Skipped { next } => {
                write!(f, "the zone skips this local time; the next instant is {next}")
            }
            Self::Twice { earlier, later } => {
                write!(f, "the zone repeats this local time; choose {earlier} or {later}")
            }
        }
    }
}

impl Error for ClockError {}

#[cfg(test)]
mod tests {
    use super::*;

    type Outcome = Result<(), Box<dyn Error>>;

    #[test]
    fn a_repeated_local_time_has_two_instants() -> Outcome {
        let new_york = Zone::new("America/New_York")?;
        let clock: WallClock = "2026-11-01T01:30:00".parse()?;
        let (earlier, later) = (1_793_511_000.into(), 1_793_514_600.into());
        assert_eq!(clock.in_zone(new_york), Err(ClockError::Twice { earlier, later }));
        assert_eq!(clock.earliest_in_zone(new_york), earlier);
        assert_eq!(WallClock::at(earlier, new_york)?, WallClock::at(later, new_york)?);
        Ok(())
    }

    #[test]
    fn a_skipped_local_time_has_the_end_of_the_gap() -> Outcome {
        for (zone, clock, next) in [
            ("America/New_York", "2026-03-08T02:30", "2026-03-08T03:00:00"),
            ("Australia/Lord_Howe", "2026-10-04T02:15", "2026-10-04T02:30:00"),
            ("Pacific/Apia", "2011-12-30T12:00", "2011-12-31T00:00:00"),
        ] {
            let zone = Zone::new(zone)?;
            let instant = clock.parse::<WallClock>()?.earliest_in_zone(zone);
            assert_eq!(WallClock::at(instant, zone)?.to_string(), next);
        }
        Ok(())
    }

    #[test]
    fn a_local_time_has_no_offset() {
        for text in ["", "2026-03-29", "2026-03-29T02:30:00Z", "2026-03-29T02:30:00+01:00", "2026-02-30T00:00"] {
            assert!(text.parse::<WallClock>().is_err(), "{text}");
        }
        let date = Date::new(2026, 3, 29).expect("a day");
        assert!(WallClock::new(date, 24, 0).is_err() && WallClock::new(date, 23, 60).is_err());
    }
}
