//! [`TimestampOrDate`]: fields that take either a point in time or a whole day.

use std::fmt;
use std::str::FromStr;
use std::time::SystemTime;

use calendar_spec::format::{Format, parse_date};

use super::json::{FromJson, time_as_json};
use super::{Date, InvalidTime, Timestamp};

/// Unix seconds or a day; on the wire a string such as `"1609430400"` or `"2021-01-01"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TimestampOrDate {
    /// A point in time.
    Seconds(Timestamp),
    /// A whole day.
    Date(Date),
}

impl TimestampOrDate {
    /// The point in time, or midnight in UTC at which the day starts.
    pub fn to_system_time(self) -> Option<SystemTime> {
        match self {
            Self::Seconds(time) => time.to_system_time(),
            Self::Date(date) => date.to_system_time(),
        }
    }
}

impl From<Timestamp> for TimestampOrDate {
    fn from(time: Timestamp) -> Self {
        Self::Seconds(time)
    }
}

impl From<Date> for TimestampOrDate {
    fn from(date: Date) -> Self {
        Self::Date(date)
    }
}

impl From<i64> for TimestampOrDate {
    fn from(seconds: i64) -> Self {
        Self::Seconds(seconds.into())
    }
}

/// A point in time, rounded down to the second.
impl From<SystemTime> for TimestampOrDate {
    fn from(time: SystemTime) -> Self {
        Self::Seconds(time.into())
    }
}

impl fmt::Display for TimestampOrDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Seconds(time) => fmt::Display::fmt(time, f),
            Self::Date(date) => fmt::Display::fmt(date, f),
        }
    }
}

impl FromStr for TimestampOrDate {
    type Err = InvalidTime;

    fn from_str(text: &str) -> Result<Self, InvalidTime> {
        if let Ok(time) = text.parse() {
            return Ok(Self::Seconds(time));
        }
        let day = parse_date(text).map_err(|why| InvalidTime::new(Format::TimestampOrDate, why))?;
        Ok(Self::Date(day.into()))
    }
}

impl FromJson for TimestampOrDate {
    const EXPECTED: &'static str = "a timestamp or a date as a string (`TimestampOrDate`)";

    fn from_number(number: i64) -> Option<Self> {
        Some(number.into())
    }
}

time_as_json!(TimestampOrDate);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_are_distinguished_and_kept() -> Result<(), serde_json::Error> {
        for json in ["\"1609430400\"", "\"2021-01-01\"", "\"-5\""] {
            assert_eq!(serde_json::to_string(&serde_json::from_str::<TimestampOrDate>(json)?)?, json);
        }
        assert_eq!(serde_json::from_str::<TimestampOrDate>("2021")?, TimestampOrDate::from(2021));
        Ok(())
    }

    #[test]
    fn a_string_of_neither_form_is_an_error_that_describes_both() {
        for text in ["", "yesterday", "2021-01", "2021-01-01T00:00:00Z"] {
            assert_eq!(text.parse::<TimestampOrDate>(), Err(InvalidTime::new(Format::TimestampOrDate, "")), "{text}");
        }
        let error = "2021-02-29".parse::<TimestampOrDate>().expect_err("no leap year");
        assert!(error.to_string().contains("no such day"), "{error}");
    }
}
