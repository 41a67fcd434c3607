//! The verification token, which every request carries.

use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use super::error::Reason;
use crate::Secret;

/// Stored as a digest, so that a comparison takes the same time for any length and content of the token.
pub(super) struct VerificationToken([u8; 32]);

impl VerificationToken {
    pub(super) fn new(token: &Secret) -> Self {
        Self(digest(token))
    }

    pub(super) fn check(&self, given: Option<&Secret>) -> Result<(), Reason> {
        let given = given.map(digest).unwrap_or_default();
        if self.0.ct_eq(&given).into() { Ok(()) } else { Err(Reason::Token) }
    }
}

fn digest(token: &Secret) -> [u8; 32] {
    Sha256::digest(token.expose()).into()
}
