//! [`CivilDate`]: the full-date of RFC 3339.

use super::civil::{civil_from_days, days_from_civil, days_in_month};

/// An existing day of the years 0000 to 9999.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct CivilDate {
    year: u16,
    month: u8,
    day: u8,
}

impl CivilDate {
    /// The first day of Unix time.
    pub const EPOCH: Self = Self { year: 1970, month: 1, day: 1 };

    /// The day with this year, month (from 1) and day of the month (from 1), if it exists.
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let exists = year <= 9999 && day > 0 && day <= days_in_month(year.into(), month);
        exists.then_some(Self { year, month, day })
    }

    /// The year, 0 to 9999.
    pub const fn year(self) -> u16 {
        self.year
    }

    /// The month, 1 to 12.
    pub const fn month(self) -> u8 {
        self.month
    }

    /// The day of the month, from 1.
    pub const fn day(self) -> u8 {
        self.day
    }

    /// Days since 1970-01-01.
    pub fn days_since_epoch(self) -> i64 {
        days_from_civil(self.year.into(), self.month, self.day)
    }

    /// The day that many days after 1970-01-01, if it is in the years 0000 to 9999.
    pub fn from_days_since_epoch(days: i64) -> Option<Self> {
        if days < days_from_civil(0, 1, 1) || days > days_from_civil(9999, 12, 31) {
            return None;
        }
        let (year, month, day) = civil_from_days(days);
        Self::new(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?)
    }
}

/// Parses `YYYY-MM-DD`. The error says what is wrong; it is empty when the string has another form.
pub fn parse_date(text: &str) -> Result<CivilDate, &'static str> {
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = text.as_bytes() else {
        return Err("");
    };
    match (digits(&[*y1, *y2, *y3, *y4]), two_digits(*m1, *m2), two_digits(*d1, *d2)) {
        (Some(year), Some(month), Some(day)) => CivilDate::new(year, month, day).ok_or("there is no such day"),
        _ => Err(""),
    }
}

/// The number of at most four ASCII digits.
fn digits(text: &[u8]) -> Option<u16> {
    let mut number = 0;
    for byte in text {
        number = number * 10 + u16::from(byte.is_ascii_digit().then(|| byte - b'0')?);
    }
    Some(number)
}

/// The number of two ASCII digits.
pub(super) fn two_digits(tens: u8, ones: u8) -> Option<u8> {
    digits(&[tens, ones]).and_then(|number| u8::try_from(number).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_that_exist_are_read() {
        for text in ["0000-01-01", "0000-02-29", "2000-02-29", "2024-02-29", "2018-09-01", "9999-12-31"] {
            assert!(parse_date(text).is_ok(), "{text}");
        }
    }

    #[test]
    fn days_that_do_not_exist_are_rejected_with_the_reason() {
        for text in ["1900-02-29", "2023-02-29", "2023-04-31", "2023-00-10", "2023-13-10", "2023-01-00", "2023-01-32"] {
            assert_eq!(parse_date(text), Err("there is no such day"), "{text}");
        }
    }

    #[test]
    fn other_forms_are_rejected() {
        for text in ["", "2018-9-1", "20180901", "+018-09-01", "2018/09/01", "2018-09-01 ", "２018-09-0", "10000-01-01"]
        {
            assert_eq!(parse_date(text), Err(""), "{text}");
        }
    }

    #[test]
    fn days_outside_four_digits_do_not_exist() {
        for days in [-719_529, 2_932_897, i64::MIN, i64::MAX] {
            assert_eq!(CivilDate::from_days_since_epoch(days), None, "{days}");
        }
        assert_eq!(CivilDate::from_days_since_epoch(0), Some(CivilDate::EPOCH));
    }
}
