//! The vendor's reference pages: what they state, and where the spec says something else.
//!
//! In: pages, in any of the ways in which they are written. Out: [`Facts`](facts::Facts) and what could not be
//! understood. The stages are the modules: `page` cuts a page into blocks, `reader` makes facts of them, `drift` holds
//! facts and a spec against each other, `update` and `import` write what they say into YAML.

mod api_schema;
mod detail;
pub mod drift;
pub mod facts;
#[cfg(feature = "fetch")]
pub mod fetch;
pub mod import;
mod page;
mod page_type;
mod prose;
mod reader;
mod terms;
pub mod update;
mod values;

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use serde::Serialize;

pub use prose::earlier_states;

/// How large a page may be, in bytes; the largest known one has one megabyte.
pub const LARGEST_PAGE: usize = 4 << 20;

/// How many things that were not understood are kept; a page made to annoy could have millions.
const MOST_UNREAD: usize = 100;

/// How much is said about each, in characters.
const LONGEST_UNREAD: usize = 300;

/// A page that was read.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Page {
    /// What it states.
    pub facts: facts::Facts,
    /// What in it was not understood, so that facts may be missing.
    pub unread: Vec<Unread>,
}

impl Page {
    fn unreadable(line: usize, what: String) -> Self {
        let facts = facts::Facts { kind: facts::Kind::Unreadable, ..facts::Facts::default() };
        Self { facts, unread: vec![Unread { line, what }] }
    }
}

/// A piece of a page that was not understood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Unread {
    /// Its line, from 1.
    pub line: usize,
    /// Which piece, and why.
    pub what: String,
}

/// What was not understood so far, the first hundred pieces of it.
#[derive(Debug, Default)]
struct UnreadPieces {
    kept: Vec<Unread>,
    dropped: usize,
}

impl UnreadPieces {
    fn push(&mut self, line: usize, what: impl Into<String>) {
        if self.kept.len() < MOST_UNREAD {
            let what: String = what.into();
            let is_long = what.chars().nth(LONGEST_UNREAD).is_some();
            let what = if is_long { what.chars().take(LONGEST_UNREAD).chain(['…']).collect() } else { what };
            self.kept.push(Unread { line, what });
        } else {
            self.dropped += 1;
        }
    }

    /// In the order of the page, with a last one that counts those which are not kept.
    fn finish(mut self) -> Vec<Unread> {
        self.kept.sort_by_key(|unread| unread.line);
        if let Some(last) = self.kept.last().filter(|_| self.dropped > 0) {
            let what = format!("{} more pieces were not understood", self.dropped);
            self.kept.push(Unread { line: last.line, what });
        }
        self.kept
    }
}

/// Reads the text of a page.
pub fn read(text: &str) -> Page {
    if text.len() > LARGEST_PAGE {
        return Page::unreadable(1, format!("a page has at most {LARGEST_PAGE} bytes, and this one has more"));
    }
    if text.trim_start_matches('\u{feff}').trim_start().starts_with('{') {
        return read_json(text);
    }
    let (page, schema) = detail::split(text);
    let page = reader::read(page::document(page));
    match schema {
        Some((line, json)) => api_schema::merge(page, api_schema::read(json, line)),
        None => page,
    }
}

/// Reads what the site sends for a page, or an `apiSchema` alone. Lines are those of the file that `docs fetch` makes.
fn read_json(text: &str) -> Page {
    let json =
        serde_json::from_str(text.trim_start_matches('\u{feff}')).map_err(|error| (error.line(), error.to_string()));
    let detail = json.and_then(|json| detail::of_json(json).map_err(|why| (1, why.to_owned())));
    match detail {
        Ok(detail) => read(&detail.to_text(&[])),
        Err((line, why)) => Page::unreadable(line, format!("the JSON is not the page of an endpoint: {why}")),
    }
}

/// Reads a file. It is not read to its end if it is larger than any page, and not opened if it is a pipe, a device or a
/// socket, which may have no end or never begin.
pub fn read_file(path: &Path) -> io::Result<Page> {
    if !fs::metadata(path)?.is_file() {
        return Ok(Page::unreadable(1, "this is not a regular file, and is not read".to_owned()));
    }
    let mut bytes = Vec::new();
    File::open(path)?.take(LARGEST_PAGE as u64 + 1).read_to_end(&mut bytes)?;
    match String::from_utf8(bytes) {
        Ok(text) => Ok(read(&text)),
        Err(error) if error.as_bytes().len() > LARGEST_PAGE => Ok(read(&String::from_utf8_lossy(error.as_bytes()))),
        Err(error) => {
            let valid = String::from_utf8_lossy(&error.as_bytes()[..error.utf8_error().valid_up_to()]);
            let line = valid.matches('\n').count() + 1;
            Ok(Page::unreadable(line, "the page is not UTF-8".to_owned()))
        }
    }
}
