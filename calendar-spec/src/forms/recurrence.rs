//! Recurrence rules of RFC 5545, as far as one rule can be checked by itself.
//!
//! In: a text such as `FREQ=DAILY;INTERVAL=1`. Out: whether every part of it is known, complete and in its bounds.

use super::{is_clock, is_date};

/// A recurrence rule: parts in any order, none twice, `FREQ` among them, not both of `COUNT` and `UNTIL`.
pub(super) fn is_recurrence(text: &str) -> bool {
    let mut seen = Vec::new();
    for part in text.split(';') {
        let Some((name, value)) = part.split_once('=') else {
            return false;
        };
        if seen.contains(&name) || !is_recurrence_part(name, value) {
            return false;
        }
        seen.push(name);
    }
    seen.contains(&"FREQ") && !(seen.contains(&"COUNT") && seen.contains(&"UNTIL"))
}

fn is_recurrence_part(name: &str, value: &str) -> bool {
    let each = |lowest: i32, highest: i32| {
        value.split(',').all(|number| number.parse::<i32>().is_ok_and(|number| (lowest..=highest).contains(&number)))
    };
    let each_but_zero =
        |highest: i32| each(-highest, highest) && value.split(',').all(|number| number.parse() != Ok(0));
    match name {
        "FREQ" => ["SECONDLY", "MINUTELY", "HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY"].contains(&value),
        "INTERVAL" | "COUNT" => value.parse::<u32>().is_ok_and(|number| number > 0),
        "UNTIL" => is_until(value),
        "BYSECOND" => each(0, 60),
        "BYMINUTE" => each(0, 59),
        "BYHOUR" => each(0, 23),
        "BYDAY" => value.split(',').all(is_week_day_number),
        "BYMONTHDAY" => each_but_zero(31),
        "BYYEARDAY" | "BYSETPOS" => each_but_zero(366),
        "BYWEEKNO" => each_but_zero(53),
        "BYMONTH" => each(1, 12),
        "WKST" => is_week_day(value),
        _ => false,
    }
}

fn is_week_day(text: &str) -> bool {
    ["MO", "TU", "WE", "TH", "FR", "SA", "SU"].contains(&text)
}

/// `MO`, `1MO` or `-1MO`.
fn is_week_day_number(text: &str) -> bool {
    let Some((number, day)) = text.len().checked_sub(2).and_then(|at| text.split_at_checked(at)) else {
        return false;
    };
    let is_ordinal = number.is_empty() || number.parse::<i32>().is_ok_and(|number| number != 0 && number.abs() <= 53);
    is_ordinal && is_week_day(day)
}

/// `20220531` or `20220531T155959Z`.
fn is_until(text: &str) -> bool {
    let (date, time) = text.split_once('T').unwrap_or((text, "000000"));
    let time = time.strip_suffix('Z').unwrap_or(time);
    let dashed = |date: &str| Some(format!("{}-{}-{}", date.get(..4)?, date.get(4..6)?, date.get(6..)?));
    let coloned = |time: &str| Some(format!("{}:{}:{}", time.get(..2)?, time.get(2..4)?, time.get(4..)?));
    dashed(date).is_some_and(|date| is_date(&date)) && coloned(time).is_some_and(|time| is_clock(&time, &[23, 59, 60]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recurrences_are_rules_of_rfc_5545() {
        let good = [
            "FREQ=DAILY;INTERVAL=1",
            "FREQ=WEEKLY;BYDAY=MO,-1FR;WKST=SU",
            "FREQ=DAILY;UNTIL=20220531T155959Z;INTERVAL=1",
        ];
        let bad = [
            "",
            "INTERVAL=1",
            "FREQ=OFTEN",
            "FREQ=DAILY;FREQ=DAILY",
            "FREQ=DAILY;COUNT=0",
            "FREQ=DAILY;COUNT=1;UNTIL=20220531",
            "RRULE:FREQ=DAILY",
            "FREQ=WEEKLY;BYDAY=é",
            "FREQ=MONTHLY;BYMONTHDAY=0",
            "FREQ=DAILY;UNTIL=20221331",
        ];
        for text in good {
            assert!(is_recurrence(text), "{text:?} is one");
        }
        for text in bad {
            assert!(!is_recurrence(text), "{text:?} is none");
        }
    }
}
