//! The violations of rules across fields: their paths and messages.

use super::order::Ordered;
use super::tests::{Role, report};
use super::*;
use crate::open_enum::OpenEnum;
use crate::{Date, DateTime, Timestamp, TimestampMs, TimestampOrDate};

#[test]
fn rules_across_fields_name_all_of_their_fields() {
    let (a, b, c) = (("a", true), ("b", true), ("c", false));
    let cases = [
        (report(|v| v.exclusive(&[a, c, b])), "`a` and `b` exclude each other; set at most one"),
        (report(|v| v.exclusive(&[c, a])), ""),
        (report(|v| v.at_least_one(&[c, ("d", false)])), "`c` or `d` must be set"),
        (report(|v| v.at_least_one(&[c, c, ("d", false)])), "`c` or one of `c`, `d` must be set"),
        (report(|v| v.at_least_one(&[c, a])), ""),
        (report(|v| v.together(&[c, a, ("d", false)])), "`a` is set without `c`, `d`; set all of them or none"),
        (report(|v| v.together(&[a, b])), ""),
        (report(|v| v.together(&[c, c])), ""),
        (report(|v| v.conflict(&[c, a], &[c, b])), "`a` cannot be combined with `b`"),
        (report(|v| v.conflict(&[c], &[b])), ""),
        (report(|v| v.conflict(&[a], &[c])), ""),
        (report(|v| v.forbidden("d", true, "0", "`e` is `f`")), "`d` may not be `0` when `e` is `f`"),
        (report(|v| v.forbidden("d", false, "0", "`e` is `f`")), ""),
        (
            report(|v| v.items_together(&[("a", 600), ("b", 401)], 1000)),
            "`a` and `b` have 1001 items together; at most 1000 are allowed",
        ),
        (report(|v| v.items_together(&[("a", 600), ("b", 400)], 1000)), ""),
        (
            report(|v| v.items_where("a", 101, 100, "`type` is `resource`")),
            "`a` has 101 items where `type` is `resource`; at most 100 are allowed",
        ),
        (report(|v| v.items_where("a", 100, 100, "`type` is `resource`")), ""),
    ];
    for (found, expected) in cases {
        assert_eq!(found, expected);
    }
}

#[test]
fn rules_across_fields_of_a_nested_object_use_whole_paths() {
    struct Time;

    impl Validate for Time {
        fn check(&self, validator: &mut Validator<'_>) {
            validator.exclusive(&[("date", true), ("timestamp", true)]);
        }
    }

    assert_eq!(
        report(|v| v.nested("start_time", &Time)),
        "`start_time.date` and `start_time.timestamp` exclude each other; set at most one"
    );
}

const FORTNIGHT: i64 = 14 * 86_400;

fn order<T: Ordered>(earlier: &T, later: &T, or_equal: bool) -> String {
    report(|v| v.order("from", earlier, "to", later, or_equal, FORTNIGHT))
}

#[test]
fn order_and_distance_are_checked_to_the_nanosecond() {
    let time = |text: &str| text.parse::<DateTime>().expect(text);
    let start = time("2020-10-28T12:00:00.000000001+08:00");
    assert_eq!(order(&start, &time("2020-11-11T04:00:00.000000001Z"), false), "");
    let apart = "`from` and `to` are too far apart; at most 14 days are allowed";
    assert_eq!(order(&start, &time("2020-11-11T04:00:00.000000002Z"), false), apart);
    assert_eq!(order(&start, &time("2020-10-28T04:00:00Z"), true), "`from` may not be after `to`");
    assert_eq!(order(&start, &start, false), "`from` must be before `to`");
    assert_eq!(order(&start, &start, true), "");
}

