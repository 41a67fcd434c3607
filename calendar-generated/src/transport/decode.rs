//! Decodes an HTTP response into a typed response or an error.

use std::borrow::Cow;

use http::{HeaderMap, StatusCode};
use serde::de::DeserializeOwned;

use super::envelope::{Data, Envelope, Reading, code, read};
use super::failure::{self, Codes, log_id};
use super::received::{RawBody, Received};
use super::reply::{Reply, text};
use crate::Error;
use crate::decode::{SkippedValue, TooLarge, is_spent, is_strict, skipping, start, strict};
use crate::endpoint::{Endpoint, ResponseAt};
#[cfg(feature = "client")]
use crate::endpoint::{EndpointMeta, Special};
use crate::error::Kind;
use crate::file::{Download, is_file};
use crate::text::write_bounded;

/// Decodes the typed response from an HTTP response.
///
/// A code other than zero is an error whatever the HTTP status is, and a status other than 2xx is an error whatever the
/// code is. Without `data` the response has default values. A value in another form is read where only one can be
/// meant: numbers, strings and booleans for one another, `[]` for `{}` and the reverse, JSON in a string, `""` and
/// `"null"` for nothing. What cannot be read is skipped, a single list item or field at a time; [`receive`] reports
/// them, and [`decode_strict`] fails instead.
pub fn decode<E: Endpoint>(status: StatusCode, headers: &HeaderMap, body: &[u8]) -> Result<E::Response, Error> {
    let (response, skipped) = decoded::<E>(status, headers, body)?;
    warn(E::META.name, &skipped);
    Ok(response)
}

/// Decodes the typed response from an HTTP response if each value has the documented form: for tests that look for
/// differences between the service and its pages.
pub fn decode_strict<E: Endpoint>(status: StatusCode, headers: &HeaderMap, body: &[u8]) -> Result<E::Response, Error> {
    strict(|| decode::<E>(status, headers, body))
}

/// Like [`decode`], but also returns the JSON and the skipped values.
pub fn receive<E: Endpoint>(
    status: StatusCode,
    headers: &HeaderMap,
    body: Vec<u8>,
) -> Result<Received<E::Response>, Error> {
    let (value, skipped) = decoded::<E>(status, headers, &body)?;
    warn(E::META.name, &skipped);
    // The body is valid UTF-8 here: anything else is an error of `decoded`.
    let body = String::from_utf8(body).unwrap_or_default();
    let root = if E::SPECIAL.response == ResponseAt::Data { "data" } else { "" };
    Ok(Received { value, raw: RawBody::new(body, root), skipped })
}

fn decoded<E: Endpoint>(
    status: StatusCode,
    headers: &HeaderMap,
    body: &[u8],
) -> Result<(E::Response, Vec<SkippedValue>), Error> {
    if E::SPECIAL.response == ResponseAt::File
        && is_file(status, headers)
        && let Some(file) = E::file(Download::new(headers, body.to_vec()))
    {
        return Ok((file, Vec::new()));
    }
    start();
    let text = text(body);
    let answer = Reply { status, headers, body: &text };
    if E::SPECIAL.response == ResponseAt::Body {
        return answer.whole(Codes::of::<E>()).map_err(|error| error.of(E::META.name));
    }
    let response = match answer.response(Reading::WhenSuccessful, Codes::of::<E>()) {
        Ok(_) if matches!(text, Cow::Owned(_)) => Err(answer.not_utf8(body)),
        response => response,
    };
    response.map_err(|error| error.of(E::META.name))
}

/// Logs the values that are missing from a response.
#[cfg_attr(not(feature = "client"), allow(unused_variables, reason = "without the client there is no log"))]
fn warn(endpoint: &str, skipped: &[SkippedValue]) {
    #[cfg(feature = "client")]
    for SkippedValue { path, reason } in skipped {
        tracing::warn!(endpoint, path, reason, "skipped a value that could not be decoded");
    }
}

/// The longest kept message about a response, in bytes.
const MESSAGE: usize = 4096;

/// The start of a successful response, by which it is recognized without reading more.
#[cfg(feature = "client")]
const SUCCESS: &[u8] = br#"{"code":0,"#;

/// The same error, shortened if it quotes a value that is too long to print.
fn shortened(error: serde_json::Error) -> serde_json::Error {
    let mut message = String::new();
    match write_bounded(&mut message, MESSAGE, format_args!("{error}")) {
        Ok(()) if message.len() > MESSAGE => serde::de::Error::custom(message),
        _ => error,
    }
}

