//! What an answer says about its failure.
//!
//! Nothing here is trusted to have a shape: each part is read for itself, and one that reads as nothing known is left
//! out, so that an odd detail never hides the error code.

use std::time::Duration;

use http::HeaderMap;
use serde::de::{Deserialize, DeserializeOwned, Deserializer, MapAccess};
use serde_json::value::RawValue;

use super::decode::Received;
use super::envelope::Said;
use crate::check::{Violation, ViolationKind};
use crate::decode::{FieldValue, Object, ReadField, Shape, decode_object};
use crate::endpoint::CodeInfo;
use crate::error::{Answer, ApiFailure, Kind, PermissionViolation};
use crate::{Error, Text};

/// Seconds until the rate limit allows the next call.
const RATE_LIMIT_RESET: &str = "x-ogw-ratelimit-reset";

/// The name under which the server logged the call; also `error.log_id` in the body.
const LOG_ID: &str = "x-tt-logid";

/// An answer that has no code, or whose code and HTTP status contradict each other.
pub(super) fn other_answer(received: Received<'_>, source: Option<serde_json::Error>) -> Error {
    let mut answer = Answer::new(received.status, received.headers, received.body.as_bytes());
    answer.log_id = log_id(received.headers);
    answer.retry_after = retry_after(received.headers);
    answer.source = source;
    Error::new(Kind::Answer(answer))
}

/// An answer with an error code.
pub(super) fn api_failure(
    received: Received<'_>,
    number: i64,
    info: Option<&'static CodeInfo>,
    said: &Said<'_>,
) -> Error {
    let details: Details = said.error.and_then(lenient).unwrap_or_default();
    let mut failure = ApiFailure {
        status: received.status,
        number,
        message: said.message.and_then(lenient).unwrap_or_default(),
        info,
        log_id: details.log_id.0.or_else(|| log_id(received.headers)),
        troubleshooter: details.troubleshooter.0.filter(|text: &Text| !text.is_empty()),
        violations: details.field_violations.items().map(violation).collect(),
        permission_violations: details.permission_violations.items().filter_map(permission).collect(),
        retry_after: None,
    };
    // The header also comes with other answers, where it says when the window ends and not when to call again.
    if failure.is_rate_limited() {
        failure.retry_after = retry_after(received.headers);
    }
    Error::new(Kind::Api(failure))
}

pub(crate) fn log_id(headers: &HeaderMap) -> Option<Text> {
    let text = headers.get(LOG_ID)?.to_str().ok()?;
    if text.is_empty() { None } else { Some(text.into()) }
}

fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let seconds = headers.get(RATE_LIMIT_RESET)?.to_str().ok()?.trim().parse().ok()?;
    Some(Duration::from_secs(seconds))
}

fn violation(found: FieldViolation) -> Violation {
    let description = found.description.0.unwrap_or_default();
    let value = found.value.0.unwrap_or_default().into();
    let path: Text = found.field.0.unwrap_or_default();
    Violation::new(path.into(), ViolationKind::Server { description, value })
}

fn permission(found: Permission) -> Option<PermissionViolation> {
    Some(PermissionViolation { kind: found.kind.0.unwrap_or_default(), subject: found.subject.0? })
}

/// The value, if the JSON is of its shape.
fn lenient<T: DeserializeOwned>(json: &RawValue) -> Option<T> {
    serde_json::from_str(json.get()).ok()
}

/// A value that may be of another shape; then it is nothing.
struct Lenient<T>(Option<T>);

impl<T> Default for Lenient<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T> Lenient<Vec<Lenient<T>>> {
    fn items(self) -> impl Iterator<Item = T> {
        self.0.unwrap_or_default().into_iter().filter_map(|item| item.0)
    }
}

impl<'de, T: DeserializeOwned> Deserialize<'de> for Lenient<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let json = Box::<RawValue>::deserialize(deserializer)?;
        Ok(Self(lenient(&json)))
    }
}

impl<'de, T: DeserializeOwned> ReadField<'de> for Lenient<T> {
    fn read_field<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::deserialize(deserializer)
    }
}

/// An object all of whose fields are lenient, by their names in JSON.
macro_rules! lenient_object {
    ($object:ident: $($index:literal $name:literal $field:ident),*) => {
        impl Object for $object {
            const SHAPE: Shape = Shape { name: stringify!($object), fields: &[$($name),*] };

            fn set<'de, A: MapAccess<'de>>(&mut self, index: usize, value: &mut FieldValue<'_, 'de, A>) {
                match index {
                    $($index => value.read(&mut self.$field),)*
                    _ => value.skip(),
                }
            }
        }

        impl<'de> Deserialize<'de> for $object {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                decode_object(deserializer)
            }
        }
    };
}

/// The object `error` beside `code`. `log_id` and `permission_violations` stand on the vendor's pages;
/// `troubleshooter` and `field_violations` were seen in the vendor's SDKs, not on its pages.
#[derive(Default)]
struct Details {
    log_id: Lenient<Text>,
    troubleshooter: Lenient<Text>,
    field_violations: Lenient<Vec<Lenient<FieldViolation>>>,
    permission_violations: Lenient<Vec<Lenient<Permission>>>,
}

/// An item of `field_violations`.
#[derive(Default)]
struct FieldViolation {
    field: Lenient<Text>,
    value: Lenient<Text>,
    description: Lenient<Text>,
}

/// An item of `permission_violations`.
#[derive(Default)]
struct Permission {
    kind: Lenient<Text>,
    subject: Lenient<Text>,
}

lenient_object!(Details: 0 "log_id" log_id, 1 "troubleshooter" troubleshooter, 2 "field_violations" field_violations,
    3 "permission_violations" permission_violations);
lenient_object!(FieldViolation: 0 "field" field, 1 "value" value, 2 "description" description);
lenient_object!(Permission: 0 "type" kind, 1 "subject" subject);
