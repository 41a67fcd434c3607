//! Positions of times, days and numbers, to compare two of them.

use super::{CivilDate, Instant};

const NANOS: i128 = 1_000_000_000;
const HOUR: i128 = 3600 * NANOS;

/// A position on a scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Position {
    /// Nanoseconds since the epoch.
    Instant(i128),
    /// Midnight in UTC, in nanoseconds since the epoch.
    Day(i128),
    /// A number in billions, so that spans have the same unit.
    Number(i128),
}

impl Position {
    /// A time in Unix seconds.
    pub fn seconds(seconds: i64) -> Self {
        Self::Instant(nanos(seconds))
    }

    /// A time in Unix milliseconds.
    pub fn milliseconds(milliseconds: i64) -> Self {
        Self::Instant(i128::from(milliseconds) * (NANOS / 1000))
    }

    /// A number.
    pub fn number(number: i64) -> Self {
        Self::Number(nanos(number))
    }

    /// The distance to `later`, in nanoseconds.
    ///
    /// `None` if the two cannot be compared. An instant and a day can be compared only if the instant is on the wrong
    /// side of the day in every time zone; the distance is then negative.
    pub fn until(self, later: Self) -> Option<i128> {
        match (self, later) {
            (Self::Instant(from), Self::Instant(to))
            | (Self::Day(from), Self::Day(to))
            | (Self::Number(from), Self::Number(to)) => Some(to - from),
            // A day ends last at UTC-12 and begins first at UTC+14.
            (Self::Instant(from), Self::Day(to)) => Some(to + 36 * HOUR - from).filter(|distance| *distance < 0),
            (Self::Day(from), Self::Instant(to)) => Some(to - (from - 14 * HOUR)).filter(|distance| *distance < 0),
            (Self::Number(_), _) | (_, Self::Number(_)) => None,
        }
    }
}

impl From<Instant> for Position {
    fn from(time: Instant) -> Self {
        Self::Instant(nanos(time.seconds) + i128::from(time.nanos))
    }
}

impl From<CivilDate> for Position {
    fn from(date: CivilDate) -> Self {
        Self::Day(i128::from(date.days_since_epoch()) * 24 * HOUR)
    }
}

/// Seconds as the distance of two positions.
pub fn nanos(seconds: i64) -> i128 {
    i128::from(seconds) * NANOS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_and_an_instant_compare_only_where_every_time_zone_agrees() {
        let day = Position::from(CivilDate::new(2024, 3, 1).expect("a day"));
        let at = |hours: i64| Position::seconds(1_709_251_200 + hours * 3600);
        for hours in [-14, 0, 12, 36] {
            assert_eq!((day.until(at(hours)), at(hours).until(day)), (None, None), "{hours}");
        }
        assert!(day.until(at(-15)).is_some_and(|distance| distance < 0));
        assert!(at(37).until(day).is_some_and(|distance| distance < 0));
        assert_eq!((day.until(at(37)), at(-15).until(day)), (None, None));
        assert_eq!(day.until(Position::number(1)), None);
    }
}
