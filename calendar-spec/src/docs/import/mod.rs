//! A first spec from pages: names, types, limits, values, errors and scopes as YAML, texts marked as still to be written.
//!
//! In: pages, and the spec that is extended, if one is. Out: the files of a spec directory. What only prose says becomes
//! a comment with the line of the page; no sentence of the vendor is taken over.

mod addition;
mod at;
mod differs;
mod draft;
mod endpoint;
mod error;
mod field;
mod importable;
mod into;
mod introduced;
mod join;
mod layout;
mod limits;
mod names;
mod paging;
mod resource;
mod shape;
mod shown;
mod types;
mod values;

use std::collections::HashMap;
use std::io;
use std::path::Path;

use super::drift::{Introduction, Subject, folder};
use super::facts::Kind;
use super::unread::Page;
use super::yaml::{Entry, Texts, Yaml};
use crate::Loaded;
use crate::diagnostic::Report;
use crate::model::Spec;
use crate::source::ROOT;
use crate::unwritten;
pub(in crate::docs) use addition::{Addition, Into, addition, error_of};
use draft::Draft;
pub(in crate::docs) use draft::Ways;
use endpoint::Source;
pub use importable::lack;
use importable::what_of;
use layout::Layout;
pub(in crate::docs) use layout::rate_limit;

/// Files of a spec, and what was not imported.
#[derive(Clone, Debug, Default)]
pub struct Imported {
    /// Names and texts, the root first.
    pub files: Vec<(String, String)>,
    /// Pages that were not imported, and why.
    pub notes: Vec<String>,
    /// How many endpoints there are.
    pub endpoints: usize,
    /// How many events there are.
    pub events: usize,
    /// What `check` would find in the files: nothing, unless the pages are damaged in a way that no other message is about.
    pub findings: Report,
}

/// Makes a spec of pages, one after the other.
#[derive(Debug)]
pub struct Import<'s> {
    name: String,
    base: Option<&'s Spec>,
    /// The files of the spec that pages are added to, if there is one.
    into: Option<Texts>,
    draft: Draft,
    notes: Vec<String>,
    /// Indices of pages by the route or the type of event that they are about.
    seen: HashMap<String, usize>,
    taken: Vec<Taken>,
    /// Introductions of resources.
    introductions: Vec<Page>,
}

/// A page to import.
#[derive(Clone, Debug)]
struct Taken {
    file: String,
    page: Page,
    /// Other pages about the same endpoint or event.
    others: Vec<Page>,
    /// Where in the draft its endpoint or event is.
    resource: usize,
    index: usize,
}

impl Taken {
    /// The page, with the additional facts of the others.
    fn joined(&self) -> Page {
        let mut page = self.page.clone();
        self.others.iter().for_each(|other| join::join(&mut page.facts, &other.facts));
        page
    }

    /// Whether another page about the same endpoint or event can be distinguished from this one, by its path.
    fn takes(&self, other: &Page) -> bool {
        let path = |page: &Page| page.facts.path.as_ref().map(|path| path.value.clone());
        let taken = std::iter::once(&self.page).chain(&self.others);
        path(other)
            .is_some_and(|own| own.starts_with('/') && !taken.map(path).any(|known| known.as_ref() == Some(&own)))
    }
}

impl<'s> Import<'s> {
    /// `name` is that of the new spec; endpoints and events of `base` are not imported.
    pub fn new(name: &str, base: Option<&'s Spec>) -> Self {
        let name = names::of_spec(name);
        Self {
            name,
            base,
            into: None,
            draft: Draft::default(),
            notes: Vec::new(),
            seen: HashMap::new(),
            taken: Vec::new(),
            introductions: Vec::new(),
        }
    }

    /// Adds to the spec that was loaded from a directory: its endpoints and events are neither imported nor changed.
    pub fn into(directory: &Path, loaded: &'s Loaded) -> io::Result<Self> {
        let texts = Texts::read(directory, &loaded.spec.files)?;
        Ok(Self { into: Some(texts), ..Self::new(&loaded.spec.name, Some(&loaded.spec)) })
    }

    /// Imports one page; `file` is its name.
    pub fn add(&mut self, file: &str, page: &Page) {
        let facts = &page.facts;
        let known = self.base.and_then(|base| Subject::of(base, facts));
        let whose = if self.into.is_some() { "the spec" } else { "the spec that is extended" };
        let known = known.map(|known| format!("{whose} has it as `{}`", known.name()));
        let what = what_of(facts);
        let seen = self.seen.get(&what).copied();
        if facts.kind == Kind::Introduction {
            self.introductions.push(page.clone());
        }
        if let Some(why) = known.or_else(|| lack(page)) {
            self.notes.push(format!("{file}: not imported: {why}"));
        } else if let Some(first) = seen.map(|index| &mut self.taken[index]) {
            let about = format!("{} is about the same", first.file);
            if first.takes(page) {
                first.others.push(page.clone());
                self.notes.push(format!("{file}: imported into one endpoint or event with another page: {about}"));
            } else {
                self.notes.push(format!("{file}: not imported: {about}"));
            }
        } else {
            self.seen.insert(what, self.taken.len());
            let (file, page, others) = (file.to_owned(), page.clone(), Vec::new());
            self.taken.push(Taken { file, page, others, resource: 0, index: 0 });
        }
    }

