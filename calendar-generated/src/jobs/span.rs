//! [`EventSpan`]: the start and end of an event.

use super::{InvalidValue, WallClock, Zone};
use crate::types::{CalendarEvent, EndTime, TimeInfo, TimeInfoOutput};
use crate::{Date, Timestamp};

const DAY: i64 = 86_400;

/// The start and end of an event: whole days, or two instants.
///
/// A request contains the last day of an all-day event, a response the day after it (as the vendor's command-line tool
/// shows; no page says so). This type converts both ways; its last day is always the last day of the event.
///
/// ```
/// use calendar_generated::calendar_event;
/// use calendar_generated::jobs::{EventSpan, Zone};
///
/// let trip = EventSpan::all_day("2026-05-01".parse()?, "2026-05-03".parse()?)?;
/// let request = calendar_event::Create::builder()
///     .calendar_id("feishu.cn_xxx@group.calendar.feishu.cn")
///     .start_time(trip.start_time())
///     .end_time(trip.end_time())
///     .build()?;
/// assert_eq!(request.end_time.date, trip.last_day());
///
/// let (nine, ten) = ("2026-05-04T09:00".parse()?, "2026-05-04T10:00".parse()?);
/// let meeting = EventSpan::local(nine, ten, Zone::new("Europe/Berlin")?)?;
/// assert_eq!(meeting.start(), 1_777_878_000.into());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EventSpan {
    start: i64,
    /// The first second after it.
    end: i64,
    /// `None` for an all-day event, whose days are days in UTC.
    zone: Option<Zone>,
}

impl EventSpan {
    /// One whole day.
    pub fn day(day: Date) -> Self {
        let start = day.days_since_epoch() * DAY;
        Self { start, end: start + DAY, zone: None }
    }

    /// Whole days, from the first to the last one, both included. Fails if the last one is before the first one.
    pub fn all_day(first: Date, last: Date) -> Result<Self, InvalidValue> {
        if last < first {
            return Err(InvalidValue::new(format!("the last day, {last}, is before the first one, {first}")));
        }
        Ok(Self { end: Self::day(last).end, ..Self::day(first) })
    }

    /// From one instant to another. The zone is the one in which the event is shown and repeated. Fails if it ends before it
    /// starts.
    pub fn between(start: impl Into<Timestamp>, end: impl Into<Timestamp>, zone: Zone) -> Result<Self, InvalidValue> {
        let (start, end) = (start.into().unix_seconds(), end.into().unix_seconds());
        if end < start {
            return Err(InvalidValue::new(format!("the end, {end}, is before the start, {start}")));
        }
        Ok(Self { start, end, zone: Some(zone) })
    }

    /// From one local time in a zone to another. Fails if the zone skips or repeats one of them; then choose an instant with
    /// [`WallClock::earliest_in_zone`].
    pub fn local(start: WallClock, end: WallClock, zone: Zone) -> Result<Self, InvalidValue> {
        let instant = |clock: WallClock| {
            clock.in_zone(zone).map_err(|why| InvalidValue::new(format!("{clock} in {zone}: {why}")))
        };
        Self::between(instant(start)?, instant(end)?, zone)
    }

    /// The start and end of an event of a response; of a series, those of its first instance. Fails if a time is missing or
    /// its zone is unknown.
    pub fn of(event: &CalendarEvent) -> Result<Self, InvalidValue> {
        Self::received(event.start_time.as_ref(), event.end_time.as_ref())
    }

    pub(super) fn received(start: Option<&TimeInfoOutput>, end: Option<&EndTime>) -> Result<Self, InvalidValue> {
        let missing = || InvalidValue::new("the event has no start or no end");
        let (start, end) = (start.ok_or_else(missing)?, end.ok_or_else(missing)?);
        if let (Some(first), Some(last)) = (start.date, end.last_day()) {
            return Self::all_day(first, last);
        }
        let zone = start.timezone.as_deref();
        timed(start.timestamp, end.timestamp, zone)
    }

    /// The start and end in a request.
    pub(super) fn requested(start: &TimeInfo, end: &TimeInfo) -> Result<Self, InvalidValue> {
        match (start.date, end.date) {
            (Some(first), Some(last)) => Self::all_day(first, last),
            _ => timed(start.timestamp, end.timestamp, start.timezone.as_deref()),
        }
    }

    /// The start; for an all-day event, midnight in UTC.
    pub fn start(&self) -> Timestamp {
        self.start.into()
    }

    /// The end; for an all-day event, the midnight in UTC after its last day.
    pub fn end(&self) -> Timestamp {
        self.end.into()
    }

    /// The zone in which it is shown and repeated; UTC for an all-day event.
    pub fn zone(&self) -> Zone {
        self.zone.unwrap_or(Zone::UTC)
    }

