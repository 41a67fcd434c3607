//! What each rule reports, where, and in which words.

use std::collections::BTreeMap;

use super::order::Ordered;
use super::*;
use crate::open_enum::OpenEnum;
use crate::{Date, DateTime, Secret, Text, Timestamp, TimestampMs, TimestampOrDate};

/// The violations that a check reports, as one text a line.
fn report(check: impl Fn(&mut Check<'_>)) -> String {
    struct Rules<F>(F);

    impl<F: Fn(&mut Check<'_>)> Validate for Rules<F> {
        fn check(&self, check: &mut Check<'_>) {
            (self.0)(check);
        }
    }

    validate(&Rules(check)).map_or_else(|invalid| invalid.to_string(), |()| String::new())
}

fn text(text: &str) -> Text {
    text.into()
}

#[derive(Clone, Debug, PartialEq)]
enum Role {
    Unknown,
    Reader,
    Unrecognized(Text),
}

impl OpenEnum for Role {
    const NAME: &'static str = "Role";
    const VALUES: &'static [&'static str] = &["unknown", "reader"];
    const READ_ONLY: &'static [usize] = &[0];

    fn from_index(index: usize) -> Option<Self> {
        [Self::Unknown, Self::Reader].into_iter().nth(index)
    }

    fn from_text(text: Text) -> Self {
        Self::Unrecognized(text)
    }

    fn index(&self) -> Result<usize, &Text> {
        match self {
            Self::Unknown => Ok(0),
            Self::Reader => Ok(1),
            Self::Unrecognized(text) => Err(text),
        }
    }
}

#[test]
fn characters_are_counted_and_not_bytes() {
    for character in ["a", "é", "程", "😀"] {
        let of = |count: usize| text(&character.repeat(count));
        for allowed in [1, 2, 499, 500] {
            assert_eq!(
                report(|check| check.length("name", &of(allowed), 1, 500)),
                ""
            );
        }
        assert_eq!(
            report(|check| check.length("name", &Some(of(501)), 1, 500)),
            "`name` is 501 characters long; 1 to 500 are allowed"
        );
        assert_eq!(
            report(|check| check.length("key", &of(31), 32, 128)),
            "`key` is 31 characters long; 32 to 128 are allowed"
        );
    }
}

#[test]
fn open_and_exact_limits_read_well() {
    let length = |min, max| report(|check| check.length("name", &text("a"), min, max));
    assert_eq!(
        length(2, usize::MAX),
        "`name` is 1 character long; at least 2 are allowed"
    );
    assert_eq!(
        length(4, 4),
        "`name` is 1 character long; exactly 4 is allowed"
    );
    assert_eq!(
        length(0, 0),
        "`name` is 1 character long; exactly 0 is allowed"
    );
    assert_eq!(length(0, usize::MAX), "");
    let items = |count, max| report(|check| check.items("list", &vec![0; count], 1, max));
    assert_eq!(items(0, 3), "`list` has 0 items; 1 to 3 are allowed");
    assert_eq!(items(4, 3), "`list` has 4 items; 1 to 3 are allowed");
    assert_eq!(items(1, 3), "");
    let range = |min, max| report(|check| check.range("size", &Some(7), min, max));
    assert_eq!(range(8, i64::MAX), "`size` is 7; at least 8 is allowed");
    assert_eq!(range(i64::MIN, 6), "`size` is 7; at most 6 is allowed");
    assert_eq!(range(8, 9), "`size` is 7; 8 to 9 is allowed");
    assert_eq!(range(7, 7), "");
}

#[test]
fn rules_reach_into_lists_and_maps_and_name_the_item() {
    let list = Some(vec![Text::from("a"), Text::from("bb")]);
    let map = BTreeMap::from([(Text::from("omm \"x\""), list.clone())]);
    assert_eq!(
        report(|check| check.length("ids", &list, 0, 1)),
        "`ids[1]` is 2 characters long; at most 1 are allowed"
    );
    assert_eq!(
        report(|check| check.length("rooms", &map, 0, 1)),
        r#"`rooms["omm \"x\""][1]` is 2 characters long; at most 1 are allowed"#
    );
    assert_eq!(
        report(|check| check.range("numbers", &vec![1_i32, 200, 3], 0, 100)),
        "`numbers[1]` is 200; 0 to 100 is allowed"
    );
    assert_eq!(
        report(|check| check.items("ids", &None::<Vec<Text>>, 1, 2)),
        ""
    );
}

