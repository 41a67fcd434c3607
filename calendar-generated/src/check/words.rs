//! Numbers, limits and lists as they stand in the sentence about a violation.

use std::fmt;

/// A number and what it counts: `1 item`, `2 items`.
pub(super) struct Amount(pub(super) usize, pub(super) &'static str);

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}{}", self.0, self.1, if self.0 == 1 { "" } else { "s" })
    }
}

/// A limit of a number, which may be open on either side.
pub(super) struct Open(pub(super) i64);

/// The smallest and the largest value allowed.
pub(super) struct Limits<T>(pub(super) T, pub(super) T);

impl fmt::Display for Limits<usize> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.0, self.1) {
            (min, max) if min == max => write!(f, "exactly {min} is"),
            (0, max) => write!(f, "at most {max} are"),
            (min, usize::MAX) => write!(f, "at least {min} are"),
            (min, max) => write!(f, "{min} to {max} are"),
        }
    }
}

impl fmt::Display for Limits<Open> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.0.0, self.1.0) {
            (min, max) if min == max => write!(f, "only {min} is"),
            (i64::MIN, max) => write!(f, "at most {max} is"),
            (min, i64::MAX) => write!(f, "at least {min} is"),
            (min, max) => write!(f, "{min} to {max} is"),
        }
    }
}

/// Items between the same quotes, with commas.
pub(super) struct Listed<'a, T>(pub(super) &'a [T], pub(super) &'static str);

impl<T: fmt::Display> fmt::Display for Listed<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, item) in self.0.iter().enumerate() {
            let comma = if index == 0 { "" } else { ", " };
            write!(f, "{comma}{quote}{item}{quote}", quote = self.1)?;
        }
        Ok(())
    }
}

/// A number of seconds in the largest unit that divides it.
pub(super) struct Seconds(pub(super) i64);

impl fmt::Display for Seconds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let units = [(86_400, "day"), (3600, "hour"), (60, "minute")];
        let whole = units.into_iter().find(|(seconds, _)| self.0 != 0 && self.0 % seconds == 0);
        let (seconds, unit) = whole.unwrap_or((1, "second"));
        let number = self.0 / seconds;
        write!(f, "{number} {unit}{}", if number == 1 { "" } else { "s" })
    }
}
