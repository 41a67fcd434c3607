//! Strings that [`DateTime`] accepts, keeps and rejects.

use super::*;

fn parse(text: &str) -> DateTime {
    text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn refusal(text: &str) -> String {
    match text.parse::<DateTime>() {
        Ok(time) => panic!("{text} was taken for {time:?}"),
        Err(error) => error.to_string(),
    }
}

#[test]
fn every_spelling_of_an_instant_is_the_same_instant() {
    let spellings = [
        "2020-10-28T12:00:00+08:00",
        "2020-10-28T04:00:00Z",
        "2020-10-28t04:00:00z",
        "2020-10-28T04:00:00-00:00",
        "2020-10-27T22:30:00-05:30",
        "2020-10-29T03:59:00+23:59",
        "2020-10-28T04:00:00.000000000000Z",
    ];
    for text in spellings {
        assert_eq!(parse(text).unix_seconds(), 1_603_857_600, "{text}");
    }
}

#[test]
fn a_parsed_string_is_printed_unchanged() -> Result<(), serde_json::Error> {
    for text in ["2020-10-28t04:00:00z", "2020-10-28T12:00:00.10+08:00", "2020-10-28T04:00:00-00:00"] {
        let json = serde_json::to_string(text)?;
        assert_eq!(serde_json::to_string(&serde_json::from_str::<DateTime>(&json)?)?, json);
    }
    Ok(())
}

#[test]
fn fractions_are_kept_to_the_nanosecond_and_truncated() {
    let fractions = [(".5", 500_000_000), (".000000001", 1), (".9999999999", 999_999_999), (".120", 120_000_000)];
    for (fraction, nanos) in fractions {
        let time = parse(&format!("1969-12-31T23:59:59{fraction}Z"));
        assert_eq!((time.unix_seconds(), time.subsecond_nanos()), (-1, nanos));
        assert_eq!(time.to_system_time().map(since_epoch), Some((-1, nanos)));
    }
}

#[test]
fn the_first_and_the_last_year_are_within_range() {
    assert_eq!(parse("0000-01-01T00:00:00Z").unix_seconds(), -62_167_219_200);
    assert_eq!(parse("9999-12-31T23:59:59Z").unix_seconds(), 253_402_300_799);
    assert_eq!(parse("0000-02-29T00:00:00Z").unix_seconds(), -62_162_121_600);
}

#[test]
fn a_leap_second_is_accepted_only_where_one_is_possible() {
    assert_eq!(parse("2016-12-31T23:59:60Z").unix_seconds(), 1_483_228_800);
    assert_eq!(parse("2017-01-01T07:59:60+08:00").unix_seconds(), 1_483_228_800);
    assert!(refusal("2016-12-31T23:59:60+08:00").contains("no such time of day"));
    assert!(refusal("2016-12-31T12:00:60Z").contains("no such time of day"));
}

#[test]
fn values_out_of_range_are_rejected_with_the_reason() {
    assert!(refusal("2023-02-29T00:00:00Z").contains("there is no such day"));
    for clock in ["24:00:00", "12:60:00", "12:00:61", "99:99:99"] {
        assert!(refusal(&format!("2023-02-28T{clock}Z")).contains("no such time of day"), "{clock}");
    }
    for offset in ["+24:00", "-00:60", "+99:99"] {
        assert!(refusal(&format!("2023-02-28T12:00:00{offset}")).contains("no such offset"), "{offset}");
    }
}

#[test]
fn other_forms_are_rejected() {
    let forms = [
        "",
        "2020-10-28",
        "2020-10-28T12:00:00",
        "2020-10-28 12:00:00Z",
        "2020-10-28T12:00Z",
        "2020-10-28T12:00:00.Z",
        "2020-10-28T12:00:00.5",
        "2020-10-28T12:00:00+0800",
        "2020-10-28T12:00:00+08",
        "2020-10-28T12:00:00 Z",
        "2020-10-28T12:00:00Z ",
        "2020-10-28T1２:00:00Z",
        "日程日程日程日程日程",
        "2020-10-28T+1:00:00Z",
    ];
    for text in forms {
        assert_eq!(text.parse::<DateTime>(), Err(wrong("")), "{text}");
    }
}

#[test]
fn times_are_made_from_seconds_and_an_offset() -> Result<(), InvalidTime> {
    for (offset, text) in
        [(0, "2020-10-28T04:00:00Z"), (480, "2020-10-28T12:00:00+08:00"), (-330, "2020-10-27T22:30:00-05:30")]
    {
        let time = DateTime::at(1_603_857_600, offset)?;
        assert_eq!(time.as_str(), text);
        assert_eq!(time, parse(text));
        assert_eq!(time.offset_minutes(), offset);
    }
    Ok(())
}

#[test]
fn times_with_a_year_beyond_four_digits_are_rejected() {
    for seconds in [-62_167_219_201, 253_402_300_800, i64::MIN, i64::MAX] {
        assert!(DateTime::at(seconds, 0).is_err(), "{seconds}");
    }
    assert!(DateTime::at(253_402_300_799, 1).is_err());
    assert!(DateTime::at(0, 24 * 60).is_err());
    assert!(DateTime::at(0, i16::MIN).is_err());
}
