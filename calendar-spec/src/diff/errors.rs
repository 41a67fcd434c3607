//! Error codes.
//!
//! In: the paired error codes. Out: changes. The number is what a program knows an error by.

use super::change::{Change, Effect, Level, Wire};
use super::class::Class;
use super::comparison::Comparison;
use crate::describe::retry;
use crate::model::{ErrorCode, ErrorRef};

impl Comparison<'_> {
    pub(super) fn errors(&mut self) {
        let (old, new, pairs) = (&self.old.spec.errors, &self.new.spec.errors, self.pairs);
        for error in pairs.errors.removed.iter().map(|&index| &old[index]) {
            let change = Change::new(Class::ErrorRemoved, place(error)).was(name(error));
            self.push(change.wire(Wire::response(Effect::Compatible)).rust(Level::Major));
        }
        for error in pairs.errors.added.iter().map(|&index| &new[index]) {
            let change = Change::new(Class::ErrorAdded, place(error)).is(name(error));
            self.push(change.wire(Wire::response(Effect::Compatible)).rust(Level::Minor));
        }
        for &(was, is) in &pairs.errors.both {
            self.error(&old[was], &new[is]);
        }
    }

    fn error(&mut self, old: &ErrorCode, new: &ErrorCode) {
        let ErrorCode { number, rust, status, message, advice, retry: again } = old;
        let place = place(new);
        let observed = Wire::response(Effect::Compatible);
        if *number != new.number {
            let change =
                Change::new(Class::ErrorRenumbered, &*place).was(number.to_string()).is(new.number.to_string());
            self.push(change.wire(Wire::response(Effect::Breaking)));
        }
        self.rust_name(&place, rust, &new.rust, Level::Major);
        if *status != new.status {
            let words = |status: Option<u16>| status.map_or_else(|| "unknown".to_owned(), |status| status.to_string());
            let change = Change::new(Class::StatusChanged, &*place).was(words(*status)).is(words(new.status));
            self.push(change.wire(observed));
        }
        if *message != new.message {
            self.push(Change::new(Class::MessageChanged, &*place).was(message).is(&*new.message).wire(observed));
        }
        self.doc(&place, advice, &new.advice);
        if *again != new.retry {
            let change = Change::new(Class::RetryChanged, &*place).was(format!("`{}`", retry(*again)));
            self.push(change.is(format!("`{}`", retry(new.retry))));
        }
    }

    /// The errors that an endpoint lists.
    pub(super) fn listed_errors(&mut self, place: &str, old: &[ErrorRef], new: &[ErrorRef]) {
        let errors = &self.pairs.errors;
        let gone = |error: &&ErrorRef| !new.iter().any(|listed| errors.is_pair(error.0, listed.0));
        let is_new = |error: &&ErrorRef| !old.iter().any(|listed| errors.is_pair(listed.0, error.0));
        let observed = Wire::response(Effect::Compatible);
        for error in old.iter().filter(gone) {
            let change = Change::new(Class::ErrorUnlisted, place).was(numbered(&self.old.spec.errors[error.0]));
            self.push(change.wire(observed));
        }
        for error in new.iter().filter(is_new) {
            let change = Change::new(Class::ErrorListed, place).is(numbered(&self.new.spec.errors[error.0]));
            self.push(change.wire(observed));
        }
    }
}

fn place(error: &ErrorCode) -> String {
    format!("errors.{}", error.number)
}

fn name(error: &ErrorCode) -> String {
    format!("`{}`: {}", error.rust, error.message)
}

fn numbered(error: &ErrorCode) -> String {
    format!("{} `{}`", error.number, error.rust)
}
