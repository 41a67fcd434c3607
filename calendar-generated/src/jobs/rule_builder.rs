//! [`RuleBuilder`]: a recurrence rule, part by part.

use std::fmt::Display;

use super::{InvalidValue, NthWeekday, RecurrenceRule, RuleEnd, Weekday};

/// A rule that is being built; [`RecurrenceRule::weekly`] and its neighbours start one.
#[derive(Clone, Debug)]
#[must_use = "`build` makes the rule"]
pub struct RuleBuilder(String);

impl RecurrenceRule {
    /// Starts a rule that recurs every day.
    pub fn daily() -> RuleBuilder {
        RuleBuilder::new("DAILY")
    }

    /// Starts a rule that recurs every week.
    pub fn weekly() -> RuleBuilder {
        RuleBuilder::new("WEEKLY")
    }

    /// Starts a rule that recurs every month.
    pub fn monthly() -> RuleBuilder {
        RuleBuilder::new("MONTHLY")
    }

    /// Starts a rule that recurs every year.
    pub fn yearly() -> RuleBuilder {
        RuleBuilder::new("YEARLY")
    }
}

impl RuleBuilder {
    fn new(frequency: &str) -> Self {
        Self(format!("FREQ={frequency}"))
    }

    /// Every how many days, weeks, months or years; every one unless set.
    pub fn interval(self, interval: u16) -> Self {
        self.part("INTERVAL", [interval])
    }

    /// On which days of the week; for a rule by the month or year also such as the last Friday, see [`NthWeekday`].
    pub fn on(self, days: impl IntoIterator<Item = impl Into<NthWeekday>>) -> Self {
        self.part("BYDAY", days.into_iter().map(Into::into))
    }

    /// On which days of the month, from 1; -1 is the last one.
    pub fn month_days(self, days: impl IntoIterator<Item = i8>) -> Self {
        self.part("BYMONTHDAY", days)
    }

    /// In which months, from 1.
    pub fn months(self, months: impl IntoIterator<Item = u8>) -> Self {
        self.part("BYMONTH", months)
    }

    /// Which of the days that the other parts name: -1 with Monday to Friday is the last workday.
    pub fn positions(self, positions: impl IntoIterator<Item = i16>) -> Self {
        self.part("BYSETPOS", positions)
    }

    /// On which day weeks start, which counts with an interval; Monday unless set.
    pub fn week_start(self, day: Weekday) -> Self {
        self.part("WKST", [day])
    }

    /// Ends after so many instances.
    pub fn count(self, count: u32) -> Self {
        self.end(RuleEnd::Count(count))
    }

    /// Ends so; the rule recurs forever unless set.
    pub fn end(self, end: RuleEnd) -> Self {
        Self(format!("{};{end}", self.0))
    }

    /// The rule; an error for parts that come twice, exclude each other or are out of range.
    pub fn build(self) -> Result<RecurrenceRule, InvalidValue> {
        self.0.parse()
    }

    fn part(self, name: &str, values: impl IntoIterator<Item = impl Display>) -> Self {
        let values: Vec<String> = values.into_iter().map(|value| value.to_string()).collect();
        Self(format!("{};{name}={}", self.0, values.join(",")))
    }
}
