//! Conversions to and from the times of `jiff`, behind the feature of that name.
//!
//! Fractions are rounded towards the past. A year before 0, which no field can hold, becomes the start of year 0.

use jiff::civil;
use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp as Instant, ZonedDateTime};

use super::{Date, DateTime, Timestamp, TimestampMs, TimestampOrDate};

impl TryFrom<Timestamp> for Instant {
    type Error = jiff::Error;

    fn try_from(time: Timestamp) -> Result<Self, jiff::Error> {
        Self::from_second(time.into())
    }
}

impl TryFrom<TimestampMs> for Instant {
    type Error = jiff::Error;

    fn try_from(time: TimestampMs) -> Result<Self, jiff::Error> {
        Self::from_millisecond(time.into())
    }
}

/// Whole seconds, rounded towards the past.
impl From<Instant> for Timestamp {
    fn from(time: Instant) -> Self {
        Self::from(floor(time, 1_000_000_000))
    }
}

/// Whole milliseconds, rounded towards the past.
impl From<Instant> for TimestampMs {
    fn from(time: Instant) -> Self {
        Self::from(floor(time, 1_000_000))
    }
}

/// Whole seconds, rounded towards the past.
impl From<Instant> for TimestampOrDate {
    fn from(time: Instant) -> Self {
        Timestamp::from(time).into()
    }
}

/// In UTC, with whole seconds.
impl From<Instant> for DateTime {
    fn from(time: Instant) -> Self {
        Self::nearest(Timestamp::from(time).into(), 0)
    }
}

/// Whole units, rounded towards the past. The range of `jiff` is far within 64 bits of milliseconds.
fn floor(time: Instant, nanoseconds: i128) -> i64 {
    i64::try_from(time.as_nanosecond().div_euclid(nanoseconds)).unwrap_or_default()
}

