//! [`Instant`]: the date-time of RFC 3339.

use super::date::{parse_date, two_digits};

const SECONDS_PER_DAY: i64 = 86_400;

/// A point in time and a UTC offset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Instant {
    /// Seconds since 1970-01-01T00:00:00Z, rounded down.
    pub seconds: i64,
    /// The nanoseconds in addition; finer digits are cut off.
    pub nanos: u32,
    /// The offset from UTC.
    pub offset_minutes: i16,
}

/// Parses `2020-10-28T12:00:00.5+08:00`. The error says what is wrong; it is empty when the string has another form.
pub fn parse_date_time(text: &str) -> Result<Instant, &'static str> {
    let (date, clock, rest) = split(text).ok_or("")?;
    let (nanos, offset) = fraction(rest).ok_or("")?;
    let days = parse_date(date)?.days_since_epoch();
    let offset_minutes = parse_offset(offset)?;
    let second_of_day = parse_clock(clock, offset_minutes)?;
    let seconds = days * SECONDS_PER_DAY + second_of_day - i64::from(offset_minutes) * 60;
    Ok(Instant { seconds, nanos, offset_minutes })
}

/// Splits `YYYY-MM-DDThh:mm:ss.123+08:00` into the date, the time of day and the rest.
fn split(text: &str) -> Option<(&str, &str, &str)> {
    let (date, rest) = text.split_at_checked("YYYY-MM-DD".len())?;
    let rest = rest.strip_prefix('T').or_else(|| rest.strip_prefix('t'))?;
    let (clock, rest) = rest.split_at_checked("hh:mm:ss".len())?;
    Some((date, clock, rest))
}

/// `hh:mm:ss` in seconds. A 60th second, the leap second, can only follow 23:59:59 in UTC.
fn parse_clock(clock: &str, offset_minutes: i16) -> Result<i64, &'static str> {
    let [h1, h2, b':', m1, m2, b':', s1, s2] = clock.as_bytes() else {
        return Err("");
    };
    let number = |tens: &u8, ones: &u8| two_digits(*tens, *ones).map(i64::from);
    let (Some(hour), Some(minute), Some(second)) = (number(h1, h2), number(m1, m2), number(s1, s2)) else {
        return Err("");
    };
    let minute_in_utc = (hour * 60 + minute - i64::from(offset_minutes)).rem_euclid(24 * 60);
    let is_leap_second = second == 60 && minute_in_utc == 24 * 60 - 1;
    if hour > 23 || minute > 59 || (second > 59 && !is_leap_second) {
        return Err("there is no such time of day");
    }
    Ok(hour * 3600 + minute * 60 + second)
}

/// Splits `.123+08:00` into nanoseconds and the offset; digits beyond nanoseconds are cut off.
fn fraction(text: &str) -> Option<(u32, &str)> {
    let Some(rest) = text.strip_prefix('.') else {
        return Some((0, text));
    };
    let end = rest.bytes().position(|byte| !byte.is_ascii_digit()).filter(|end| *end > 0)?;
    let (digits, offset) = rest.split_at(end);
    let (mut nanos, mut unit) = (0, 100_000_000);
    for digit in digits.as_bytes() {
        nanos += u32::from(digit - b'0') * unit;
        unit /= 10;
    }
    Some((nanos, offset))
}

fn parse_offset(text: &str) -> Result<i16, &'static str> {
    if matches!(text, "Z" | "z") {
        return Ok(0);
    }
    let [sign @ (b'+' | b'-'), h1, h2, b':', m1, m2] = text.as_bytes() else {
        return Err("");
    };
    let (Some(hours), Some(minutes)) = (two_digits(*h1, *h2), two_digits(*m1, *m2)) else {
        return Err("");
    };
    if hours > 23 || minutes > 59 {
        return Err("there is no such offset");
    }
    let offset = i16::from(hours) * 60 + i16::from(minutes);
    Ok(if *sign == b'-' { -offset } else { offset })
}
