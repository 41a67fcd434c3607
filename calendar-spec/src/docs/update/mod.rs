//! Applies the mechanical differences between pages and a spec to its YAML.
//!
//! In: pages, the directory of a spec, and the accepted differences. Out: edited files, and what is left. The pages are
//! compared once, and all edits are made at once. If the spec is then sound and each of these differences is gone, that is
//! all; otherwise half of them are tried, and so on. So pages that contradict each other change nothing, what was settled
//! stays settled, and an update costs a load of the spec for each edit that is refused, not for each edit.

mod case;
mod mechanical;
mod new_field;

use std::collections::{HashMap, HashSet};
use std::io;
use std::path::{Path, PathBuf};

use super::drift::{Accepted, Compared, Comparison, Drift, Relation, Subject, is_older};
use super::unread::Page;
use super::yaml::{Edit, Texts};
use crate::Loaded;
use case::Case;

/// The maximum number of differences: a page with more is not the one that the spec was written from.
const MOST: usize = 100;

/// Pages that a spec is brought up to.
#[derive(Debug)]
pub struct Update {
    directory: PathBuf,
    accepted: Accepted,
    pages: Vec<(String, Page)>,
}

/// A file that an update changes.
#[derive(Clone, Debug)]
pub struct Changed {
    /// Its path from the directory of the spec.
    pub name: String,
    /// What it holds.
    pub before: String,
    /// What it is to hold.
    pub after: String,
}

/// The outcome of an update.
#[derive(Debug)]
pub struct Updated {
    /// The files that change, by name.
    pub files: Vec<Changed>,
    /// The facts that were taken over, with the endpoint or event that they belong to.
    pub settled: Vec<String>,
    loaded: Loaded,
    /// Why edits were refused, by the index of the page and the fact.
    refused: HashMap<(usize, String), String>,
}

impl Update {
    /// `directory` is that of the spec.
    pub fn new(directory: &Path, accepted: Accepted) -> Self {
        Self { directory: directory.to_owned(), accepted, pages: Vec::new() }
    }

    /// Adds a page; `file` is what it is called.
    pub fn add(&mut self, file: &str, page: Page) {
        self.pages.push((file.to_owned(), page));
    }

    /// Records the prose of the pages as read, so that their dates are taken over. Returns the file that says so, and
    /// what it is to hold.
    pub fn accept_prose(&mut self, loaded: &Loaded) -> (PathBuf, String) {
        for (_, page) in &self.pages {
            let subject = Subject::of(&loaded.spec, &page.facts);
            if let Some(subject) = subject.filter(|subject| !is_older(page, *subject)) {
                self.accepted.prose.accept(&subject.name(), &page.facts);
            }
        }
        let (file, text) = self.accepted.prose();
        (file.to_owned(), text)
    }

    /// Settles what can be settled. Nothing is written.
    pub fn run(&self, loaded: &Loaded) -> io::Result<Updated> {
        let before = Texts::read(&self.directory, &loaded.spec.files)?;
        let drift = self.compare(loaded);
        let (texts, refused) = (before.clone(), HashMap::new());
        let mut state = State { update: self, drift, texts, loaded: loaded.clone(), settled: Vec::new(), refused };
        // What was refused may be possible after what was settled since.
        while state.pass() {}
        let files = before.files.into_iter().filter_map(|(name, before)| {
            let after = state.texts.files.get(&name)?.clone();
            (after != before).then_some(Changed { name, before, after })
        });
        Ok(Updated { files: files.collect(), settled: state.settled, loaded: state.loaded, refused: state.refused })
    }

    /// What still differs after an update, with its places in the files as they are now, and why it is left.
    pub fn left(&self, updated: &Updated) -> Drift {
        let comparison = Comparison::new(&updated.loaded.spec, &self.directory, self.accepted.clone());
        let mut drift = self.hold(comparison);
        for (index, page) in drift.pages.iter_mut().enumerate().filter(|(_, page)| is_near(page)) {
            for difference in page.differences.iter_mut().filter(|found| found.relation != Relation::Unread) {
                let why = updated.refused.get(&(index, difference.fact.clone()));
                difference.why = Some(why.map_or(NOT_MECHANICAL, String::as_str).to_owned());
            }
        }
        drift
    }

    fn compare(&self, loaded: &Loaded) -> Drift {
        self.hold(Comparison::without_places(&loaded.spec, self.accepted.clone()))
    }

