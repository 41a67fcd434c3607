//! Holds a request against the model: types, limits, forms and the rules across fields.
//!
//! In: an endpoint of the model and the request as it came. Out: every rule that is broken, with the path of the field
//! and the words that the builders of this crate use. Nothing here knows an endpoint by name.

mod across;
mod broken;
mod group;
mod json;
mod leaf;
mod position;
mod query;
mod request;
mod texts;
mod trail;
mod value;

pub(super) use broken::{Broken, Cause, shorten};
pub(super) use json::{BadJson, Parsed, parse};
pub(super) use query::{Pair, decode, pairs};
pub(super) use request::{Given, Sent, check};

use std::fmt::Display;

use serde_json::Value;

use trail::Trail;

use crate::model::Spec;

/// How many broken rules are reported; a large body could break millions.
const MOST: usize = 50;

/// How strictly a request is held against the spec.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Strictness {
    /// Everything that the spec does not allow is refused.
    #[default]
    Strict,
    /// Only what the service would surely refuse is.
    Lenient,
}

impl Strictness {
    fn is_strict(self) -> bool {
        self == Self::Strict
    }
}

/// Walks through a request and collects what is broken.
struct Checker<'s> {
    spec: &'s Spec,
    strictness: Strictness,
    broken: Vec<Broken>,
}

impl<'s> Checker<'s> {
    fn new(spec: &'s Spec, strictness: Strictness) -> Self {
        Self { spec, strictness, broken: Vec::new() }
    }

    fn is_strict(&self) -> bool {
        self.strictness.is_strict()
    }

    /// Reports a broken rule; the value is shown to the client, so leave it out where it is a secret.
    #[cold]
    fn report(&mut self, at: &Trail<'_>, value: Option<&Value>, cause: Cause, words: impl Display) {
        if self.broken.len() < MOST {
            self.broken.push(Broken::new(at.to_string(), value, cause, words.to_string()));
        }
    }

    /// Whether something about a field is reported already.
    fn is_blamed(&self, at: &Trail<'_>) -> bool {
        let path = at.to_string();
        self.broken.iter().any(|broken| broken.field == path)
    }

    /// A value that counts: `null` stands for nothing where the checks are lenient.
    fn present<'v>(&self, value: Option<&'v Value>) -> Option<&'v Value> {
        value.filter(|value| self.is_strict() || !value.is_null())
    }
}