    /// Whether it takes whole days.
    pub fn is_all_day(&self) -> bool {
        self.zone.is_none()
    }

    /// The first day of an all-day event.
    pub fn first_day(&self) -> Option<Date> {
        self.day_at(self.start)
    }

    /// The last day of an all-day event, itself included.
    pub fn last_day(&self) -> Option<Date> {
        self.day_at(self.end - DAY)
    }

    fn day_at(&self, seconds: i64) -> Option<Date> {
        Date::from_days_since_epoch(seconds.div_euclid(DAY)).ok().filter(|_| self.is_all_day())
    }

    /// The start as a request has it.
    pub fn start_time(&self) -> TimeInfo {
        self.time(self.first_day(), self.start)
    }

    /// The end as a request has it: for an all-day event, its last day.
    pub fn end_time(&self) -> TimeInfo {
        self.time(self.last_day(), self.end)
    }

    fn time(&self, day: Option<Date>, seconds: i64) -> TimeInfo {
        match day {
            Some(day) => TimeInfo::on(day).build_unchecked(),
            None => TimeInfo::at(seconds).timezone(self.zone()).build_unchecked(),
        }
    }

    /// The same length from another start on.
    #[must_use]
    pub fn starting_at(&self, start: impl Into<Timestamp>) -> Self {
        let start = start.into().unix_seconds();
        Self { start, end: start.saturating_add(self.end - self.start), zone: self.zone }
    }
}

fn timed(start: Option<Timestamp>, end: Option<Timestamp>, zone: Option<&str>) -> Result<EventSpan, InvalidValue> {
    let (Some(start), Some(end)) = (start, end) else {
        return Err(InvalidValue::new("the start and the end must both be days or both be instants"));
    };
    let zone = zone.filter(|zone| !zone.is_empty()).map_or(Ok(Zone::SHANGHAI), Zone::new);
    EventSpan::between(start, end, zone.map_err(|error| InvalidValue::new(error.to_string()))?)
}

#[cfg(test)]
mod tests {
    use super::*;

    type Outcome = Result<(), Box<dyn std::error::Error>>;

    fn received(json: &str) -> Result<CalendarEvent, serde_json::Error> {
        serde_json::from_str(json)
    }

    #[test]
    fn an_all_day_event_that_is_read_and_sent_again_keeps_its_length() -> Outcome {
        let event = received(r#"{"start_time":{"date":"2026-05-01"},"end_time":{"date":"2026-05-04"}}"#)?;
        let span = EventSpan::of(&event)?;
        assert_eq!(span, EventSpan::all_day("2026-05-01".parse()?, "2026-05-03".parse()?)?);
        assert_eq!((span.last_day(), span.end_time().date), (Some("2026-05-03".parse()?), Some("2026-05-03".parse()?)));
        assert_eq!(EventSpan::requested(&span.start_time(), &span.end_time())?, span);
        assert_eq!((i64::from(span.end()) - i64::from(span.start())) / DAY, 3);
        Ok(())
    }

    #[test]
    fn an_event_with_a_time_keeps_its_zone() -> Outcome {
        let json = r#"{"start_time":{"timestamp":"1777878000","timezone":"Europe/Berlin"},"end_time":{"timestamp":"1777881600"}}"#;
        let span = EventSpan::of(&received(json)?)?;
        assert_eq!((span.zone().name(), span.first_day(), span.last_day()), ("Europe/Berlin", None, None));
        assert_eq!(EventSpan::requested(&span.start_time(), &span.end_time())?, span);
        let no_zone = r#"{"start_time":{"timestamp":"1"},"end_time":{"timestamp":"2"}}"#;
        assert_eq!(EventSpan::of(&received(no_zone)?)?.zone(), Zone::SHANGHAI);
        Ok(())
    }

    #[test]
    fn inconsistent_times_are_rejected() -> Outcome {
        for json in [
            "{}",
            r#"{"start_time":{"date":"2026-05-01"},"end_time":{"timestamp":"5"}}"#,
            r#"{"start_time":{"timestamp":"5","timezone":"China Standard Time"},"end_time":{"timestamp":"6"}}"#,
            r#"{"start_time":{"timestamp":"5"},"end_time":{"timestamp":"4"}}"#,
        ] {
            assert!(EventSpan::of(&received(json)?).is_err(), "{json}");
        }
        assert!(EventSpan::all_day("2026-05-02".parse()?, "2026-05-01".parse()?).is_err());
        let gap =
            EventSpan::local("2026-03-29T02:30".parse()?, "2026-03-29T04:00".parse()?, Zone::new("Europe/Berlin")?);
        assert!(gap.expect_err("a gap").to_string().contains("2026-03-29T02:30:00 in Europe/Berlin"));
        Ok(())
    }
}
