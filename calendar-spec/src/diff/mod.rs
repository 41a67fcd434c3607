//! The differences between two specs, and their effects on the wire and on programs in Rust.
//!
//! In: two models. Out: a [`Diff`], as text, as JSON, or as Markdown for a changelog. The old model gets the names of
//! the new one (`names`), both become trees of items with facts (`side`, `members`), the trees are compared
//! (`compare`), and one table (`fact`) gives the effects.

mod change;
mod compare;
mod fact;
mod input;
mod item;
mod markdown;
mod members;
mod names;
mod output;
mod revision;
mod rules;
mod side;
mod types;
mod unusable;
mod version;

pub use change::{Change, Effect, Kind, Wire};
pub use fact::{Fact, Level};
pub use input::Input;
pub use semver::Version;
pub use unusable::Unusable;
pub use version::Versions;

use crate::model::Spec;

/// All differences between two specs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diff {
    /// In the order of the specs: types, resources, endpoints, events, errors.
    pub changes: Vec<Change>,
}

/// The differences between two specs, and the version that they require.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// The name of the old spec.
    pub old: String,
    /// The name of the new spec.
    pub new: String,
    /// The differences.
    pub diff: Diff,
    /// The versions in the manifests around them.
    pub versions: Versions,
}

impl Diff {
    /// Compares two specs.
    pub fn of(old: &Spec, new: &Spec) -> Self {
        let [old, new] = side::Side::both(old, new);
        Self { changes: compare::Comparison::of(&old, &new) }
    }

    /// The effect of all changes on the source of a program; `None` if there are none.
    pub fn rust(&self) -> Option<Level> {
        self.changes.iter().map(|change| change.rust).max()
    }

    /// The changes that break deployed programs.
    pub fn breaking(&self) -> impl Iterator<Item = &Change> {
        self.changes.iter().filter(|change| change.wire.is_breaking())
    }
}

impl Verdict {
    /// Compares two specs. If one manifest is above both, it states the old version, and the new one is unknown.
    pub fn of(old: &Input, new: &Input) -> Self {
        let version = new.version.clone().filter(|_| !new.shares_manifest(old));
        Self {
            old: old.name.clone(),
            new: new.name.clone(),
            diff: Diff::of(&old.loaded.spec, &new.loaded.spec),
            versions: Versions { old: old.version.clone(), new: version },
        }
    }

    /// Whether the new version allows for the changes; `None` if a version is unknown.
    pub fn is_version_enough(&self) -> Option<bool> {
        self.versions.is_enough(self.diff.rust())
    }
}
