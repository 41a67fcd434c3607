//! The content of a body before its sender is known: JSON of limited depth, and the few fields that determine its kind.

use serde_json::value::RawValue;

use super::challenge::URL_VERIFICATION;
use super::error::{Position, Reason};
use crate::decode::readable;
use crate::delivery::{MAX_DEPTH, is_too_deep};

/// The fields that distinguish an encrypted body, a URL verification and an event.
#[derive(Default)]
pub(super) struct Body {
    pub(super) encrypt: Option<String>,
    pub(super) is_url_verification: bool,
}

impl Body {
    pub(super) fn read(bytes: &[u8]) -> Result<Self, Reason> {
        if is_too_deep(bytes) {
            return Err(Reason::TooDeep { limit: MAX_DEPTH });
        }
        serde_json::from_slice(bytes).map_err(|error| Reason::Json(Position::of(&error)))
    }
}

readable!(Body = "Notification", |body, value| {
    "encrypt" => value.read(&mut body.encrypt),
    "type" => {
        let mut kind = None;
        value.read::<Option<Box<RawValue>>>(&mut kind);
        let kind = kind.and_then(|kind| serde_json::from_str::<String>(kind.get()).ok());
        body.is_url_verification = kind.is_some_and(|kind| kind == URL_VERIFICATION);
    },
});
