//! What becomes of the times of `jiff`, and back.

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
