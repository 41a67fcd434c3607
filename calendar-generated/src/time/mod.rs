//! Points in time and days, in the forms that the API writes them.
//!
//! Each type reads and writes exactly one form of text, converts to and from `std::time::SystemTime`, and rounds
//! towards the past where its unit is coarser.

#[cfg(feature = "calendar_event")]
mod all_day;
#[cfg(feature = "chrono")]
mod chrono;
#[cfg(all(feature = "calendar_event", feature = "chrono-tz"))]
mod chrono_tz;
mod date;
mod date_time;
#[cfg(feature = "jiff")]
mod jiff;
mod json;
mod timestamp;
mod timestamp_or_date;
#[cfg(all(feature = "calendar_event", any(feature = "chrono", feature = "jiff")))]
mod zone;

pub use date::Date;
pub use date_time::DateTime;
pub use timestamp::{Timestamp, TimestampMs};
pub use timestamp_or_date::TimestampOrDate;

use std::error::Error;
use std::fmt;
use std::time::{Duration, SystemTime};

use calendar_spec::format::Format;

/// A string or number that is not a value of the type it was meant for.
///
/// ```
/// let error = "2021-02-29".parse::<calendar_generated::Date>().unwrap_err();
/// assert_eq!(error.to_string(), "not a date such as `2018-09-01`: there is no such day");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidTime {
    expected: &'static str,
    why: &'static str,
}

impl InvalidTime {
    /// `why` is empty when the name of the format says enough.
    pub(crate) const fn new(format: Format, why: &'static str) -> Self {
        Self { expected: format.as_str(), why }
    }
}

impl fmt::Display for InvalidTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let colon = if self.why.is_empty() { "" } else { ": " };
        write!(f, "not {}{colon}{}", self.expected, self.why)
    }
}

impl Error for InvalidTime {}

/// Whole seconds since the epoch, rounded towards the past, and the nanoseconds on top.
fn since_epoch(time: SystemTime) -> (i64, u32) {
    match time.duration_since(SystemTime::UNIX_EPOCH) {
        Ok(after) => (i64::try_from(after.as_secs()).unwrap_or(i64::MAX), after.subsec_nanos()),
        Err(before) => before_epoch(before.duration()),
    }
}

fn before_epoch(distance: Duration) -> (i64, u32) {
    let seconds = i64::try_from(distance.as_secs()).map_or(i64::MIN, |seconds| -seconds);
    match distance.subsec_nanos() {
        0 => (seconds, 0),
        nanos => (seconds.saturating_sub(1), 1_000_000_000 - nanos),
    }
}

/// The reverse of [`since_epoch`]; `None` when the operating system cannot represent the time.
fn system_time(seconds: i64, nanos: u32) -> Option<SystemTime> {
    let distance = Duration::from_secs(seconds.unsigned_abs());
    let whole = if seconds < 0 {
        SystemTime::UNIX_EPOCH.checked_sub(distance)
    } else {
        SystemTime::UNIX_EPOCH.checked_add(distance)
    };
    whole?.checked_add(Duration::from_nanos(nanos.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_system_time_survives_both_ways_on_either_side_of_the_epoch() {
        for (seconds, nanos) in [(0, 0), (0, 1), (-1, 999_999_999), (-1, 0), (1_602_504_000, 5), (-86_400, 500)] {
            let time = system_time(seconds, nanos).expect("within range");
            assert_eq!(since_epoch(time), (seconds, nanos));
        }
    }

    #[test]
    fn a_time_outside_of_the_clocks_range_is_none() {
        assert_eq!(system_time(i64::MAX, 999_999_999).map(since_epoch).map(|(seconds, _)| seconds), Some(i64::MAX));
        assert_eq!(before_epoch(Duration::from_secs(u64::MAX)), (i64::MIN, 0));
    }
}
