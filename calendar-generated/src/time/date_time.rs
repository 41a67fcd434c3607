//! [`DateTime`]: a point in time with the offset of its place, the date-time of RFC 3339.

use std::fmt;
use std::str::FromStr;
use std::time::SystemTime;

use calendar_spec::format::{Format, Instant, parse_date_time};

use super::json::{FromJson, time_as_json};
use super::{Date, InvalidTime, Timestamp, since_epoch, system_time};
use crate::Text;

const SECONDS_PER_DAY: i64 = 86_400;

const fn wrong(why: &'static str) -> InvalidTime {
    InvalidTime::new(Format::DateTime, why)
}

/// A point in time and an offset from UTC; on the wire a string such as `"2020-10-28T12:00:00+08:00"`.
///
/// It keeps the string that it was parsed from, so that it is printed unchanged. Two values are equal when their texts
/// are; compare [`unix_seconds`](Self::unix_seconds) to compare the instants.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct DateTime {
    text: Text,
    seconds: i64,
    nanos: u32,
    offset_minutes: i16,
}

impl DateTime {
    /// The time that many seconds after the epoch, as a clock shows it that is `offset_minutes` ahead of UTC.
    ///
    /// ```
    /// use calendar_generated::DateTime;
    /// let noon = DateTime::at(1_603_857_600, 8 * 60)?;
    /// assert_eq!(noon.as_str(), "2020-10-28T12:00:00+08:00");
    /// # Ok::<(), calendar_generated::InvalidTime>(())
    /// ```
    pub fn at(time: impl Into<Timestamp>, offset_minutes: i16) -> Result<Self, InvalidTime> {
        Self::at_seconds(time.into().unix_seconds(), offset_minutes)
    }

    fn at_seconds(seconds: i64, offset_minutes: i16) -> Result<Self, InvalidTime> {
        if offset_minutes.unsigned_abs() >= 24 * 60 {
            return Err(wrong("the offset is a day or more"));
        }
        let local = seconds.saturating_add(i64::from(offset_minutes) * 60);
        let date = Date::from_days_since_epoch(local.div_euclid(SECONDS_PER_DAY))
            .map_err(|_| wrong("the year is not one of 0000 to 9999"))?;
        let text = written(date, local.rem_euclid(SECONDS_PER_DAY), offset_minutes);
        Ok(Self { text: text.into(), seconds, nanos: 0, offset_minutes })
    }

    /// That second by a clock with that offset; the nearest time that can be written, where that one cannot.
    #[cfg(any(feature = "chrono", feature = "jiff"))]
    pub(super) fn nearest(seconds: i64, offset_seconds: i32) -> Self {
        const FIRST: i64 = -719_528 * SECONDS_PER_DAY;
        const LAST: i64 = 2_932_897 * SECONDS_PER_DAY - 1;
        let minutes = (offset_seconds / 60).clamp(1 - 24 * 60, 24 * 60 - 1);
        let ahead = i64::from(minutes) * 60;
        let seconds = seconds.clamp(FIRST - ahead, LAST - ahead);
        Self::at_seconds(seconds, i16::try_from(minutes).unwrap_or_default()).unwrap_or_else(|_| Self::epoch())
    }

    /// The start of Unix time.
    pub(crate) fn epoch() -> Self {
        Self { text: "1970-01-01T00:00:00Z".into(), seconds: 0, nanos: 0, offset_minutes: 0 }
    }

    /// The string that it was parsed from or made with.
    pub fn as_str(&self) -> &str {
        self.text.as_str()
    }

    /// Seconds since 1970-01-01T00:00:00Z, rounded down.
    pub fn unix_seconds(&self) -> i64 {
        self.seconds
    }

    /// What comes on top of [`unix_seconds`](Self::unix_seconds), in nanoseconds; finer digits are cut off.
    pub fn subsecond_nanos(&self) -> u32 {
        self.nanos
    }

    /// How far the clock that shows this time is ahead of UTC.
    pub fn offset_minutes(&self) -> i16 {
        self.offset_minutes
    }

    /// The same instant as the standard library has it; `None` when the operating system cannot represent it.
    pub fn to_system_time(&self) -> Option<SystemTime> {
        system_time(self.seconds, self.nanos)
    }
}

fn written(date: Date, second_of_day: i64, offset_minutes: i16) -> String {
    let (hour, minute, second) = (second_of_day / 3600, second_of_day / 60 % 60, second_of_day % 60);
    let clock = format!("{date}T{hour:02}:{minute:02}:{second:02}");
    if offset_minutes == 0 {
        return clock + "Z";
    }
    let sign = if offset_minutes < 0 { '-' } else { '+' };
    let offset = offset_minutes.abs();
    format!("{clock}{sign}{:02}:{:02}", offset / 60, offset % 60)
}

impl FromStr for DateTime {
    type Err = InvalidTime;

    fn from_str(text: &str) -> Result<Self, InvalidTime> {
        let Instant { seconds, nanos, offset_minutes } = parse_date_time(text).map_err(wrong)?;
        Ok(Self { text: text.into(), seconds, nanos, offset_minutes })
    }
}

/// In UTC; fails outside the years 0000 to 9999. Rounds down to the second.
impl TryFrom<SystemTime> for DateTime {
    type Error = InvalidTime;

    fn try_from(time: SystemTime) -> Result<Self, InvalidTime> {
        Self::at(since_epoch(time).0, 0)
    }
}

/// In UTC; fails outside the years 0000 to 9999.
impl TryFrom<Timestamp> for DateTime {
    type Error = InvalidTime;

    fn try_from(time: Timestamp) -> Result<Self, InvalidTime> {
        Self::at(time, 0)
    }
}

/// So that builders take a borrowed one too, as they take a borrowed identifier.
impl From<&DateTime> for DateTime {
    fn from(time: &DateTime) -> Self {
        time.clone()
    }
}

/// Rounds down to the second.
impl From<&DateTime> for Timestamp {
    fn from(time: &DateTime) -> Self {
        Self::from_unix_seconds(time.seconds)
    }
}

impl fmt::Display for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.text, f)
    }
}

impl fmt::Debug for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DateTime({})", self.text)
    }
}

impl FromJson for DateTime {
    const EXPECTED: &'static str = "a date and time as a string (`2020-10-28T12:00:00+08:00`)";

    fn from_number(_: i64) -> Option<Self> {
        None
    }
}

time_as_json!(DateTime);

#[cfg(test)]
#[path = "date_time_tests.rs"]
mod tests;
