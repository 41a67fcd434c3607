//! One service: its pages imported together, loaded, and compared with the pages.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use calendar_spec::docs;
use calendar_spec::docs::drift::{Accepted, Comparison, Relation};
use calendar_spec::docs::facts::Kind;
use calendar_spec::docs::import::Import;

use crate::usable;

/// The outcome of the pages of one service.
pub(crate) struct Service {
    name: String,
    outcomes: Vec<Outcome>,
    /// The findings of `check`.
    pub(crate) findings: Vec<String>,
    /// The differences between the pages and the spec that was imported from them.
    pub(crate) drift: Vec<String>,
    notes: Vec<String>,
    time: Duration,
}

/// The outcome of one page.
struct Outcome {
    file: String,
    /// Facts that an application needs and the spec lacks.
    lacks: Vec<String>,
    /// Whether a note or a warning reports them.
    is_said: bool,
    /// The warnings of `check`.
    differs: Vec<String>,
}

impl Service {
    /// Imports a folder with its contents, or a single file.
    pub(crate) fn of(folder: &Path) -> Self {
        let start = Instant::now();
        let name = folder.file_stem().unwrap().to_string_lossy().into_owned();
        let mut paths = Vec::new();
        if folder.is_dir() {
            collect(folder, &mut paths);
        } else {
            paths.push(folder.to_owned());
        }
        paths.sort();
        let shown = |path: &Path| path.strip_prefix(folder.parent().unwrap()).unwrap().display().to_string();
        let pages: Vec<(String, docs::Page)> =
            paths.iter().map(|path| (shown(path), docs::read_file(path).unwrap())).collect();
        let mut import = Import::new(&name, None);
        for (file, page) in &pages {
            import.add(file, page);
        }
        let imported = import.finish();
        let directory = tempfile::tempdir().unwrap();
        for (file, text) in &imported.files {
            std::fs::write(directory.path().join(file), text).unwrap();
        }
        if let Some(keep) = std::env::var_os("KEEP_IMPORTS") {
            let keep = Path::new(&keep).join(&name);
            std::fs::create_dir_all(&keep).unwrap();
            for (file, text) in &imported.files {
                std::fs::write(keep.join(file), text).unwrap();
            }
        }
        let loaded = calendar_spec::load_as(directory.path(), &name);
        let mut comparison = Comparison::new(&loaded.spec, directory.path(), Accepted::default());
        for (file, page) in &pages {
            comparison.add(file, page);
        }
        let drift = comparison.finish();
        let is_subject = |page: &docs::Page| matches!(page.facts.kind, Kind::Endpoint | Kind::Event);
        let outcomes = pages.iter().filter(|(_, page)| is_subject(page)).map(|(file, page)| {
            let is_noted = imported.notes.iter().any(|note| note.starts_with(file.as_str()));
            let differs = usable::differs(&loaded.spec, &page.facts);
            let lacks = usable::lacks(&loaded.spec, &page.facts);
            let is_said = is_noted || lacks.iter().all(|lack| differs.iter().any(|known| known.contains(&lack.name)));
            let lacks = lacks.iter().map(ToString::to_string).collect();
            Outcome { file: file.clone(), lacks, is_said, differs }
        });
        let outcomes = outcomes.collect();
        let differences = drift.pages.iter().flat_map(|page| page.differences.iter().map(move |found| (page, found)));
        let is_of_subject = |relation| relation != Relation::Unread;
        let paths: Vec<_> =
            pages.iter().filter_map(|(_, page)| page.facts.path.as_ref()).map(|path| &path.value).collect();
        // An overview also lists endpoints whose pages are in other folders.
        let has_listed = |file: &str| {
            let page = pages.iter().find(|(name, _)| name == file);
            let listed = page.into_iter().flat_map(|(_, page)| &page.facts.listed).filter_map(|one| one.path.as_ref());
            listed.into_iter().any(|path| paths.contains(&path))
        };
        let drift = differences
            .filter(|(page, _)| page.kind != Kind::Overview || has_listed(&page.file))
            .filter(|(page, found)| matches!(page.kind, Kind::Endpoint | Kind::Event) || is_of_subject(found.relation))
            .map(|(page, found)| format!("{}:{}: {}", page.file, found.line, found.sentence()));
        let findings = loaded.report.findings().iter().map(|finding| format!("{} {}", finding.code, finding.message));
        Self {
            drift: drift.collect(),
            findings: findings.collect(),
            name,
            outcomes,
            notes: imported.notes,
            time: start.elapsed(),
        }
    }

    /// Pages about an endpoint or an event.
    pub(crate) fn pages(&self) -> usize {
        self.outcomes.len()
    }

    pub(crate) fn usable(&self) -> usize {
        self.outcomes.iter().filter(|outcome| outcome.lacks.is_empty()).count()
    }

    /// Pages that lose something without a report.
    pub(crate) fn silent(&self) -> usize {
        self.outcomes.iter().filter(|outcome| !outcome.lacks.is_empty() && !outcome.is_said).count()
    }

    pub(crate) fn print(&self) {
        let Self { name, findings, drift, time, .. } = self;
        let (pages, usable, silent) = (self.pages(), self.usable(), self.silent());
        let warned = self.outcomes.iter().map(|outcome| outcome.differs.len()).sum::<usize>();
        println!(
            "== {name}: {usable} of {pages} usable, {silent} silent, {warned} warnings, {} findings, {} differences, {time:.1?}",
            findings.len(),
            drift.len()
        );
        for outcome in self.outcomes.iter().filter(|outcome| !outcome.lacks.is_empty()) {
            let how = if outcome.is_said { "" } else { " (silent)" };
            println!("lacks {}{how}: {}", outcome.file, outcome.lacks.join("; "));
        }
        self.notes
            .iter()
            .filter(|note| !note.contains("is about no endpoint"))
            .for_each(|note| println!("note {note}"));
        for outcome in &self.outcomes {
            outcome.differs.iter().for_each(|difference| println!("differs {}: {difference}", outcome.file));
        }
        for finding in findings {
            println!("finding {finding}");
        }
        for difference in drift {
            println!("drift {difference}");
        }
    }
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, paths);
        } else if path.extension().is_some_and(|extension| extension == "md") {
            paths.push(path);
        }
    }
}
