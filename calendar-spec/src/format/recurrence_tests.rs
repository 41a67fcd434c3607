//! Which recurrence rules are accepted, and the messages about the others.

use super::*;

fn fault(rule: &str) -> String {
    check(rule).expect_err(rule).to_string()
}

#[test]
fn rules_of_the_standard_are_taken() {
    let rules = [
        "FREQ=DAILY;INTERVAL=1",
        "FREQ=DAILY;UNTIL=20220531T155959Z;INTERVAL=1",
        "FREQ=DAILY;UNTIL=19971224",
        "UNTIL=19980404T070000;FREQ=monthly;byday=1fr",
        "freq=daily",
        "FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH",
        "FREQ=MONTHLY;BYDAY=TU,WE,TH;BYSETPOS=3",
        "FREQ=MONTHLY;BYDAY=-2MO,+1SU;BYMONTHDAY=-3,31",
        "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO",
        "FREQ=YEARLY;BYDAY=20MO;BYYEARDAY=1,100,-366;BYMONTH=01,12",
        "FREQ=DAILY;BYHOUR=9,10;BYMINUTE=0,20,40;BYSECOND=0,60",
    ];
    for rule in rules {
        assert!(check(rule).is_ok(), "{rule}: {}", fault(rule));
    }
}

#[test]
fn a_frequency_is_required() {
    assert_eq!(fault("INTERVAL=1"), "`FREQ` is missing");
    assert!(fault("FREQ=FORTNIGHTLY").starts_with("`FREQ` must be one of"));
    assert!(fault("FREQ=").starts_with("`FREQ` must be one of"));
}

#[test]
fn an_empty_rule_and_lines_beside_the_rule_are_explained() {
    assert!(fault("").contains("leave the field out"));
    for rule in [
        "FREQ=DAILY\nEXDATE:20261201T000000Z",
        "FREQ=DAILY\r\nFREQ=WEEKLY",
        "EXDATE:20261201T000000Z",
        "dtstart:20261201T000000Z;FREQ=DAILY",
    ] {
        assert!(fault(rule).contains("only one rule"), "{rule}");
        assert!(fault(rule).contains("delete the instance of that day"), "{rule}");
    }
}

#[test]
fn count_and_until_exclude_each_other() {
    assert_eq!(fault("FREQ=DAILY;COUNT=3;UNTIL=20220531"), "`COUNT` and `UNTIL` exclude each other");
}

#[test]
fn unknown_parts_are_named_but_never_at_length() {
    assert_eq!(fault("FREQ=DAILY;BYEASTER=1"), "there is no part `BYEASTER`");
    assert_eq!(fault(&format!("FREQ=DAILY;{}=1", "x".repeat(500))), format!("there is no part `{}…`", "x".repeat(20)));
    assert_eq!(fault("FREQ=DAILY;X\t=1"), "there is no part `X\\t`");
    assert_eq!(fault("RRULE:FREQ=DAILY"), "leave out `RRULE:`");
}

#[test]
fn parts_are_separated_by_one_semicolon_and_come_once() {
    for rule in ["FREQ=DAILY;", ";FREQ=DAILY", "FREQ=DAILY;;COUNT=1"] {
        assert!(fault(rule).starts_with("a part is empty"), "{rule}");
    }
    assert_eq!(fault("FREQ=DAILY;COUNT"), "`COUNT` is not of the form `NAME=VALUE`");
    assert_eq!(fault("FREQ=DAILY;freq=DAILY"), "`FREQ` comes twice");
    assert_eq!(fault("FREQ=DAILY; COUNT=1"), "there is no part ` COUNT`");
}

#[test]
fn malformed_values_and_values_out_of_range_are_rejected() {
    let values = [
        "COUNT=0",
        "COUNT=-1",
        "COUNT=",
        "COUNT=99999999999",
        "INTERVAL=1.5",
        "BYSECOND=61",
        "BYMINUTE=60",
        "BYMINUTE=+5",
        "BYHOUR=24",
        "BYDAY=",
        "BYDAY=XX",
        "BYDAY=0MO",
        "BYDAY=54MO",
        "BYDAY=MO,",
        "BYDAY=MO TU",
        "BYDAY=--1MO",
        "BYDAY=一",
        "BYMONTHDAY=0",
        "BYMONTHDAY=32",
        "BYMONTHDAY=+-1",
        "BYYEARDAY=367",
        "BYWEEKNO=-54",
        "BYMONTH=13",
        "BYMONTH=-1",
        "BYSETPOS=0",
        "WKST=1MO",
        "UNTIL=20230229",
        "UNTIL=2023",
        "UNTIL=20220531T",
        "UNTIL=20220531T240000Z",
        "UNTIL=20220531T155959+08",
        "UNTIL=2022-05-31",
        "UNTIL=２０22053",
    ];
    for value in values {
        let message = fault(&format!("FREQ=DAILY;{value}"));
        assert!(message.contains(" must be "), "{value}: {message}");
    }
}
