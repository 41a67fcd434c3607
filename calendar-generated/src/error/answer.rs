//! A response that is not the API's: a proxy's page, an empty body, other JSON.

use std::time::Duration;

use http::{HeaderMap, StatusCode};

use crate::Retry;
use crate::Text;
use crate::text::OneLine;

/// How many characters of a body are kept.
const KEPT: usize = 512;

/// The part of a response that is kept to show its origin.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) content_type: Option<Text>,
    /// The start of the body, with control characters escaped, and whether it was longer. `None` for a body that may
    /// hold data or tokens, which must not be logged.
    pub(crate) body: Option<(Text, bool)>,
    pub(crate) log_id: Option<Text>,
    pub(crate) retry_after: Option<Duration>,
    /// Why it is not a response of the API, if it is JSON at all.
    pub(crate) source: Option<serde_json::Error>,
}

impl Answer {
    pub(crate) fn new(status: StatusCode, headers: &HeaderMap, body: Option<&[u8]>) -> Self {
        let content_type = headers.get("content-type").map(|value| start_of(value.as_bytes()).0);
        Self { status, content_type, body: body.map(start_of), log_id: None, retry_after: None, source: None }
    }

    pub(super) fn is_success(&self) -> bool {
        self.status.is_success()
    }

    pub(crate) fn retry(&self) -> Retry {
        retry_of(self.status)
    }
}

/// What a status suggests when the code is unknown.
pub(super) fn retry_of(status: StatusCode) -> Retry {
    match status {
        StatusCode::TOO_MANY_REQUESTS => Retry::RateLimit,
        StatusCode::UNAUTHORIZED => Retry::NewToken,
        StatusCode::REQUEST_TIMEOUT => Retry::Backoff,
        status if status.is_server_error() => Retry::Backoff,
        _ => Retry::Never,
    }
}

/// The first characters of a body, and whether it was longer. Invalid UTF-8 becomes U+FFFD.
fn start_of(body: &[u8]) -> (Text, bool) {
    // No character has more than four bytes; one that is cut in two at the end is beyond the kept ones.
    let enough = body.get(..KEPT * 4 + 4).unwrap_or(body);
    let text = String::from_utf8_lossy(enough);
    let end = text.char_indices().nth(KEPT).map(|(end, _)| end);
    let start = end.map_or(&*text, |end| &text[..end]);
    (OneLine(start).to_string().into(), end.is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(body: &[u8]) -> (String, bool) {
        let answer = Answer::new(StatusCode::BAD_GATEWAY, &HeaderMap::new(), Some(body));
        answer.body.map(|(start, is_cut)| (start.into(), is_cut)).unwrap_or_default()
    }

    #[test]
    fn the_first_512_characters_are_kept() {
        assert_eq!(kept(b""), (String::new(), false));
        for character in ["a", "é", "程", "😀"] {
            assert_eq!(kept(character.repeat(512).as_bytes()), (character.repeat(512), false));
            assert_eq!(kept(character.repeat(513).as_bytes()), (character.repeat(512), true));
            assert_eq!(kept(character.repeat(5000).as_bytes()), (character.repeat(512), true));
        }
    }

    #[test]
    fn control_characters_are_escaped() {
        assert_eq!(kept(b"a\x00\r\n\x1b[31m\xff\xc3"), ("a\\u{0}\\r\\n\\u{1b}[31m\u{fffd}\u{fffd}".to_owned(), false));
        assert_eq!(kept(&[0xff; 5000]), ("\u{fffd}".repeat(512), true));
    }
}
