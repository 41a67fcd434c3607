//! Comparing two fields that lie on a scale: times, days, numbers.

use crate::{Date, DateTime, Timestamp, TimestampMs, TimestampOrDate};

const SECONDS_PER_DAY: i64 = 86_400;

/// A place on a scale. Two places are comparable only when their scales are the same.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Position {
    scale: Scale,
    /// Whole seconds; for a day those of its midnight in UTC, for a plain number the number.
    seconds: i64,
    nanos: u32,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Scale {
    Instant,
    Day,
    Number,
}

impl Position {
    fn new(scale: Scale, seconds: i64) -> Self {
        Self { scale, seconds, nanos: 0 }
    }

    fn instant((seconds, nanos): (i64, u32)) -> Self {
        Self { scale: Scale::Instant, seconds, nanos }
    }

    pub(super) fn is_comparable_to(self, other: Self) -> bool {
        self.scale == other.scale
    }

    /// How far `later` lies behind this one, in nanoseconds; negative when it lies before.
    pub(super) fn nanos_until(self, later: Self) -> i128 {
        let nanos = |position: Self| i128::from(position.seconds) * 1_000_000_000 + i128::from(position.nanos);
        nanos(later) - nanos(self)
    }
}

/// A field that lies on a scale.
pub trait Ordered {
    /// Where it lies; `None` when it is not set.
    fn position(&self) -> Option<Position>;
}

impl Ordered for Timestamp {
    fn position(&self) -> Option<Position> {
        Some(Position::new(Scale::Instant, self.unix_seconds()))
    }
}

impl Ordered for TimestampMs {
    fn position(&self) -> Option<Position> {
        Some(Position::instant(self.parts()))
    }
}

impl Ordered for DateTime {
    fn position(&self) -> Option<Position> {
        Some(Position::instant((self.unix_seconds(), self.subsecond_nanos())))
    }
}

impl Ordered for Date {
    fn position(&self) -> Option<Position> {
        Some(Position::new(Scale::Day, self.days_since_epoch() * SECONDS_PER_DAY))
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
        Some(Position::new(Scale::Number, *self))
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
