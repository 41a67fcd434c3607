//! Conversions to and from the times of `jiff`, behind the feature of that name.
//!
//! The types here hold what the wire can; a time of `jiff` that the wire cannot hold is an error, and the other way
//! round, since years reach further here than there.

use jiff::civil;
use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp as Instant, Zoned};

use super::{Date, DateTime, InvalidTime, Timestamp, TimestampMs};

impl TryFrom<Timestamp> for Instant {
    type Error = jiff::Error;

    fn try_from(time: Timestamp) -> Result<Self, jiff::Error> {
        Self::from_second(time.into())
    }
}

/// Whole seconds, rounded towards the past.
impl From<Instant> for Timestamp {
    fn from(time: Instant) -> Self {
        Self::from(floor(time, 1_000_000_000))
    }
}

impl From<&Zoned> for Timestamp {
    fn from(time: &Zoned) -> Self {
        time.timestamp().into()
    }
}

impl TryFrom<TimestampMs> for Instant {
    type Error = jiff::Error;

    fn try_from(time: TimestampMs) -> Result<Self, jiff::Error> {
        Self::from_millisecond(time.into())
    }
}

impl From<Instant> for TimestampMs {
    fn from(time: Instant) -> Self {
        Self::from(floor(time, 1_000_000))
    }
}

/// Whole units, rounded towards the past. The range of `jiff` is far within 64 bits of milliseconds.
fn floor(time: Instant, nanoseconds: i128) -> i64 {
    i64::try_from(time.as_nanosecond().div_euclid(nanoseconds)).unwrap_or_default()
}

impl TryFrom<Date> for civil::Date {
    type Error = jiff::Error;

    fn try_from(date: Date) -> Result<Self, jiff::Error> {
        let year = i16::try_from(date.year()).unwrap_or(i16::MAX);
        Self::new(year, date.month().cast_signed(), date.day().cast_signed())
    }
}

impl TryFrom<civil::Date> for Date {
    type Error = InvalidTime;

    fn try_from(date: civil::Date) -> Result<Self, InvalidTime> {
        // A negative year becomes one that no date has, and is refused as such.
        let year = u16::try_from(date.year()).unwrap_or(u16::MAX);
        Self::new(year, date.month().cast_unsigned(), date.day().cast_unsigned())
    }
}

/// In a zone of a fixed offset, the one that was written.
impl TryFrom<&DateTime> for Zoned {
    type Error = jiff::Error;

    fn try_from(time: &DateTime) -> Result<Self, jiff::Error> {
        let nanosecond = i32::try_from(time.subsecond_nanos()).unwrap_or_default();
        let instant = Instant::new(time.unix_seconds(), nanosecond)?;
        let offset = Offset::from_seconds(i32::from(time.offset_minutes()) * 60)?;
        Ok(instant.to_zoned(TimeZone::fixed(offset)))
    }
}

/// With the offset that the zone has at that time, and whole seconds.
impl TryFrom<&Zoned> for DateTime {
    type Error = InvalidTime;

    fn try_from(time: &Zoned) -> Result<Self, InvalidTime> {
        let minutes = i16::try_from(time.offset().seconds() / 60).unwrap_or(i16::MAX);
        Self::at(Timestamp::from(time), minutes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Outcome = Result<(), Box<dyn std::error::Error>>;

    #[test]
    fn instants_survive_and_fractions_are_cut_towards_the_past() -> Outcome {
        assert_eq!(Timestamp::from(Instant::try_from(Timestamp::from(1_602_504_000))?), Timestamp::from(1_602_504_000));
        let before = Instant::from_nanosecond(-500_000)?;
        assert_eq!((Timestamp::from(before), TimestampMs::from(before)), (Timestamp::from(-1), TimestampMs::from(-1)));
        assert_eq!(TimestampMs::from(Instant::try_from(TimestampMs::from(-1))?), TimestampMs::from(-1));
        assert!(Instant::try_from(Timestamp::from(i64::MAX)).is_err());
        Ok(())
    }

    #[test]
    fn days_survive_and_years_before_0_are_refused() -> Outcome {
        let date = Date::new(2024, 2, 29)?;
        assert_eq!(Date::try_from(civil::Date::try_from(date)?)?, date);
        assert!(Date::try_from(civil::date(-1, 1, 1)).is_err());
        Ok(())
    }

    #[test]
    fn times_keep_their_offset() -> Outcome {
        let time: DateTime = "2020-10-28T12:00:00+08:00".parse()?;
        let zoned = Zoned::try_from(&time)?;
        assert_eq!(zoned.datetime(), civil::date(2020, 10, 28).at(12, 0, 0, 0));
        assert_eq!(DateTime::try_from(&zoned)?.as_str(), time.as_str());
        Ok(())
    }
}
