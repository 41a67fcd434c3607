//! The formats of strings, such as `date` and `email`: their syntax, and what is wrong with a string.
//!
//! In: a string. Out: its value, or the reason why it has none. Needs no feature and no dependency, so that the loader
//! and the generated crate use the same code.

mod civil;
mod date;
mod date_time;
mod position;
mod recurrence;
mod text;

use std::borrow::Cow;
use std::fmt;

pub use date::{CivilDate, parse_date};
pub use date_time::{Instant, parse_date_time};
pub use position::{Position, nanos};

/// A format of a string.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// Unix seconds in decimal, `"1602504000"`.
    Timestamp,
    /// Unix milliseconds in decimal, `"1608725989000"`.
    TimestampMs,
    /// RFC 3339 full-date, `2018-09-01`.
    Date,
    /// RFC 3339 date-time, `2020-10-28T12:00:00+08:00`.
    DateTime,
    /// Unix seconds or a full-date.
    TimestampOrDate,
    /// Name in the IANA time zone database, `Asia/Shanghai`. Only its syntax is checked, not that it exists.
    Timezone,
    /// RFC 5545 recurrence rule, `FREQ=DAILY;INTERVAL=1`.
    Recurrence,
    /// E-mail address, `someone@example.com`.
    Email,
    /// Absolute `http` or `https` URL.
    Url,
}

impl Format {
    /// Every format.
    pub const ALL: [Self; 9] = [
        Self::Timestamp,
        Self::TimestampMs,
        Self::Date,
        Self::DateTime,
        Self::TimestampOrDate,
        Self::Timezone,
        Self::Recurrence,
        Self::Email,
        Self::Url,
    ];

    /// Checks a string. The error says what is wrong with it; it is empty when the name of the format says enough.
    ///
    /// ```
    /// use calendar_spec::format::Format;
    /// assert!(Format::Date.check("2024-02-29").is_ok());
    /// assert_eq!(Format::Date.check("2023-02-29").unwrap_err(), "there is no such day");
    /// ```
    pub fn check(self, text: &str) -> Result<(), Cow<'static, str>> {
        let checked = match self {
            Self::Timestamp | Self::TimestampMs => parse_integer(text).map(drop).ok_or(""),
            Self::TimestampOrDate if parse_integer(text).is_some() => Ok(()),
            Self::DateTime => parse_date_time(text).map(drop),
            Self::Date | Self::TimestampOrDate => parse_date(text).map(drop),
            Self::Timezone => text::check_timezone(text),
            Self::Recurrence => return recurrence::check(text),
            Self::Email => text::check_email(text),
            Self::Url => text::check_url(text),
        };
        checked.map_err(Cow::Borrowed)
    }

    /// A description with an article, as in "is not a date such as `2018-09-01`".
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Timestamp => "Unix seconds in decimal such as `1602504000`",
            Self::TimestampMs => "Unix milliseconds in decimal such as `1608725989000`",
            Self::Date => "a date such as `2018-09-01`",
            Self::DateTime => "an RFC 3339 date-time such as `2020-10-28T12:00:00+08:00`",
            Self::TimestampOrDate => "Unix seconds in decimal or a date, such as `1602504000` or `2018-09-01`",
            Self::Timezone => "a time zone such as `Asia/Shanghai`",
            Self::Recurrence => "a recurrence rule such as `FREQ=DAILY;INTERVAL=1`",
            Self::Email => "an e-mail address",
            Self::Url => "an absolute `http` or `https` URL",
        }
    }

    /// Whether it is a point in time or a day.
    pub fn is_time(self) -> bool {
        match self {
            Self::Timestamp | Self::TimestampMs | Self::Date | Self::DateTime | Self::TimestampOrDate => true,
            Self::Timezone | Self::Recurrence | Self::Email | Self::Url => false,
        }
    }

    /// An example, for a field without a documented one.
    pub fn example(self) -> &'static str {
        match self {
            Self::Timestamp | Self::TimestampOrDate => "1602504000",
            Self::TimestampMs => "1608725989000",
            Self::Date => "2018-09-01",
            Self::DateTime => "2020-10-28T12:00:00+08:00",
            Self::Timezone => "Asia/Shanghai",
            Self::Recurrence => "FREQ=DAILY;INTERVAL=1",
            Self::Email => "someone@example.com",
            Self::Url => "https://example.com",
        }
    }

    /// Whether Rust stores it as a string and checks its syntax, rather than in a type of its own.
    pub fn is_text(self) -> bool {
        matches!(self, Self::Timezone | Self::Recurrence | Self::Email | Self::Url)
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A whole number of 64 bits in decimal, such as a timestamp; `-` before a negative one.
#[inline]
pub fn parse_integer(text: &str) -> Option<i64> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let is_decimal = !digits.is_empty() && is_all(digits, u8::is_ascii_digit);
    if is_decimal { text.parse().ok() } else { None }
}

/// Whether a string consists of such bytes only.
fn is_all(text: &str, is_such: fn(&u8) -> bool) -> bool {
    text.as_bytes().iter().all(is_such)
}

/// An explanation of a number beyond the largest allowed one, if the limit is a time in Unix seconds.
pub fn unit_hint(actual: i64, max: Option<i64>) -> &'static str {
    // Limits on other numbers are smaller than the times of this century.
    const MIN_TIME: i64 = 1_000_000_000;
    match max {
        Some(max) if max >= MIN_TIME && actual > max && actual / 1000 <= max => {
            "; it looks like milliseconds, give seconds"
        }
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_of_each_format_has_its_form() {
        for format in Format::ALL {
            assert_eq!(format.check(format.example()), Ok(()), "{format:?}");
        }
    }

    #[test]
    fn timestamps_are_whole_numbers() {
        for format in [Format::Timestamp, Format::TimestampMs] {
            for text in ["0", "1602504000", "-1", "-9223372036854775808", "007"] {
                assert_eq!(format.check(text), Ok(()), "{text}");
            }
            for text in ["", "-", "+1", "1.5", "1e3", "2018-09-01", "99999999999999999999", " 1", "٥"] {
                assert!(format.check(text).is_err(), "{text}");
            }
        }
    }

    #[test]
    fn a_timestamp_or_date_is_either() {
        for text in ["2018-09-01", "1602504000", "-5"] {
            assert_eq!(Format::TimestampOrDate.check(text), Ok(()), "{text}");
        }
        for (text, why) in [("2018-9-1", ""), ("soon", ""), ("2023-02-29", "there is no such day")] {
            assert_eq!(Format::TimestampOrDate.check(text), Err(why.into()), "{text}");
        }
    }
}
