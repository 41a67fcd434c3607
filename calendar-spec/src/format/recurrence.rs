//! The syntax of a recurrence rule, RFC 5545 section 3.3.10.
//!
//! It checks the names of the parts, the syntax and range of their values, that none is repeated, that FREQ is present,
//! and that COUNT and UNTIL exclude each other. Which parts make sense together is left to the server.

use std::borrow::Cow;
use std::fmt;

use super::{is_all, parse_date};

/// The start of a string, safe to print.
struct Short<'a>(&'a str);

impl fmt::Display for Short<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const MOST: usize = 20;
        for (index, character) in self.0.chars().enumerate() {
            if index == MOST {
                return f.write_str("…");
            }
            character.escape_debug().fmt(f)?;
        }
        Ok(())
    }
}

/// A part of a rule: its name, the description of its values, and their check.
struct Part {
    name: &'static str,
    expected: &'static str,
    is_valid: fn(&str) -> bool,
}

const fn part(name: &'static str, expected: &'static str, is_valid: fn(&str) -> bool) -> Part {
    Part { name, expected, is_valid }
}

const FREQUENCIES: &[&str] = &["SECONDLY", "MINUTELY", "HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY"];
const WEEKDAYS: &[&str] = &["SU", "MO", "TU", "WE", "TH", "FR", "SA"];

const FREQ: usize = 0;
const UNTIL: usize = 1;
const COUNT: usize = 2;
const PARTS: [Part; 14] = [
    part("FREQ", "one of SECONDLY, MINUTELY, HOURLY, DAILY, WEEKLY, MONTHLY, YEARLY", |value| {
        is_one_of(FREQUENCIES, value)
    }),
    part("UNTIL", "a day or a time such as `20220531` or `20220531T155959Z`", is_until),
    part("COUNT", "a number from 1", is_count),
    part("INTERVAL", "a number from 1", is_count),
    part("BYSECOND", "numbers from 0 to 60", |value| are_numbers(value, 0, 60)),
    part("BYMINUTE", "numbers from 0 to 59", |value| are_numbers(value, 0, 59)),
    part("BYHOUR", "numbers from 0 to 23", |value| are_numbers(value, 0, 23)),
    part("BYDAY", "weekdays such as `MO`, `1MO` or `-1SU`, separated by commas", |value| {
        all(value, &is_weekday_number)
    }),
    part("BYMONTHDAY", "numbers from 1 to 31 or -31 to -1", |value| are_signed(value, 31)),
    part("BYYEARDAY", "numbers from 1 to 366 or -366 to -1", |value| are_signed(value, 366)),
    part("BYWEEKNO", "numbers from 1 to 53 or -53 to -1", |value| are_signed(value, 53)),
    part("BYMONTH", "numbers from 1 to 12", |value| are_numbers(value, 1, 12)),
    part("BYSETPOS", "numbers from 1 to 366 or -366 to -1", |value| are_signed(value, 366)),
    part("WKST", "one of SU, MO, TU, WE, TH, FR, SA", |value| is_one_of(WEEKDAYS, value)),
];

const EMPTY: &str = "an empty rule changes nothing, so leave the field out; no page says how an event stops recurring: \
                     delete it and create a single one";
const ONE_RULE: &str = "only one rule is accepted, without `EXDATE`, `RDATE` or `DTSTART`; to leave out a day, delete \
                        the instance of that day";

/// Checks a rule; returns the first error.
pub(super) fn check(rule: &str) -> Result<(), Cow<'static, str>> {
    if rule.is_empty() {
        return Err(EMPTY.into());
    }
    let has_line = |name: &str| rule.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name));
    if rule.contains(['\r', '\n']) || ["EXDATE", "RDATE", "EXRULE", "DTSTART"].into_iter().any(has_line) {
        return Err(ONE_RULE.into());
    }
    if rule.get(..6).is_some_and(|start| start.eq_ignore_ascii_case("RRULE:")) {
        return Err("leave out `RRULE:`".into());
    }
    let mut seen = [false; PARTS.len()];
    for text in rule.split(';') {
        let index = check_part(text)?;
        if std::mem::replace(&mut seen[index], true) {
            return Err(format!("`{}` comes twice", PARTS[index].name).into());
        }
    }
    if !seen[FREQ] {
        return Err("`FREQ` is missing".into());
    }
    if seen[COUNT] && seen[UNTIL] {
        return Err("`COUNT` and `UNTIL` exclude each other".into());
    }
    Ok(())
}

/// Checks one part and returns its index. Names and values are case-insensitive.
fn check_part(text: &str) -> Result<usize, Cow<'static, str>> {
    if text.is_empty() {
        return Err("a part is empty; parts are separated by one `;`".into());
    }
    let Some((name, value)) = text.split_once('=') else {
        return Err(format!("`{}` is not of the form `NAME=VALUE`", Short(text)).into());
    };
    let Some(index) = PARTS.iter().position(|part| part.name.eq_ignore_ascii_case(name)) else {
        return Err(format!("there is no part `{}`", Short(name)).into());
    };
    let part = &PARTS[index];
    if !(part.is_valid)(value) {
        return Err(format!("`{}` must be {}", part.name, part.expected).into());
    }
    Ok(index)
}

fn is_one_of(values: &[&str], text: &str) -> bool {
    values.iter().any(|value| value.eq_ignore_ascii_case(text))
}

fn all(list: &str, is_valid: &dyn Fn(&str) -> bool) -> bool {
    list.split(',').all(is_valid)
}

/// An unsigned decimal number; leading zeros are allowed, as in the grammar.
fn number(text: &str) -> Option<u32> {
    if is_all(text, u8::is_ascii_digit) { text.parse().ok() } else { None }
}

fn is_count(text: &str) -> bool {
    number(text).is_some_and(|number| number > 0)
}

fn are_numbers(list: &str, min: u32, max: u32) -> bool {
    all(list, &|text| number(text).is_some_and(|number| number >= min && number <= max))
}

/// As [`are_numbers`], with an optional sign before each.
fn are_signed(list: &str, max: u32) -> bool {
    all(list, &|text| are_numbers(text.strip_prefix('+').or(text.strip_prefix('-')).unwrap_or(text), 1, max))
}

/// `MO`, or with the week of the month or year before it: `1MO`, `+2TU`, `-1SU`.
fn is_weekday_number(text: &str) -> bool {
    let Some((week, day)) = text.len().checked_sub(2).and_then(|middle| text.split_at_checked(middle)) else {
        return false;
    };
    is_one_of(WEEKDAYS, day) && (week.is_empty() || are_signed(week, 53))
}

/// `20220531`, `20220531T155959` or `20220531T155959Z`.
fn is_until(text: &str) -> bool {
    let text = text.to_ascii_uppercase();
    match text.split_once('T') {
        Some((day, time)) => is_day(day) && is_time(time.strip_suffix('Z').unwrap_or(time)),
        None => is_day(&text),
    }
}

fn is_day(text: &str) -> bool {
    let Some((year, rest)) = text.split_at_checked(4) else {
        return false;
    };
    let Some((month, day)) = rest.split_at_checked(2) else {
        return false;
    };
    parse_date(&format!("{year}-{month}-{day}")).is_ok()
}

fn is_time(digits: &str) -> bool {
    let pair = |at: usize| digits.get(at..at + 2).and_then(number);
    let within = |at: usize, max: u32| pair(at).is_some_and(|number| number <= max);
    digits.len() == 6 && within(0, 23) && within(2, 59) && within(4, 60)
}

#[cfg(test)]
#[path = "recurrence_tests.rs"]
mod tests;
