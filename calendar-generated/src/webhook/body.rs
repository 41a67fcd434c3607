//! The content of a body before its sender is known: JSON of limited depth, and the few fields that tell its kind.

use serde::de::{Deserialize, Deserializer, MapAccess};

use serde_json::value::RawValue;

use super::challenge::URL_VERIFICATION;
use super::error::{Position, Reason};
use crate::decode::{FieldValue, Object, Shape, decode_object};
use crate::delivery::{MAX_DEPTH, is_too_deep};

/// The fields that tell an encrypted body, a URL verification and an event apart.
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

impl Object for Body {
    const SHAPE: Shape = Shape { name: "Notification", fields: &["encrypt", "type"] };

    fn set<'de, A: MapAccess<'de>>(&mut self, index: usize, value: &mut FieldValue<'_, 'de, A>) {
        match index {
            0 => value.read(&mut self.encrypt),
            1 => {
                let mut kind = None;
                value.read::<Option<Box<RawValue>>>(&mut kind);
                let kind = kind.and_then(|kind| serde_json::from_str::<String>(kind.get()).ok());
                self.is_url_verification = kind.is_some_and(|kind| kind == URL_VERIFICATION);
            }
            _ => value.skip(),
        }
    }
}

impl<'de> Deserialize<'de> for Body {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        decode_object(deserializer)
    }
}
