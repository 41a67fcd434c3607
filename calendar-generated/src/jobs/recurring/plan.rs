//! [`Plan`]: what becomes of a series, or of its second half, decided before anything is changed.

use std::collections::{HashMap, HashSet};

use super::series::Loaded;
use crate::jobs::{EventIdParts, EventSpan, InvalidValue, RecurrenceRule, RuleEnd, WallClock};
use crate::types::{EventId, TimeInfo};

/// How many instances are compared to see whether a split changes any.
const COMPARED: usize = 2000;

/// Instances that are to change together: a whole series, or its end.
pub(super) struct Part {
    first: EventSpan,
    rule: RecurrenceRule,
    starts: Vec<i64>,
}

impl Part {
    /// All of a series.
    pub(super) fn whole(series: &Loaded) -> Self {
        Self { first: series.first, rule: series.rule.clone(), starts: series.starts.clone() }
    }

    /// A series cut in two before an instance: the rule of the first half, and the second half.
    ///
    /// An error when the rule would have other instances once it is cut.
    pub(super) fn cut(series: &Loaded, position: usize) -> Result<(RecurrenceRule, Self), InvalidValue> {
        let cut = series.starts[position];
        let before = series.rule.with_end(end_before(&series.first, cut)?)?;
        let rule = match series.rule.end() {
            Some(RuleEnd::Count(count)) => series.rule.with_end(RuleEnd::Count(left_of(count, position)))?,
            _ => series.rule.clone(),
        };
        let second = Self { first: series.first.starting_at(cut), rule, starts: series.starts[position..].to_vec() };
        let halves =
            [(&before, &series.first, &series.starts[..position]), (&second.rule, &second.first, &second.starts[..])];
        for (rule, first, expected) in halves {
            let starts = rule.series(first)?;
            let found: Vec<i64> = starts.starts().take(expected.len().min(COMPARED)).collect();
            if found[..] != expected[..expected.len().min(COMPARED)] {
                return Err(InvalidValue::new(format!(
                    "the rule `{}` has other instances when it is cut",
                    series.rule
                )));
            }
        }
        Ok((before, second))
    }
}

fn left_of(count: u32, position: usize) -> u32 {
    count.saturating_sub(u32::try_from(position).unwrap_or(u32::MAX))
}

/// The end of a rule whose last instance comes before this one. RFC 5545 has it in UTC for events with a time, and as a day
/// for all-day events.
fn end_before(first: &EventSpan, cut: i64) -> Result<RuleEnd, InvalidValue> {
    let last_second = cut.saturating_sub(1);
    if !first.is_all_day() {
        return Ok(RuleEnd::Instant(last_second.into()));
    }
    let day = first.starting_at(last_second).first_day();
    day.map(RuleEnd::Day).ok_or_else(|| InvalidValue::new("the series is beyond all calendars"))
}

/// What instances that change together become.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) first: EventSpan,
    pub(super) rule: RecurrenceRule,
    /// From the start of an instance today to its start then. Instances without a successor are not in it.
    pub(super) moved: HashMap<i64, i64>,
}

impl Plan {
    /// The same instances from another time on, or by another rule.
    pub(super) fn new(part: &Part, times: Option<EventSpan>, rule: Option<&str>) -> Result<Self, InvalidValue> {
        let first = times.unwrap_or(part.first);
        let new_rule = match rule {
            Some(rule) => rule.parse()?,
            None => as_many(part, &first)?,
        };
        let starts: Vec<i64> = new_rule.series(&first)?.starts().collect();
        let was_instance = part.starts.first() == Some(&part.first.start().unix_seconds());
        if was_instance && starts.first() != Some(&first.start().unix_seconds()) {
            let why = "the new start is not an instance of the rule";
            return Err(InvalidValue::new(format!(
                "{why} `{new_rule}`; change the `recurrence` together with the times"
            )));
        }
        let moved = if rule.is_none() {
            part.starts.iter().copied().zip(starts).collect()
        } else {
            let known: HashSet<i64> = part.starts.iter().copied().collect();
            starts.into_iter().filter(|start| known.contains(start)).map(|start| (start, start)).collect()
        };
        Ok(Self { first, rule: new_rule, moved })
    }
}

/// The rule of a part from another start on, with as many instances: an end in time may now come too early or too late.
fn as_many(part: &Part, first: &EventSpan) -> Result<RecurrenceRule, InvalidValue> {
    if *first == part.first || part.rule.end().is_none() {
        return Ok(part.rule.clone());
    }
    let is_equal = part.rule.series(first).is_ok_and(|series| series.starts().count() == part.starts.len());
    if is_equal {
        return Ok(part.rule.clone());
    }
    let count = u32::try_from(part.starts.len()).unwrap_or(u32::MAX);
    part.rule.with_end(RuleEnd::Count(count))
}

/// The times of a request that changes an event; `None` when it changes none.
pub(super) fn times(start: Option<&TimeInfo>, end: Option<&TimeInfo>) -> Result<Option<EventSpan>, InvalidValue> {
    match (start, end) {
        (None, None) => Ok(None),
        (Some(start), Some(end)) => EventSpan::requested(start, end).map(Some),
        _ => Err(InvalidValue::new("`start_time` and `end_time` have an effect only together")),
    }
}

/// When the first instance of a series takes place once one of its instances takes place at another time: as much earlier
/// or later on the clock.
pub(super) fn first_after_move(series: &Loaded, instance: i64, times: EventSpan) -> Result<EventSpan, InvalidValue> {
    let shown = |span: &EventSpan| WallClock::at(span.start(), span.zone());
    let delta = shown(&times)?.since(shown(&series.first.starting_at(instance))?);
    let first = shown(&series.first)?.later_by(delta)?.earliest_in_zone(times.zone());
    Ok(times.starting_at(first))
}

