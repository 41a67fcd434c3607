//! Compares pages with a spec.
//!
//! In: the facts of pages, a spec, and the differences that are intended. Out: a [`Drift`] with everything else that
//! differs, page by page, each with its line in the page and its place in the YAML.

mod accepted;
mod endpoint;
mod example;
mod fields;
mod found;
mod introduction;
mod moves;
mod output;
mod parts;
mod places;
mod subject;
mod types;

use std::collections::HashSet;
use std::path::Path;

use serde::Serialize;

pub use super::difference::{Difference, Relation, SpecPlace};
pub use accepted::{Accepted, UnreadableEntries};

use super::difference::Anchor;
use super::facts::{Disagreement, Facts, Format, Kind};
use super::unread::{Page, Unread};
use crate::model::Spec;
pub(in crate::docs) use fields::{Node, tree};
use found::Found;
pub(in crate::docs) use introduction::{Introduction, folder};
pub(in crate::docs) use parts::{normal, stated_limit};
use places::Places;
use subject::Clues;
pub(in crate::docs) use subject::Subject;

/// The outcome of one page.
#[derive(Clone, Debug, Serialize)]
pub struct Compared {
    /// The file, as the caller wants it shown.
    pub file: String,
    /// What the page is about.
    pub kind: Kind,
    /// Its heading.
    pub title: Option<String>,
    /// The endpoint or event of the spec, such as `calendar_acl.create`; `None` when there is none, or when the page is
    /// about neither.
    pub subject: Option<String>,
    /// Everything that differs.
    pub differences: Vec<Difference>,
    /// The number of intended differences.
    pub accepted: usize,
    /// Notes: why a page is not compared, or that it is older than the spec.
    pub notes: Vec<String>,
}

/// The outcome of all pages.
#[derive(Clone, Debug, Serialize)]
pub struct Drift {
    /// Page by page.
    pub pages: Vec<Compared>,
    /// Entries of intended differences that apply to nothing.
    pub stale: Vec<Difference>,
    /// Endpoints and events of the spec without a page.
    pub without_page: Vec<String>,
}

/// Compares pages with a spec, one after the other.
pub struct Comparison<'s> {
    spec: &'s Spec,
    places: Places,
    accepted: Accepted,
    pages: Vec<Compared>,
    /// The folders of the pages.
    folders: Vec<Option<String>>,
    introductions: Vec<Introduction>,
}

impl<'s> Comparison<'s> {
    /// `directory` is where the spec was loaded from.
    pub fn new(spec: &'s Spec, directory: &Path, accepted: Accepted) -> Self {
        Self { places: Places::new(directory), ..Self::without_places(spec, accepted) }
    }

    /// A comparison that does not look up where the spec says something.
    pub(in crate::docs) fn without_places(spec: &'s Spec, accepted: Accepted) -> Self {
        Self {
            spec,
            places: Places::none(),
            accepted,
            pages: Vec::new(),
            folders: Vec::new(),
            introductions: Vec::new(),
        }
    }

    /// Compares one page with the spec; `file` is the name of the page.
    pub fn add(&mut self, file: &str, page: &Page) {
        let facts = &page.facts;
        let mut compared = Compared {
            file: file.to_owned(),
            kind: facts.kind,
            title: facts.title.as_ref().map(|title| title.value.clone()),
            subject: None,
            differences: Vec::new(),
            accepted: 0,
            notes: Vec::new(),
        };
        let subject = Subject::of(self.spec, facts);
        compared.subject = subject.map(Subject::name);
        match (facts.kind, subject) {
            (_, Some(subject)) => self.compare(&mut compared, page, subject),
            (Kind::Endpoint | Kind::Event, None) => compared.differences.push(unknown(page)),
            (Kind::Unreadable, None) => compared.differences.extend(page.unread.iter().map(unread_piece)),
            _ => {
                compared.notes = not_compared(page);
                compared.differences = self.unlisted(facts);
                if let Some(introduction) = Introduction::of(facts) {
                    compared.differences.extend(introduction.lacking(self.spec));
                    self.introductions.push(introduction);
                }
                for difference in &mut compared.differences {
                    difference.place = self.places.find(&difference.anchor);
                }
            }
        }
        self.pages.push(compared);
        self.folders.push(introduction::folder(facts).map(str::to_owned));
    }

