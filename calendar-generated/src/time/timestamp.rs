//! [`Timestamp`] and [`TimestampMs`]: a number of seconds or milliseconds, as a decimal string on the wire.

use std::fmt;
use std::str::FromStr;
use std::time::SystemTime;

use calendar_spec::format::{Format, parse_integer};

use super::json::{FromJson, time_as_json};
use super::{InvalidTime, since_epoch, system_time};

const NOT_SECONDS: InvalidTime = InvalidTime::new(Format::Timestamp, "");
const NOT_MILLISECONDS: InvalidTime = InvalidTime::new(Format::TimestampMs, "");
const NOT_A_SYSTEM_TIME: InvalidTime =
    InvalidTime { expected: "a system time", why: "the operating system cannot represent it" };

/// A point in time in Unix seconds; on the wire a string such as `"1602504000"`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(i64);

/// A point in time in Unix milliseconds; on the wire a string such as `"1608725989000"`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TimestampMs(i64);

impl Timestamp {
    /// The point in time that many seconds after 1970-01-01T00:00:00Z.
    pub const fn from_unix_seconds(seconds: i64) -> Self {
        Self(seconds)
    }

    /// The current time, rounded down to the second.
    pub fn now() -> Self {
        SystemTime::now().into()
    }

    /// Seconds since 1970-01-01T00:00:00Z.
    pub const fn unix_seconds(self) -> i64 {
        self.0
    }

    /// The same time as the standard library has it; `None` when the operating system cannot represent it.
    pub fn to_system_time(self) -> Option<SystemTime> {
        system_time(self.0, 0)
    }
}

impl TimestampMs {
    /// The point in time that many milliseconds after 1970-01-01T00:00:00Z.
    pub const fn from_unix_milliseconds(milliseconds: i64) -> Self {
        Self(milliseconds)
    }

    /// The current time, rounded down to the millisecond.
    pub fn now() -> Self {
        SystemTime::now().into()
    }

    /// Milliseconds since 1970-01-01T00:00:00Z.
    pub const fn unix_milliseconds(self) -> i64 {
        self.0
    }

    /// Whole seconds since the epoch, rounded towards the past, and the nanoseconds on top.
    pub(crate) fn parts(self) -> (i64, u32) {
        let milliseconds = u32::try_from(self.0.rem_euclid(1000)).unwrap_or_default();
        (self.0.div_euclid(1000), milliseconds * 1_000_000)
    }

    /// The same time as the standard library has it; `None` when the operating system cannot represent it.
    pub fn to_system_time(self) -> Option<SystemTime> {
        let (seconds, nanos) = self.parts();
        system_time(seconds, nanos)
    }
}

/// Rounds towards the past; a time beyond 64 bits of seconds becomes the nearest one.
impl From<SystemTime> for Timestamp {
    fn from(time: SystemTime) -> Self {
        Self(since_epoch(time).0)
    }
}

/// Rounds towards the past; a time beyond 64 bits of milliseconds becomes the nearest one.
impl From<SystemTime> for TimestampMs {
    fn from(time: SystemTime) -> Self {
        let (seconds, nanos) = since_epoch(time);
        let milliseconds = i128::from(seconds) * 1000 + i128::from(nanos / 1_000_000);
        let nearest = if milliseconds < 0 { i64::MIN } else { i64::MAX };
        Self(i64::try_from(milliseconds).unwrap_or(nearest))
    }
}

/// Rounds towards the past.
impl From<TimestampMs> for Timestamp {
    fn from(time: TimestampMs) -> Self {
        Self(time.parts().0)
    }
}

macro_rules! number_of_time_units {
    ($($name:ident $error:ident),*) => {$(
        impl From<i64> for $name {
            fn from(number: i64) -> Self {
                Self(number)
            }
        }

        impl From<$name> for i64 {
            fn from(time: $name) -> i64 {
                time.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(&self.0, f)
            }
        }

        impl FromStr for $name {
            type Err = InvalidTime;

            fn from_str(text: &str) -> Result<Self, InvalidTime> {
                parse_integer(text).map(Self).ok_or($error)
            }
        }

        impl FromJson for $name {
            const EXPECTED: &'static str = concat!("a whole number or a string of one (`", stringify!($name), "`)");

            fn from_number(number: i64) -> Option<Self> {
                Some(Self(number))
            }
        }

        impl TryFrom<$name> for SystemTime {
            type Error = InvalidTime;

            fn try_from(time: $name) -> Result<Self, InvalidTime> {
                time.to_system_time().ok_or(NOT_A_SYSTEM_TIME)
            }
        }
    )*};
}

number_of_time_units!(Timestamp NOT_SECONDS, TimestampMs NOT_MILLISECONDS);
time_as_json!(Timestamp, TimestampMs);

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn json_is_a_string_or_a_number_and_is_written_as_a_string() -> Result<(), serde_json::Error> {
        for json in ["\"1602504000\"", "1602504000"] {
            let time: Timestamp = serde_json::from_str(json)?;
            assert_eq!(time, Timestamp::from_unix_seconds(1_602_504_000));
            assert_eq!(serde_json::to_string(&time)?, "\"1602504000\"");
        }
        for number in [i64::MIN, -1, 0, i64::MAX] {
            let time: TimestampMs = serde_json::from_str(&number.to_string())?;
            assert_eq!(serde_json::to_string(&time)?, format!("\"{number}\""));
        }
        Ok(())
    }

    #[test]
    fn fractions_are_rejected() {
        for text in ["", "-", "+5", " 5", "5 ", "5.0", "1e3", "0x5", "9223372036854775808", "٥", "2018-09-01"] {
            assert_eq!(text.parse::<Timestamp>(), Err(NOT_SECONDS), "{text}");
            assert_eq!(text.parse::<TimestampMs>(), Err(NOT_MILLISECONDS), "{text}");
        }
        for json in ["9223372036854775808", "1.5", "true", "null", "[]", "\"\""] {
            assert!(serde_json::from_str::<Timestamp>(json).is_err(), "{json}");
        }
    }

    #[test]
    fn system_times_round_towards_the_past() {
        let half_before = SystemTime::UNIX_EPOCH - Duration::from_micros(500);
        assert_eq!(Timestamp::from(half_before).unix_seconds(), -1);
        assert_eq!(TimestampMs::from(half_before).unix_milliseconds(), -1);
        let after = SystemTime::UNIX_EPOCH + Duration::from_micros(1_999_999);
        assert_eq!(Timestamp::from(after).unix_seconds(), 1);
        assert_eq!(TimestampMs::from(after).unix_milliseconds(), 1999);
        assert_eq!(Timestamp::from(TimestampMs::from(-1)).unix_seconds(), -1);
    }

    #[test]
    fn milliseconds_survive_a_system_time() {
        for milliseconds in [0, 1, -1, 1_608_725_989_123, -1_608_725_989_123] {
            let time = TimestampMs::from(milliseconds).to_system_time().expect("within range");
            assert_eq!(TimestampMs::from(time).unix_milliseconds(), milliseconds);
        }
    }

    #[test]
    fn milliseconds_beyond_64_bits_become_the_nearest() {
        if let Some(end) = Timestamp::from(i64::MAX).to_system_time() {
            assert_eq!(TimestampMs::from(end).unix_milliseconds(), i64::MAX);
        }
        if let Some(start) = Timestamp::from(i64::MIN).to_system_time() {
            assert_eq!(TimestampMs::from(start).unix_milliseconds(), i64::MIN);
            assert_eq!(Timestamp::from(start).unix_seconds(), i64::MIN);
        }
    }
}
