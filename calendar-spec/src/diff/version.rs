//! Versions: that of a spec, and the one that a change requires.
//!
//! In: the text of manifests, and the level of all changes. Out: the version of the crate around a spec, and the lowest
//! version that cargo's rules allow for the changes.

use semver::{Prerelease, Version};
use toml::Table;

use super::Level;

/// The versions of both specs, if known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Versions {
    /// Of the old spec.
    pub old: Option<Version>,
    /// Of the new spec.
    pub new: Option<Version>,
}

impl Versions {
    /// The lowest version that may contain the changes; `None` if the old version is unknown.
    pub fn needed(&self, level: Option<Level>) -> Option<Version> {
        Some(next(self.old.as_ref()?, level))
    }

    /// Whether the new version allows for the changes; `None` if one of them is unknown.
    pub fn is_enough(&self, level: Option<Level>) -> Option<bool> {
        let (old, new) = (self.old.as_ref()?, self.new.as_ref()?);
        let needed = next(old, level);
        // A release in preparation may have the number of the release.
        let prepared = Version::new(new.major, new.minor, new.patch) >= needed && new > old;
        Some(*new >= needed || prepared)
    }
}

/// Cargo treats the first non-zero number as the breaking one. A pre-release promises nothing, so the release itself
/// may contain any change.
fn next(old: &Version, level: Option<Level>) -> Version {
    let Version { major, minor, patch, .. } = *old;
    match level {
        None => old.clone(),
        Some(_) if !old.pre.is_empty() => Version { pre: Prerelease::EMPTY, ..old.clone() },
        Some(Level::Major) if major > 0 => Version::new(major.saturating_add(1), 0, 0),
        Some(Level::Minor) if major > 0 => Version::new(major, minor.saturating_add(1), 0),
        Some(Level::Major) if minor > 0 => Version::new(0, minor.saturating_add(1), 0),
        Some(_) => Version::new(major, minor, patch.saturating_add(1)),
    }
}

/// The version that a manifest states for its package, or for all packages of its workspace.
pub(super) fn of_manifest(text: &str) -> Option<Version> {
    let manifest: Table = text.parse().ok()?;
    let package = manifest.get("package").and_then(|package| package.get("version"));
    let workspace = manifest.get("workspace").and_then(|workspace| workspace.get("package")?.get("version"));
    let stated = package.and_then(toml::Value::as_str).or_else(|| workspace.and_then(toml::Value::as_str));
    Version::parse(stated?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const LEVELS: [Option<Level>; 4] = [None, Some(Level::Patch), Some(Level::Minor), Some(Level::Major)];

    fn version(text: &str) -> Version {
        Version::parse(text).expect("a version")
    }

    fn needed(old: &str) -> Vec<String> {
        let versions = Versions { old: Some(version(old)), new: None };
        LEVELS.iter().filter_map(|level| Some(versions.needed(*level)?.to_string())).collect()
    }

    fn is_enough(old: &str, new: &str, level: Level) -> bool {
        let versions = Versions { old: Some(version(old)), new: Some(version(new)) };
        versions.is_enough(Some(level)).expect("two versions")
    }

    #[test]
    fn before_one_the_second_number_breaks_and_before_that_the_third() {
        assert_eq!(needed("1.2.3"), ["1.2.3", "1.2.4", "1.3.0", "2.0.0"]);
        assert_eq!(needed("0.2.3"), ["0.2.3", "0.2.4", "0.2.4", "0.3.0"]);
        assert_eq!(needed("0.0.3"), ["0.0.3", "0.0.4", "0.0.4", "0.0.4"]);
        assert_eq!(needed("0.2.0-alpha.1"), ["0.2.0-alpha.1", "0.2.0", "0.2.0", "0.2.0"]);
        assert_eq!(Versions::default().needed(None), None);
    }

    #[test]
    fn a_version_is_enough_from_the_needed_one_on() {
        assert!(is_enough("0.1.0", "0.2.0", Level::Major) && is_enough("0.1.0", "1.0.0", Level::Major));
        assert!(is_enough("0.1.0", "0.1.1", Level::Minor) && !is_enough("0.1.0", "0.1.1", Level::Major));
        assert!(!is_enough("0.1.0", "0.1.0", Level::Patch) && !is_enough("0.2.0", "0.1.9", Level::Patch));
        assert!(is_enough("0.1.0", "0.2.0-alpha.1", Level::Major), "a release in preparation");
        assert!(is_enough("0.2.0-alpha.1", "0.2.0-alpha.2", Level::Major), "promises nothing");
        assert!(!is_enough("0.2.0-alpha.2", "0.2.0-alpha.2", Level::Patch));
    }

    #[test]
    fn a_manifest_states_the_version_of_its_package_or_of_its_workspace() {
        let package = "[package]\nname = \"a\"\nversion = \"1.2.3\"\n";
        let workspace = "[workspace.package]\nversion = \"0.1.0\"\n";
        assert_eq!(of_manifest(package), Some(version("1.2.3")));
        assert_eq!(of_manifest(workspace), Some(version("0.1.0")));
        assert_eq!(of_manifest("[package]\nversion.workspace = true\n"), None, "the workspace's manifest states it");
        assert_eq!(of_manifest("[package]\nversion = \"one\"\n"), None);
        assert_eq!(of_manifest("no manifest"), None);
    }
}