/// A zoned time, borrowed or not.
macro_rules! from_zoned {
    ($($name:ty: $(#[$docs:meta])* |$time:ident| $value:expr;)*) => {$(
        $(#[$docs])*
        impl From<&ZonedDateTime> for $name {
            fn from($time: &ZonedDateTime) -> Self {
                $value
            }
        }

        $(#[$docs])*
        impl From<ZonedDateTime> for $name {
            fn from(time: ZonedDateTime) -> Self {
                Self::from(&time)
            }
        }
    )*};
}

from_zoned! {
    Timestamp: |time| time.timestamp().into();
    TimestampMs: |time| time.timestamp().into();
    TimestampOrDate: |time| time.timestamp().into();
    DateTime:
        /// With the offset that the zone has at that time, and whole seconds.
        |time| Self::nearest(Timestamp::from(time).into(), time.offset().seconds());
}

/// In a zone of a fixed offset, the one that was written.
impl TryFrom<&DateTime> for ZonedDateTime {
    type Error = jiff::Error;

    fn try_from(time: &DateTime) -> Result<Self, jiff::Error> {
        let nanosecond = i32::try_from(time.subsecond_nanos()).unwrap_or_default();
        let instant = Instant::new(time.unix_seconds(), nanosecond)?;
        let offset = Offset::from_seconds(i32::from(time.offset_minutes()) * 60)?;
        Ok(instant.to_zoned_datetime(TimeZone::fixed(offset)))
    }
}

impl TryFrom<Date> for civil::Date {
    type Error = jiff::Error;

    fn try_from(date: Date) -> Result<Self, jiff::Error> {
        let year = i16::try_from(date.year()).unwrap_or(i16::MAX);
        Self::new(year, date.month().cast_signed(), date.day().cast_signed())
    }
}

impl From<civil::Date> for Date {
    fn from(date: civil::Date) -> Self {
        let part = |number: i8| u32::from(number.unsigned_abs());
        Self::nearest(date.year().into(), part(date.month()), part(date.day()))
    }
}

impl From<civil::Date> for TimestampOrDate {
    fn from(date: civil::Date) -> Self {
        Date::from(date).into()
    }
}

#[cfg(feature = "calendar_event")]
mod time_info {
    use super::{Instant, TimeZone, ZonedDateTime, civil};
    use crate::time::zone;
    use crate::types::TimeInfo;

    from_zoned! {
        TimeInfo:
            /// The instant and the name of the zone, by which a recurring event follows the clocks there.
            ///
            /// Offsets of whole hours have names, too (`Etc/GMT-8`). Any other zone without a name, such as a copied
            /// `/etc/localtime`, is rejected by `build()`.
            ///
            /// ```
            /// use calendar_generated::jiff::ZonedDateTime;
            /// use calendar_generated::types::TimeInfo;
            ///
            /// let start: ZonedDateTime = "2026-03-02T09:00[UTC]".parse()?;
            /// assert_eq!(TimeInfo::from(&start).timezone.as_deref(), Some("UTC"));
            /// # Ok::<(), calendar_generated::jiff::Error>(())
            /// ```
            |time| zone::at(time, zone_name(time));
    }

    fn zone_name(time: &ZonedDateTime) -> String {
        let zone = time.time_zone();
        match (zone.iana_name(), zone.to_fixed_offset()) {
            (Some(name), _) => name.to_owned(),
            (None, Ok(offset)) => zone::fixed(offset.seconds()),
            (None, Err(_)) => zone::unnamed(time.offset().seconds()),
        }
    }

    /// The whole day, in every zone.
    impl From<civil::Date> for TimeInfo {
        fn from(day: civil::Date) -> Self {
            Self::on(day).build_unchecked()
        }
    }

    /// The instant in its zone, by the time zone database of `jiff`; in UTC where the zone is missing. An error for a
    /// whole day, and where `jiff` does not know the zone.
    impl TryFrom<&TimeInfo> for ZonedDateTime {
        type Error = jiff::Error;

        fn try_from(time: &TimeInfo) -> Result<Self, jiff::Error> {
            let instant = time.timestamp.ok_or_else(|| jiff::Error::from_args(format_args!("{}", zone::NO_INSTANT)))?;
            let zone = time.timezone.as_deref().map_or(Ok(TimeZone::UTC), TimeZone::get)?;
            Ok(Instant::try_from(instant)?.to_zoned_datetime(zone))
        }
    }
}

#[cfg(test)]
mod tests {
    use std::error::Error;

    use super::*;

    type Outcome = Result<(), Box<dyn Error>>;

    /// Half past noon in India, of which no name is known.
    fn unnamed() -> Result<ZonedDateTime, jiff::Error> {
        Ok(Instant::from_second(1_603_868_400)?.to_zoned_datetime(TimeZone::fixed(Offset::from_seconds(19_800)?)))
    }

    #[test]
    fn instants_survive_and_fractions_are_cut_towards_the_past() -> Outcome {
        assert_eq!(Timestamp::from(Instant::try_from(Timestamp::from(1_602_504_000))?), Timestamp::from(1_602_504_000));
        let before = Instant::from_nanosecond(-500_000)?;
        assert_eq!((Timestamp::from(before), TimestampMs::from(before)), (Timestamp::from(-1), TimestampMs::from(-1)));
        assert_eq!(TimestampMs::from(Instant::try_from(TimestampMs::from(-1))?), TimestampMs::from(-1));
        assert_eq!(DateTime::from(before).as_str(), "1969-12-31T23:59:59Z");
        assert!(Instant::try_from(Timestamp::from(i64::MAX)).is_err());
        Ok(())
    }

    #[test]
    fn a_zoned_time_is_accepted_wherever_an_instant_is() -> Outcome {
        let time = unnamed()?;
        assert_eq!(Timestamp::from(&time), Timestamp::from(1_603_868_400));
        assert_eq!(TimestampMs::from(&time), TimestampMs::from(1_603_868_400_000));
        assert_eq!(TimestampOrDate::from(&time), TimestampOrDate::from(1_603_868_400));
        assert_eq!(DateTime::from(&time).as_str(), "2020-10-28T12:30:00+05:30");
        Ok(())
    }

    #[test]
    fn days_survive_and_years_before_0_become_the_first_day() -> Outcome {
        let date = Date::new(2024, 2, 29)?;
        assert_eq!(Date::from(civil::Date::try_from(date)?), date);
        assert_eq!(TimestampOrDate::from(civil::date(2024, 2, 29)), date.into());
        assert_eq!(Date::from(civil::date(-1, 12, 31)), Date::new(0, 1, 1)?);
        let before = civil::date(-1, 12, 31).at(0, 0, 0, 0).to_zoned_datetime(TimeZone::UTC)?;
        assert_eq!(DateTime::from(before).as_str(), "0000-01-01T00:00:00Z");
        Ok(())
    }

    #[test]
    fn times_keep_their_offset() -> Outcome {
        let time: DateTime = "2020-10-28T12:00:00+08:00".parse()?;
        let zoned = ZonedDateTime::try_from(&time)?;
        assert_eq!(zoned.datetime(), civil::date(2020, 10, 28).at(12, 0, 0, 0));
        assert_eq!(DateTime::from(&zoned).as_str(), time.as_str());
        let far = Instant::UNIX_EPOCH.to_zoned_datetime(TimeZone::fixed(Offset::MAX));
        assert_eq!(DateTime::from(far).as_str(), "1970-01-01T23:59:00+23:59");
        Ok(())
    }

    #[cfg(feature = "calendar_event")]
    #[test]
    fn an_event_keeps_the_zone_of_its_times() -> Outcome {
        use crate::types::TimeInfo;

        // In the form of RFC 9557, of which `jiff` knows the zone by the rule that stands for its name.
        let berlin = TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3")?;
        let shown = |zone: TimeZone| TimeInfo::from(Instant::UNIX_EPOCH.to_zoned_datetime(zone)).timezone;
        assert_eq!(shown(TimeZone::UTC).as_deref(), Some("UTC"));
        assert_eq!(shown(TimeZone::fixed(Offset::constant(8))).as_deref(), Some("Etc/GMT-8"));
        assert_eq!(shown(berlin).as_deref(), Some("+01:00"), "a rule without a name is rejected, not lost");
        if let Ok(berlin) = TimeZone::get("Europe/Berlin") {
            assert_eq!(shown(berlin).as_deref(), Some("Europe/Berlin"));
        }
        Ok(())
    }

    #[cfg(feature = "calendar_event")]
    #[test]
    fn a_day_lasts_all_day_and_is_not_an_instant() -> Outcome {
        use crate::types::TimeInfo;

        let day = TimeInfo::from(civil::date(2026, 3, 2));
        assert_eq!((day.date, day.timestamp), (Some(Date::new(2026, 3, 2)?), None));
        assert!(ZonedDateTime::try_from(&day).unwrap_err().to_string().contains("all-day"));
        let instant = TimeInfo::at(0).timezone("UTC").build_unchecked();
        assert_eq!(ZonedDateTime::try_from(&instant)?, Instant::UNIX_EPOCH.to_zoned_datetime(TimeZone::UTC));
        Ok(())
    }
}