struct Member {
    role: Role,
    user_id: Option<Text>,
}

impl Validate for Member {
    fn check(&self, check: &mut Check<'_>) {
        check.value("role", &self.role);
        check.required_when(
            "user_id",
            self.user_id.is_some(),
            is_value(&self.role, "reader"),
            "`role` is `reader`",
        );
    }
}

#[test]
fn objects_are_checked_inside_out_with_their_whole_path() {
    let members = || {
        vec![
            Member {
                role: Role::Reader,
                user_id: Some(text("u")),
            },
            Member {
                role: Role::Reader,
                user_id: None,
            },
            Member {
                role: Role::Unknown,
                user_id: None,
            },
            Member {
                role: Role::Unrecognized("new".into()),
                user_id: None,
            },
        ]
    };
    assert_eq!(
        report(|check| check.nested("members", &Some(members()))),
        "`members[1].user_id` is required when `role` is `reader`\n\
         `members[2].role` may not be `unknown`; only the server sends it"
    );
    let map = BTreeMap::from([(Text::from("a"), members().swap_remove(1))]);
    assert_eq!(
        report(|check| check.nested("rooms", &map)),
        "`rooms[\"a\"].user_id` is required when `role` is `reader`"
    );
}

#[test]
fn numbers_out_of_a_set_name_the_set() {
    let allowed = &[0, 5, 15, 30, 60];
    assert_eq!(
        report(|check| check.one_of("duration", &Some(7_i32), allowed)),
        "`duration` is 7; allowed are 0, 5, 15, 30, 60"
    );
    assert_eq!(
        report(|check| check.one_of("duration", &15_i64, allowed)),
        ""
    );
}

#[test]
fn numbers_that_json_cannot_say_are_refused() {
    for number in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        assert_eq!(
            report(|check| check.finite("latitude", &Some(number))),
            "`latitude` is infinite or no number, which JSON cannot say"
        );
    }
    assert_eq!(report(|check| check.finite("latitude", &f64::MAX)), "");
}

#[test]
fn path_parameters_that_urls_resolve_away_are_refused() {
    for value in ["", ".", ".."] {
        assert_eq!(
            report(|check| check.segment("calendar_id", &Text::from(value))),
            "`calendar_id` is empty, `.` or `..`, which cannot stand in a path"
        );
    }
    for value in ["...", "a", "..a", "%2e", "/", "程"] {
        assert_eq!(
            report(|check| check.segment("calendar_id", &Text::from(value))),
            ""
        );
    }
    assert_ne!(
        report(|check| check.segment("role", &Role::Unrecognized("..".into()))),
        ""
    );
    assert_eq!(report(|check| check.segment("number", &0)), "");
}

#[test]
fn forms_say_what_is_wrong_but_never_show_a_secret() {
    let rule = "FREQ=DAILY;BYEASTER=1";
    assert_eq!(
        report(|check| check.format("recurrence", &text(rule), Format::Recurrence)),
        "`recurrence` is not a recurrence rule such as `FREQ=DAILY;INTERVAL=1`: there is no part `BYEASTER`"
    );
    assert_eq!(
        report(|check| check.format("secret", &Some(Secret::from(rule)), Format::Recurrence)),
        "`secret` is not a recurrence rule such as `FREQ=DAILY;INTERVAL=1`"
    );
    assert_eq!(
        report(|check| check.format("timezone", &text("+8"), Format::Timezone)),
        "`timezone` is not a time zone such as `Asia/Shanghai`"
    );
    assert_eq!(
        report(|check| check.length("secret", &Secret::from("abc"), 4, 9)),
        "`secret` is 3 characters long; 4 to 9 are allowed"
    );
}

