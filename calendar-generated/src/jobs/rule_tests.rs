use super::*;
use crate::Date;
use crate::jobs::{NthWeekday, RuleEnd, WallClock, Zone};

type Outcome = Result<(), Box<dyn std::error::Error>>;

#[test]
fn a_rule_is_built_and_read_again() -> Outcome {
    let until = RuleEnd::Instant(1_654_012_799.into());
    for (builder, text) in [
        (RecurrenceRule::daily(), "FREQ=DAILY"),
        (RecurrenceRule::daily().interval(1).end(until), "FREQ=DAILY;INTERVAL=1;UNTIL=20220531T155959Z"),
        (RecurrenceRule::weekly().on(Weekday::WORKDAYS), "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
        (
            RecurrenceRule::weekly().interval(2).week_start(Weekday::Sunday).count(4),
            "FREQ=WEEKLY;INTERVAL=2;WKST=SU;COUNT=4",
        ),
        (RecurrenceRule::monthly().on([NthWeekday::new(-1, Weekday::Friday)]), "FREQ=MONTHLY;BYDAY=-1FR"),
        (RecurrenceRule::monthly().month_days([1, -1]), "FREQ=MONTHLY;BYMONTHDAY=1,-1"),
        (
            RecurrenceRule::monthly().on(Weekday::WORKDAYS).positions([-1]),
            "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
        ),
        (RecurrenceRule::yearly().months([2]).month_days([29]), "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29"),
    ] {
        let rule = builder.build()?;
        assert_eq!((rule.as_str(), &rule), (text, &text.parse()?));
    }
    Ok(())
}

#[test]
fn the_parts_of_a_rule_are_read() -> Outcome {
    let rule: RecurrenceRule = "RRULE:freq=weekly;interval=2;wkst=su;byday=MO,TU;count=8".parse()?;
    assert_eq!((rule.frequency(), rule.interval(), rule.week_start()), (Frequency::Weekly, 2, Weekday::Sunday));
    assert_eq!(rule.days(), [Weekday::Monday.into(), NthWeekday::from(Weekday::Tuesday)]);
    assert_eq!(rule.end(), Some(RuleEnd::Count(8)));
    let rule: RecurrenceRule = "FREQ=YEARLY;BYMONTH=3,9;BYDAY=2SU,-1SU;BYSETPOS=1".parse()?;
    assert_eq!((rule.months(), rule.positions(), rule.end()), (&[3, 9][..], &[1][..], None));
    assert_eq!(rule.days()[1], NthWeekday::new(-1, Weekday::Sunday));
    for (until, end) in [
        ("20220531", RuleEnd::Day(Date::new(2022, 5, 31)?)),
        ("20220531T155959Z", RuleEnd::Instant(1_654_012_799.into())),
        ("20220531t235959", RuleEnd::WallClock("2022-05-31T23:59:59".parse::<WallClock>()?)),
    ] {
        assert_eq!(format!("FREQ=DAILY;UNTIL={until}").parse::<RecurrenceRule>()?.end(), Some(end), "{until}");
    }
    Ok(())
}

#[test]
fn invalid_rules_are_rejected_with_the_reason() {
    for (text, why) in [
        ("", "an empty rule"),
        ("FREQ=DAILY\r\nEXDATE:20220501", "delete the instance of that day"),
        ("EXDATE:20220501", "delete the instance of that day"),
        ("FREQ=DAILY;COUNT=2;UNTIL=20220531", "exclude each other"),
        ("FREQ=DAILY;BYWEEKNO=3", "BYWEEKNO"),
        ("FREQ=DAILY;INTERVAL=70000", "INTERVAL"),
        ("FREQ=DAILY;COUNT=99999999999", "COUNT"),
        ("FREQ=FORTNIGHTLY", "one of SECONDLY"),
    ] {
        let error = text.parse::<RecurrenceRule>().expect_err(text).to_string();
        assert!(error.contains(why), "{text:?}: {error}");
    }
    let twice = RecurrenceRule::daily().count(1).count(2).build().expect_err("a count twice");
    assert!(twice.to_string().contains("`COUNT` comes twice"), "{twice}");
}

#[test]
fn with_end_replaces_the_end() -> Outcome {
    let rule: RecurrenceRule = "FREQ=DAILY;count=5;INTERVAL=2".parse()?;
    assert_eq!(rule.with_end(RuleEnd::Day(Date::new(2022, 5, 31)?))?.as_str(), "FREQ=DAILY;INTERVAL=2;UNTIL=20220531");
    assert_eq!(rule.with_end(None)?.as_str(), "FREQ=DAILY;INTERVAL=2");
    Ok(())
}

#[test]
fn starts_keep_the_local_time() -> Outcome {
    let rule: RecurrenceRule = "FREQ=DAILY;COUNT=3".parse()?;
    let berlin = Zone::new("Europe/Berlin")?;
    let nine = |day: &str| format!("{day}T09:00").parse::<WallClock>();
    let first = EventSpan::local(nine("2026-03-28")?, "2026-03-28T10:00".parse()?, berlin)?;
    let expected: Result<Vec<_>, _> = ["2026-03-28", "2026-03-29", "2026-03-30"]
        .iter()
        .map(|day| nine(day).map(|clock| clock.earliest_in_zone(berlin)))
        .collect();
    assert_eq!(rule.starts(&first)?, expected?);
    Ok(())
}

#[test]
fn request_builders_accept_a_rule_and_a_string() -> Outcome {
    let rule = RecurrenceRule::weekly().build()?;
    let patch = || crate::calendar_event::Patch::builder().calendar_id("c").event_id("e_0");
    assert_eq!(patch().recurrence(&rule).build()?, patch().recurrence("FREQ=WEEKLY").build()?);
    Ok(())
}
