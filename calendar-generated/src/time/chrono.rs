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
mod tests {
    use chrono::TimeDelta;

    use super::*;

    type Outcome = Result<(), Box<dyn std::error::Error>>;

    fn in_india() -> Option<Instant<FixedOffset>> {
        Some(Instant::from_timestamp(1_603_868_400, 0)?.with_timezone(&FixedOffset::east_opt(19_800)?))
    }

    #[test]
    fn instants_survive_and_fractions_are_cut_towards_the_past() -> Outcome {
        let time = Timestamp::from(1_602_504_000);
        assert_eq!(Timestamp::from(Instant::<Utc>::try_from(time)?), time);
        let before = Instant::UNIX_EPOCH - TimeDelta::microseconds(500);
        assert_eq!((Timestamp::from(before), TimestampMs::from(before)), (Timestamp::from(-1), TimestampMs::from(-1)));
        assert_eq!(TimestampMs::from(Instant::<Utc>::try_from(TimestampMs::from(-1))?), TimestampMs::from(-1));
        assert_eq!(Instant::<Utc>::try_from(Timestamp::from(i64::MAX)), Err(OUT_OF_RANGE));
        Ok(())
    }

    #[test]
    fn a_time_in_a_zone_is_accepted_wherever_an_instant_is() {
        let time = in_india().expect("an offset");
        assert_eq!(Timestamp::from(&time), Timestamp::from(1_603_868_400));
        assert_eq!(TimestampOrDate::from(time), TimestampOrDate::from(1_603_868_400));
        let written = DateTime::from(time);
        assert_eq!(written.as_str(), "2020-10-28T12:30:00+05:30");
        assert_eq!(Instant::<FixedOffset>::try_from(&written), Ok(time));
    }

    #[test]
    fn days_survive_and_years_out_of_range_become_the_nearest() -> Outcome {
        let date = Date::new(2024, 2, 29)?;
        assert_eq!(Date::from(NaiveDate::try_from(date)?), date);
        assert_eq!(Date::from(NaiveDate::MIN), Date::new(0, 1, 1)?);
        assert_eq!(Date::from(NaiveDate::MAX), Date::new(9999, 12, 31)?);
        let (first, last) = (Instant::<Utc>::MIN_UTC, Instant::<Utc>::MAX_UTC);
        assert_eq!(
            [first, last].map(|time| DateTime::from(time).to_string()),
            ["0000-01-01T00:00:00Z", "9999-12-31T23:59:59Z"]
        );
        Ok(())
    }

    #[cfg(feature = "calendar_event")]
    #[test]
    fn an_event_keeps_the_zone_of_its_times() -> Outcome {
        use crate::types::TimeInfo;

        assert_eq!(TimeInfo::from(Instant::UNIX_EPOCH).timezone.as_deref(), Some("UTC"));
        let india = TimeInfo::from(in_india().expect("an offset"));
        assert_eq!(india.timezone.as_deref(), Some("+05:30"), "an offset without a name is rejected, not lost");
        assert_eq!(Instant::<Utc>::try_from(&india)?.timestamp(), 1_603_868_400);
        let day = TimeInfo::from(NaiveDate::try_from(Date::EPOCH)?);
        assert_eq!((day.date, day.timestamp), (Some(Date::EPOCH), None));
        assert!(Instant::<Utc>::try_from(&day).is_err());
        Ok(())
    }
}