#[test]
fn rules_across_fields_name_all_that_take_part() {
    let (a, b, c) = (("a", true), ("b", true), ("c", false));
    let cases = [
        (
            report(|check| check.exclusive(&[a, c, b])),
            "`a` and `b` exclude each other; set at most one",
        ),
        (report(|check| check.exclusive(&[c, a])), ""),
        (
            report(|check| check.at_least_one(&[c, ("d", false)])),
            "`c` or `d` must be set",
        ),
        (
            report(|check| check.at_least_one(&[c, c, ("d", false)])),
            "`c` or one of `c`, `d` must be set",
        ),
        (report(|check| check.at_least_one(&[c, a])), ""),
        (
            report(|check| check.together(&[c, a, ("d", false)])),
            "`a` is set without `c`, `d`; set all of them or none",
        ),
        (report(|check| check.together(&[a, b])), ""),
        (report(|check| check.together(&[c, c])), ""),
        (
            report(|check| check.conflict(&[c, a], &[c, b])),
            "`a` cannot be combined with `b`",
        ),
        (report(|check| check.conflict(&[c], &[b])), ""),
        (report(|check| check.conflict(&[a], &[c])), ""),
        (
            report(|check| check.forbidden("d", true, "0", "`e` is `f`")),
            "`d` may not be `0` when `e` is `f`",
        ),
        (
            report(|check| check.forbidden("d", false, "0", "`e` is `f`")),
            "",
        ),
        (
            report(|check| check.items_together(&[("a", 600), ("b", 401)], 1000)),
            "`a` and `b` have 1001 items together; at most 1000 are allowed",
        ),
        (
            report(|check| check.items_together(&[("a", 600), ("b", 400)], 1000)),
            "",
        ),
        (
            report(|check| check.items_where("a", 101, 100, "`type` is `resource`")),
            "`a` has 101 items where `type` is `resource`; at most 100 are allowed",
        ),
        (
            report(|check| check.items_where("a", 100, 100, "`type` is `resource`")),
            "",
        ),
    ];
    for (found, expected) in cases {
        assert_eq!(found, expected);
    }
}

#[test]
fn rules_across_fields_of_a_nested_object_use_whole_paths() {
    struct Time;

    impl Validate for Time {
        fn check(&self, check: &mut Check<'_>) {
            check.exclusive(&[("date", true), ("timestamp", true)]);
        }
    }

    assert_eq!(
        report(|check| check.nested("start_time", &Time)),
        "`start_time.date` and `start_time.timestamp` exclude each other; set at most one"
    );
}

const FORTNIGHT: i64 = 14 * 86_400;

fn order<T: Ordered>(earlier: &T, later: &T, or_equal: bool) -> String {
    report(|check| check.order("from", earlier, "to", later, or_equal, FORTNIGHT))
}

#[test]
fn order_and_distance_are_checked_to_the_nanosecond() {
    let time = |text: &str| text.parse::<DateTime>().expect(text);
    let start = time("2020-10-28T12:00:00.000000001+08:00");
    assert_eq!(
        order(&start, &time("2020-11-11T04:00:00.000000001Z"), false),
        ""
    );
    let apart = "`from` and `to` are too far apart; at most 14 days are allowed";
    assert_eq!(
        order(&start, &time("2020-11-11T04:00:00.000000002Z"), false),
        apart
    );
    assert_eq!(
        order(&start, &time("2020-10-28T04:00:00Z"), true),
        "`from` may not be after `to`"
    );
    assert_eq!(order(&start, &start, false), "`from` must be before `to`");
    assert_eq!(order(&start, &start, true), "");
}

#[test]
fn every_scale_has_an_order() {
    let before = "`from` must be before `to`";
    assert_eq!(
        order(&Some(Timestamp::from(2)), &Some(Timestamp::from(1)), false),
        before
    );
    assert_eq!(
        order(&TimestampMs::from(-1), &TimestampMs::from(-2), false),
        before
    );
    assert_eq!(
        order(&TimestampMs::from(-2), &TimestampMs::from(-1), false),
        ""
    );
    assert_eq!(
        order(
            &Date::new(2021, 1, 1).ok(),
            &Date::new(2020, 12, 31).ok(),
            false
        ),
        before
    );
    assert_eq!(
        order(
            &Date::new(2020, 12, 31).ok(),
            &Date::new(2021, 1, 14).ok(),
            false
        ),
        ""
    );
    assert_ne!(
        order(
            &Date::new(2020, 12, 31).ok(),
            &Date::new(2021, 1, 15).ok(),
            false
        ),
        ""
    );
    assert_eq!(order(&2_i32, &1, false), before);
    assert_ne!(order(&i64::MIN, &i64::MAX, false), "");
    assert_eq!(
        report(|check| check.order("a", &i64::MIN, "b", &i64::MAX, false, i64::MAX)),
        "`a` and `b` are too far apart; at most 9223372036854775807 seconds are allowed"
    );
}

