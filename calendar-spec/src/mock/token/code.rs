//! Authorization codes: the grants of a person on the authorize page, until they are exchanged for a token.

use std::collections::BTreeSet;
use std::time::SystemTime;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

use super::Identity;

/// How a `code_challenge` is made from the `code_verifier`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::mock) enum ChallengeMethod {
    S256,
    Plain,
}

/// The `code_challenge` of an authorize URL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::mock) struct Challenge {
    pub(in crate::mock) method: ChallengeMethod,
    pub(in crate::mock) text: String,
}

impl Challenge {
    pub(super) fn is_met(&self, verifier: &str) -> bool {
        match self.method {
            ChallengeMethod::Plain => self.text == verifier,
            ChallengeMethod::S256 => self.text == URL_SAFE_NO_PAD.encode(Sha256::digest(verifier)),
        }
    }
}

/// The conditions under which a code is valid.
#[derive(Clone, Debug)]
pub(in crate::mock) struct Granted {
    pub(in crate::mock) owner: Identity,
    /// The new grants, in addition to all earlier ones.
    pub(in crate::mock) scopes: BTreeSet<String>,
    pub(in crate::mock) redirect_uri: String,
    pub(in crate::mock) challenge: Option<Challenge>,
}

#[derive(Clone, Debug)]
pub(super) struct Code {
    pub(super) granted: Granted,
    pub(super) scope: String,
    pub(super) expires: Option<SystemTime>,
    pub(super) is_used: bool,
}
