//! From the blocks of a page to its facts.
//!
//! In: a [`Document`]. Out: a [`Page`]. Headings and the heads of tables say what a table holds; nothing here knows
//! calendars. A table, row or part that is not understood is reported.

mod basics;
mod description;
mod errors;
mod examples;
mod fields;
mod limits;
mod loose;
mod nesting;
mod overview;
mod rate;
mod scopes;
mod values;

pub(super) use rate::read as rate_limit;

use super::facts::{Facts, Format, Kind, Place, Stated};
use super::page::{Block, Content, Document, Table, pieces, plain};
use super::terms::{self, Column, Section};
use super::unread::{Page, UnreadPieces};

/// Makes facts of a page.
pub(super) fn read(document: Document) -> Page {
    let mut reader = Reader { unread: document.unread, ..Reader::default() };
    let facts = &mut reader.facts;
    facts.format = if document.has_elements { Format::Site } else { Format::Markdown };
    facts.title = document.front.title;
    facts.path = document.front.path;
    facts.updated = document.front.updated;
    if let Some(date) = document.front.no_date {
        reader.unread.push(date.line, format!("the date “{}” was not understood", date.value));
    }
    let facts = &mut reader.facts;
    if document.front.is_export {
        facts.format = Format::Export;
    }
    for block in &document.blocks {
        reader.block(block);
    }
    reader.finish()
}

/// The facts so far, and where in the page the reader is.
#[derive(Default)]
struct Reader {
    facts: Facts,
    unread: UnreadPieces,
    section: Option<Section>,
    heading: Heading,
    /// The page says that no scope is needed.
    has_no_scopes: bool,
}

/// The heading that the reader is under.
#[derive(Default)]
struct Heading {
    text: String,
    line: usize,
    /// Whether a table or example followed it.
    is_filled: bool,
}

impl Reader {
    fn block(&mut self, block: &Block) {
        match &block.content {
            Content::Heading(text) => self.heading(text, block.line),
            Content::Prose(text) => self.prose(text, block.line),
            Content::Remark(text) => {
                self.facts.remarks.extend(stated(super::page::one_line(&pieces(text)), block.line));
            }
            Content::Code(text) => self.code(text, block.line),
            Content::Table(table) => self.table(table, block.line),
        }
    }

    fn heading(&mut self, text: &str, line: usize) {
        self.check_filled();
        if self.facts.title.is_none() {
            self.facts.title = Some(Stated { value: text.trim().to_owned(), line });
        }
        self.section = terms::section(text);
        self.heading = Heading { text: text.trim().to_owned(), line, is_filled: false };
    }

    /// A third party makes its headings of strong text.
    fn prose(&mut self, text: &str, line: usize) {
        let is_heading = text.starts_with("**") && terms::section(text).is_some();
        let is_table = self.section.is_some() && text.matches(" | ").count() > 1;
        if is_heading {
            self.heading(text.trim_matches(['*', ':', '：']), line);
        } else if is_table {
            self.unread_here(line, "a table without a line of dashes is not read");
        } else if matches!(self.section, Some(Section::Response | Section::ResponseBody)) && terms::is_file(text) {
            let value = super::page::one_line(&pieces(text));
            self.facts.file = Some(Stated { value, line });
            self.heading.is_filled = true;
        } else if self.place().is_some() && terms::is_none(&plain(&pieces(text))) {
            self.heading.is_filled = true;
        } else if self.section == Some(Section::EventType) && self.facts.event_type.is_none() {
            let value = plain(&pieces(text));
            let is_type = value.is_ascii() && !value.contains(char::is_whitespace);
            self.facts.event_type = is_type.then_some(Stated { value, line });
        } else {
            let paragraph = stated(without_buttons(&super::page::one_line(&pieces(text))), line);
            if self.facts.summary.is_none() && self.section.is_none() && self.heading.line > 0 {
                self.facts.summary = paragraph;
            } else {
                self.facts.paragraphs.extend(paragraph);
            }
        }
    }

    fn code(&mut self, text: &str, line: usize) {
        self.heading.is_filled = true;
        let Some(place) = self.section.and_then(example_place) else {
            if self.place().is_some() && text.starts_with(['{', '[']) {
                self.unread_here(line, "the heading does not say what the example shows");
            }
            return;
        };
        let example = examples::read(place, text, line);
        // Forms with files have examples that were never meant to be JSON.
        if example.json.is_none() && text.starts_with(['{', '[']) {
            self.unread_here(line, "an example is not valid JSON");
        }
        self.facts.examples.push(example);
    }

