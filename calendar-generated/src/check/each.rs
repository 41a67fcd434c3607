//! Visiting the values of a field: through options, lists and maps.

use std::collections::BTreeMap;

use calendar_spec::path::Step;

use super::Validator;

/// A field whose values can be checked by the rule `R`. A field that is not set breaks no rule.
pub trait Each<R> {
    /// Reports every value of the field that breaks the rule.
    fn each(&self, validator: &mut Validator<'_>, rule: &R);
}

impl<R, T: Each<R>> Each<R> for Option<T> {
    fn each(&self, validator: &mut Validator<'_>, rule: &R) {
        if let Some(value) = self {
            value.each(validator, rule);
        }
    }
}

impl<R, T: Each<R>> Each<R> for Vec<T> {
    fn each(&self, validator: &mut Validator<'_>, rule: &R) {
        for (index, value) in self.iter().enumerate() {
            value.each(&mut validator.enter(Step::Index(index)), rule);
        }
    }
}

impl<R, K: AsRef<str>, V: Each<R>> Each<R> for BTreeMap<K, V> {
    fn each(&self, validator: &mut Validator<'_>, rule: &R) {
        for (key, value) in self {
            value.each(&mut validator.enter(Step::Key(key.as_ref())), rule);
        }
    }
}
