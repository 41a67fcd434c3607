//! Where a value lies on a scale, to compare two of them.

use super::json::Json;
use crate::format::{parse_date, parse_date_time, parse_integer};
use crate::model::{Format, Type};

const NANOS: i128 = 1_000_000_000;
const SECONDS_PER_DAY: i128 = 86_400;

/// A place on a scale; two are comparable only when their scales are the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Position {
    /// Nanoseconds since the epoch.
    Instant(i128),
    /// Midnight in UTC, in nanoseconds since the epoch.
    Day(i128),
    /// A plain number, counted in billions so that spans read alike.
    Number(i128),
}

impl Position {
    /// How far `later` lies behind, in nanoseconds; `None` on another scale.
    pub(super) fn until(self, later: Self) -> Option<i128> {
        match (self, later) {
            (Self::Instant(from), Self::Instant(to))
            | (Self::Day(from), Self::Day(to))
            | (Self::Number(from), Self::Number(to)) => Some(to - from),
            _ => None,
        }
    }

    /// `seconds` or `date`, for the rule that wants one form.
    pub(super) fn form(self) -> &'static str {
        if matches!(self, Self::Day(_)) { "date" } else { "seconds" }
    }
}

/// Where a value lies; `None` for what has no place or is not of its form.
pub(super) fn position(ty: &Type, value: &Json<'_>) -> Option<Position> {
    match (ty, value) {
        (Type::Int32 | Type::Int64, Json::Int(number)) => Some(Position::Number(nanos(*number))),
        (Type::Format(format), Json::Text(text)) => of_text(*format, text),
        (Type::Format(format), Json::Int(number)) => of_text(*format, &number.to_string()),
        _ => None,
    }
}

fn of_text(format: Format, text: &str) -> Option<Position> {
    match format {
        Format::Timestamp => seconds(text),
        Format::TimestampMs => Some(Position::Instant(i128::from(parse_integer(text)?) * (NANOS / 1000))),
        Format::Date => day(text),
        Format::DateTime => {
            let time = parse_date_time(text).ok()?;
            Some(Position::Instant(nanos(time.seconds) + i128::from(time.nanos)))
        }
        Format::TimestampOrDate => seconds(text).or_else(|| day(text)),
        Format::Timezone | Format::Recurrence | Format::Email | Format::Url => None,
    }
}

fn seconds(text: &str) -> Option<Position> {
    parse_integer(text).map(|seconds| Position::Instant(nanos(seconds)))
}

fn day(text: &str) -> Option<Position> {
    let date = parse_date(text).ok()?;
    Some(Position::Day(i128::from(date.days_since_epoch()) * SECONDS_PER_DAY * NANOS))
}

/// Seconds as the distance of two positions.
pub(super) fn nanos(seconds: i64) -> i128 {
    i128::from(seconds) * NANOS
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(format: Format, value: &str) -> Position {
        position(&Type::Format(format), &Json::Text(value)).expect("of its form")
    }

    #[test]
    fn distances_are_exact_across_forms_of_instants() {
        let seconds = at(Format::Timestamp, "1600000000");
        let milliseconds = at(Format::TimestampMs, "1600000000500");
        let text = at(Format::DateTime, "2020-09-13T20:26:41.25+08:00");
        assert_eq!(seconds.until(milliseconds), Some(500_000_000));
        assert_eq!(milliseconds.until(text), Some(750_000_000));
        assert_eq!(text.until(seconds), Some(-1_250_000_000));
        assert_eq!(
            seconds.until(position(&Type::Format(Format::Timestamp), &Json::Int(1_600_000_001)).unwrap()),
            Some(nanos(1))
        );
        let far = at(Format::TimestampOrDate, &i64::MAX.to_string());
        assert_eq!(at(Format::Timestamp, &i64::MIN.to_string()).until(far), Some(nanos(i64::MAX) - nanos(i64::MIN)));
    }

    #[test]
    fn days_and_numbers_have_scales_of_their_own() {
        let day = at(Format::Date, "2024-02-28");
        assert_eq!(day.until(at(Format::TimestampOrDate, "2024-03-01")), Some(nanos(2 * 86_400)));
        assert_eq!(day.until(at(Format::Timestamp, "1709078400")), None);
        assert_eq!((day.form(), at(Format::Timestamp, "1").form()), ("date", "seconds"));
        let number = |number: i64| position(&Type::Int32, &Json::Int(number));
        assert_eq!(number(1).zip(number(4)).and_then(|(one, other)| one.until(other)), Some(nanos(3)));
        assert_eq!(position(&Type::Format(Format::Date), &Json::Text("2024-02-30")), None);
        assert_eq!(position(&Type::String, &Json::Text("1")), None);
    }
}