#[test]
fn every_scale_has_an_order() {
    let before = "`from` must be before `to`";
    assert_eq!(order(&Some(Timestamp::from(2)), &Some(Timestamp::from(1)), false), before);
    assert_eq!(order(&TimestampMs::from(-1), &TimestampMs::from(-2), false), before);
    assert_eq!(order(&TimestampMs::from(-2), &TimestampMs::from(-1), false), "");
    assert_eq!(order(&Date::new(2021, 1, 1).ok(), &Date::new(2020, 12, 31).ok(), false), before);
    assert_eq!(order(&Date::new(2020, 12, 31).ok(), &Date::new(2021, 1, 14).ok(), false), "");
    assert_ne!(order(&Date::new(2020, 12, 31).ok(), &Date::new(2021, 1, 15).ok(), false), "");
    assert_eq!(order(&TimestampOrDate::from(2), &TimestampOrDate::from(1), false), before);
    assert_eq!(order(&2_i32, &1, false), before);
    assert_ne!(order(&i64::MIN, &i64::MAX, false), "");
    assert_eq!(
        report(|v| v.order("a", &i64::MIN, "b", &i64::MAX, false, i64::MAX)),
        "`a` and `b` are too far apart; at most 9223372036854775807 seconds are allowed"
    );
}

#[test]
fn incomparable_values_are_not_compared() {
    let (seconds, date) = (TimestampOrDate::from(5), TimestampOrDate::from(Date::EPOCH));
    assert_eq!(order(&seconds, &date, false), "");
    assert_eq!(order(&Some(seconds), &None, false), "");
    assert_eq!(order(&None, &Some(seconds), false), "");
}

#[test]
fn times_and_dates_are_not_mixed() {
    let (seconds, date) = (Some(TimestampOrDate::from(5)), Some(TimestampOrDate::from(Date::EPOCH)));
    let mixed =
        |first: &_, second: &_| report(|v| v.same_form(&[("a", form(first)), ("none", None), ("b", form(second))]));
    assert_eq!(mixed(&seconds, &date), "`a` is a time and `b` a date; give all in one form");
    assert_eq!(mixed(&date, &seconds), "`a` is a date and `b` a time; give all in one form");
    assert_eq!(mixed(&date, &date), "");
    assert_eq!(mixed(&None, &date), "");
    assert_eq!((form(&Timestamp::from(5)), form(&Date::EPOCH)), (Some("seconds"), Some("date")));
}

#[test]
fn distances_are_printed_in_the_largest_exact_unit() {
    let span = |seconds| report(|v| v.order("a", &0_i64, "b", &i64::MAX, true, seconds));
    for (seconds, words) in [
        (0, "0 seconds"),
        (1, "1 second"),
        (60, "1 minute"),
        (7200, "2 hours"),
        (86_400, "1 day"),
        (90_000, "25 hours"),
    ] {
        assert_eq!(span(seconds), format!("`a` and `b` are too far apart; at most {words} are allowed"));
    }
}

struct CheckIn {
    anchor: Role,
    amount: i32,
}

impl Validate for CheckIn {
    fn check(&self, _: &mut Validator<'_>) {}
}

#[test]
fn moments_measured_from_the_same_base_are_ordered() {
    let bases = &[("reader", "start", true), ("after_start", "start", false), ("after_end", "end", false)];
    let moment = |text: &str, amount| {
        let field = Some(CheckIn { anchor: Role::from_unknown(text.into()), amount });
        offset(&field, |item| offset_from(&item.anchor, &item.amount, bases))
    };
    let checked = |from, to| report(|v| v.offset_order("from", from, "to", to));
    assert_eq!(moment("reader", 15), Some(("start", -15)));
    assert_eq!(checked(moment("reader", 15), moment("reader", 5)), "");
    assert_eq!(checked(moment("reader", 5), moment("reader", 15)), "`from` must be before `to`");
    assert_eq!(checked(moment("after_start", 0), moment("reader", 0)), "`from` must be before `to`");
    assert_eq!(checked(moment("after_start", 60), moment("after_end", 0)), "");
    assert_eq!(checked(moment("elsewhere", 60), moment("after_start", 0)), "");
    assert_eq!(
        offset(&CheckIn { anchor: Role::Reader, amount: 9 }, |item| Some(("start", item.amount.into()))),
        Some(("start", 9))
    );
    assert_eq!(offset(&None::<CheckIn>, |_| Some(("start", 0))), None);
}
