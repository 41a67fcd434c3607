//! [`load`]: from a directory to a model and a report, through the stages in order.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::diagnostic::{Problems, Report};
use crate::extend::{self, Base};
use crate::lines::{FileText, Lines};
use crate::raw::Parts;
use crate::source::{self, Directory, Source};
use crate::{check, model, raw, resolve, unwritten};

/// A spec, and its findings.
#[derive(Clone, Debug, Default)]
pub struct Loaded {
    /// Everything that is sound; broken fields, values, rules and endpoints are missing.
    pub spec: model::Spec,
    /// The findings.
    pub report: Report,
    /// What is sound but not finished: texts that still have to be written.
    pub warnings: Report,
    /// How long the stages took.
    pub timings: Timings,
    texts: Vec<FileText>,
}

impl Loaded {
    /// The lines of the YAML for what a spec declares, or a part of it such as [`own`](crate::own).
    pub fn lines(&self, spec: &model::Spec) -> Lines {
        Lines::new(spec, &self.texts)
    }
}

/// How long each stage took.
#[derive(Clone, Copy, Debug, Default)]
pub struct Timings {
    /// Reading and parsing the files.
    pub source: Duration,
    /// Checking them against the language.
    pub raw: Duration,
    /// Resolving references.
    pub resolve: Duration,
    /// Rules across declarations.
    pub check: Duration,
    /// Looking up the positions of findings.
    pub report: Duration,
}

/// Loads the spec in a directory. Findings show its files relative to the current directory if they are below it, and
/// as the caller wrote the directory otherwise.
pub fn load(directory: &Path) -> Loaded {
    load_parts(directory, Parts::All)
}

/// The same with or without what no page describes.
pub fn load_parts(directory: &Path, parts: Parts) -> Loaded {
    let shown = shown(directory).display().to_string();
    load_both(Directory { path: directory, shown: &shown, elsewhere: None }, extend::directory(), parts)
}

/// Loads the spec that comes with this crate, without reading the file system.
#[cfg(feature = "shipped")]
pub fn shipped() -> Loaded {
    shipped_parts(Parts::All)
}

/// The same with or without what no page describes.
#[cfg(feature = "shipped")]
pub fn shipped_parts(parts: Parts) -> Loaded {
    load_both(crate::shipped::directory("spec"), extend::directory(), parts)
}

/// The same of the spec that comes beside it and extends it: rooms, users, the bot and messages.
#[cfg(feature = "shipped")]
pub fn neighbours() -> Loaded {
    load_directory(crate::shipped::neighbours("neighbours"))
}

/// A path in messages: relative to the current directory if it is below it, unchanged otherwise.
pub(crate) fn shown(path: &Path) -> &Path {
    let current = std::env::current_dir().unwrap_or_default();
    path.strip_prefix(current).unwrap_or(path)
}

/// Loads the spec in a directory; findings show its files as if the directory were called `shown`.
pub fn load_as(directory: &Path, shown: &str) -> Loaded {
    load_directory(Directory { path: directory, shown, elsewhere: None })
}

/// The same for a spec that may extend the shipped one, which is in the directory `shipped`.
pub fn load_extending(directory: &Path, shown: &str, shipped: &Path, parts: Parts) -> Loaded {
    let shipped = Directory { path: shipped, shown: extend::SHOWN, elsewhere: None };
    load_both(Directory { path: directory, shown, elsewhere: None }, shipped, parts)
}

pub(crate) fn load_directory(directory: Directory<'_>) -> Loaded {
    load_both(directory, extend::directory(), Parts::All)
}

/// Loads the spec in a directory, which may extend another one.
fn load_both(directory: Directory<'_>, shipped: Directory<'_>, parts: Parts) -> Loaded {
    let mut problems = Problems::default();
    let mut clock = Clock(Instant::now());
    let sources = source::read(directory, Vec::new(), &mut problems);
    let own = sources.len();
    let mut sources = extend::read(shipped, sources, &mut problems);
    let source = clock.lap();
    let mut base = Base::new(&mut sources, own, parts, &mut problems);
    let documents = base.as_mut().map(Base::take_documents).unwrap_or_default();
    let (root, mut documents) = read(&sources[..own], documents, &mut problems);
    if parts == Parts::Documented {
        let mut gone = raw::leave_out(&mut documents);
        gone.extend(base.as_mut().map(Base::take_gone).unwrap_or_default());
        raw::prune(&mut documents, gone);
    }
    let raw = clock.lap();
    let mut resolved = resolve::resolve(&root, &documents, &mut problems);
    if let Some(base) = &base {
        base.mark_origins(&mut resolved, &mut problems);
    }
    let resolve = clock.lap();
    check::check(&mut resolved, &mut problems);
    match &base {
        Some(base) => base.explain(&mut problems),
        None => extend::offer(shipped, &sources[..own], &mut problems),
    }
    let check = clock.lap();
    let warnings = Report::of_warnings(&sources, unwritten::find(&sources[..own]));
    let report = Report::new(&sources, problems);
    let timings = Timings { source, raw, resolve, check, report: clock.lap() };
    let files: Vec<PathBuf> = sources.iter().take(own).map(|source| source.path.clone()).collect();
    let texts =
        sources.into_iter().map(|Source { shown, text, starts, .. }| FileText { shown, text, starts }).collect();
    Loaded { spec: model::Spec { files, ..resolved.spec }, report, warnings, timings, texts }
}

/// The root, and the other files after `documents`: of two declarations with one name, the later one is reported.
fn read(
    sources: &[Source],
    mut documents: Vec<raw::Document>,
    problems: &mut Problems,
) -> (raw::Root, Vec<raw::Document>) {
    let root = sources.first().and_then(|source| source.root.as_ref());
    let root = root.map_or_else(raw::Root::default, |root| raw::read_root(root, problems));
    let others = sources.iter().skip(1).filter_map(|source| source.root.as_ref());
    documents.extend(others.map(|document| raw::read(document, problems)));
    raw::apply_services(&mut documents);
    (root, documents)
}

/// The time since the last call.
struct Clock(Instant);

impl Clock {
    fn lap(&mut self) -> Duration {
        let before = std::mem::replace(&mut self.0, Instant::now());
        self.0 - before
    }
}
