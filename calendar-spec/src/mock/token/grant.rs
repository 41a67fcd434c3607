//! Issues authorization codes for the grants of a person, and redeems them.

use std::time::{Duration, SystemTime};

use super::code::{Code, Granted};
use super::refusal::{OLD_CODE, Refusal, UNKNOWN_CODE, USED_CODE, WRONG_CLIENT, WRONG_REDIRECT, WRONG_VERIFIER};
use super::{Identity, Tokens};

/// How long a code is valid, by the page of the authorize URL.
const LIFETIME: Duration = Duration::from_secs(5 * 60);

/// The prefix of codes that this server has issued.
const PREFIX: &str = "c-";

/// A code as it is sent, with the values that it was bound to.
pub(super) struct Sent<'a> {
    pub(super) code: &'a str,
    pub(super) client: &'a str,
    pub(super) redirect_uri: Option<&'a str>,
    pub(super) verifier: Option<&'a str>,
}

impl Tokens {
    /// A code for the grants of a person. Grants are cumulative: the token has those of earlier logins as well.
    pub(in crate::mock) fn issue_code(&mut self, granted: Granted, now: SystemTime) -> String {
        let code = self.text(PREFIX);
        let mut all = self.grants.get(&granted.owner).cloned().unwrap_or_default();
        all.extend(granted.scopes.iter().cloned());
        let scope = all.iter().map(String::as_str).collect::<Vec<_>>().join(" ");
        self.grants.insert(granted.owner.clone(), all);
        let expires = now.checked_add(LIFETIME);
        self.codes.insert(code.clone(), Code { granted, scope, expires, is_used: false });
        code
    }

    /// Redeems a code, once. Returns the user, and the scope if the code came from the authorize page: codes that
    /// tests make up are taken as well, unless only known tokens are.
    pub(super) fn take_code(
        &mut self,
        sent: &Sent<'_>,
        now: SystemTime,
    ) -> Result<(Identity, Option<String>), Refusal> {
        let Some(known) = self.codes.get(sent.code).cloned() else { return self.take_foreign(sent) };
        let Granted { owner, redirect_uri, challenge, .. } = &known.granted;
        if owner.app != sent.client {
            return Err(WRONG_CLIENT);
        }
        if known.is_used {
            return Err(USED_CODE);
        }
        if known.expires.is_some_and(|expires| expires <= now) {
            return Err(OLD_CODE);
        }
        if sent.redirect_uri.is_some_and(|sent| sent != redirect_uri) {
            return Err(WRONG_REDIRECT);
        }
        match (challenge, sent.verifier) {
            (Some(challenge), Some(verifier)) if challenge.is_met(verifier) => {}
            (None, None) => {}
            _ => return Err(WRONG_VERIFIER),
        }
        let (owner, scope) = (owner.clone(), known.scope.clone());
        self.codes.insert(sent.code.to_owned(), Code { is_used: true, ..known });
        Ok((owner, Some(scope)))
    }

    fn take_foreign(&mut self, sent: &Sent<'_>) -> Result<(Identity, Option<String>), Refusal> {
        if sent.code.starts_with(PREFIX) {
            return Err(UNKNOWN_CODE);
        }
        if self.used_codes.contains(sent.code) {
            return Err(USED_CODE);
        }
        self.used_codes.insert(sent.code.to_owned(), ());
        Ok((Identity::of_code(sent.code, sent.client), None))
    }
}