/// Where an instance is once its series has changed.
pub(super) struct Target<'p> {
    pub(super) id: EventIdParts,
    pub(super) plan: &'p Plan,
}

impl Target<'_> {
    /// The successor of an instance.
    pub(super) fn successor(&self, original: i64) -> Option<EventId> {
        self.plan.moved.get(&original).map(|start| self.id.instance(*start))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::jobs::Zone;
    use crate::types::CalendarEvent;

    type Outcome = Result<(), Box<dyn std::error::Error>>;

    fn series(rule: &str, first: EventSpan) -> Loaded {
        let rule: RecurrenceRule = rule.parse().expect(rule);
        let starts = rule.series(&first).expect("a series").starts().collect();
        let id = EventIdParts::of(&"uid_0".into()).expect("an ID");
        Loaded { id, event: CalendarEvent::default(), first, rule, starts }
    }

    /// From nine to ten on the clocks of Berlin.
    fn nine(day: &str) -> EventSpan {
        let clock = |time: &str| format!("{day}T{time}").parse().expect("a time");
        let zone = Zone::new("Europe/Berlin").expect("a zone");
        EventSpan::local(clock("09:00"), clock("10:00"), zone).expect("a span")
    }

    #[test]
    fn a_series_is_cut_with_the_rest_of_its_rule() -> Outcome {
        // Monday, 2026-03-23; clocks are put forward on the 29th.
        for (rule, position, before, after) in [
            ("FREQ=DAILY;COUNT=10", 7, "FREQ=DAILY;UNTIL=20260330T065959Z", "FREQ=DAILY;COUNT=3"),
            ("FREQ=DAILY", 1, "FREQ=DAILY;UNTIL=20260324T075959Z", "FREQ=DAILY"),
            (
                "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE;UNTIL=20261231",
                1,
                "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE;UNTIL=20260325T075959Z",
                "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE;UNTIL=20261231",
            ),
            (
                "FREQ=DAILY;BYHOUR=9,15;COUNT=6",
                3,
                "FREQ=DAILY;BYHOUR=9,15;UNTIL=20260324T135959Z",
                "FREQ=DAILY;BYHOUR=9,15;COUNT=3",
            ),
            (
                "FREQ=MONTHLY;BYDAY=4MO;COUNT=5",
                2,
                "FREQ=MONTHLY;BYDAY=4MO;UNTIL=20260525T065959Z",
                "FREQ=MONTHLY;BYDAY=4MO;COUNT=3",
            ),
        ] {
            let (left, right) = Part::cut(&series(rule, nine("2026-03-23")), position)?;
            assert_eq!((left.as_str(), right.rule.as_str()), (before, after));
        }
        Ok(())
    }

    #[test]
    fn an_all_day_series_is_cut_by_the_day() -> Outcome {
        let days = EventSpan::all_day("2026-05-01".parse()?, "2026-05-02".parse()?)?;
        let (left, right) = Part::cut(&series("FREQ=WEEKLY;COUNT=4", days), 2)?;
        assert_eq!((left.as_str(), right.rule.as_str()), ("FREQ=WEEKLY;UNTIL=20260514", "FREQ=WEEKLY;COUNT=2"));
        assert_eq!(
            (right.first.first_day(), right.first.last_day()),
            (Some("2026-05-15".parse()?), Some("2026-05-16".parse()?))
        );
        Ok(())
    }

    #[test]
    fn a_half_that_is_moved_keeps_its_number_of_instances() -> Outcome {
        // The last instance starts at the second in which the rule ends.
        let all = series("FREQ=DAILY;UNTIL=20260327T080000Z", nine("2026-03-23"));
        let (_, half) = Part::cut(&all, 2)?;
        let later = half.first.starting_at(i64::from(half.first.start()) + 3600);
        let plan = Plan::new(&half, Some(later), None)?;
        assert_eq!((plan.rule.as_str(), plan.moved.len()), ("FREQ=DAILY;COUNT=3", 3));
        assert!(plan.moved.iter().all(|(from, to)| to - from == 3600));
        let unmoved = Plan::new(&half, None, None)?;
        assert_eq!(unmoved.rule, all.rule);
        Ok(())
    }

    #[test]
    fn instances_are_moved_on_the_clock() -> Outcome {
        let all = series("FREQ=DAILY;COUNT=9", nine("2026-03-25"));
        // The instance after the change of clocks goes from nine to eight; so does the first one, before the change.
        let instance = all.starts[6];
        let first = first_after_move(&all, instance, nine("2026-03-31").starting_at(instance - 3600))?;
        assert_eq!(first, nine("2026-03-25").starting_at(all.starts[0] - 3600));
        Ok(())
    }

    #[test]
    fn a_start_that_the_rule_does_not_have_is_rejected() -> Outcome {
        let all = series("FREQ=WEEKLY;BYDAY=MO", nine("2026-03-23"));
        let tuesday = nine("2026-03-24");
        let error = Plan::new(&Part::whole(&all), Some(tuesday), None).expect_err("a Tuesday").to_string();
        assert!(error.contains("change the `recurrence` together with the times"), "{error}");
        let plan = Plan::new(&Part::whole(&all), Some(tuesday), Some("FREQ=WEEKLY;BYDAY=TU"))?;
        assert!(plan.moved.is_empty(), "no Monday is a Tuesday");
        Ok(())
    }
}
