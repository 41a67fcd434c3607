//! The source of a spec: a directory, or a revision of a git repository.
//!
//! In: an argument of the command line. Out: the loaded spec, and the version of the crate around it.

use std::path::{Path, PathBuf};

use semver::Version;

use super::revision::Revision;
use super::unusable::Unusable;
use super::version::of_manifest;
use crate::Loaded;
use crate::source::Directory;

/// A spec to compare.
#[derive(Clone, Debug)]
pub struct Input {
    /// Its name.
    pub name: String,
    /// The spec, and its findings.
    pub loaded: Loaded,
    /// The version in the nearest manifest above it.
    pub version: Option<Version>,
    /// The path of that manifest, for a spec on disk.
    manifest: Option<PathBuf>,
}

impl Input {
    /// Opens a directory, or else a revision such as `v0.1.0`, `HEAD~3` or `HEAD~3:path/to/spec`, of the repository
    /// that holds the current directory.
    ///
    /// # Errors
    ///
    /// If there is neither, or the revision has no such spec. Findings about the spec itself are in [`Loaded::report`].
    pub fn open(name: &str) -> Result<Self, Unusable> {
        if Path::new(name).is_dir() { Ok(Self::directory(name)) } else { Self::revision(name) }
    }

    /// Opens a directory; its findings are in [`Loaded::report`].
    pub fn directory(name: &str) -> Self {
        let path = Path::new(name);
        let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let stated = absolute.ancestors().find_map(|directory| {
            let manifest = directory.join("Cargo.toml");
            Some((of_manifest(&std::fs::read_to_string(&manifest).ok()?)?, manifest))
        });
        let (version, manifest) = stated.unzip();
        let shown = crate::shown(path).display().to_string();
        let name = if shown.is_empty() { ".".to_owned() } else { shown };
        Self { name, loaded: crate::load(path), version, manifest }
    }

    /// The spec that comes with this crate.
    pub fn shipped() -> Self {
        let version = Version::parse(crate::VERSION).ok();
        Self { name: "the shipped spec".to_owned(), loaded: crate::shipped(), version, manifest: None }
    }

    fn revision(name: &str) -> Result<Self, Unusable> {
        let revision = Revision::open(name)?;
        let (path, shown) = (Path::new(&revision.directory), revision.full_name());
        let loaded = crate::load_directory(Directory { path, shown: &shown, elsewhere: Some(&revision) });
        let stated =
            path.ancestors().find_map(|directory| of_manifest(&revision.text(directory.join("Cargo.toml").to_str()?)?));
        Ok(Self { name: shown, loaded, version: stated, manifest: None })
    }

    /// Whether both are below one manifest, which does not tell which one is newer.
    pub(super) fn shares_manifest(&self, other: &Self) -> bool {
        self.manifest.is_some() && self.manifest == other.manifest
    }
}
