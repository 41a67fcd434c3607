//! Times of events: from parameters to seconds, and back.

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde_json::{Value, json};

use super::text;
use crate::mock::state::Fields;

pub(in crate::mock) const DAY: i64 = 86_400;

/// Later or earlier times are limited to these, in the year 9999, so that sums of times do not overflow.
const LAST: i64 = 253_402_300_799;

/// A span in Unix seconds; the end is exclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::mock) struct Span {
    pub(in crate::mock) start: i64,
    pub(in crate::mock) end: i64,
}

impl Span {
    /// Whether the spans overlap. An empty span counts as an instant.
    pub(in crate::mock) fn meets(self, other: Self) -> bool {
        self.start < other.end.max(other.start + 1) && other.start < self.end.max(self.start + 1)
    }

    pub(in crate::mock) fn starting_at(self, start: i64) -> Self {
        Self { start, end: start + (self.end - self.start) }
    }
}

/// The time of an event; of a recurring one, the first time.
pub(in crate::mock) fn span_of(event: &Fields) -> Option<Span> {
    let start = seconds(event.get("start_time")?, false)?;
    let end = seconds(event.get("end_time")?, true)?;
    Some(Span { start, end: end.max(start) })
}

/// Whether an event ends before it starts. The last day of an all-day event is included, to its last second.
pub(in crate::mock) fn ends_before_start(event: &Fields) -> bool {
    let end = |time: &Value| Some(seconds(time, true)? - i64::from(time["date"].is_string()));
    let start = event.get("start_time").and_then(|time| seconds(time, false));
    start.zip(event.get("end_time").and_then(end)).is_some_and(|(start, end)| end < start)
}

/// The instant of a time; a day starts and ends at midnight UTC, and the last day is included.
pub(in crate::mock) fn seconds(time: &Value, is_end: bool) -> Option<i64> {
    if let Some(date) = time["date"].as_str().filter(|date| !date.is_empty()) {
        return day(date, is_end);
    }
    number(time["timestamp"].as_str()?)
}

/// Seconds in decimal.
pub(in crate::mock) fn number(text: &str) -> Option<i64> {
    text.parse::<i64>().ok().map(|seconds| seconds.clamp(-LAST, LAST))
}

/// The start or end of a day.
fn day(date: &str, is_end: bool) -> Option<i64> {
    date.parse::<NaiveDate>().ok().map(|date| (i64::from(date.to_epoch_days()) + i64::from(is_end)) * DAY)
}

/// Seconds or a day, as in time off.
pub(in crate::mock) fn seconds_or_day(text: &str, is_end: bool) -> Option<i64> {
    number(text).or_else(|| day(text, is_end))
}

/// Whether an event lasts whole days.
pub(in crate::mock) fn is_all_day(event: &Fields) -> bool {
    event.get("start_time").is_some_and(|time| time["date"].as_str().is_some_and(|date| !date.is_empty()))
}

/// The time zone of an event's start.
pub(in crate::mock) fn zone(event: &Fields) -> &str {
    if is_all_day(event) {
        return "UTC";
    }
    event.get("start_time").and_then(|time| time["timezone"].as_str()).unwrap_or("Asia/Shanghai")
}

/// Moves an event to another time.
pub(in crate::mock) fn move_to(event: &mut Fields, span: Span) {
    let is_all_day = is_all_day(event);
    for (name, at) in [("start_time", span.start), ("end_time", span.end)] {
        let zone = event.get(name).map_or(Value::Null, |time| time["timezone"].clone());
        let last_day = at / DAY - i64::from(name == "end_time");
        let date = i32::try_from(last_day).ok().and_then(NaiveDate::from_epoch_days);
        let date = date.map(|date| date.to_string()).unwrap_or_default();
        let mut time = if is_all_day { json!({ "date": date }) } else { json!({ "timestamp": at.to_string() }) };
        time["timezone"] = zone;
        event.insert(name.to_owned(), time);
    }
}

/// Fills in the documented default time zones where a request has none.
pub(in crate::mock) fn complete(event: &mut Fields) {
    for name in ["start_time", "end_time"] {
        let Some(Value::Object(time)) = event.get_mut(name) else { continue };
        if !text(time, "date").is_empty() {
            // A day takes precedence over an instant, and its zone is always UTC.
            time.remove("timestamp");
            time.insert("timezone".to_owned(), "UTC".into());
        } else if text(time, "timezone").is_empty() {
            time.insert("timezone".to_owned(), "Asia/Shanghai".into());
        }
    }
}

/// An RFC 3339 time of a request.
pub(in crate::mock) fn instant(text: &str) -> Option<DateTime<FixedOffset>> {
    DateTime::parse_from_rfc3339(text).ok()
}

/// Seconds as RFC 3339, with the offset of another time.
pub(in crate::mock) fn written(seconds: i64, like: DateTime<FixedOffset>) -> String {
    let time = DateTime::from_timestamp(seconds, 0).unwrap_or_default();
    time.with_timezone(like.offset()).to_rfc3339_opts(chrono::SecondsFormat::Secs, true)
}

/// Writes the last day of an event as the service does in responses: as the first day after it.
pub(in crate::mock) fn exclude_last_day(event: &mut Fields) {
    let Some(date) = event.get_mut("end_time").and_then(|time| time.get_mut("date")) else { return };
    let next = date.as_str().and_then(|date| date.parse::<NaiveDate>().ok()).and_then(|date| date.succ_opt());
    if let Some(next) = next {
        *date = next.to_string().into();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(start: Value, end: Value) -> Fields {
        [("start_time".to_owned(), start), ("end_time".to_owned(), end)].into_iter().collect()
    }

    #[test]
    fn the_last_day_of_an_event_counts() {
        let event = event(json!({ "date": "1970-01-02" }), json!({ "date": "1970-01-02" }));
        assert_eq!(span_of(&event), Some(Span { start: DAY, end: 2 * DAY }));
    }

    #[test]
    fn an_event_is_moved_in_its_own_form() {
        let mut timed = event(json!({ "timestamp": "10", "timezone": "UTC" }), json!({ "timestamp": "20" }));
        move_to(&mut timed, Span { start: 110, end: 120 });
        assert_eq!(timed["start_time"], json!({ "timestamp": "110", "timezone": "UTC" }));
        let mut days = event(json!({ "date": "2018-09-01" }), json!({ "date": "2018-09-02" }));
        let span = span_of(&days).expect("times");
        move_to(&mut days, span.starting_at(span.start + DAY));
        assert_eq!(
            (&days["start_time"]["date"], &days["end_time"]["date"]),
            (&json!("2018-09-02"), &json!("2018-09-03"))
        );
    }

    #[test]
    fn times_of_very_long_numbers_are_still_times() {
        let at = |text: &str| json!({ "timestamp": text });
        let event = event(at("9223372036854775807"), at("-9223372036854775808"));
        assert_eq!(span_of(&event), Some(Span { start: LAST, end: LAST }));
        assert_eq!(number("99999999999999999999"), None);
    }

    #[test]
    fn spans_meet_when_they_share_some_time() {
        let span = |start, end| Span { start, end };
        for (one, other, meets) in [
            (span(0, 10), span(10, 20), false),
            (span(0, 11), span(10, 20), true),
            (span(5, 5), span(0, 10), true),
            (span(10, 10), span(0, 10), false),
            (span(5, 5), span(5, 5), true),
        ] {
            assert_eq!((one.meets(other), other.meets(one)), (meets, meets), "{one:?} {other:?}");
        }
    }
}
