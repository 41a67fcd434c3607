//! The information in a response about its failure.
//!
//! No part is assumed to have a particular shape: each is read separately, and unreadable parts are left out, so that
//! an unexpected detail never hides the error code.

use std::time::{Duration, SystemTime};

use http::header::{DATE, RETRY_AFTER};
use http::{HeaderMap, HeaderName, StatusCode};
use serde_json::value::RawValue;

use super::envelope::code;
use super::json::{number, pick, words};
use super::particulars::Particulars;
use super::reply::Reply;
use crate::code::{CodeInfo, find_code};
use crate::endpoint::Endpoint;
use crate::error::{Answer, ApiFailure, Kind};
use crate::text::is_all;
use crate::{Error, Retry, Text};

/// Seconds until the rate limit allows the next call.
const RATE_LIMIT_RESET: HeaderName = HeaderName::from_static("x-ogw-ratelimit-reset");

/// The longest wait that a server can ask for.
const LONGEST_WAIT: Duration = Duration::from_secs(24 * 60 * 60);

/// The ID of the call in the server's log; also `error.log_id` in the body.
const LOG_ID: HeaderName = HeaderName::from_static("x-tt-logid");

/// The parts of a failure, and the names under which the platform sends what must not be logged.
const PARTS: &[&str; 9] = &[
    "code",
    "msg",
    "error",
    "error_description",
    "data",
    "access_token",
    "app_access_token",
    "tenant_access_token",
    "refresh_token",
];

/// The error codes that an endpoint can return.
#[derive(Clone, Copy)]
pub(super) struct Codes {
    /// Those that its own page describes.
    pub(super) own: &'static [CodeInfo],
    /// All codes of the spec.
    pub(super) all: &'static [CodeInfo],
}

impl Codes {
    pub(super) fn of<E: Endpoint>() -> Self {
        Self { own: E::SPECIAL.codes, all: E::META.codes }
    }

    fn find(self, number: i64) -> Option<&'static CodeInfo> {
        let mut tables = [self.own, self.all, crate::CODES].into_iter();
        tables.find_map(|codes| find_code(codes, number))
    }
}

/// The error in an HTTP response that cannot be decoded.
pub(super) fn why(received: Reply<'_>, codes: Codes) -> Error {
    match pick(received.body, PARTS) {
        Ok([code, message, details, description, given @ ..]) => match code.and_then(number) {
            Some(number) if number != 0 => {
                // The endpoints of OAuth have no `msg`.
                let message = words(message).or_else(|| words(description)).unwrap_or_default();
                let info = codes.find(number);
                api_failure(received, (number, info), message, details)
            }
            number => other_answer(received, None, number.is_none() && given.iter().all(Option::is_none)),
        },
        Err(error) => {
            let is_failure = code(received.body).is_some_and(|code| code != 0);
            other_answer(received, Some(error), is_failure || !is_object(received.body))
        }
    }
}

/// Whether it is an object, complete or truncated, as the platform's responses are. Pages of other servers are not.
pub(super) fn is_object(body: &str) -> bool {
    body.trim_ascii_start().starts_with('{')
}

/// A response that has no code, or whose code and HTTP status contradict each other.
pub(super) fn other_answer(received: Reply<'_>, source: Option<serde_json::Error>, is_shown: bool) -> Error {
    let body = is_shown.then_some(received.body.as_bytes());
    let mut answer = Answer::new(received.status, received.headers, body);
    answer.log_id = log_id(received.headers);
    answer.retry_after = retry_after(received, answer.retry());
    answer.source = source;
    Error::new(Kind::Answer(answer))
}

/// A response with an error code.
fn api_failure(
    received: Reply<'_>,
    (number, info): (i64, Option<&'static CodeInfo>),
    message: Text,
    object: Option<&RawValue>,
) -> Error {
    let said = object.map(Particulars::read).unwrap_or_default();
    let mut failure = ApiFailure {
        status: received.status,
        number,
        message,
        info,
        log_id: said.log_id.or_else(|| log_id(received.headers)),
        troubleshooter: said.troubleshooter,
        violations: said.violations,
        permission_violations: said.permission_violations,
        details: said.details,
        object: object.map(|object| object.get().into()),
        retry_after: None,
    };
    failure.retry_after = retry_after(received, failure.retry());
    Error::new(Kind::Api(failure))
}

pub(crate) fn log_id(headers: &HeaderMap) -> Option<Text> {
    let text = headers.get(&LOG_ID)?.to_str().ok()?;
    if text.is_empty() { None } else { Some(text.into()) }
}

/// How long the server asks to wait, by the platform's header or by that of HTTP.
fn retry_after(received: Reply<'_>, retry: Retry) -> Option<Duration> {
    let header = |name: &HeaderName| Some(received.headers.get(name)?.to_str().ok()?.trim_ascii());
    let time = || header(&RETRY_AFTER).and_then(|text| seconds(text).or_else(|| until(text, header(&DATE))));
    let wait = match retry {
        // It is also part of other responses, where it is the end of the window and not the time to retry.
        Retry::RateLimit => header(&RATE_LIMIT_RESET).and_then(seconds).max(time()),
        _ if received.status == StatusCode::SERVICE_UNAVAILABLE => time(),
        _ => None,
    };
    wait.map(|wait| wait.min(LONGEST_WAIT))
}

fn seconds(text: &str) -> Option<Duration> {
    let is_number = !text.is_empty() && is_all(text, u8::is_ascii_digit);
    is_number.then(|| Duration::from_secs(text.parse().unwrap_or(u64::MAX)))
}

/// The time until an HTTP date, by the server's clock if the response shows it.
fn until(text: &str, date: Option<&str>) -> Option<Duration> {
    let time = httpdate::parse_http_date(text).ok()?;
    let now = date.and_then(|date| httpdate::parse_http_date(date).ok()).unwrap_or_else(SystemTime::now);
    Some(time.duration_since(now).unwrap_or_default())
}
