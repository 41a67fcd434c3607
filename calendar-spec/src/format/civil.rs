//! Arithmetic of the Gregorian calendar, extended to every year (proleptic), as RFC 3339 requires.
//!
//! Days are counted from 1970-01-01. The method is the usual one: years start in March, so that the leap day is the
//! last of its year, and 400 years are one period of 146,097 days.

const DAYS_PER_PERIOD: i64 = 146_097;
/// Days from 0000-03-01 to 1970-01-01.
const DAYS_TO_EPOCH: i64 = 719_468;

pub(super) fn is_leap_year(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

/// The number of days of a month; zero if there is no such month.
pub(super) fn days_in_month(year: i64, month: u8) -> u8 {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if is_leap_year(year) => 29,
        2 => 28,
        _ => 0,
    }
}

/// Days since 1970-01-01 of an existing day.
pub(super) fn days_from_civil(year: i64, month: u8, day: u8) -> i64 {
    let shifted_month = (i64::from(month) + 9) % 12;
    let year = if month <= 2 { year - 1 } else { year };
    let period = year.div_euclid(400);
    let year_of_period = year.rem_euclid(400);
    let day_of_year = (153 * shifted_month + 2) / 5 + i64::from(day) - 1;
    let day_of_period = year_of_period * 365 + year_of_period / 4 - year_of_period / 100 + day_of_year;
    period * DAYS_PER_PERIOD + day_of_period - DAYS_TO_EPOCH
}

/// Year, month and day of a number of days since 1970-01-01.
pub(super) fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let days = days + DAYS_TO_EPOCH;
    let period = days.div_euclid(DAYS_PER_PERIOD);
    let day_of_period = days.rem_euclid(DAYS_PER_PERIOD);
    let year_of_period =
        (day_of_period - day_of_period / 1460 + day_of_period / 36_524 - day_of_period / 146_096) / 365;
    let day_of_year = day_of_period - (365 * year_of_period + year_of_period / 4 - year_of_period / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    (period * 400 + year_of_period + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_of_ten_thousand_years_is_the_one_after_the_day_before() {
        let mut expected = days_from_civil(0, 1, 1);
        assert_eq!(expected, -719_528);
        for year in 0..=9999 {
            for month in 1..=12 {
                for day in 1..=days_in_month(year, month) {
                    assert_eq!(days_from_civil(year, month, day), expected);
                    assert_eq!(civil_from_days(expected), (year, month.into(), day.into()));
                    expected += 1;
                }
            }
        }
        assert_eq!(expected, 2_932_897);
    }

    #[test]
    fn centuries_are_leap_years_only_if_divisible_by_400() {
        assert_eq!([1900, 2000, 2023, 2024].map(|year| days_in_month(year, 2)), [28, 29, 28, 29]);
        assert_eq!([0, 13].map(|month| days_in_month(2024, month)), [0, 0]);
    }
}