#[test]
fn what_cannot_be_compared_is_not_compared() {
    let (seconds, date) = (TimestampOrDate::from(5), TimestampOrDate::from(Date::EPOCH));
    assert_eq!(order(&seconds, &date, false), "");
    assert_eq!(order(&Some(seconds), &None, false), "");
    assert_eq!(order(&None, &Some(seconds), false), "");
}

#[test]
fn times_and_dates_are_not_mixed() {
    let (seconds, date) = (
        Some(TimestampOrDate::from(5)),
        Some(TimestampOrDate::from(Date::EPOCH)),
    );
    let mixed = |first: &_, second: &_| {
        report(|check| check.same_form(&[("a", form(first)), ("none", None), ("b", form(second))]))
    };
    assert_eq!(
        mixed(&seconds, &date),
        "`a` is a time and `b` a date; give all in one form"
    );
    assert_eq!(
        mixed(&date, &seconds),
        "`a` is a date and `b` a time; give all in one form"
    );
    assert_eq!(mixed(&date, &date), "");
    assert_eq!(mixed(&None, &date), "");
}

#[test]
fn distances_are_said_in_the_largest_unit_that_fits() {
    let span = |seconds| report(|check| check.order("a", &0_i64, "b", &i64::MAX, true, seconds));
    for (seconds, words) in [
        (0, "0 seconds"),
        (1, "1 second"),
        (60, "1 minute"),
        (7200, "2 hours"),
        (86_400, "1 day"),
        (90_000, "25 hours"),
    ] {
        assert_eq!(
            span(seconds),
            format!("`a` and `b` are too far apart; at most {words} are allowed")
        );
    }
}

struct CheckIn {
    anchor: Role,
    amount: i32,
}

impl Validate for CheckIn {
    fn check(&self, _: &mut Check<'_>) {}
}

#[test]
fn moments_measured_from_the_same_base_are_ordered() {
    let bases = &[
        ("reader", "start", true),
        ("after_start", "start", false),
        ("after_end", "end", false),
    ];
    let moment = |text: &str, amount| {
        let field = Some(CheckIn {
            anchor: Role::from_text(text.into()),
            amount,
        });
        offset(&field, |item| {
            offset_from(&item.anchor, &item.amount, bases)
        })
    };
    let checked = |from, to| report(|check| check.offset_order("from", from, "to", to));
    assert_eq!(moment("reader", 15), Some(("start", -15)));
    assert_eq!(checked(moment("reader", 15), moment("reader", 5)), "");
    assert_eq!(
        checked(moment("reader", 5), moment("reader", 15)),
        "`from` must be before `to`"
    );
    assert_eq!(
        checked(moment("after_start", 0), moment("reader", 0)),
        "`from` must be before `to`"
    );
    assert_eq!(
        checked(moment("after_start", 60), moment("after_end", 0)),
        ""
    );
    assert_eq!(
        checked(moment("elsewhere", 60), moment("after_start", 0)),
        ""
    );
    assert_eq!(offset(&None::<CheckIn>, |_| Some(("start", 0))), None);
}

#[test]
fn conditions_look_at_plain_and_optional_fields_alike() {
    assert!(is_value(&Role::Reader, "reader") && is_value(&Some(Role::Reader), "reader"));
    assert!(!is_value(&None::<Role>, "") && !is_value(&text("Reader"), "reader"));
    assert!(is_number(&5_i32, 5) && is_number(&Some(5_i64), 5) && !is_number(&None::<i32>, 0));
    assert!(is_flag(&false, false) && !is_flag(&None, false) && is_flag(&Some(true), true));
    let lists = (vec![1, 2, 3], Some(vec![1, 2, 3]), None::<Vec<i32>>);
    assert_eq!(
        (count(&lists.0), count(&lists.1), count(&lists.2)),
        (3, 3, 0)
    );
    let odd = |number: &i32| number % 2 == 1;
    assert_eq!(
        (
            count_where(&lists.0, odd),
            count_where(&lists.1, odd),
            count_where(&lists.2, odd)
        ),
        (2, 2, 0)
    );
}
