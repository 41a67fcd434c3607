//! [`Date`]: a day without a time, the full-date of RFC 3339.

use std::fmt;
use std::str::FromStr;
use std::time::SystemTime;

use calendar_spec::format::{CivilDate, Format, parse_date};

use super::json::{FromJson, time_as_json};
use super::{InvalidTime, since_epoch, system_time};

const SECONDS_PER_DAY: i64 = 86_400;
const NO_SUCH_DAY: InvalidTime = InvalidTime::new(Format::Date, "there is no such day");

/// A day of the years 0000 to 9999; on the wire a string such as `"2018-09-01"`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(CivilDate);

impl Date {
    /// The first day of Unix time.
    pub const EPOCH: Self = Self(CivilDate::EPOCH);

    /// The day of that year, month (from 1) and day of the month (from 1), if there is one.
    ///
    /// ```
    /// use calendar_generated::Date;
    /// assert_eq!(Date::new(2024, 2, 29)?.to_string(), "2024-02-29");
    /// assert!(Date::new(2023, 2, 29).is_err());
    /// # Ok::<(), calendar_generated::InvalidTime>(())
    /// ```
    pub fn new(year: u16, month: u8, day: u8) -> Result<Self, InvalidTime> {
        CivilDate::new(year, month, day).map(Self).ok_or(NO_SUCH_DAY)
    }

    /// The year, 0 to 9999.
    pub const fn year(self) -> u16 {
        self.0.year()
    }

    /// The month, 1 to 12.
    pub const fn month(self) -> u8 {
        self.0.month()
    }

    /// The day of the month, from 1.
    pub const fn day(self) -> u8 {
        self.0.day()
    }

    /// Days since 1970-01-01.
    pub fn days_since_epoch(self) -> i64 {
        self.0.days_since_epoch()
    }

    /// The day that many days after 1970-01-01, if it is in the years 0000 to 9999.
    pub fn from_days_since_epoch(days: i64) -> Result<Self, InvalidTime> {
        CivilDate::from_days_since_epoch(days).map(Self).ok_or(NO_SUCH_DAY)
    }

    /// That day, or the nearest one of the years 0000 to 9999.
    #[cfg(any(feature = "chrono", feature = "jiff"))]
    pub(super) fn nearest(year: i32, month: u32, day: u32) -> Self {
        let (first, last) = ((0, 1, 1), (9999, 12, 31));
        let (year, month, day) = (year, month, day).clamp(first, last);
        // In range after the clamp, and a day that exists, since a calendar gave it.
        let part = |number: u32| u8::try_from(number).unwrap_or_default();
        Self::new(u16::try_from(year).unwrap_or_default(), part(month), part(day)).unwrap_or(Self::EPOCH)
    }

    /// Midnight in UTC at which the day starts; `None` when the operating system cannot represent it.
    pub fn to_system_time(self) -> Option<SystemTime> {
        system_time(self.days_since_epoch() * SECONDS_PER_DAY, 0)
    }
}

/// The day in UTC; fails outside the years 0000 to 9999.
impl TryFrom<SystemTime> for Date {
    type Error = InvalidTime;

    fn try_from(time: SystemTime) -> Result<Self, InvalidTime> {
        Self::from_days_since_epoch(since_epoch(time).0.div_euclid(SECONDS_PER_DAY))
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year(), self.month(), self.day())
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Date({self})")
    }
}

impl FromStr for Date {
    type Err = InvalidTime;

    fn from_str(text: &str) -> Result<Self, InvalidTime> {
        parse_date(text).map(Self).map_err(|why| InvalidTime::new(Format::Date, why))
    }
}

impl From<CivilDate> for Date {
    fn from(day: CivilDate) -> Self {
        Self(day)
    }
}

impl FromJson for Date {
    const EXPECTED: &'static str = "a date as a string (`YYYY-MM-DD`)";

    fn from_number(_: i64) -> Option<Self> {
        None
    }
}

time_as_json!(Date);

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn days_that_exist_are_read_and_written_alike() -> Result<(), InvalidTime> {
        for text in ["0000-01-01", "0000-02-29", "2000-02-29", "2024-02-29", "2018-09-01", "9999-12-31"] {
            assert_eq!(text.parse::<Date>()?.to_string(), text);
        }
        Ok(())
    }

    #[test]
    fn days_that_do_not_exist_are_rejected() {
        for text in ["1900-02-29", "2023-02-29", "2023-04-31", "2023-00-10", "2023-13-10", "2023-01-00", "2023-01-32"] {
            assert_eq!(text.parse::<Date>(), Err(NO_SUCH_DAY), "{text}");
        }
        assert_eq!(Date::new(10_000, 1, 1), Err(NO_SUCH_DAY));
    }

    #[test]
    fn other_forms_are_rejected() {
        for text in ["", "2018-9-1", "20180901", "+018-09-01", "2018/09/01", "2018-09-01 ", "２018-09-0", "10000-01-01"]
        {
            assert_eq!(text.parse::<Date>(), Err(InvalidTime::new(Format::Date, "")), "{text}");
        }
        let error = serde_json::from_str::<Date>("20180901").expect_err("a number");
        assert!(error.to_string().contains("expected a date as a string"), "{error}");
    }

    #[test]
    fn a_time_belongs_to_its_day_in_utc() -> Result<(), InvalidTime> {
        let just_before = SystemTime::UNIX_EPOCH - Duration::from_nanos(1);
        assert_eq!(Date::try_from(just_before)?, Date::new(1969, 12, 31)?);
        assert_eq!(Date::try_from(SystemTime::UNIX_EPOCH)?, Date::EPOCH);
        let day = Date::new(2024, 2, 29)?;
        assert_eq!(day.to_system_time().map(Date::try_from), Some(Ok(day)));
        Ok(())
    }

    #[test]
    fn years_beyond_four_digits_are_rejected() {
        for days in [-719_529, 2_932_897, i64::MIN, i64::MAX] {
            assert_eq!(Date::from_days_since_epoch(days), Err(NO_SUCH_DAY), "{days}");
        }
    }

    #[test]
    fn dates_are_ordered_by_time() {
        let ordered = ["0001-12-31", "1969-12-31", "1970-01-01", "1970-02-01", "1971-01-01"];
        assert!(ordered.map(str::parse::<Date>).windows(2).all(|pair| pair[0].clone().ok() < pair[1].clone().ok()));
    }
}
