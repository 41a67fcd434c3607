//! What stands in a body before it is known whom it comes from: JSON of limited depth, and the few fields that say
//! what it is.

use serde::de::{Deserialize, Deserializer, MapAccess};

use serde_json::value::RawValue;

use super::challenge::URL_VERIFICATION;
use super::refused::{Position, Reason};
use crate::decode::{FieldValue, Object, Shape, decode_object};

/// Objects and lists within each other. Events have six levels at most; what reads a kept event later may have less
/// patience than this crate.
const MAX_DEPTH: usize = 64;

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

/// Counts brackets outside of texts, so that nothing is read before the depth is known. What is no JSON may count as
/// anything; it is refused either way.
fn is_too_deep(json: &[u8]) -> bool {
    let (mut depth, mut is_text, mut is_escaped) = (0_usize, false, false);
    for byte in json {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' if is_text => is_escaped = true,
            b'"' => is_text = !is_text,
            b'{' | b'[' if !is_text => depth += 1,
            b'}' | b']' if !is_text => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > MAX_DEPTH {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_count_outside_of_texts_only() {
        let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        assert!(!is_too_deep(nested(64).as_bytes()));
        assert!(is_too_deep(nested(65).as_bytes()));
        assert!(!is_too_deep(format!("\"\\\"{}\"", "[".repeat(65)).as_bytes()), "in a text, after an escaped quote");
        assert!(is_too_deep(format!("{{\"a\\\\\":{}}}", nested(64)).as_bytes()), "after a text that ends in `\\`");
        assert!(!is_too_deep("[],".repeat(100).as_bytes()), "beside each other");
    }
}