    fn compare(&mut self, compared: &mut Compared, page: &Page, subject: Subject<'_>) {
        let mut found = endpoint::differences(self.spec, &page.facts, subject);
        found.differences.extend(page.unread.iter().map(unread_piece));
        if !matches!(page.facts.kind, Kind::Endpoint | Kind::Event) {
            let what = "the spec has the page of an endpoint or event here, and the page states none".to_owned();
            found.differences.push(unread_piece(&Unread { line: 1, what }));
        }
        moves::join(&mut found.differences);
        let name = subject.name();
        if !is_older(page, subject) {
            found.differences.extend(self.accepted.prose.differences(&name, &page.facts, &compared.file));
        }
        found.differences.sort_by_key(|difference| difference.line);
        let before = found.differences.len();
        let covered = |fact: &str| covers(&page.facts, fact);
        found.differences.retain(|difference| !self.accepted.accepts(&name, difference));
        self.accepted.look_at(&name, covered);
        compared.accepted = before - found.differences.len();
        without_known(&mut found, &page.facts);
        compared.notes = found.notes;
        compared.notes.extend(page.facts.disagreements.iter().map(Disagreement::sentence));
        for mut difference in found.differences {
            difference.place = self.places.find(&difference.anchor);
            compared.differences.push(difference);
        }
    }

    /// What an overview lists and the spec does not have.
    fn unlisted(&self, facts: &Facts) -> Vec<Difference> {
        let unlisted = facts.listed.iter().filter(|listed| Subject::find(self.spec, &Clues::from(*listed)).is_none());
        unlisted
            .map(|listed| {
                missing(
                    if listed.event_type.is_some() { "event" } else { "endpoint" },
                    listed.title.clone(),
                    listed.line,
                )
            })
            .collect()
    }

    /// Completes the comparison: intended differences that no page has any more are findings, and limits that an
    /// introduction states are not.
    pub fn finish(mut self) -> Drift {
        let given: Vec<String> = self.introductions.iter().map(|introduction| introduction.path.clone()).collect();
        for (page, folder) in self.pages.iter_mut().zip(&self.folders) {
            let is_stated = |difference: &Difference| {
                self.introductions.iter().any(|introduction| introduction.states(folder.as_deref(), difference))
            };
            let name = page.subject.clone().unwrap_or_default();
            page.differences.retain(|difference| {
                let is_accepted = self.accepted.accepts_without(&given, &name, difference);
                page.accepted += usize::from(is_accepted);
                !is_accepted && !is_stated(difference)
            });
        }
        let compared: Vec<&str> = self.pages.iter().filter_map(|page| page.subject.as_deref()).collect();
        let without_page = Subject::all(self.spec).map(Subject::name);
        let without_page = without_page.filter(|name| !compared.contains(&name.as_str())).collect();
        Drift { stale: self.accepted.stale(), without_page, pages: self.pages }
    }
}

impl Drift {
    /// How many findings there are.
    pub fn total(&self) -> usize {
        self.stale.len() + self.pages.iter().map(|page| page.differences.len()).sum::<usize>()
    }
}

