//! Validates JSON values against the model: types, constraints, formats and the rules across fields.
//!
//! In: fields, rules and a value. Out: every [`Violation`], with the path of the field and what is allowed. The only
//! place where this is done; the loader validates defaults and examples with it, the mock validates requests.

mod across;
mod group;
mod leaf;
mod position;
mod value;
mod violation;

pub use crate::json::Json;
#[cfg(feature = "mock")]
pub(crate) use group::Group;
#[cfg(feature = "mock")]
pub(crate) use violation::shorten;
pub use violation::{Cause, Violation};

use std::fmt::Display;

#[cfg(feature = "mock")]
use crate::model::Type;
use crate::model::{Enum, Field, Object, Rule, Spec};
use crate::path::Path;

/// How many violations are reported; a large value could break millions of rules.
const MOST: usize = 50;

/// How strictly a value is validated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Strictness {
    /// All that the spec does not allow is a violation.
    #[default]
    Strict,
    /// Only what the service would certainly reject is one.
    Lenient,
}

/// Validates an object, such as the parameters of an endpoint, as part of a request; returns every violation.
pub fn validate(spec: &Spec, fields: &[&Field], rules: &[Rule], value: &Json<'_>) -> Vec<Violation> {
    let mut validator = Validator::new(&spec.enums, &spec.objects, Strictness::Strict);
    match value {
        Json::Object(entries) => validator.fields(&Path::root(), fields, rules, entries),
        other => validator.wrong_type(&Path::root(), other, "an object"),
    }
    validator.violations
}

/// Walks a value and collects its violations.
pub(crate) struct Validator<'s> {
    enums: &'s [Enum],
    objects: &'s [Object],
    strictness: Strictness,
    pub(crate) violations: Vec<Violation>,
}

impl<'s> Validator<'s> {
    pub(crate) fn new(enums: &'s [Enum], objects: &'s [Object], strictness: Strictness) -> Self {
        Self { enums, objects, strictness, violations: Vec::new() }
    }

    pub(crate) fn is_strict(&self) -> bool {
        self.strictness == Strictness::Strict
    }

    /// Whether it is an enum of numbers.
    #[cfg(feature = "mock")]
    pub(crate) fn is_number(&self, ty: &Type) -> bool {
        matches!(ty, Type::Enum(set) if self.enums.get(set.0).is_some_and(|set| set.is_number))
    }

    /// Reports a violation; the value is shown to the client, so omit it if it is a secret.
    #[cold]
    pub(crate) fn report(&mut self, at: &Path<'_>, value: Option<&Json<'_>>, cause: Cause, message: impl Display) {
        if self.violations.len() < MOST {
            self.violations.push(Violation::new(at.to_string(), value, cause, message.to_string()));
        }
    }

    /// Whether a violation of a field is reported already.
    fn is_blamed(&self, at: &Path<'_>) -> bool {
        let path = at.to_string();
        self.violations.iter().any(|violation| violation.path == path)
    }

    /// A value that counts: lenient validation treats `null` as absent.
    pub(crate) fn present<'j, 'v>(&self, value: Option<&'j Json<'v>>) -> Option<&'j Json<'v>> {
        value.filter(|value| self.is_strict() || **value != Json::Null)
    }
}
