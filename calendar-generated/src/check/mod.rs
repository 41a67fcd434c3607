//! Checking a request against the documented rules before it is sent.
//!
//! A generated request lists its rules as calls on [`Validator`]. Every broken rule becomes a [`Violation`] with the
//! path to the field; a value that breaks none costs no allocation. Messages never contain a string from the request.

mod across;
mod conditions;
mod each;
mod order;
mod rules;
mod validation_error;
mod violation;
mod words;

pub use calendar_spec::format::{Format, Position};
pub use conditions::{count, count_where, form, is_flag, is_number, is_value, offset, offset_from};
pub use order::{Ordered, first_position};
pub use validation_error::ValidationError;
pub use violation::{Violation, ViolationKind};

use calendar_spec::path::{Path, Step};

/// A value with documented rules.
pub trait Validate {
    /// Reports every rule that the value breaks.
    fn check(&self, validator: &mut Validator<'_>);
}

/// Checks a value; the error lists every rule that it breaks.
pub fn validate<T: Validate + ?Sized>(value: &T) -> Result<(), ValidationError> {
    let mut violations = Vec::new();
    value.check(&mut Validator { path: Path::root(), violations: &mut violations });
    ValidationError::from_violations(violations).map_or(Ok(()), Err)
}

/// The current position of a check in the request, and the violations so far.
pub struct Validator<'a> {
    path: Path<'a>,
    violations: &'a mut Vec<Violation>,
}

impl Validator<'_> {
    /// The same check, one level deeper.
    fn enter<'b>(&'b mut self, step: Step<'b>) -> Validator<'b> {
        Validator { path: self.path.then(step), violations: &mut *self.violations }
    }

    /// Reports that the value at this position breaks a rule.
    #[cold]
    fn report(&mut self, kind: ViolationKind) {
        self.violations.push(Violation::new(self.path.to_string(), kind));
    }

    /// Reports that a field of this object breaks a rule.
    #[cold]
    fn report_field(&mut self, name: &str, kind: ViolationKind) {
        let path = self.path_of(name);
        self.violations.push(Violation::new(path, kind));
    }

    /// The full path of a field of this object.
    fn path_of(&self, name: &str) -> String {
        self.path.then(Step::Field(name)).to_string()
    }

    /// The paths of the fields whose state matters.
    fn paths_of<T>(&self, fields: &[(&'static str, T)], is_one: impl Fn(&T) -> bool) -> Vec<String> {
        let mut paths = Vec::new();
        for (name, state) in fields {
            if is_one(state) {
                paths.push(self.path_of(name));
            }
        }
        paths
    }
}

#[cfg(test)]
mod across_tests;
#[cfg(test)]
mod tests;