/// Whether a response has the status and the code of a success.
#[cfg(feature = "client")]
pub(crate) fn says_success(status: StatusCode, body: &[u8]) -> bool {
    status.is_success() && (body.starts_with(SUCCESS) || code(&text(body)) == Some(0))
}

/// The error in a response. `None` if the response says success or nothing; its data is not decoded.
#[cfg(feature = "client")]
pub(crate) fn failure(
    (meta, special): (&EndpointMeta, &Special),
    status: StatusCode,
    headers: &HeaderMap,
    body: &[u8],
) -> Option<Error> {
    if status.is_success() && body.starts_with(SUCCESS) {
        return None;
    }
    let text = text(body);
    if status.is_success() && code(&text).is_none_or(|code| code == 0) {
        return None;
    }
    let answer = Reply { status, headers, body: &text };
    Some(failure::why(answer, Codes { own: special.codes, all: meta.codes }))
}

/// The error for a body without an error code that cannot be read: a page of another server, or a truncated response.
#[cfg(feature = "client")]
pub(crate) fn unreadable(status: StatusCode, headers: &HeaderMap, body: &str, source: serde_json::Error) -> Error {
    let answer = Reply { status, headers, body };
    if failure::is_object(body) { answer.wrong_data(source) } else { failure::other_answer(answer, Some(source), true) }
}

impl Reply<'_> {
    fn response<T: DeserializeOwned + Default>(
        self,
        reading: Reading,
        codes: Codes,
    ) -> Result<(T, Vec<SkippedValue>), Error> {
        if !self.status.is_success() {
            return Err(failure::why(self, codes));
        }
        match read(self.body, reading) {
            Ok(Envelope { code: Some(0), data: Data::Decoded(response) }) => Ok((response, Vec::new())),
            Ok(Envelope { code: Some(0), data: Data::Absent }) => Ok(Default::default()),
            Ok(Envelope { code: Some(0), data: Data::Skipped }) => self.response(Reading::Always, codes),
            Ok(_) | Err(None) => Err(failure::why(self, codes)),
            Err(Some(error)) if is_spent() => Err(self.wrong_data(error)),
            Err(Some(error)) => match self.readable(reading) {
                _ if is_spent() => Err(self.wrong_data(serde::de::Error::custom(TooLarge))),
                readable => readable.ok_or_else(|| self.wrong_data(error)),
            },
        }
    }

    /// A response that is the body itself, beside the code if there is one.
    fn whole<T: DeserializeOwned>(self, codes: Codes) -> Result<(T, Vec<SkippedValue>), Error> {
        let is_failure = !self.status.is_success() || code(self.body).is_some_and(|code| code != 0);
        if is_failure || !failure::is_object(self.body) {
            return Err(failure::why(self, codes));
        }
        let error = match serde_json::from_str(self.body) {
            Ok(response) => return Ok((response, Vec::new())),
            Err(error) => error,
        };
        let (readable, skipped) = skipping("body", || serde_json::from_str(self.body));
        match readable {
            Ok(response) if !is_strict() && !is_spent() => Ok((response, skipped)),
            _ => Err(self.wrong_data(error)),
        }
    }

    /// The readable part of a response that contains unreadable values.
    #[cold]
    fn readable<T: DeserializeOwned + Default>(self, reading: Reading) -> Option<(T, Vec<SkippedValue>)> {
        if is_strict() {
            return None;
        }
        match skipping("data", || read(self.body, reading)) {
            (Ok(Envelope { code: Some(0), data: Data::Decoded(response) }), skipped) => Some((response, skipped)),
            (Ok(Envelope { code: Some(0), data: Data::Absent }), skipped) => Some((T::default(), skipped)),
            _ => None,
        }
    }

    fn not_utf8(self, body: &[u8]) -> Error {
        let place = str::from_utf8(body).map_or_else(|error| error.valid_up_to(), str::len);
        self.wrong_data(serde::de::Error::custom(format_args!("the body is not valid UTF-8 at byte {place}")))
    }

    fn wrong_data(self, source: serde_json::Error) -> Error {
        Error::new(Kind::Decode { status: self.status, log_id: log_id(self.headers), source: shortened(source) })
    }
}
