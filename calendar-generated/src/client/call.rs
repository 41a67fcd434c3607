//! [`Call`]: a request that is ready to be sent, and how it may be repeated.

use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderMap, HeaderValue};

use super::retry::Repeat;
use crate::encode::{Piece, unreadable};
use crate::endpoint::{EndpointMeta, Special};
use crate::transport::{Content, Encoded};
use crate::{Error, Secret};

/// A call that can be sent any number of times.
pub(super) struct Call {
    pub(super) meta: &'static EndpointMeta,
    pub(super) special: &'static Special,
    /// Whether a file is received in chunks.
    pub(super) is_streamed: bool,
    pub(super) url: String,
    /// The headers of this request.
    pub(super) headers: HeaderMap,
    pub(super) body: CallBody,
    pub(super) repeat: Repeat,
    /// Secrets in the request that must not appear in an error; without the token.
    pub(super) secrets: Vec<Secret>,
}

impl Call {
    pub(super) fn new(meta: &'static EndpointMeta, Encoded { url, headers, body }: Encoded) -> Result<Self, Error> {
        let body = match body {
            Content::Bytes(body) => CallBody::Bytes(body.into()),
            Content::Form(pieces) => CallBody::form(pieces)?,
        };
        Ok(Self { body, ..Self::json(meta, url, headers, Vec::new()) })
    }

    /// A call with a JSON body.
    pub(super) fn json(meta: &'static EndpointMeta, url: String, headers: HeaderMap, body: Vec<u8>) -> Self {
        let is_harmless = meta.is_repeatable || meta.idempotency_key;
        let repeat = if is_harmless { Repeat::Harmless } else { Repeat::Harmful };
        let (body, special, secrets) = (CallBody::Bytes(body.into()), &Special::NONE, Vec::new());
        Self { meta, special, is_streamed: false, url, headers, body, repeat, secrets }
    }
}

/// A body that can be sent as often as its files can be read.
#[derive(Clone)]
pub(super) enum CallBody {
    Bytes(Bytes),
    /// Files that are read while they are sent, and the total length if it is known.
    Form(Arc<[Piece]>, Option<u64>),
}

impl CallBody {
    /// A form is sent as bytes unless it has readers or files of the file system.
    fn form(pieces: Vec<Piece>) -> Result<Self, Error> {
        let in_memory = pieces.iter().map(|piece| match piece {
            Piece::Bytes(bytes) => Some(&**bytes),
            Piece::File(file) => file.in_memory(),
        });
        if let Some(all) = in_memory.collect::<Option<Vec<&[u8]>>>() {
            return Ok(Self::Bytes(all.concat().into()));
        }
        let mut len = Some(0_u64);
        for piece in &pieces {
            let more = match piece {
                Piece::Bytes(bytes) => u64::try_from(bytes.len()).ok(),
                Piece::File(file) => file.len().map_err(|error| unreadable(file.file_name(), error))?,
            };
            len = len.zip(more).and_then(|(len, more)| len.checked_add(more));
        }
        Ok(Self::Form(pieces.into(), len))
    }

    /// Whether it can be sent now: a consumed reader cannot.
    pub(super) fn is_there(&self) -> bool {
        match self {
            Self::Bytes(_) => true,
            Self::Form(pieces, _) => pieces.iter().all(|piece| match piece {
                Piece::Bytes(_) => true,
                Piece::File(file) => file.is_there(),
            }),
        }
    }
}

/// Masks secrets of the request in a response: a server may quote its request, and errors must not contain secrets.
#[cold]
pub(super) fn mask(body: &mut [u8], secrets: &[Secret], authorization: Option<&HeaderValue>) {
    let token = authorization.and_then(|value| value.as_bytes().strip_prefix(b"Bearer "));
    for secret in secrets.iter().map(|secret| secret.expose().as_bytes()).chain(token) {
        // Shorter strings occur in ordinary words, and the platform has no secrets of that length.
        if secret.len() < 8 {
            continue;
        }
        let mut rest = &mut *body;
        while let Some(start) = rest.windows(secret.len()).position(|part| part == secret) {
            let (quoted, after) = rest[start..].split_at_mut(secret.len());
            quoted.fill(b'*');
            rest = after;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_strings_that_are_long_enough_to_be_a_secret_are_masked() {
        let mut body = *b"a mistake in 8 letters: password, but not in pass, and u-12345678";
        let token = HeaderValue::from_static("Bearer u-12345678");
        mask(&mut body, &["password".into(), "mistake".into(), "pass".into()], Some(&token));
        assert_eq!(String::from_utf8_lossy(&body), "a mistake in 8 letters: ********, but not in pass, and **********");
    }
}
