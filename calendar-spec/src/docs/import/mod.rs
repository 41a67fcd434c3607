//! A first spec from pages: names, types, limits, values, errors and scopes as YAML, texts marked as still to be written.
//!
//! In: pages, and the spec that is extended, if one is. Out: the files of a spec directory. What only prose says becomes
//! a comment with the line of the page; no sentence of the vendor is taken over.

mod draft;
mod endpoint;
mod field;
mod into;
mod introduced;
mod join;
mod layout;
mod limits;
mod names;
mod paging;
mod shape;
mod shown;
mod types;
mod values;
pub(in crate::docs) mod yaml;

use std::collections::{HashMap, HashSet};
use std::io;
use std::path::Path;

use heck::ToUpperCamelCase;

use super::Page;
use super::drift::{Accepted, Comparison, Introduction, Node, Subject, USUAL_SITES, folder, route};
use super::facts::{ErrorRow, Facts, Kind, Place, Stated};
use super::update::Texts;
use crate::Loaded;
use crate::diagnostic::Report;
use crate::model::{self, Spec};
use crate::raw;
use crate::source::ROOT;
use crate::unwritten;
pub(in crate::docs) use draft::Ways;
use draft::{Draft, Resource};
use endpoint::Source;
use field::{At, Reader};
use layout::Layout;
pub(in crate::docs) use layout::rate_limit;
pub(in crate::docs) use yaml::{Entry, Yaml};

/// Files of a spec, and what was not imported.
#[derive(Clone, Debug, Default)]
pub struct Imported {
    /// Names and texts, the root first.
    pub files: Vec<(String, String)>,
    /// Pages that gave nothing, and why.
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
    /// Other pages about the same.
    others: Vec<Page>,
    /// Where in the draft its endpoint or event is.
    resource: usize,
    index: usize,
}

impl Taken {
    /// The page with what the others have more.
    fn joined(&self) -> Page {
        let mut page = self.page.clone();
        self.others.iter().for_each(|other| join::join(&mut page.facts, &other.facts));
        page
    }

    /// Whether another page about the same endpoint or event can be told from this one, by its path.
    fn takes(&self, other: &Page) -> bool {
        let path = |page: &Page| page.facts.path.as_ref().map(|path| path.value.clone());
        let taken = std::iter::once(&self.page).chain(&self.others);
        path(other)
            .is_some_and(|own| own.starts_with('/') && !taken.map(path).any(|known| known.as_ref() == Some(&own)))
    }
}

impl<'s> Import<'s> {
    /// `name` is that of the new spec; what `base` has is not imported.
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

    /// Adds to the spec that was loaded from a directory: what it has is neither imported nor touched.
    pub fn into(directory: &Path, loaded: &'s Loaded) -> io::Result<Self> {
        let texts = Texts::read(directory, &loaded.spec.files)?;
        Ok(Self { into: Some(texts), ..Self::new(&loaded.spec.name, Some(&loaded.spec)) })
    }

    /// Imports one page; `file` is what it is called.
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

    /// The resource of a page: in a spec that is there, the one whose pages stand beside it.
    fn resource_name(&self, facts: &Facts, resource: String) -> String {
        let resources = self.base.map_or(&[][..], |base| &base.resources);
        if self.into.is_none() {
            let is_taken = |name: &str| resources.iter().any(|resource| resource.name == name);
            return names::free(&[resource.clone(), format!("{}_{resource}", self.name)], is_taken);
        }
        let folder = |path: &str| path.rsplit_once('/').map(|(folder, _)| folder.to_owned());
        let own = facts.path.as_ref().and_then(|path| folder(&path.value));
        let is_beside = |known: &&model::Resource| {
            own.is_some()
                && known
                    .endpoints
                    .iter()
                    .filter_map(|endpoint| endpoint.reference.page())
                    .any(|page| folder(&page.path) == own)
        };
        resources.iter().find(is_beside).map_or(resource, |known| known.name.clone())
    }

