//! [`RecurrenceRule`]: a recurrence rule, parsed and built.
//!
//! `calendar_spec::format` checks the form; the crate `rrule` parses the parts and decides which combinations are valid.

use std::fmt;
use std::str::FromStr;

use calendar_spec::format::Format;
use calendar_spec::recurrence::Series;
use rrule::{RRule, Unvalidated};

use super::{EventSpan, InvalidValue, NthWeekday, RuleEnd, Weekday};
use crate::{Text, Timestamp};

/// The unit in which a rule repeats.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Frequency {
    Yearly,
    Monthly,
    Weekly,
    Daily,
    Hourly,
    Minutely,
    Secondly,
}

/// A recurrence rule of RFC 5545 (section 3.3.10), such as `FREQ=WEEKLY;BYDAY=MO,WE;COUNT=10`.
///
/// It is the value of the field `recurrence`: exactly one rule. The service has no `EXDATE`: to exclude one instance of a
/// series, delete that instance; the service keeps it as a cancelled exception.
///
/// ```
/// use calendar_generated::jobs::{Frequency, RecurrenceRule, RuleEnd, Weekday};
///
/// let rule = RecurrenceRule::weekly().interval(2).on([Weekday::Monday]).count(10).build()?;
/// assert_eq!(rule.to_string(), "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO;COUNT=10");
///
/// let rule: RecurrenceRule = "FREQ=MONTHLY;BYDAY=-1FR;UNTIL=20261231".parse()?;
/// assert_eq!((rule.frequency(), rule.days()[0].nth), (Frequency::Monthly, Some(-1)));
/// assert!(matches!(rule.end(), Some(RuleEnd::Day(_))));
/// # Ok::<(), calendar_generated::jobs::InvalidValue>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecurrenceRule {
    text: Text,
    end: Option<RuleEnd>,
    /// Without its end, which `rrule` would parse in the time zone of this machine.
    rule: RRule<Unvalidated>,
}

impl RecurrenceRule {
    /// `FREQ`.
    pub fn frequency(&self) -> Frequency {
        match self.rule.get_freq() {
            rrule::Frequency::Yearly => Frequency::Yearly,
            rrule::Frequency::Monthly => Frequency::Monthly,
            rrule::Frequency::Weekly => Frequency::Weekly,
            rrule::Frequency::Daily => Frequency::Daily,
            rrule::Frequency::Hourly => Frequency::Hourly,
            rrule::Frequency::Minutely => Frequency::Minutely,
            rrule::Frequency::Secondly => Frequency::Secondly,
        }
    }

    /// `INTERVAL`: every how many days, weeks and so on; 1 if absent.
    pub fn interval(&self) -> u16 {
        self.rule.get_interval()
    }

    /// `COUNT` or `UNTIL`; `None` when it recurs forever.
    pub fn end(&self) -> Option<RuleEnd> {
        self.end
    }

    /// `BYDAY`.
    pub fn days(&self) -> Vec<NthWeekday> {
        self.rule.get_by_weekday().iter().map(|day| (*day).into()).collect()
    }

    /// `BYMONTHDAY`; -1 is the last day of the month.
    pub fn month_days(&self) -> &[i8] {
        self.rule.get_by_month_day()
    }

    /// `BYMONTH`, from 1.
    pub fn months(&self) -> &[u8] {
        self.rule.get_by_month()
    }

    /// `BYSETPOS`: which of the days that the other parts name.
    pub fn positions(&self) -> &[i32] {
        self.rule.get_by_set_pos()
    }

    /// `WKST`: the day on which weeks start; Monday if absent.
    pub fn week_start(&self) -> Weekday {
        self.rule.get_week_start().into()
    }

    /// The rule as the value of the field `recurrence`.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The same rule with another end.
    pub fn with_end(&self, end: impl Into<Option<RuleEnd>>) -> Result<Self, InvalidValue> {
        let is_end = |part: &&str| {
            let name = part.split('=').next().unwrap_or_default();
            name.eq_ignore_ascii_case("COUNT") || name.eq_ignore_ascii_case("UNTIL")
        };
        let mut parts: Vec<String> = self.text.split(';').filter(|part| !is_end(part)).map(str::to_owned).collect();
        parts.extend(end.into().map(|end: RuleEnd| end.to_string()));
        parts.join(";").parse()
    }

    /// The starts of the instances of an event with this first instance, ascending; the first 50,000. Exceptions and
    /// deleted instances are included.
    ///
    /// Fails if the rule has no instance, or ends before the event starts.
    pub fn starts(&self, first: &EventSpan) -> Result<Vec<Timestamp>, InvalidValue> {
        self.series(first).map(|series| series.starts().map(Timestamp::from).collect())
    }

    pub(super) fn series(&self, first: &EventSpan) -> Result<Series, InvalidValue> {
        let series = Series::new(&self.text, first.start().unix_seconds(), first.zone().tz());
        series.map_err(|why| InvalidValue::new(format!("the rule `{}` cannot be used: {why}", self.text)))
    }
}

/// Parses a rule. The vendor's command-line tool handles responses with the prefix `RRULE:`, so the prefix is accepted.
impl FromStr for RecurrenceRule {
    type Err = InvalidValue;

    fn from_str(text: &str) -> Result<Self, InvalidValue> {
        let is_named = text.get(..6).is_some_and(|start| start.eq_ignore_ascii_case("RRULE:"));
        let text = text.get(6..).filter(|_| is_named).unwrap_or(text);
        let invalid = |why: &str| InvalidValue::new(format!("not {}: {why}", Format::Recurrence));
        Format::Recurrence.check(text).map_err(|why| invalid(&why))?;
        let is_until = |part: &&str| part.get(..6).is_some_and(|name| name.eq_ignore_ascii_case("UNTIL="));
        let endless: Vec<&str> = text.split(';').filter(|part| !is_until(part)).collect();
        let rule: RRule<Unvalidated> = endless.join(";").parse().map_err(|error| invalid(&format!("{error}")))?;
        // Which combinations of parts are valid does not depend on the start.
        rule.clone()
            .validate(chrono::DateTime::UNIX_EPOCH.with_timezone(&rrule::Tz::UTC))
            .map_err(|error| invalid(&format!("{error}")))?;
        Ok(Self { text: text.into(), end: RuleEnd::of(text), rule })
    }
}

impl TryFrom<&str> for RecurrenceRule {
    type Error = InvalidValue;

    fn try_from(text: &str) -> Result<Self, InvalidValue> {
        text.parse()
    }
}

impl fmt::Display for RecurrenceRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.text.fmt(f)
    }
}

/// Lets request builders accept a rule as they accept a string.
impl From<RecurrenceRule> for Text {
    fn from(rule: RecurrenceRule) -> Self {
        rule.text
    }
}

impl From<&RecurrenceRule> for Text {
    fn from(rule: &RecurrenceRule) -> Self {
        rule.text.clone()
    }
}

#[cfg(test)]
#[path = "rule_tests.rs"]
mod tests;
