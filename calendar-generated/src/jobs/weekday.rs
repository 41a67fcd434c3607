//! [`Weekday`], and [`NthWeekday`] for rules such as "the last Friday of the month".

use std::fmt;

/// A day of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Weekday {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

impl Weekday {
    /// Monday to Friday.
    pub const WORKDAYS: [Self; 5] = [Self::Monday, Self::Tuesday, Self::Wednesday, Self::Thursday, Self::Friday];

    /// As a rule has it, such as `MO`.
    fn as_str(self) -> &'static str {
        match self {
            Self::Monday => "MO",
            Self::Tuesday => "TU",
            Self::Wednesday => "WE",
            Self::Thursday => "TH",
            Self::Friday => "FR",
            Self::Saturday => "SA",
            Self::Sunday => "SU",
        }
    }
}

impl fmt::Display for Weekday {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl From<chrono::Weekday> for Weekday {
    fn from(day: chrono::Weekday) -> Self {
        match day {
            chrono::Weekday::Mon => Self::Monday,
            chrono::Weekday::Tue => Self::Tuesday,
            chrono::Weekday::Wed => Self::Wednesday,
            chrono::Weekday::Thu => Self::Thursday,
            chrono::Weekday::Fri => Self::Friday,
            chrono::Weekday::Sat => Self::Saturday,
            chrono::Weekday::Sun => Self::Sunday,
        }
    }
}

/// A day of the week, alone or counted within the month or year: `MO`, `1MO`, `-1FR`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct NthWeekday {
    /// Which one, from 1, or from -1 backwards; `None` for every one.
    pub nth: Option<i16>,
    /// The day.
    pub day: Weekday,
}

impl NthWeekday {
    /// The nth such day of the month or year; the last one is -1.
    pub fn new(nth: i16, day: Weekday) -> Self {
        Self { nth: Some(nth), day }
    }
}

impl From<Weekday> for NthWeekday {
    fn from(day: Weekday) -> Self {
        Self { nth: None, day }
    }
}

impl From<rrule::NWeekday> for NthWeekday {
    fn from(day: rrule::NWeekday) -> Self {
        match day {
            rrule::NWeekday::Every(day) => Weekday::from(day).into(),
            rrule::NWeekday::Nth(nth, day) => Self::new(nth, day.into()),
        }
    }
}

impl fmt::Display for NthWeekday {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.nth.map_or(Ok(()), |nth| nth.fmt(f))?;
        self.day.fmt(f)
    }
}
