//! Reads pages: their text, files, and what the site sends.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use super::unread::Page;
use super::{api_schema, detail, page, reader};

/// How large a page may be, in bytes; the largest known one has one megabyte.
pub const LARGEST_PAGE: usize = 4 << 20;

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
