//! Numbers, limits and lists in the messages of violations.

use std::fmt;

/// A number and its unit: `1 item`, `2 items`.
pub(super) struct Amount(pub(super) usize, pub(super) &'static str);

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}{}", self.0, self.1, if self.0 == 1 { "" } else { "s" })
    }
}

/// The smallest and the largest allowed number; each may be the limit of the number's type, which means none.
pub(super) struct Limits {
    min: i64,
    max: i64,
    /// The lowest possible number.
    lowest: i64,
    words: (&'static str, &'static str),
}

impl Limits {
    /// Limits on a count.
    pub(super) fn of_count(min: usize, max: usize) -> Self {
        let number = |count| i64::try_from(count).unwrap_or(i64::MAX);
        // The largest `usize` means no limit; a number has more bits on some targets.
        let max = if max == usize::MAX { i64::MAX } else { number(max) };
        Self { min: number(min), max, lowest: 0, words: ("exactly", "are") }
    }

    /// Limits on a number.
    pub(super) fn of_number(min: i64, max: i64) -> Self {
        Self { min, max, lowest: i64::MIN, words: ("only", "is") }
    }
}

impl fmt::Display for Limits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (exactly, are) = self.words;
        let (which, number, are) = match (self.min, self.max) {
            (min, max) if min == max => (exactly, min, "is"),
            (min, max) if min == self.lowest => ("at most", max, are),
            (min, i64::MAX) => ("at least", min, are),
            (min, max) => return write!(f, "{min} to {max} {are}"),
        };
        write!(f, "{which} {number} {are}")
    }
}

/// The items, each between these quotes, separated by commas.
pub(super) struct Listed<'a, T>(pub(super) &'a [T], pub(super) &'static str);

impl<T: fmt::Display> fmt::Display for Listed<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut comma = "";
        for item in self.0 {
            write_item(f, comma, self.1, item)?;
            comma = ", ";
        }
        Ok(())
    }
}

fn write_item(f: &mut fmt::Formatter<'_>, comma: &str, quote: &str, item: &dyn fmt::Display) -> fmt::Result {
    write!(f, "{comma}{quote}{item}{quote}")
}

/// A number of seconds in the largest unit that divides it.
pub(super) struct Seconds(pub(super) i64);

impl fmt::Display for Seconds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (seconds, unit) = match self.0 {
            0 => (1, "second"),
            seconds if seconds % 86_400 == 0 => (86_400, "day"),
            seconds if seconds % 3600 == 0 => (3600, "hour"),
            seconds if seconds % 60 == 0 => (60, "minute"),
            _ => (1, "second"),
        };
        let number = self.0 / seconds;
        write!(f, "{number} {unit}{}", if number == 1 { "" } else { "s" })
    }
}
