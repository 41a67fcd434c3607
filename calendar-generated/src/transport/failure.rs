//! What an answer says about its failure.
//!
//! Nothing here is trusted to have a shape: each part is read for itself, and one that reads as nothing known is left
//! out, so that an odd detail never hides the error code.

use std::time::Duration;

use http::{HeaderMap, HeaderName};
use serde_json::value::RawValue;

use super::decode::Reply;
use super::envelope::code;
use super::json::{items, number, pick, text};
use crate::check::{Violation, ViolationKind};
use crate::endpoint::{CodeInfo, find_code};
use crate::error::{Answer, ApiFailure, Kind, PermissionViolation};
use crate::{Error, Text};

/// Seconds until the rate limit allows the next call.
const RATE_LIMIT_RESET: HeaderName = HeaderName::from_static("x-ogw-ratelimit-reset");

/// The name under which the server logged the call; also `error.log_id` in the body.
const LOG_ID: HeaderName = HeaderName::from_static("x-tt-logid");

/// What a failure says about itself, and the names under which the platform gives what no log may show.
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

/// Why an answer is no response.
pub(super) fn why(received: Reply<'_>, codes: &'static [CodeInfo]) -> Error {
    match pick(received.body, PARTS) {
        Ok([code, message, details, description, given @ ..]) => match code.and_then(number) {
            Some(number) if number != 0 => {
                // The calls of OAuth have no `msg`.
                let message = text(message).or_else(|| text(description)).unwrap_or_default();
                api_failure(received, (number, find_code(codes, number)), message, details)
            }
            number => other_answer(received, None, number.is_none() && given.iter().all(Option::is_none)),
        },
        Err(error) => {
            let is_failure = code(received.body).is_some_and(|code| code != 0);
            other_answer(received, Some(error), is_failure || !is_object(received.body))
        }
    }
}

/// Whether it is an object, whole or cut off: what the platform answers with. Pages of others are not.
pub(super) fn is_object(body: &str) -> bool {
    body.trim_ascii_start().starts_with('{')
}

/// An answer that has no code, or whose code and HTTP status contradict each other.
pub(super) fn other_answer(received: Reply<'_>, source: Option<serde_json::Error>, is_shown: bool) -> Error {
    let body = is_shown.then_some(received.body.as_bytes());
    let mut answer = Answer::new(received.status, received.headers, body);
    answer.log_id = log_id(received.headers);
    answer.retry_after = retry_after(received.headers);
    answer.source = source;
    Error::new(Kind::Answer(answer))
}

/// The object `error` beside `code`. `log_id` and `permission_violations` stand on the vendor's pages;
/// `troubleshooter` and `field_violations` were seen in the vendor's SDKs, not on its pages.
const DETAILS: &[&str; 4] = &["log_id", "troubleshooter", "field_violations", "permission_violations"];

/// An answer with an error code.
fn api_failure(
    received: Reply<'_>,
    (number, info): (i64, Option<&'static CodeInfo>),
    message: Text,
    details: Option<&RawValue>,
) -> Error {
    let details = details.and_then(|details| pick(details.get(), DETAILS).ok());
    let [id, troubleshooter, violations, permissions] = details.unwrap_or_default();
    let mut failure = ApiFailure {
        status: received.status,
        number,
        message,
        info,
        log_id: text(id).or_else(|| log_id(received.headers)),
        troubleshooter: text(troubleshooter).filter(|text| !text.is_empty()),
        violations: Vec::new(),
        permission_violations: Vec::new(),
        retry_after: None,
    };
    items(violations, &mut |item| {
        if let Some(violation) = violation(item) {
            failure.violations.push(violation);
        }
    });
    items(permissions, &mut |item| {
        if let Some(permission) = permission(item) {
            failure.permission_violations.push(permission);
        }
    });
    // The header also comes with other answers, where it says when the window ends and not when to call again.
    if failure.is_rate_limited() {
        failure.retry_after = retry_after(received.headers);
    }
    Error::new(Kind::Api(failure))
}

pub(crate) fn log_id(headers: &HeaderMap) -> Option<Text> {
    let text = headers.get(&LOG_ID)?.to_str().ok()?;
    if text.is_empty() { None } else { Some(text.into()) }
}

fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let seconds = headers.get(&RATE_LIMIT_RESET)?.to_str().ok()?.trim_ascii().parse().ok()?;
    Some(Duration::from_secs(seconds))
}

/// An item of `field_violations`.
fn violation(item: &RawValue) -> Option<Violation> {
    let [field, value, description] = pick(item.get(), &["field", "value", "description"]).ok()?;
    let server = ViolationKind::Server {
        description: text(description).unwrap_or_default(),
        value: text(value).unwrap_or_default().into(),
    };
    Some(Violation::new(text(field).unwrap_or_default().into(), server))
}

/// An item of `permission_violations`.
fn permission(item: &RawValue) -> Option<PermissionViolation> {
    let [kind, subject] = pick(item.get(), &["type", "subject"]).ok()?;
    Some(PermissionViolation { kind: text(kind).unwrap_or_default(), subject: text(subject)? })
}
