//! [`WorkingHours`]: the hours of the week that may be used, on the clocks of a zone.

use chrono::{Datelike, Days, NaiveDate, NaiveTime};

use super::spans::{Span, merged};
use crate::jobs::{InvalidValue, WallClock, Weekday, Zone};
use crate::text::OneLine;

/// The hours of the week that may be used, on the clocks of a zone: from Monday to Friday by default.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkingHours {
    zone: Zone,
    opens: NaiveTime,
    closes: NaiveTime,
    days: Vec<Weekday>,
}

impl WorkingHours {
    /// From one time of day to another, such as `09:00` to `18:00`. Hours that close before they open, or at the same
    /// time, close on the next day; `00:00` to `00:00` is the whole day.
    pub fn new(zone: Zone, opens: &str, closes: &str) -> Result<Self, InvalidValue> {
        let time = |text: &str| {
            let time = NaiveTime::parse_from_str(text, "%H:%M");
            time.map_err(|_| InvalidValue::new(format!("`{}` is not a time of day such as `09:00`", OneLine(text))))
        };
        Ok(Self { zone, opens: time(opens)?, closes: time(closes)?, days: Weekday::WORKDAYS.into() })
    }

    /// On these days of the week; hours that close on the next day belong to the day on which they open.
    #[must_use]
    pub fn on(mut self, days: impl IntoIterator<Item = Weekday>) -> Self {
        self.days = days.into_iter().collect();
        self
    }

    /// The hours that meet a span. Where clocks skip or repeat a time, the hours are the shorter ones.
    pub(super) fn within(&self, (from, to): Span) -> Vec<Span> {
        let date = |seconds: i64| WallClock::at(seconds, self.zone).ok().map(WallClock::date);
        let (Some(first), Some(last)) = (date(from), date(to)) else { return Vec::new() };
        let days =
            std::iter::successors(first.checked_sub_days(Days::new(1)), |day| day.checked_add_days(Days::new(1)));
        let days = days.take_while(|day| *day <= last).filter(|day| self.days.contains(&day.weekday().into()));
        let hours = days.filter_map(|day| self.of_day(day)).filter(|(start, end)| *start < to && from < *end);
        merged(hours.collect())
    }

    fn of_day(&self, day: NaiveDate) -> Option<Span> {
        let closes_next_day = self.closes <= self.opens;
        let last = day.checked_add_days(Days::new(closes_next_day.into()))?;
        let start = WallClock::of(day.and_time(self.opens)).latest_in_zone(self.zone);
        let end = WallClock::of(last.and_time(self.closes)).earliest_in_zone(self.zone);
        Some((start.unix_seconds(), end.unix_seconds())).filter(|(start, end)| start < end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Outcome = Result<(), Box<dyn std::error::Error>>;

    const HOUR: i64 = 3600;

    fn at(clock: &str, zone: Zone) -> i64 {
        clock.parse::<WallClock>().expect(clock).in_zone(zone).expect(clock).into()
    }

    #[test]
    fn hours_follow_the_clocks_of_their_zone() -> Outcome {
        let berlin = Zone::new("Europe/Berlin")?;
        let hours = WorkingHours::new(berlin, "09:00", "17:00")?;
        // Friday to Monday; clocks are put forward on Sunday.
        let span = (at("2026-03-27T12:00", berlin), at("2026-03-30T12:00", berlin));
        let friday = (at("2026-03-27T09:00", berlin), at("2026-03-27T17:00", berlin));
        let monday = (at("2026-03-30T09:00", berlin), at("2026-03-30T17:00", berlin));
        assert_eq!(hours.within(span), [friday, monday]);
        assert_eq!(monday.0 - friday.0, 71 * HOUR);
        Ok(())
    }

    #[test]
    fn hours_may_go_past_midnight_and_last_all_day() -> Outcome {
        let night = WorkingHours::new(Zone::UTC, "22:00", "02:00")?.on([Weekday::Monday]);
        let monday = at("2026-03-30T00:00", Zone::UTC);
        let tuesday = monday + 24 * HOUR;
        assert_eq!(night.within((tuesday, tuesday + HOUR)), [(monday + 22 * HOUR, monday + 26 * HOUR)]);
        let always = WorkingHours::new(Zone::UTC, "00:00", "00:00")?.on([Weekday::Monday, Weekday::Tuesday]);
        assert_eq!(always.within((monday, tuesday + HOUR)), [(monday, monday + 48 * HOUR)]);
        Ok(())
    }

    #[test]
    fn hours_are_the_shorter_ones_where_clocks_change() -> Outcome {
        let new_york = Zone::new("America/New_York")?;
        let hours = WorkingHours::new(new_york, "01:30", "03:00")?.on([Weekday::Sunday]);
        // Clocks are put back at two: half past one comes twice.
        let span = (at("2026-11-01T00:00", new_york), at("2026-11-01T12:00", new_york));
        let end = at("2026-11-01T03:00", new_york);
        assert_eq!(hours.within(span), [(end - 3 * HOUR / 2, end)]);
        Ok(())
    }

    #[test]
    fn a_time_of_day_has_two_numbers() {
        for text in ["", "9", "24:00", "09:60", "09:00:00", "9am"] {
            assert!(WorkingHours::new(Zone::UTC, text, "18:00").is_err(), "{text}");
        }
    }
}