/// Removes the differences that the spec itself lists, which `check` shows. What it lists and no page of the vendor's
/// has any more is a difference. Those of a second page about the same endpoint stand after its path.
fn without_known(found: &mut Found<'_>, facts: &Facts) {
    let page = found.subject.page();
    let other = facts.path.as_ref().map(|path| path.value.as_str()).filter(|path| *path != page.path);
    let of_other = |sentence: &'_ String| Some(sentence.strip_prefix(other?)?.strip_prefix(": ")?.to_owned());
    let of_page = |sentence: &String| Some(sentence.clone()).filter(|sentence| !sentence.starts_with('/'));
    let others: HashSet<String> = page.differs.iter().filter_map(of_other).collect();
    let whole: HashSet<String> = page.differs.iter().filter_map(of_page).collect();
    let listed = if others.is_empty() { whole } else { others };
    let mut known: HashSet<&str> = listed.iter().map(String::as_str).collect();
    if known.is_empty() {
        return;
    }
    let mut met = HashSet::new();
    found.differences.retain(|difference| {
        let sentence = difference.sentence();
        let is_known = known.contains(&*sentence);
        met.extend(is_known.then_some(sentence));
        !is_known
    });
    if facts.format != Format::ThirdParty {
        known.retain(|sentence| !met.contains(*sentence));
        let anchor = found.subject.anchor(&["page", "differs"]);
        let mut stale: Vec<&str> = known.into_iter().collect();
        stale.sort_unstable();
        found.differences.extend(stale.into_iter().map(|sentence| Difference {
            fact: sentence.to_owned(),
            relation: Relation::Stale,
            page: None,
            spec: None,
            line: 1,
            place: None,
            why: None,
            anchor: anchor.then(sentence),
        }));
    }
}

/// Whether a page is of a day before the one that the spec was made from.
pub(in crate::docs) fn is_older(page: &Page, subject: Subject<'_>) -> bool {
    let spec = subject.page().updated.as_deref();
    page.facts.updated.as_ref().zip(spec).is_some_and(|(page, spec)| *page.value < *spec)
}

/// Whether a page states the part that a fact belongs to.
fn covers(facts: &Facts, fact: &str) -> bool {
    use super::facts::Place;
    let has = |place| facts.fields(place).is_some();
    match fact.split('.').next().unwrap_or_default() {
        "path" => has(Place::Path),
        "query" => has(Place::Query),
        "header" => has(Place::Header),
        "body" => has(Place::Body),
        "response" => has(Place::Response),
        "event" => has(Place::Event),
        "errors" => facts.errors.is_some(),
        "updated" => facts.updated.is_some(),
        "page" => facts.path.is_some(),
        _ => true,
    }
}

fn unknown(page: &Page) -> Difference {
    let facts = &page.facts;
    let of = |stated: &Option<super::facts::Stated<String>>| stated.as_ref().map(|stated| stated.value.clone());
    let endpoint = of(&facts.method).zip(of(&facts.url)).map(|(method, url)| format!("{method} {url}"));
    let line = facts.url.as_ref().or(facts.event_type.as_ref()).map_or(1, |stated| stated.line);
    let title = of(&facts.title).unwrap_or_default();
    let what = if facts.kind == Kind::Event { "event" } else { "endpoint" };
    missing(what, endpoint.or(of(&facts.event_type)).unwrap_or(title), line)
}

/// An endpoint or event that the spec does not have.
fn missing(what: &str, page: String, line: usize) -> Difference {
    Difference {
        fact: what.to_owned(),
        relation: Relation::Missing,
        page: Some(page),
        spec: None,
        line,
        place: None,
        why: None,
        anchor: Anchor::default(),
    }
}

fn unread_piece(unread: &Unread) -> Difference {
    Difference {
        fact: "unread".to_owned(),
        relation: Relation::Unread,
        page: Some(unread.what.clone()),
        spec: None,
        line: unread.line,
        place: None,
        why: None,
        anchor: Anchor::default(),
    }
}

/// Why a page is not compared, and what in it was not understood.
fn not_compared(page: &Page) -> Vec<String> {
    let why = match page.facts.kind {
        Kind::Overview => "an overview; the spec has to have what it lists, the rest stands on the pages that it names",
        Kind::Introduction => {
            "the introduction of a resource, of which only the limits count: its endpoints have pages of their own"
        }
        _ => "a guide, without an endpoint or event of its own",
    };
    let unread = page.unread.iter().map(|unread| format!("line {}: {}", unread.line, unread.what));
    std::iter::once(format!("not compared: {why}")).chain(unread).collect()
}
