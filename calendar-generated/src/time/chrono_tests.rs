//! What becomes of the times of `chrono`, and back.

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
