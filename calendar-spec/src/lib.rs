//! Loads and checks a description of an API in YAML.
//!
//! In: a directory of YAML files. Out: [`Loaded`], a [`model::Spec`] with whatever is sound, and a [`Report`] of
//! everything that is not. `README.md` describes the language. The stages are the modules: source, raw, resolve, check.

mod check;
#[cfg(feature = "cli")]
mod describe;
mod diagnostic;
#[cfg(feature = "cli")]
pub mod docs;
mod forms;
#[cfg(feature = "cli")]
pub mod list;
pub mod model;
#[cfg(feature = "cli")]
pub mod openapi;
mod raw;
mod resolve;
#[cfg(feature = "cli")]
pub mod schema;
#[cfg(feature = "shipped")]
mod shipped;
#[cfg(feature = "cli")]
pub mod show;
mod source;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use diagnostic::Problems;
pub use diagnostic::{CODES, Finding, Report};
#[cfg(feature = "shipped")]
pub use shipped::shipped;
use source::{Directory, Source};

/// The directory of the spec that comes with this crate.
pub const DIR: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/spec");

/// A spec, and what is wrong with it.
#[derive(Clone, Debug, Default)]
pub struct Loaded {
    /// Whatever is sound; broken fields, values, rules and endpoints are missing.
    pub spec: model::Spec,
    /// Everything that is not.
    pub report: Report,
    /// How long the stages took.
    pub timings: Timings,
}

/// How long each stage took.
#[derive(Clone, Copy, Debug, Default)]
pub struct Timings {
    /// Reading and parsing the files.
    pub source: Duration,
    /// Holding them against the language.
    pub raw: Duration,
    /// Settling references.
    pub resolve: Duration,
    /// Rules across declarations.
    pub check: Duration,
    /// Looking up where the findings are.
    pub report: Duration,
}

/// Loads the spec in a directory. Findings show its files below the current directory where they are, and as the
/// caller wrote the directory otherwise.
pub fn load(directory: &Path) -> Loaded {
    let current = std::env::current_dir().unwrap_or_default();
    let shown = directory.strip_prefix(current).unwrap_or(directory);
    load_as(directory, &shown.display().to_string())
}

/// Loads the spec in a directory; findings show its files as if the directory were called `shown`.
pub fn load_as(directory: &Path, shown: &str) -> Loaded {
    load_directory(Directory { path: directory, shown, built_in: None })
}

fn load_directory(directory: Directory<'_>) -> Loaded {
    let mut problems = Problems::default();
    let mut clock = Clock(Instant::now());
    let sources = source::read(directory, &mut problems);
    let source = clock.lap();
    let (root, documents) = read(&sources, &mut problems);
    let raw = clock.lap();
    let mut resolved = resolve::resolve(&root, &documents, &mut problems);
    let resolve = clock.lap();
    check::check(&mut resolved, &mut problems);
    let check = clock.lap();
    let report = Report::new(&sources, problems);
    let timings = Timings { source, raw, resolve, check, report: clock.lap() };
    let files: Vec<PathBuf> = sources.into_iter().map(|source| source.path).collect();
    Loaded { spec: model::Spec { files, ..resolved.spec }, report, timings }
}

fn read(sources: &[Source], problems: &mut Problems) -> (raw::Root, Vec<raw::Document>) {
    let root = sources.first().and_then(|source| source.root.as_ref());
    let root = root.map_or_else(raw::Root::default, |root| raw::read_root(root, problems));
    let documents = sources.iter().skip(1).filter_map(|source| source.root.as_ref());
    (root, documents.map(|document| raw::read(document, problems)).collect())
}

/// Time since the last look at it.
struct Clock(Instant);

impl Clock {
    fn lap(&mut self) -> Duration {
        let before = std::mem::replace(&mut self.0, Instant::now());
        self.0 - before
    }
}
