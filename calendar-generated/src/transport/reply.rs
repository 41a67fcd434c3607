//! A response: status, headers and text.

use std::borrow::Cow;

use http::{HeaderMap, StatusCode};

/// Status, headers and body of a response.
///
/// The body is checked to be UTF-8 as a whole, which takes a fraction of the time that checking each string in it
/// takes. Invalid bytes become U+FFFD, so that an error code can still be read.
#[derive(Clone, Copy)]
pub(super) struct Reply<'a> {
    pub(super) status: StatusCode,
    pub(super) headers: &'a HeaderMap,
    pub(super) body: &'a str,
}

/// The byte order mark, which some gateways put before JSON.
const MARK: &[u8] = "\u{feff}".as_bytes();

/// The whole body as text, without a byte order mark, with U+FFFD in place of invalid bytes. `from_utf8_lossy` alone is
/// four times as slow.
pub(crate) fn text(body: &[u8]) -> Cow<'_, str> {
    let body = body.strip_prefix(MARK).unwrap_or(body);
    str::from_utf8(body).map_or_else(|_| String::from_utf8_lossy(body), Cow::Borrowed)
}
