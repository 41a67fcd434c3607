//! What differs between two specs, and what each difference means on the wire and for programs in Rust.
//!
//! In: two models. Out: a [`Diff`], which is printed for reading, as JSON, or as Markdown for a changelog. Each part of
//! the model is taken apart with all its fields, so that a new field of the model cannot be left out.

mod change;
mod class;
mod collections;
mod comparison;
mod endpoints;
mod enums;
mod errors;
mod events;
mod field;
mod fields;
mod input;
mod limits;
mod markdown;
mod objects;
mod output;
mod pairing;
mod pairs;
mod revision;
mod rules;
mod scopes;
mod types;
mod verdict;
mod version;

pub use change::{Change, Effect, Level, Wire};
pub use class::Class;
pub use input::{Input, Unusable};
pub use semver::Version;
pub use verdict::Verdict;
pub use version::Versions;

use crate::model::Spec;

/// All differences between two specs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diff {
    /// In the order of the specs: the whole, types, resources, errors.
    pub changes: Vec<Change>,
}

impl Diff {
    /// Compares two specs.
    pub fn of(old: &Spec, new: &Spec) -> Self {
        Self { changes: comparison::compare(old, new) }
    }

    /// What the changes mean together for the source of a program; `None` without any.
    pub fn rust(&self) -> Option<Level> {
        self.changes.iter().map(|change| change.rust).max()
    }

    /// Whether a deployed program breaks.
    pub fn is_breaking(&self) -> bool {
        self.changes.iter().any(|change| change.wire.is_breaking())
    }
}
