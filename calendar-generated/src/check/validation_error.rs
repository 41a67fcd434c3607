//! [`ValidationError`]: the rules that a request breaks.

use std::error::Error;
use std::fmt;

use super::Violation;

/// How many violations are printed.
const SHOWN: usize = 100;

/// The documented rules that a request breaks; at least one, and all of them are listed.
///
/// `Display` prints one violation per line, the first 100 of them; `Debug` is limited as well.
#[derive(Clone, PartialEq)]
pub struct ValidationError {
    violations: Vec<Violation>,
}

impl ValidationError {
    /// `None` when there are no violations.
    pub(crate) fn from_violations(violations: Vec<Violation>) -> Option<Self> {
        if violations.is_empty() { None } else { Some(Self { violations }) }
    }

    /// Returns the violations, in the order of the fields; never empty.
    pub fn violations(&self) -> &[Violation] {
        &self.violations
    }

    /// Iterates over the violations, in the order of the fields.
    pub fn iter(&self) -> std::slice::Iter<'_, Violation> {
        self.violations.iter()
    }
}

impl fmt::Debug for ValidationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (shown, more) = self.violations.split_at(self.violations.len().min(SHOWN));
        let mut list = f.debug_struct("ValidationError");
        list.field("violations", &shown);
        if more.is_empty() { list.finish() } else { list.finish_non_exhaustive() }
    }
}

impl fmt::Display for ValidationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, violation) in self.violations.iter().take(SHOWN).enumerate() {
            if index > 0 {
                f.write_str("\n")?;
            }
            fmt::Display::fmt(violation, f)?;
        }
        match self.violations.len().saturating_sub(SHOWN) {
            0 => Ok(()),
            more => write!(f, "\nand {more} more"),
        }
    }
}

impl Error for ValidationError {}

impl IntoIterator for ValidationError {
    type Item = Violation;
    type IntoIter = std::vec::IntoIter<Violation>;

    fn into_iter(self) -> Self::IntoIter {
        self.violations.into_iter()
    }
}

impl<'a> IntoIterator for &'a ValidationError {
    type Item = &'a Violation;
    type IntoIter = std::slice::Iter<'a, Violation>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
