//! Comparing two fields that have an order: times, days, numbers.

use calendar_spec::format::{Position, nanos};

use crate::{Date, DateTime, Timestamp, TimestampMs, TimestampOrDate};

/// A field that has an order.
pub trait Ordered {
    /// Its position; `None` when it is not set.
    fn position(&self) -> Option<Position>;
}

impl Ordered for Timestamp {
    fn position(&self) -> Option<Position> {
        Some(Position::seconds(self.unix_seconds()))
    }
}

impl Ordered for TimestampMs {
    fn position(&self) -> Option<Position> {
        Some(Position::milliseconds(self.unix_milliseconds()))
    }
}

impl Ordered for DateTime {
    fn position(&self) -> Option<Position> {
        Some(Position::Instant(nanos(self.unix_seconds()) + i128::from(self.subsecond_nanos())))
    }
}

impl Ordered for Date {
    fn position(&self) -> Option<Position> {
        Some(Position::Day(nanos(self.days_since_epoch() * 86_400)))
    }
}

impl Ordered for TimestampOrDate {
    fn position(&self) -> Option<Position> {
        match self {
            Self::Seconds(time) => time.position(),
            Self::Date(date) => date.position(),
        }
    }
}

impl Ordered for i64 {
    fn position(&self) -> Option<Position> {
        Some(Position::number(*self))
    }
}

impl Ordered for i32 {
    fn position(&self) -> Option<Position> {
        i64::from(*self).position()
    }
}

impl<T: Ordered> Ordered for Option<T> {
    fn position(&self) -> Option<Position> {
        self.as_ref().and_then(Ordered::position)
    }
}

/// The position of an object that holds one of several times: the first that is set.
pub fn first_position(times: &[&dyn Ordered]) -> Option<Position> {
    times.iter().find_map(|time| time.position())
}