    /// Names of endpoints or events that a resource of the spec has.
    fn in_base(&self, resource: &str, is_event: bool) -> Vec<&'s str> {
        let resources = self.base.map_or(&[][..], |base| &base.resources);
        let known = resources.iter().filter(|known| known.name == resource);
        known
            .flat_map(|known| {
                let endpoints = known.endpoints.iter().filter(|_| !is_event).map(|endpoint| &*endpoint.name);
                endpoints.chain(known.events.iter().filter(|_| is_event).map(|event| &*event.name))
            })
            .collect()
    }

    /// The index of a resource, which is made if there is none.
    fn resource(&mut self, name: &str, file: &str) -> usize {
        let known = self.draft.resources.iter().position(|resource| resource.name == name);
        known.unwrap_or_else(|| {
            let doc = format!("{} {file}", unwritten::MARK);
            let resource = Resource { name: name.to_owned(), doc, endpoints: Vec::new(), events: Vec::new() };
            self.draft.resources.push(resource);
            self.draft.resources.len() - 1
        })
    }

    /// The files. Each page is compared with what became of it, so that nothing of it is lost in silence: what differs
    /// stands in the spec, and `check` warns of it.
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

    /// Leaves out the pages of which each makes a spec that `check` refuses.
    fn leave_out_invalid(&mut self) {
        self.draft = Draft::default();
        for taken in std::mem::take(&mut self.taken) {
            let mut alone = Self { base: self.base, into: self.into.clone(), ..Self::new(&self.name, None) };
            alone.import(&taken.file, &taken.joined());
            match alone.texts().load().report.findings().first() {
                Some(finding) => self.notes.push(format!("{}: not imported: {}", taken.file, finding.message)),
                None => self.taken.push(taken),
            }
        }
        self.import_all();
    }

    fn state_differences(&mut self) {
        let mut loaded = self.texts().load();
        if !loaded.report.is_empty() {
            self.leave_out_invalid();
            loaded = self.texts().load();
        }
        let mut comparison = Comparison::without_places(&loaded.spec, Accepted::default());
        let pages = self.taken.iter().flat_map(|taken| {
            std::iter::once((taken, &taken.page)).chain(taken.others.iter().map(move |other| (taken, other)))
        });
        let pages: Vec<(&Taken, &Page)> = pages.collect();
        for (taken, page) in &pages {
            comparison.add(&taken.file, page);
        }
        for page in &self.introductions {
            comparison.add("", page);
        }
        for ((taken, page), compared) in pages.into_iter().zip(comparison.finish().pages) {
            let resource = &mut self.draft.resources[taken.resource];
            let about = match taken.page.facts.kind {
                Kind::Event => &mut resource.events[taken.index].about,
                _ => &mut resource.endpoints[taken.index].about,
            };
            let mut seen = HashSet::new();
            let whose = |sentence| known_as(&page.facts, &taken.page.facts, sentence);
            let sentences = compared.differences.iter().map(|difference| whose(difference.sentence()));
            about.differs.extend(sentences.filter(|sentence| seen.insert(sentence.clone())));
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

/// A difference as the spec lists it: after the path of its page, if that is not the page of the endpoint.
fn known_as(page: &Facts, first: &Facts, sentence: String) -> String {
    match &page.path {
        Some(path) if first.path.as_ref().is_some_and(|first| first.value != path.value) => {
            format!("{}: {sentence}", path.value)
        }
        _ => sentence,
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

/// What a page must state to be imported, and does not.
pub fn lack(page: &Page) -> Option<String> {
    let facts = &page.facts;
    let has_request = [Place::Header, Place::Body, Place::Response].iter().any(|place| facts.fields(*place).is_some());
    let lack = match facts.kind {
        Kind::Endpoint => match (&facts.method, &facts.url) {
            (_, None) => "the page states no URL",
            (None, _) => "the page states no method",
            (Some(method), Some(url)) => return wrong_route(method, url),
        },
        Kind::Event if facts.event_type.is_none() => "the page states no type of event",
        Kind::Event => return None,
        _ if has_request => "the page has the tables of a request, and states neither its URL nor its method",
        _ => "the page is about no endpoint and no event",
    };
    Some(lack.to_owned())
}

/// Why method and URL are not those of an endpoint.
fn wrong_route(method: &Stated<String>, url: &Stated<String>) -> Option<String> {
    let site =
        wrong_site(&url.value).map(|site| format!("the URL begins with `{site}`, which is not the name of a site"));
    let route = route(&url.value);
    let mut seen = HashSet::new();
    let twice = route.split('/').find(|segment| segment.starts_with(':') && !seen.insert(*segment));
    let twice = twice.map(|segment| format!("`{segment}` is repeated in the path"));
    let wrong = raw::http(&format!("{} {route}", method.value)).err();
    let what = wrong.map(|(what, help)| format!("{what}; {help}")).or(twice).or(site)?;
    Some(format!("line {} or {}: {what}", method.line, url.line))
}

/// What a URL begins with, if that is neither a slash nor a site; without a scheme only the usual sites are known.
fn wrong_site(url: &str) -> Option<&str> {
    let after_scheme = url.split_once("://").map(|(_, rest)| rest);
    let site = after_scheme.unwrap_or(url).split('/').next()?;
    let is_name = site.chars().all(|letter| letter.is_ascii_alphanumeric() || "-.:".contains(letter));
    let is_site = USUAL_SITES.contains(&site) || (after_scheme.is_some() && is_name);
    (!is_site).then_some(site)
}

/// What tells the endpoint or event of a page from all others; names of placeholders make no difference.
fn what_of(facts: &Facts) -> String {
    let text =
        |stated: &Option<super::facts::Stated<String>>| stated.as_ref().map_or("", |stated| &stated.value).to_owned();
    let url = text(&facts.url);
    let words = route(&url).split('/').map(|word| if word.starts_with(':') { ":" } else { word });
    format!("{} {} {}", text(&facts.method), words.collect::<Vec<_>>().join("/"), text(&facts.event_type))
}

/// One field of a page for a spec that is there already.
pub(in crate::docs) struct Addition {
    pub(in crate::docs) field: Entry,
    /// Types that it needs: under which key, and what is declared.
    pub(in crate::docs) declared: Vec<(&'static str, Entry)>,
}

/// Where a field is added: the page, and what stands around.
#[derive(Clone, Copy)]
pub(in crate::docs) struct Into<'i> {
    pub(in crate::docs) file: &'i str,
    pub(in crate::docs) around: &'i str,
    pub(in crate::docs) ways: Ways,
    /// Whether only the server sets it.
    pub(in crate::docs) is_read_only: bool,
    pub(in crate::docs) spec: &'i Spec,
}

/// Makes a field of a row and those nested in it; nothing if the page does not show what it holds.
pub(in crate::docs) fn addition(node: &Node<'_>, into: Into<'_>) -> Option<Addition> {
    let mut draft = Draft::default();
    let mut reader = Reader::new(&mut draft, Some(into.spec));
    let around = vec![into.around.to_upper_camel_case()];
    let at = At { file: into.file, around, ways: into.ways, is_path: false, is_body: false, shown: Vec::new() };
    let field = reader.fields(std::slice::from_ref(node), &at).pop()?;
    let layout = Layout { draft: &draft };
    let enums = draft.enums.iter().map(|item| ("enums", Layout::enumeration(item)));
    let objects = draft.objects.iter().map(|object| ("objects", layout.object(object)));
    let declared = enums.chain(objects).collect();
    Some(Addition { field: layout.field(&field, into.is_read_only, "", &mut HashSet::new()), declared })
}

/// The declaration of an error code of a page.
pub(in crate::docs) fn error_of(row: &ErrorRow, file: &str, spec: &Spec) -> Entry {
    layout::error(
        row.code,
        &endpoint::error_code(row, file, |name| {
            let camel = name.to_upper_camel_case();
            spec.errors.iter().any(|error| error.rust == camel)
        }),
    )
}

/// The text that stands for one that is to be written, with the line of the page.
pub(in crate::docs) fn unwritten_at(file: &str, line: usize) -> String {
    format!("{} {file}:{line}", unwritten::MARK)
}
