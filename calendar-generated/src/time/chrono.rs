//! Conversions to and from the times of `chrono`, behind the feature of that name.
//!
//! Fractions are rounded towards the past. A year that no field can hold becomes the nearest one that it can.

use chrono::{DateTime as Instant, Datelike, FixedOffset, NaiveDate, Offset, TimeZone, Utc};

use super::{Date, DateTime, InvalidTime, Timestamp, TimestampMs, TimestampOrDate};

const OUT_OF_RANGE: InvalidTime = InvalidTime { expected: "a time of `chrono`", why: "it is out of range" };

impl TryFrom<Timestamp> for Instant<Utc> {
    type Error = InvalidTime;

    fn try_from(time: Timestamp) -> Result<Self, InvalidTime> {
        Self::from_timestamp(time.into(), 0).ok_or(OUT_OF_RANGE)
    }
}

impl TryFrom<TimestampMs> for Instant<Utc> {
    type Error = InvalidTime;

    fn try_from(time: TimestampMs) -> Result<Self, InvalidTime> {
        Self::from_timestamp_millis(time.into()).ok_or(OUT_OF_RANGE)
    }
}

/// A time in any zone, borrowed or not.
macro_rules! from_instant {
    ($($name:ty: $(#[$docs:meta])* |$time:ident| $value:expr;)*) => {$(
        $(#[$docs])*
        impl<Z: TimeZone> From<&Instant<Z>> for $name {
            fn from($time: &Instant<Z>) -> Self {
                $value
            }
        }

        $(#[$docs])*
        impl<Z: TimeZone> From<Instant<Z>> for $name {
            fn from(time: Instant<Z>) -> Self {
                Self::from(&time)
            }
        }
    )*};
}

from_instant! {
    Timestamp:
        /// Whole seconds, rounded towards the past.
        |time| Self::from(time.timestamp());
    TimestampMs:
        /// Whole milliseconds, rounded towards the past.
        |time| Self::from(time.timestamp_millis());
    TimestampOrDate:
        /// Whole seconds, rounded towards the past.
        |time| Timestamp::from(time).into();
    DateTime:
        /// With the offset that the zone has at that time, and whole seconds.
        |time| Self::nearest(time.timestamp(), time.offset().fix().local_minus_utc());
}

/// With the offset that was written.
impl TryFrom<&DateTime> for Instant<FixedOffset> {
    type Error = InvalidTime;

    fn try_from(time: &DateTime) -> Result<Self, InvalidTime> {
        let instant = Instant::from_timestamp(time.unix_seconds(), time.subsecond_nanos());
        let offset = FixedOffset::east_opt(i32::from(time.offset_minutes()) * 60);
        instant.zip(offset).map(|(instant, offset)| instant.with_timezone(&offset)).ok_or(OUT_OF_RANGE)
    }
}

impl TryFrom<Date> for NaiveDate {
    type Error = InvalidTime;

    fn try_from(date: Date) -> Result<Self, InvalidTime> {
        Self::from_ymd_opt(date.year().into(), date.month().into(), date.day().into()).ok_or(OUT_OF_RANGE)
    }
}

impl From<NaiveDate> for Date {
    fn from(date: NaiveDate) -> Self {
        Self::nearest(date.year(), date.month(), date.day())
    }
}

impl From<NaiveDate> for TimestampOrDate {
    fn from(date: NaiveDate) -> Self {
        Date::from(date).into()
    }
}

#[cfg(feature = "calendar_event")]
mod time_info {
    use super::{FixedOffset, Instant, InvalidTime, NaiveDate, Utc};
    use crate::time::zone;
    use crate::types::TimeInfo;

    const NO_INSTANT: InvalidTime =
        InvalidTime { expected: "an instant", why: "it has no `timestamp`, as in all-day events" };

    /// The instant, in the zone `UTC`.
    impl From<Instant<Utc>> for TimeInfo {
        fn from(time: Instant<Utc>) -> Self {
            zone::at(time, "UTC")
        }
    }

    /// The instant, in the zone that always has this offset. Only whole hours have one (`Etc/GMT-8`); `build()` rejects
    /// other offsets. A recurring event needs the zone of a place: see the feature `chrono-tz`.
    impl From<Instant<FixedOffset>> for TimeInfo {
        fn from(time: Instant<FixedOffset>) -> Self {
            zone::at(time, zone::fixed(time.offset().local_minus_utc()))
        }
    }

    /// The whole day, in every zone.
    impl From<NaiveDate> for TimeInfo {
        fn from(day: NaiveDate) -> Self {
            Self::on(day).build_unchecked()
        }
    }

    /// The instant; an error for a whole day.
    impl TryFrom<&TimeInfo> for Instant<Utc> {
        type Error = InvalidTime;

        fn try_from(time: &TimeInfo) -> Result<Self, InvalidTime> {
            time.timestamp.ok_or(NO_INSTANT)?.try_into()
        }
    }
}

#[cfg(test)]
#[path = "chrono_tests.rs"]
mod tests;
