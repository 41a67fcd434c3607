//! Two specs compared: what differs, and which version that needs.
//!
//! In: two inputs. Out: a [`Verdict`], which is printed for reading, as JSON, or as Markdown.

use super::{Diff, Input, Versions};

/// What differs between two specs, and their versions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// How the old spec is called.
    pub old: String,
    /// How the new spec is called.
    pub new: String,
    /// What differs.
    pub diff: Diff,
    /// What the manifests around them state.
    pub versions: Versions,
}

impl Verdict {
    /// Compares two specs. Where one manifest stands above both, it states the old version, and the new one is not known.
    pub fn of(old: &Input, new: &Input) -> Self {
        let version = new.version.clone().filter(|_| !new.shares_manifest(old));
        Self {
            old: old.name.clone(),
            new: new.name.clone(),
            diff: Diff::of(&old.loaded.spec, &new.loaded.spec),
            versions: Versions { old: old.version.clone(), new: version },
        }
    }

    /// Whether the new version allows for the changes; `None` where a version is not known.
    pub fn is_version_enough(&self) -> Option<bool> {
        self.versions.is_enough(self.diff.rust())
    }
}
