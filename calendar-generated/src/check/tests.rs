//! The violations of rules on one value: their paths and messages.

use std::collections::BTreeMap;

use super::*;
use crate::open_enum::{EnumTable, OpenEnum, UnknownValue, enum_from};
use crate::{Id, Secret, Text, TimestampMs};

/// The violations that a check reports, one per line.
pub(super) fn report(check: impl Fn(&mut Validator<'_>)) -> String {
    struct Rules<F>(F);

    impl<F: Fn(&mut Validator<'_>)> Validate for Rules<F> {
        fn check(&self, validator: &mut Validator<'_>) {
            (self.0)(validator);
        }
    }

    validate(&Rules(check)).map_or_else(|invalid| invalid.to_string(), |()| String::new())
}

fn text(text: &str) -> Text {
    text.into()
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Role {
    Unknown,
    Reader,
    Unrecognized(UnknownValue),
}

impl OpenEnum for Role {
    const TABLE: EnumTable = EnumTable { name: "Role", values: &["unknown", "reader"], read_only: &[0] };

    fn from_index(index: usize) -> Option<Self> {
        [Self::Unknown, Self::Reader].into_iter().nth(index)
    }

    fn from_unknown(value: UnknownValue) -> Self {
        Self::Unrecognized(value)
    }

    fn index(&self) -> Result<usize, &UnknownValue> {
        match self {
            Self::Unknown => Ok(0),
            Self::Reader => Ok(1),
            Self::Unrecognized(value) => Err(value),
        }
    }
}

/// An enum whose values are numbers.
struct Level(usize);

impl OpenEnum for Level {
    const TABLE: EnumTable = EnumTable { name: "Level", values: &["0", "7"], read_only: &[] };
    const IS_NUMBER: bool = true;

    fn from_index(index: usize) -> Option<Self> {
        Some(Self(index))
    }

    fn from_unknown(_: UnknownValue) -> Self {
        Self(0)
    }

    fn index(&self) -> Result<usize, &UnknownValue> {
        Ok(self.0)
    }
}

#[test]
fn characters_are_counted_and_not_bytes() {
    for character in ["a", "é", "程", "😀"] {
        let of = |count: usize| text(&character.repeat(count));
        for allowed in [1, 2, 499, 500] {
            assert_eq!(report(|v| v.length("name", &of(allowed), 1, 500)), "");
        }
        assert_eq!(
            report(|v| v.length("name", &Some(of(501)), 1, 500)),
            "`name` is 501 characters long; 1 to 500 are allowed"
        );
        assert_eq!(report(|v| v.length("key", &of(32), 32, 128)), "");
        assert_eq!(report(|v| v.length("key", &of(31), 32, 128)), "`key` is 31 characters long; 32 to 128 are allowed");
    }
}

#[test]
fn open_and_exact_limits_have_their_own_phrases() {
    let length = |min, max| report(|v| v.length("name", &text("a"), min, max));
    assert_eq!(length(2, usize::MAX), "`name` is 1 character long; at least 2 are allowed");
    assert_eq!(length(4, 4), "`name` is 1 character long; exactly 4 is allowed");
    assert_eq!(length(0, 0), "`name` is 1 character long; exactly 0 is allowed");
    assert_eq!(length(0, usize::MAX), "");
    let items = |count, max| report(|v| v.items("list", &vec![0; count], 1, max));
    assert_eq!(items(0, 3), "`list` has 0 items; 1 to 3 are allowed");
    assert_eq!(items(4, 3), "`list` has 4 items; 1 to 3 are allowed");
    assert_eq!(items(1, 3), "");
    let range = |min, max| report(|v| v.range("size", &Some(7), min, max));
    assert_eq!(range(8, i64::MAX), "`size` is 7; at least 8 is allowed");
    assert_eq!(range(i64::MIN, 6), "`size` is 7; at most 6 is allowed");
    assert_eq!(range(8, 9), "`size` is 7; 8 to 9 is allowed");
    assert_eq!(range(7, 7), "");
    let time = |min| report(|v| v.range("time", &TimestampMs::from(7), min, 9));
    assert_eq!([time(7).as_str(), &time(8)], ["", "`time` is 7; 8 to 9 is allowed"]);
    let real = |value: f64| report(|v| v.range("size", &value, 1, 9));
    assert_eq!([real(0.5), real(9.5)], ["`size` is 0; 1 to 9 is allowed", "`size` is 10; 1 to 9 is allowed"]);
    assert_eq!([real(1.0), real(9.0)], ["", ""]);
}

#[test]
fn rules_apply_to_the_items_of_lists_and_maps_and_name_the_item() {
    let list = Some(vec![Text::from("a"), Text::from("bb")]);
    let map = BTreeMap::from([(Text::from("omm \"x\""), list.clone())]);
    assert_eq!(report(|v| v.length("ids", &list, 0, 1)), "`ids[1]` is 2 characters long; at most 1 are allowed");
    assert_eq!(
        report(|v| v.length("rooms", &map, 0, 1)),
        r#"`rooms["omm \"x\""][1]` is 2 characters long; at most 1 are allowed"#
    );
    assert_eq!(
        report(|v| v.range("numbers", &vec![1_i32, 200, 3], 0, 100)),
        "`numbers[1]` is 200; 0 to 100 is allowed"
    );
    assert_eq!(report(|v| v.items("ids", &None::<Vec<Text>>, 1, 2)), "");
}

#[test]
fn an_error_can_be_iterated_over() {
    let member = Member { role: Role::Reader, user_id: None };
    let error = validate(&member).expect_err("without an ID");
    let paths: Vec<String> = (&error).into_iter().map(|violation| violation.path.clone()).collect();
    assert_eq!(paths, ["user_id"]);
}

#[test]
fn the_first_100_violations_are_printed_and_the_others_counted() {
    let printed = |count: usize| report(|v| v.range("numbers", &vec![200_i32; count], 0, 100));
    let lines: Vec<_> = (0..100).map(|index| format!("`numbers[{index}]` is 200; 0 to 100 is allowed")).collect();
    let lines = lines.join("\n");
    assert_eq!(printed(100), lines);
    assert_eq!(printed(101), format!("{lines}\nand 1 more"));
    let (many, end) = (printed(100_000), "\nand 99900 more");
    assert!(many.ends_with(end));
    assert_eq!(many.len(), lines.len() + end.len());
}

#[test]
fn developers_see_the_first_100_violations_too() {
    let shown = |count: usize| {
        let violations =
            vec![Violation::new("field".to_owned(), ViolationKind::Required { when: "it is Monday" }); count];
        format!("{:?}", ValidationError::from_violations(violations).expect("violations"))
    };
    let one = shown(1);
    assert!(one.starts_with("ValidationError { violations: [Violation") && one.ends_with("] }"), "{one}");
    assert!(shown(100).ends_with("] }") && shown(100_000).ends_with("], .. }"));
    assert_eq!(shown(100_000).matches("Violation {").count(), 100);
}

struct Member {
    role: Role,
    user_id: Option<Text>,
}

impl Validate for Member {
    fn check(&self, validator: &mut Validator<'_>) {
        validator.value("role", &self.role);
        validator.required_when(
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
            Member { role: Role::Reader, user_id: Some(text("u")) },
            Member { role: Role::Reader, user_id: None },
            Member { role: Role::Unknown, user_id: None },
            Member { role: Role::Unrecognized("new".into()), user_id: None },
        ]
    };
    assert_eq!(
        report(|v| v.nested("members", &Some(members()))),
        "`members[1].user_id` is required when `role` is `reader`\n\
         `members[2].role` may not be `unknown`; only the server sends it"
    );
    let map = BTreeMap::from([(Text::from("a"), members().swap_remove(1))]);
    assert_eq!(report(|v| v.nested("rooms", &map)), "`rooms[\"a\"].user_id` is required when `role` is `reader`");
}

#[test]
fn a_value_that_is_given_as_a_string_must_be_a_known_one() {
    let written = |text: &str| report(|v| v.value("role", &Some(enum_from::<Role>(text))));
    assert_eq!(
        written("raeder"),
        "`role` is not a known value of `Role`; did you mean `reader`? `Role::Unrecognized` sends a new value"
    );
    for text in ["", "owner", &"r".repeat(1_000_000)] {
        assert_eq!(
            written(text),
            "`role` is not a known value of `Role`; known are `reader`. `Role::Unrecognized` sends a new value"
        );
    }
    // Two pairs of letters are swapped, which are a third of its letters.
    assert!(written("raedre").contains("did you mean `reader`?"), "{}", written("raedre"));
    assert_eq!(written("reader"), "");
    assert_eq!(report(|v| v.value("role", &vec![Role::Unrecognized("raeder".into())])), "", "it was named");
}

#[test]
fn a_number_outside_of_a_set_is_reported_with_the_set() {
    let allowed = &[0, 5, 15, 30, 60];
    assert_eq!(
        report(|v| v.one_of("duration", &Some(7_i32), allowed)),
        "`duration` is 7; allowed are 0, 5, 15, 30, 60"
    );
    assert_eq!(report(|v| v.one_of("duration", &15_i64, allowed)), "");
}

#[test]
fn a_number_between_two_steps_is_reported_with_the_step() {
    let report_of = |number: i64| report(|v| v.multiple_of("minutes", &Some(number), 5));
    for number in [1, -6, i64::MAX] {
        assert_eq!(report_of(number), format!("`minutes` is {number}; only multiples of 5 are allowed"));
    }
    for number in [0, 5, -10] {
        assert_eq!(report_of(number), "");
    }
    assert_eq!(
        report(|v| v.multiple_of("minutes", &vec![5_i32, 4], 5)),
        "`minutes[1]` is 4; only multiples of 5 are allowed"
    );
}

#[test]
fn numbers_must_be_finite() {
    for number in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        assert_eq!(report(|v| v.finite("latitude", &Some(number))), "`latitude` must be a finite number");
    }
    assert_eq!(report(|v| v.finite("latitude", &f64::MAX)), "");
}

#[test]
fn path_parameters_that_urls_resolve_are_rejected() {
    for value in ["", ".", ".."] {
        assert_eq!(
            report(|v| v.segment("calendar_id", &Text::from(value))),
            "`calendar_id` is empty, `.` or `..`, which cannot be part of a path"
        );
    }
    for value in ["...", "a", "..a", "%2e", "/", "程"] {
        assert_eq!(report(|v| v.segment("calendar_id", &Text::from(value))), "");
    }
    assert_ne!(report(|v| v.segment("role", &Role::Unrecognized("..".into()))), "");
    assert_eq!(report(|v| v.segment("number", &0)), "");
}

#[test]
fn violations_of_formats_name_the_reason_but_never_show_a_secret() {
    let rule = "FREQ=DAILY;BYEASTER=1";
    assert_eq!(
        report(|v| v.format("recurrence", &text(rule), Format::Recurrence)),
        "`recurrence` is not a recurrence rule such as `FREQ=DAILY;INTERVAL=1`: there is no part `BYEASTER`"
    );
    assert_eq!(
        report(|v| v.format("secret", &Some(Secret::from(rule)), Format::Recurrence)),
        "`secret` is not a recurrence rule such as `FREQ=DAILY;INTERVAL=1`"
    );
    assert_eq!(
        report(|v| v.format("timezone", &text("+8"), Format::Timezone)),
        "`timezone` is not a time zone such as `Asia/Shanghai`"
    );
    assert_eq!(
        report(|v| v.length("secret", &Secret::from("abc"), 4, 9)),
        "`secret` is 3 characters long; 4 to 9 are allowed"
    );
}

#[test]
fn conditions_apply_to_plain_and_optional_fields_alike() {
    assert!(is_value(&Role::Reader, "reader") && is_value(&Some(Role::Reader), "reader"));
    assert!(is_value(&Id::<Role>::from("omm_1"), "omm_1") && is_value(&Some(Secret::from("ticket")), "ticket"));
    assert!(is_value(&Secret::from("ticket"), "ticket") && !is_value(&Secret::from("ticket"), ""));
    assert!(!is_value(&None::<Role>, "") && !is_value(&text("Reader"), "reader"));
    assert!(is_number(&5_i32, 5) && is_number(&Some(5_i64), 5) && !is_number(&None::<i32>, 0));
    assert!(is_number(&Some(Level(1)), 7) && !is_number(&Role::Reader, 0));
    assert!(is_flag(&false, false) && !is_flag(&None, false) && is_flag(&Some(true), true));
    assert!(!is_flag(&None, true) && is_flag(&Some(false), false) && !is_flag(&Some(false), true));
    let lists = (vec![1, 2, 3], Some(vec![1, 2, 3]), None::<Vec<i32>>);
    assert_eq!((count(&lists.0), count(&lists.1), count(&lists.2)), (3, 3, 0));
    let map = BTreeMap::from([("a", 1), ("b", 2)]);
    assert_eq!((count(&map), count(&Some(map)), count(&None::<BTreeMap<&str, i32>>)), (2, 2, 0));
    let odd = |number: &i32| number % 2 == 1;
    assert_eq!((count_where(&lists.0, odd), count_where(&lists.1, odd), count_where(&lists.2, odd)), (2, 2, 0));
}