    fn import_all(&mut self) {
        let mut taken = std::mem::take(&mut self.taken);
        for taken in &mut taken {
            (taken.resource, taken.index) = self.import(&taken.file, &taken.joined());
        }
        self.taken = taken;
        let introductions: Vec<Introduction> =
            self.introductions.iter().filter_map(|page| Introduction::of(&page.facts)).collect();
        introduced::add(&mut self.draft, &introductions);
    }

    /// Imports one page into the draft, and returns where its endpoint or event is.
    fn import(&mut self, file: &str, page: &Page) -> (usize, usize) {
        let (resource, name) = names::of_page(&page.facts);
        let resource = self.resource_name(&page.facts, resource);
        let mut source = Source {
            file,
            facts: &page.facts,
            unread: page.unread.iter().map(|unread| unread.line).collect(),
            resource: &resource,
            name,
        };
        let index = self.resource(&resource, file);
        let is_event = page.facts.kind == Kind::Event;
        let taken: Vec<&str> = match &self.draft.resources[index] {
            resource if is_event => resource.events.iter().map(|event| &*event.about.name).collect(),
            resource => resource.endpoints.iter().map(|endpoint| &*endpoint.about.name).collect(),
        };
        let in_base = self.in_base(&resource, is_event);
        source.name = names::free(&[source.name], |name| taken.contains(&name) || in_base.contains(&name));
        let resource = &mut self.draft.resources[index];
        let at = if is_event { resource.events.len() } else { resource.endpoints.len() };
        if is_event {
            let event = endpoint::event(&source, &mut self.draft, self.base);
            self.draft.resources[index].events.push(event);
        } else {
            let endpoint = endpoint::endpoint(&source, &mut self.draft, self.base);
            self.draft.resources[index].endpoints.push(endpoint);
        }
        (index, at)
    }

    /// The files. Each page is compared with its part of the spec, so that nothing is lost silently: the differences are
    /// listed in the spec, and `check` warns of them.
    pub fn finish(mut self) -> Imported {
        self.import_all();
        self.state_differences();
        let texts = self.texts();
        let before = self.into.as_ref();
        let is_new =
            |(name, text): &(&String, &String)| before.is_none_or(|before| before.files.get(*name) != Some(*text));
        let files = texts.files.iter().filter(is_new).map(|(name, text)| (name.clone(), text.clone()));
        let mut files: Vec<(String, String)> = files.collect();
        files.sort_by_key(|(name, _)| *name != ROOT);
        let resources = &self.draft.resources;
        Imported {
            findings: texts.load().report,
            endpoints: resources.iter().map(|resource| resource.endpoints.len()).sum(),
            events: resources.iter().map(|resource| resource.events.len()).sum(),
            files,
            notes: self.notes,
        }
    }

    /// The files of the whole spec.
    fn texts(&self) -> Texts {
        match &self.into {
            Some(texts) => into::added(texts.clone(), &self.draft, self.base),
            None => Texts::unwritten(&self.files()),
        }
    }

    fn files(&self) -> Vec<(String, String)> {
        let mut files = Layout { draft: &self.draft }.files();
        let mut root = vec![
            Entry::new("spec", Yaml::text(&self.name)),
            Entry::new("doc", Yaml::text(&format!("{} what the API is", unwritten::MARK))),
        ];
        root.extend(self.base.map(|base| Entry::new("extends", Yaml::text(&base.name))));
        root.push(Entry::new("include", Yaml::texts(files.iter().map(|(name, _)| name))));
        files.insert(0, (ROOT.to_owned(), Yaml::Block(root).block(0)));
        files
    }
}

/// The service that a page belongs to, if the page is about an endpoint or an event.
pub fn service_of(page: &Page) -> Option<String> {
    let is_subject = matches!(page.facts.kind, Kind::Endpoint | Kind::Event);
    is_subject.then(|| names::of_service(&page.facts))
}

/// Whether a page is the introduction of a resource that another page, beside it, is about.
pub fn introduces(introduction: &Page, page: &Page) -> bool {
    let beside = folder(&introduction.facts).is_some_and(|beside| folder(&page.facts) == Some(beside));
    introduction.facts.kind == Kind::Introduction && beside
}
