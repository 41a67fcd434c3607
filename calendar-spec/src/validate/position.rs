//! The position of a value on a scale, to compare two of them.

use crate::format::{Position, parse_date, parse_date_time, parse_integer};
use crate::json::Json;
use crate::model::{Format, Object, Type};

/// The position of a value, of an object at the first time in it; `None` for values without a position or a valid
/// format.
pub(super) fn position(objects: &[Object], ty: &Type, value: &Json<'_>) -> Option<Position> {
    match (ty, value) {
        (Type::Object(object), Json::Object(_)) => {
            let mut times = objects.get(object.0)?.fields.iter().filter(|field| field.ty.is_time() && !field.read_only);
            times.find_map(|field| position(objects, &field.ty, value.get(&field.wire)?))
        }
        (Type::Int32 | Type::Int64, Json::Int(number)) => Some(Position::number(*number)),
        (Type::Format(format), Json::Text(text)) => of_text(*format, text),
        (Type::Format(format), Json::Int(number)) => of_text(*format, &number.to_string()),
        _ => None,
    }
}

fn of_text(format: Format, text: &str) -> Option<Position> {
    match format {
        Format::Timestamp => seconds(text),
        Format::TimestampMs => parse_integer(text).map(Position::milliseconds),
        Format::Date => day(text),
        Format::DateTime => parse_date_time(text).ok().map(Position::from),
        Format::TimestampOrDate => seconds(text).or_else(|| day(text)),
        Format::Timezone | Format::Recurrence | Format::Email | Format::Url => None,
    }
}

fn seconds(text: &str) -> Option<Position> {
    parse_integer(text).map(Position::seconds)
}

fn day(text: &str) -> Option<Position> {
    parse_date(text).ok().map(Position::from)
}

/// `seconds` or `date`, for the rule that wants one form.
pub(super) fn form(position: Position) -> &'static str {
    if matches!(position, Position::Day(_)) { "date" } else { "seconds" }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::nanos;

    fn at(format: Format, value: &str) -> Position {
        position(&[], &Type::Format(format), &Json::Text(value)).expect("of its form")
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
            seconds.until(position(&[], &Type::Format(Format::Timestamp), &Json::Int(1_600_000_001)).unwrap()),
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
        assert_eq!((form(day), form(at(Format::Timestamp, "1"))), ("date", "seconds"));
        let number = |number: i64| position(&[], &Type::Int32, &Json::Int(number));
        assert_eq!(number(1).zip(number(4)).and_then(|(one, other)| one.until(other)), Some(nanos(3)));
        assert_eq!(position(&[], &Type::Format(Format::Date), &Json::Text("2024-02-30")), None);
        assert_eq!(position(&[], &Type::String, &Json::Text("1")), None);
    }
}
