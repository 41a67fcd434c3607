//! The challenge with which the platform verifies a URL, and its exact form.

use std::fmt;

use serde::de::{self, Deserialize, Deserializer, MapAccess, Visitor};

use super::error::Reason;
use super::token::VerificationToken;
use crate::{Secret, Text};

/// The platform's challenges are UUIDs, or shorter. A challenge is sent back, so its length is limited.
const MAX_BYTES: usize = 128;

/// A URL verification. The platform expects [`response_body`](Self::response_body) within a second, when the URL is
/// saved in the developer console.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Challenge(Text);

impl Challenge {
    /// Reads the content of a URL verification.
    ///
    /// It may be unsigned, and may then contain blocks of other ciphertexts. Whether such a request is accepted must
    /// not depend on the content of these blocks, so no part of it accepts arbitrary text.
    pub(super) fn read(content: &[u8], token: &VerificationToken) -> Result<Self, Reason> {
        // All bytes are checked before any of them is used: the time that a parser takes reveals where it stopped.
        let is_text = |byte: u8| matches!(byte, b' '..=b'~' | b'\t' | b'\r' | b'\n');
        let is_object = content.first() == Some(&b'{') && content.last() == Some(&b'}');
        if !content.iter().fold(is_object, |are_all, byte| are_all & is_text(*byte)) {
            return Err(Reason::Verification);
        }
        let form: Form = serde_json::from_slice(content).map_err(|_| Reason::Verification)?;
        token.check(Some(&form.token))?;
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        let challenge = form.challenge;
        if form.kind != URL_VERIFICATION || challenge.is_empty() || !challenge.bytes().all(is_plain) {
            return Err(Reason::Verification);
        }
        if challenge.len() > MAX_BYTES {
            return Err(Reason::ChallengeTooLong { limit: MAX_BYTES });
        }
        Ok(Self(challenge))
    }

    /// The string to send back.
    pub fn text(&self) -> &str {
        self.0.as_str()
    }

    /// The response body, to be sent as `application/json` with status 200.
    pub fn response_body(&self) -> Vec<u8> {
        serde_json::json!({ "challenge": self.text() }).to_string().into_bytes()
    }
}

/// The value of `type` in a URL verification.
pub(super) const URL_VERIFICATION: &str = "url_verification";

/// The three documented fields; each must appear once, and no others.
struct Form {
    challenge: Text,
    token: Secret,
    kind: Text,
}

impl<'de> Deserialize<'de> for Form {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(FormVisitor)
    }
}

struct FormVisitor;

impl<'de> Visitor<'de> for FormVisitor {
    type Value = Form;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a URL verification")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Form, A::Error> {
        let (mut challenge, mut token, mut kind) = (None, None, None);
        while let Some(name) = map.next_key::<&str>()? {
            let is_again = match name {
                "challenge" => challenge.replace(map.next_value::<&str>()?.into()).is_some(),
                "token" => token.replace(map.next_value::<String>()?.into()).is_some(),
                "type" => kind.replace(map.next_value::<&str>()?.into()).is_some(),
                _ => true,
            };
            if is_again {
                return Err(de::Error::custom("an unknown or repeated field"));
            }
        }
        match (challenge, token, kind) {
            (Some(challenge), Some(token), Some(kind)) => Ok(Form { challenge, token, kind }),
            _ => Err(de::Error::custom("a missing field")),
        }
    }
}
