//! [`Target`]: the URL and the headers of a request.
//!
//! In: the base URL and, piece by piece, the path, the query and the headers of an endpoint. Out: the whole URL in one
//! string and the header map. Everything but RFC 3986's unreserved characters is percent-encoded, so that any string
//! arrives unchanged; the three strings that cannot be a path segment are rejected.

use std::fmt::{self, Write};

use http::{HeaderMap, HeaderName, HeaderValue};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::check::{ValidationError, Violation, ViolationKind};
use crate::parameter::{Parameter, Parameters};

/// Everything but letters, digits and `-._~`.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Room for what is added to the path of an endpoint: identifiers and a query.
const ROOM: usize = 192;

/// The URL and the headers of a request that is being written.
#[derive(Debug)]
pub struct Target {
    url: String,
    has_query: bool,
    headers: HeaderMap,
    violations: Vec<Violation>,
}

impl Target {
    /// Starts with a base URL without a trailing slash; `path` is the length of the endpoint's path.
    pub(crate) fn new(base_url: &str, path: usize) -> Self {
        let mut url = String::with_capacity(base_url.len() + path + ROOM);
        url.push_str(base_url);
        Self { url, has_query: false, headers: HeaderMap::new(), violations: Vec::new() }
    }

    /// Adds a piece of the path unchanged, including slashes.
    pub fn literal(&mut self, text: &'static str) {
        self.url.push_str(text);
    }

    /// Adds a path segment, or the part of one that comes from a parameter.
    pub fn segment(&mut self, name: &'static str, value: &impl Parameter) {
        let start = self.url.len();
        self.push_encoded(value);
        // Encoded or not, URL parsers resolve these; a `%2e` in the value is safe, since its `%` is encoded.
        if matches!(&self.url[start..], "" | "." | "..") {
            self.violations.push(Violation::new(name.to_owned(), ViolationKind::PathSegment));
        }
    }

    /// Adds a parameter to the query: nothing when it is not set, otherwise once for each list item.
    pub fn query(&mut self, name: &'static str, values: &impl Parameters) {
        values.for_each(&mut |value| {
            self.url.push(if self.has_query { '&' } else { '?' });
            self.has_query = true;
            let _ = Encoded(&mut self.url).write_str(name);
            self.url.push('=');
            self.push_encoded(value);
        });
    }

    /// Adds a header, unless it is not set.
    pub fn header(&mut self, name: &'static str, values: &impl Parameters) {
        values.for_each(&mut |value| match header(name, value) {
            Some((key, value)) => drop(self.headers.append(key, value)),
            None => self.violations.push(Violation::new(name.to_owned(), ViolationKind::Header)),
        });
    }

    fn push_encoded(&mut self, value: &dyn Parameter) {
        // Writing to a string cannot fail.
        let _ = value.write_to(&mut Encoded(&mut self.url));
    }

    /// Returns the URL and the headers, or an error for a value that cannot be written in its place.
    pub(crate) fn finish(self) -> Result<(String, HeaderMap), ValidationError> {
        match ValidationError::from_violations(self.violations) {
            Some(invalid) => Err(invalid),
            None => Ok((self.url, self.headers)),
        }
    }
}

fn header(name: &str, value: &dyn Parameter) -> Option<(HeaderName, HeaderValue)> {
    let mut text = String::new();
    value.write_to(&mut text).ok()?;
    if !text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return None;
    }
    Some((name.parse().ok()?, HeaderValue::from_str(&text).ok()?))
}

/// Percent-encodes what is written to it.
struct Encoded<'a>(&'a mut String);

impl Write for Encoded<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0.extend(utf8_percent_encode(text, RESERVED));
        Ok(())
    }
}
