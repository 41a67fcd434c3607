//! [`PendingLogin`]: the secrets of a login between the authorize URL and the redirect.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::de::{Deserialize, Deserializer};
use serde::ser::{Serialize, Serializer};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use crate::decode::readable;
use crate::encode::Fields;
use crate::{Error, Secret};

/// The secrets of a login between the authorize URL and the redirect: the `state` and the PKCE verifier.
///
/// Both belong to the session of the browser. It serializes to JSON with the secrets in plain text, so that a web
/// application can keep it in its session store or in an encrypted cookie. `Debug` hides them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PendingLogin {
    pub(super) state: Secret,
    pub(super) code_verifier: Secret,
}

impl PendingLogin {
    pub(super) fn new() -> Result<Self, Error> {
        Ok(Self { state: random()?, code_verifier: random()? })
    }

    /// The `state` of the authorize URL, to find the pending login again when the redirect comes.
    pub fn state(&self) -> &Secret {
        &self.state
    }

    /// Compares the `state` in constant time.
    pub(super) fn is_state(&self, state: &str) -> bool {
        self.state.expose().as_bytes().ct_eq(state.as_bytes()).into()
    }

    /// The `code_challenge` of RFC 7636 with the method `S256`.
    pub(super) fn challenge(&self) -> String {
        URL_SAFE_NO_PAD.encode(Sha256::digest(self.code_verifier.expose()))
    }
}

/// 256 random bits in 43 characters, the minimum length of a verifier.
fn random() -> Result<Secret, Error> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes)
        .map_err(|error| Error::configuration_from("the operating system gives no random numbers", error))?;
    Ok(URL_SAFE_NO_PAD.encode(bytes).into())
}

impl Serialize for PendingLogin {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = Fields::new(serializer);
        fields.put("state", &Some(&self.state));
        fields.put("code_verifier", &Some(&self.code_verifier));
        fields.end()
    }
}

impl<'de> Deserialize<'de> for PendingLogin {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Json { state: Some(state), code_verifier: Some(code_verifier) } = Json::deserialize(deserializer)? else {
            return Err(serde::de::Error::custom("a pending login has a `state` and a `code_verifier`"));
        };
        // A redirect without a state would match an empty one.
        if state.expose().is_empty() {
            return Err(serde::de::Error::custom("the `state` of a pending login is not empty"));
        }
        Ok(Self { state, code_verifier })
    }
}

#[derive(Default)]
struct Json {
    state: Option<Secret>,
    code_verifier: Option<Secret>,
}

readable!(Json = "PendingLogin", |json, value| {
    "state" => value.read(&mut json.state),
    "code_verifier" => value.read(&mut json.code_verifier),
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_challenge_is_that_of_the_rfc() {
        let pending = PendingLogin {
            state: "s".into(),
            // Appendix B of RFC 7636.
            code_verifier: "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk".into(),
        };
        assert_eq!(pending.challenge(), "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    }

    #[test]
    fn each_login_has_secrets_of_its_own_that_debug_hides() -> Result<(), Error> {
        let (one, other) = (PendingLogin::new()?, PendingLogin::new()?);
        assert!(one.state != other.state && one.code_verifier != other.code_verifier && one.state != one.code_verifier);
        assert_eq!([one.state.expose().len(), one.code_verifier.expose().len()], [43, 43]);
        assert!(one.is_state(one.state.expose()) && !one.is_state(other.state.expose()) && !one.is_state(""));
        assert!(!format!("{one:?}").contains(one.state.expose()));
        Ok(())
    }

    #[test]
    fn it_comes_back_from_json_as_it_was() -> Result<(), Box<dyn std::error::Error>> {
        let pending = PendingLogin::new()?;
        let json = serde_json::to_string(&pending)?;
        assert_eq!(serde_json::from_str::<PendingLogin>(&json)?, pending);
        for json in ["{}", r#"{"state":"s"}"#, r#"{"state":"","code_verifier":"v"}"#, "[]"] {
            assert!(serde_json::from_str::<PendingLogin>(json).is_err(), "{json}");
        }
        Ok(())
    }
}