    fn table(&mut self, table: &Table, line: usize) {
        self.heading.is_filled = true;
        let columns: Vec<Option<Column>> = table.head.iter().map(|head| column(head)).collect();
        let has = |column| columns.contains(&Some(column));
        if table.head.iter().any(|head| terms::is_third_party(head)) {
            self.facts.format = Format::ThirdParty;
        }
        if has(Column::Code) && (has(Column::Status) || has(Column::Advice)) {
            self.errors(table, &columns, line);
        } else if has(Column::Name) && (has(Column::Type) || self.place().is_some()) {
            self.fields(table, &columns, line);
        } else if has(Column::Endpoint) || has(Column::Event) {
            self.overview(table, &columns);
        } else if table.head.len() == 2 && matches!(self.section, Some(Section::Request | Section::Event)) {
            self.basics(table, line);
        } else if self.section.is_some() && !columns.iter().all(|column| *column == Some(Column::Idle)) {
            let heads: Vec<String> = table.head.iter().map(|head| plain(&pieces(head))).collect();
            self.unread_here(line, &format!("the head of a table has no known columns: {}", heads.join(", ")));
        }
    }

    fn unread(&mut self, line: usize, what: impl Into<String>) {
        self.unread.push(line, what);
    }

    /// Reports what was not understood under the current heading.
    fn unread_here(&mut self, line: usize, what: &str) {
        let heading = &self.heading.text;
        self.unread.push(line, format!("“{heading}”: {what}"));
    }

    /// A heading that announces fields is followed by their table.
    fn check_filled(&mut self) {
        let needs_table = self.place().is_some();
        let needs_example = self.section.and_then(example_place).is_some();
        if (needs_table || needs_example) && !self.heading.is_filled {
            self.unread_here(self.heading.line, "nothing could be read here");
        }
    }

    /// Where the fields under the current heading go.
    fn place(&self) -> Option<Place> {
        let has_query = self.facts.method.as_ref().is_some_and(|method| matches!(&*method.value, "GET" | "DELETE"));
        match self.section? {
            Section::Parameters if has_query => Some(Place::Query),
            Section::Parameters => Some(Place::Body),
            section => field_place(section),
        }
    }

    /// Some pages of events state the type in their example alone.
    fn event_type_of_example(&mut self) {
        let facts = &mut self.facts;
        if facts.event_type.is_some() || facts.url.is_some() {
            return;
        }
        let mut examples = facts.examples.iter().filter(|example| example.place == Place::Event);
        facts.event_type = examples.find_map(|example| {
            let json = example.json.as_ref()?;
            let ty = json.pointer("/header/event_type").or_else(|| json.pointer("/event/type"))?.as_str()?;
            Some(Stated { value: ty.to_owned(), line: example.line })
        });
    }

    fn finish(mut self) -> Page {
        self.check_filled();
        self.nest();
        self.event_type_of_example();
        let title = self.facts.title.clone();
        self.facts.deprecated = title.filter(|title| terms::is_deprecated(&title.value));
        self.classify();
        Page { facts: self.facts, unread: self.unread.finish() }
    }

    /// Determines what the page is about, and reports what a page of that kind lacks.
    fn classify(&mut self) {
        let facts = &self.facts;
        let has = |place| facts.fields(place).is_some();
        let speaks_of_request = has(Place::Header) || has(Place::Body) || has(Place::Response);
        let (kind, lack) = match (&facts.url, &facts.method, &facts.event_type) {
            (Some(_), Some(_), None) => (Kind::Endpoint, None),
            (None, None, Some(_)) => (Kind::Event, (!has(Place::Event)).then_some("its fields")),
            (Some(_), None, _) => (Kind::Endpoint, Some("the HTTP method")),
            (_, Some(_), _) => (Kind::Endpoint, Some("the HTTP URL")),
            // Such as what the reader's own server has to answer, or a list of error codes.
            (None, None, None) if speaks_of_request => (Kind::Guide, Some("HTTP URL and method")),
            (None, None, None) if has(Place::Event) => (Kind::Event, Some("the type of the event")),
            _ if !facts.listed.is_empty() => (Kind::Overview, None),
            _ if has(Place::Resource) => (Kind::Introduction, None),
            _ => (Kind::Guide, None),
        };
        self.facts.kind = kind;
        if let Some(lack) = lack {
            self.unread(1, format!("the page does not state {lack}"));
        }
    }
}

fn column(head: &str) -> Option<Column> {
    let plain_head = plain(&pieces(head));
    terms::column(&plain_head)
}

/// Where the fields of a section go.
fn field_place(section: Section) -> Option<Place> {
    Some(match section {
        Section::Header => Place::Header,
        Section::Path => Place::Path,
        Section::Query => Place::Query,
        Section::Body => Place::Body,
        Section::ResponseBody => Place::Response,
        Section::EventBody => Place::Event,
        Section::Resource => Place::Resource,
        _ => return None,
    })
}

/// What the example of a section shows.
fn example_place(section: Section) -> Option<Place> {
    Some(match section {
        Section::BodyExample => Place::Body,
        Section::ResponseExample => Place::Response,
        Section::EventExample => Place::Event,
        Section::ResourceExample => Place::Resource,
        _ => return None,
    })
}

/// A text and its line, unless it is empty.
fn stated(value: String, line: usize) -> Option<Stated<String>> {
    (!value.is_empty()).then_some(Stated { value, line })
}

/// The site's pages have buttons as `{title}(url=…)`.
fn without_buttons(text: &str) -> String {
    match text.split_once('{') {
        Some((before, rest)) if rest.contains("}(url=") => before.trim_end().to_owned(),
        _ => text.to_owned(),
    }
}