    fn hold(&self, mut comparison: Comparison<'_>) -> Drift {
        self.pages.iter().for_each(|(file, page)| comparison.add(file, page));
        let mut drift = comparison.finish();
        for page in drift.pages.iter_mut().filter(|page| !is_near(page)) {
            let why = format!("nothing is taken over, since more than {MOST} facts differ: is it the page of this?");
            page.notes.push(why);
        }
        drift
    }
}

/// Whether a page can be taken over, fact by fact.
fn is_near(page: &Compared) -> bool {
    page.differences.len() <= MOST
}

/// Why a difference of another kind is left.
const NOT_MECHANICAL: &str = "this kind of difference is for a person to decide";

/// The spec so far, and what differs from it.
struct State<'u> {
    update: &'u Update,
    texts: Texts,
    loaded: Loaded,
    drift: Drift,
    settled: Vec<String>,
    refused: HashMap<(usize, String), String>,
}

/// A difference with the edits that settle it.
struct Wanted {
    page: usize,
    fact: String,
    /// Resource and name of the endpoint or event.
    subject: String,
    edits: Vec<Edit>,
}

/// The spec after some edits.
type Better = (Texts, Loaded, Drift);

impl State<'_> {
    /// Tries all differences that can be settled mechanically, and returns whether one was.
    fn pass(&mut self) -> bool {
        let before = self.settled.len();
        self.take(&self.wanted());
        self.settled.len() > before
    }

    /// The differences that edits can settle. Of several pages that say the same, one is enough.
    fn wanted(&self) -> Vec<Wanted> {
        let mut seen = HashSet::new();
        let mut wanted = Vec::new();
        for (page, compared) in self.drift.pages.iter().enumerate().filter(|(_, compared)| is_near(compared)) {
            let (file, read) = &self.update.pages[page];
            let Some(subject) = compared.subject.as_deref() else { continue };
            let has_unread_prose = compared.differences.iter().any(|found| found.relation == Relation::Prose);
            for difference in &compared.differences {
                let (spec, texts, facts) = (&self.loaded.spec, &self.texts, &read.facts);
                let case = Case { spec, texts, file, facts, difference, subject, has_unread_prose };
                let Some(edits) = case.edits().filter(|edits| seen.insert(format!("{edits:?}"))) else { continue };
                wanted.push(Wanted { page, fact: difference.fact.clone(), subject: subject.to_owned(), edits });
            }
        }
        wanted
    }

    /// Settles differences, all at once if that makes things better, else one half after the other.
    fn take(&mut self, wanted: &[Wanted]) {
        match (self.with(wanted), wanted) {
            (_, []) => {}
            (Ok(better), _) => {
                (self.texts, self.loaded, self.drift) = better;
                self.settled.extend(wanted.iter().map(|wanted| format!("{} {}", wanted.subject, wanted.fact)));
            }
            (Err(why), [one]) => {
                self.refused.insert((one.page, one.fact.clone()), why);
            }
            (Err(_), several) => {
                let (first, rest) = several.split_at(several.len() / 2);
                self.take(first);
                self.take(rest);
            }
        }
    }

    /// The spec without these differences: sound, and with that many fewer of them in all. Otherwise why not.
    fn with(&self, wanted: &[Wanted]) -> Result<Better, String> {
        let mut texts = self.texts.clone();
        for edit in wanted.iter().flat_map(|wanted| &wanted.edits) {
            texts.edit(edit).ok_or("the YAML has another form here than an edit can keep")?;
        }
        let loaded = texts.load();
        if let Some(finding) = loaded.report.findings().first() {
            return Err(format!("`check` would refuse it: {}", finding.message));
        }
        let drift = self.update.compare(&loaded);
        if drift.total() + wanted.len() <= self.drift.total() {
            return Ok((texts, loaded, drift));
        }
        Err(self.contradiction(&drift))
    }

    /// Which pages say otherwise: those that differ from the edited spec in something new.
    fn contradiction(&self, after: &Drift) -> String {
        let pairs = self.drift.pages.iter().zip(&after.pages);
        let others = pairs.filter(|(before, after)| after.differences.len() > before.differences.len());
        let others: Vec<String> =
            others.filter_map(|(_, after)| after.subject.as_ref()).map(|name| format!("`{name}`")).collect();
        match others.as_slice() {
            [] => "the page differs as much with it".to_owned(),
            [one] => format!("{one} says otherwise"),
            [one, more @ ..] => format!("{one} and {} more say otherwise", more.len()),
        }
    }
}
