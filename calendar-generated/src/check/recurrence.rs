//! The syntax of a recurrence rule, RFC 5545 section 3.3.10.
//!
//! Checked are the names of the parts, the form and range of their values, that none comes twice, that FREQ is there,
//! and that COUNT and UNTIL exclude each other. Which parts make sense together is left to the server.

use std::fmt;

use crate::Date;

/// What is wrong with a recurrence rule.
pub(super) enum Fault<'a> {
    /// The value of the property with the name of the property before it.
    Prefix,
    /// A part that is not `NAME=VALUE`.
    NoPart(&'a str),
    /// A part that RFC 5545 does not know.
    Unknown(&'a str),
    /// A part that comes twice.
    Twice(&'static str),
    /// A part whose value is not as described.
    Value(&'static str, &'static str),
    /// No FREQ.
    NoFrequency,
    /// Both COUNT and UNTIL.
    CountAndUntil,
}

impl fmt::Display for Fault<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Prefix => f.write_str("leave out `RRULE:`"),
            Self::NoPart("") => f.write_str("a part is empty; parts are separated by one `;`"),
            Self::NoPart(part) => write!(f, "`{}` is not of the form `NAME=VALUE`", Short(part)),
            Self::Unknown(name) => write!(f, "there is no part `{}`", Short(name)),
            Self::Twice(name) => write!(f, "`{name}` comes twice"),
            Self::Value(name, expected) => write!(f, "`{name}` must be {expected}"),
            Self::NoFrequency => f.write_str("`FREQ` is missing"),
            Self::CountAndUntil => f.write_str("`COUNT` and `UNTIL` exclude each other"),
        }
    }
}

/// The start of a text, safe to print.
struct Short<'a>(&'a str);

impl fmt::Display for Short<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const MOST: usize = 20;
        for (index, character) in self.0.chars().enumerate() {
            if index == MOST {
                return f.write_str("…");
            }
            write!(f, "{}", character.escape_debug())?;
        }
        Ok(())
    }
}

/// A part of a rule: its name, what its value must be, and the check of that.
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
    part("BYDAY", "weekdays such as `MO`, `1MO` or `-1SU`, separated by commas", |value| all(value, is_weekday_number)),
    part("BYMONTHDAY", "numbers from 1 to 31 or -31 to -1", |value| are_signed(value, 31)),
    part("BYYEARDAY", "numbers from 1 to 366 or -366 to -1", |value| are_signed(value, 366)),
    part("BYWEEKNO", "numbers from 1 to 53 or -53 to -1", |value| are_signed(value, 53)),
    part("BYMONTH", "numbers from 1 to 12", |value| are_numbers(value, 1, 12)),
    part("BYSETPOS", "numbers from 1 to 366 or -366 to -1", |value| are_signed(value, 366)),
    part("WKST", "one of SU, MO, TU, WE, TH, FR, SA", |value| is_one_of(WEEKDAYS, value)),
];

/// Checks a rule; the first fault counts.
pub(super) fn check(rule: &str) -> Result<(), Fault<'_>> {
    if rule.get(..6).is_some_and(|start| start.eq_ignore_ascii_case("RRULE:")) {
        return Err(Fault::Prefix);
    }
    let mut seen = [false; PARTS.len()];
    for text in rule.split(';').filter(|_| !rule.is_empty()) {
        let index = check_part(text)?;
        if std::mem::replace(&mut seen[index], true) {
            return Err(Fault::Twice(PARTS[index].name));
        }
    }
    if !seen[FREQ] {
        return Err(Fault::NoFrequency);
    }
    if seen[COUNT] && seen[UNTIL] {
        return Err(Fault::CountAndUntil);
    }
    Ok(())
}

/// Checks one part and says which one it is. Names and values are case-insensitive.
fn check_part(text: &str) -> Result<usize, Fault<'_>> {
    let (name, value) = text.split_once('=').ok_or(Fault::NoPart(text))?;
    let known = PARTS.iter().position(|part| part.name.eq_ignore_ascii_case(name));
    let index = known.ok_or(Fault::Unknown(name))?;
    let part = &PARTS[index];
    if (part.is_valid)(value) { Ok(index) } else { Err(Fault::Value(part.name, part.expected)) }
}

fn is_one_of(values: &[&str], text: &str) -> bool {
    values.iter().any(|value| value.eq_ignore_ascii_case(text))
}

fn all(list: &str, is_valid: fn(&str) -> bool) -> bool {
    list.split(',').all(is_valid)
}

/// An unsigned decimal number; leading zeros are allowed, as the grammar has them.
fn number(text: &str) -> Option<u32> {
    if text.bytes().all(|byte| byte.is_ascii_digit()) { text.parse().ok() } else { None }
}

fn is_count(text: &str) -> bool {
    number(text).is_some_and(|number| number > 0)
}

fn are_numbers(list: &str, min: u32, max: u32) -> bool {
    list.split(',').all(|text| number(text).is_some_and(|number| (min..=max).contains(&number)))
}

fn are_signed(list: &str, max: u32) -> bool {
    list.split(',').all(|text| are_numbers(text.strip_prefix(['+', '-']).unwrap_or(text), 1, max))
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
    let (day, time) = match text.split_once(['T', 't']) {
        Some((day, time)) => (day, Some(time)),
        None => (text, None),
    };
    is_day(day) && time.is_none_or(is_time)
}

fn is_day(text: &str) -> bool {
    let Some((year, rest)) = text.split_at_checked(4) else {
        return false;
    };
    let Some((month, day)) = rest.split_at_checked(2) else {
        return false;
    };
    format!("{year}-{month}-{day}").parse::<Date>().is_ok()
}

fn is_time(text: &str) -> bool {
    let digits = text.strip_suffix(['Z', 'z']).unwrap_or(text);
    let pair = |at: usize| digits.get(at..at + 2).and_then(number);
    let within = |at: usize, max: u32| pair(at).is_some_and(|number| number <= max);
    digits.len() == 6 && within(0, 23) && within(2, 59) && within(4, 60)
}

#[cfg(test)]
#[path = "recurrence_tests.rs"]
mod tests;
