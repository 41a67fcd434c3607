//! Applies the mechanical differences between pages and a spec to its YAML.
//!
//! In: pages, the directory of a spec, and the differences that are meant. Out: edited files, and what is left. An edit is
//! kept if the spec stays sound and differs from all pages together in less than before: so pages that contradict each
//! other change nothing, and what was settled stays settled.

mod edit;
mod mechanical;
mod new_field;
mod texts;
mod tree;

use std::collections::HashSet;
use std::io;
use std::path::{Path, PathBuf};

use super::Page;
use super::drift::{Accepted, Compared, Comparison, Drift};
use crate::Loaded;
use mechanical::Case;
pub(in crate::docs) use texts::Texts;

/// In how many ways a page may differ. Each costs a load of the whole spec, and a page with more is not the one that the
/// spec was written from.
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

/// What came of an update.
#[derive(Debug)]
pub struct Updated {
    /// The files that change, by name.
    pub files: Vec<Changed>,
    /// The facts that were taken over, with the endpoint or event that they belong to.
    pub settled: Vec<String>,
    loaded: Loaded,
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

    /// Settles what can be settled. Nothing is written.
    pub fn run(&self, loaded: &Loaded) -> io::Result<Updated> {
        let before = Texts::read(&self.directory, &loaded.spec.files)?;
        let mut state =
            State { update: self, drift: self.compare(loaded), texts: before.clone(), loaded: loaded.clone() };
        let mut settled = Vec::new();
        // What was refused may be possible behind what was settled since.
        while state.pass(&mut settled) {}
        let files = before.files.into_iter().filter_map(|(name, before)| {
            let after = state.texts.files.get(&name)?.clone();
            (after != before).then_some(Changed { name, before, after })
        });
        Ok(Updated { files: files.collect(), settled, loaded: state.loaded })
    }

    /// What still differs after an update, with its places in the files as they are now.
    pub fn left(&self, updated: &Updated) -> Drift {
        let comparison = Comparison::new(&updated.loaded.spec, &self.directory, self.accepted.clone());
        self.hold(comparison)
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

/// The spec so far, and what differs from it.
struct State<'u> {
    update: &'u Update,
    texts: Texts,
    loaded: Loaded,
    drift: Drift,
}

impl State<'_> {
    /// Tries every difference once; whether one was settled.
    fn pass(&mut self, settled: &mut Vec<String>) -> bool {
        let mut tried = HashSet::new();
        let mut is_better = false;
        while let Some((page, fact)) = self.next(&tried) {
            let name = format!("{}: {fact}", self.update.pages[page].0);
            if self.settle(page, &fact) {
                let subject = self.drift.pages[page].subject.as_deref().unwrap_or_default();
                settled.push(format!("{subject} {fact}"));
                is_better = true;
            }
            tried.insert(name);
        }
        is_better
    }

    /// The next difference that was not tried.
    fn next(&self, tried: &HashSet<String>) -> Option<(usize, String)> {
        let pages = self.drift.pages.iter().enumerate().filter(|(_, page)| is_near(page));
        let mut all = pages.flat_map(|(index, page)| page.differences.iter().map(move |found| (index, &found.fact)));
        let is_new =
            |(page, fact): &(usize, &String)| !tried.contains(&format!("{}: {fact}", self.update.pages[*page].0));
        all.find(is_new).map(|(page, fact)| (page, fact.clone()))
    }

    /// Settles a difference, if that makes things better.
    fn settle(&mut self, page: usize, fact: &str) -> bool {
        let Some(better) = self.without(page, fact) else { return false };
        (self.texts, self.loaded, self.drift) = better;
        true
    }

    /// The spec without a difference: sound, and with fewer of them in all.
    fn without(&self, page: usize, fact: &str) -> Option<(Texts, Loaded, Drift)> {
        let (file, read) = &self.update.pages[page];
        let compared = &self.drift.pages[page];
        let case = Case {
            spec: &self.loaded.spec,
            texts: &self.texts,
            file,
            facts: &read.facts,
            difference: compared.differences.iter().find(|difference| difference.fact == fact)?,
            subject: compared.subject.as_deref()?,
        };
        let texts = self.texts.edited(&case.edits()?)?;
        let loaded = texts.load();
        if !loaded.report.is_empty() {
            return None;
        }
        let drift = self.update.compare(&loaded);
        (drift.total() < self.drift.total()).then_some((texts, loaded, drift))
    }
}
