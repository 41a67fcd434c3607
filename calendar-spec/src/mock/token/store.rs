//! [`Tokens`]: the tokens that the server knows, and whether that of a request is accepted.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, SystemTime};

use http::HeaderMap;
use http::header::AUTHORIZATION;

use super::bounded::Bounded;
use super::code::Code;
use super::rules::LoginRules;
use super::{Identity, TokenKind};
use crate::mock::codes;
use crate::mock::problem::Problem;
use crate::model;

/// How long an issued token is valid.
pub(super) const LIFETIME: Duration = Duration::from_secs(7200);
/// If a token expires sooner than this, a token call issues a new one in addition.
const RENEWED: Duration = Duration::from_secs(1800);

/// The longest accepted token, code or ID in bytes; those of the service have about 2,000.
pub(in crate::mock) const LONGEST: usize = 8 << 10;

/// Tokens that are known, issued or rejected.
#[derive(Debug, Default)]
pub(in crate::mock) struct Tokens {
    known: Bounded<String, Known>,
    rejected: Bounded<String, ()>,
    /// The newest token of each kind and owner.
    newest: Bounded<(TokenKind, Identity), String>,
    /// Applications and their secrets; if there are none, any application is accepted.
    pub(in crate::mock) apps: BTreeMap<String, String>,
    /// Used authorization codes that tests made up.
    pub(super) used_codes: Bounded<String, ()>,
    /// Authorization codes that the authorize page issued.
    pub(super) codes: Bounded<String, Code>,
    /// The grants of each user to each application.
    pub(super) grants: Bounded<Identity, BTreeSet<String>>,
    pub(in crate::mock) rules: LoginRules,
    pub(super) refresh: Bounded<String, Refresh>,
    issued: u64,
    /// Whether tokens that were neither issued nor registered are rejected.
    pub(in crate::mock) only_known: bool,
}

#[derive(Debug)]
struct Known {
    kind: TokenKind,
    owner: Identity,
    /// `None` for a registered one, which does not expire.
    expires: Option<SystemTime>,
    /// The scopes of a user token, separated by spaces; `None` where they are not known.
    scope: Option<String>,
}

/// A refresh token that was issued.
#[derive(Clone, Debug)]
pub(super) struct Refresh {
    /// The user, and with it the client.
    pub(super) owner: Identity,
    pub(super) scope: String,
    pub(super) expires: Option<SystemTime>,
    pub(super) is_used: bool,
}

/// The caller of a request.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::mock) struct Caller {
    pub(in crate::mock) kind: TokenKind,
    pub(in crate::mock) identity: Identity,
}

impl Tokens {
    pub(in crate::mock) fn new(apps: BTreeMap<String, String>, only_known: bool) -> Self {
        Self { apps, only_known, ..Self::default() }
    }

    /// Accepts a token from now on, in any form.
    pub(in crate::mock) fn register(&mut self, token: &str, kind: TokenKind) {
        self.register_as(token, kind, identity(token, kind));
    }

    /// Accepts a token from now on, with an identity.
    pub(in crate::mock) fn register_as(&mut self, token: &str, kind: TokenKind, owner: Identity) {
        self.known.insert(token.to_owned(), Known { kind, owner, expires: None, scope: None });
    }

    /// Rejects a token from now on.
    pub(in crate::mock) fn reject(&mut self, token: &str) {
        self.rejected.insert(token.to_owned(), ());
    }

    /// The newest token of an owner and its remaining seconds, unless it expires soon.
    pub(super) fn current(&mut self, kind: TokenKind, owner: &Identity, now: SystemTime) -> (String, u64) {
        if let Some(token) = self.newest.get(&(kind, owner.clone()))
            && let Some(left) = self.left(token, now)
            && left >= RENEWED
            && !self.rejected.contains(token)
        {
            return (token.clone(), left.as_secs());
        }
        (self.issue(kind, owner, now), LIFETIME.as_secs())
    }

    /// A new token.
    pub(in crate::mock) fn issue(&mut self, kind: TokenKind, owner: &Identity, now: SystemTime) -> String {
        let token = self.text(match kind {
            // The form of a JSON Web Token, as in newer calls of the service.
            TokenKind::User => "eyJhbGciOiJFUzI1NiIsInR5cCI6IkpXVCJ9.u-",
            _ => prefix(kind),
        });
        let known = Known { kind, owner: owner.clone(), expires: now.checked_add(LIFETIME), scope: None };
        self.known.insert(token.clone(), known);
        self.newest.insert((kind, owner.clone()), token.clone());
        token
    }

    /// A new token of a user, for these scopes if they are known.
    pub(super) fn issue_user(&mut self, owner: &Identity, scope: Option<&str>, now: SystemTime) -> String {
        let token = self.issue(TokenKind::User, owner, now);
        let known = Known {
            kind: TokenKind::User,
            owner: owner.clone(),
            expires: now.checked_add(LIFETIME),
            scope: scope.map(str::to_owned),
        };
        self.known.insert(token.clone(), known);
        token
    }

    /// The next token string: a prefix, `mock` in hexadecimal digits, and a counter.
    pub(super) fn text(&mut self, prefix: &str) -> String {
        self.issued += 1;
        format!("{prefix}6d6f636b{:032x}", self.issued)
    }

    fn left(&self, token: &str, now: SystemTime) -> Option<Duration> {
        self.known.get(token)?.expires?.duration_since(now).ok()
    }

    /// Whether this is an app token that the server has issued, or could have.
    pub(in crate::mock) fn is_app_token(&self, token: &str, now: SystemTime) -> bool {
        if self.rejected.contains(token) {
            return false;
        }
        match self.known.get(token) {
            Some(known) => known.expires.is_none_or(|expires| expires > now) && known.kind != TokenKind::User,
            None => !self.only_known && (token.starts_with("a-") || token.starts_with("t-")),
        }
    }

    /// The caller of the request, or why the token is rejected.
    pub(in crate::mock) fn judge(
        &self,
        headers: &HeaderMap,
        accepted: model::Tokens,
        now: SystemTime,
    ) -> Result<Caller, Problem> {
        if accepted.is_empty() {
            return Ok(Caller { kind: TokenKind::App, identity: Identity::app("nobody") });
        }
        let token = bearer(headers)?;
        let kind = self.kind(token, accepted.app)?;
        let number = if kind == TokenKind::User { codes::USER_TOKEN } else { codes::TENANT_TOKEN };
        if self.rejected.contains(token) {
            return Err(Problem::new(number).hint("this token was rejected by the test"));
        }
        let known = self.known.get(token);
        if known.is_none() && self.only_known {
            return Err(Problem::new(number).hint("this token was neither issued by this server nor registered"));
        }
        if known.and_then(|known| known.expires).is_some_and(|expires| expires <= now) {
            let number = if kind == TokenKind::User { codes::TOKEN_EXPIRED } else { number };
            return Err(Problem::new(number).hint("this token has expired"));
        }
        check_kind(kind, accepted)?;
        Ok(Caller { kind, identity: self.owner(token, kind) })
    }

    /// Checks that the application and the user have one of the scopes of an endpoint, if scopes are checked.
    pub(in crate::mock) fn judge_scopes(
        &self,
        headers: &HeaderMap,
        caller: &Caller,
        scopes: &[String],
    ) -> Result<(), Problem> {
        if !self.rules.are_scopes_checked || scopes.is_empty() {
            return Ok(());
        }
        let granted = self.known.get(bearer(headers)?).and_then(|known| known.scope.as_deref());
        let is_granted = |granted: &str| granted.split_whitespace().any(|one| scopes.iter().any(|scope| scope == one));
        let number = if !self.rules.has_any(scopes) {
            codes::APP_LACKS_SCOPE
        } else if granted.is_some_and(|granted| !is_granted(granted)) {
            codes::USER_LACKS_SCOPE
        } else {
            return Ok(());
        };
        Err(Problem { scopes: scopes.into(), app: Some(caller.identity.app.as_str().into()), ..Problem::new(number) })
    }

    /// The identity of a token.
    pub(in crate::mock) fn owner(&self, token: &str, kind: TokenKind) -> Identity {
        self.known.get(token).map_or_else(|| identity(token, kind), |known| known.owner.clone())
    }

    fn kind(&self, token: &str, takes_app: bool) -> Result<TokenKind, Problem> {
        let by_prefix = || TokenKind::ALL.iter().copied().find(|kind| token.starts_with(prefix(*kind)));
        let kind = self.known.get(token).map(|known| known.kind).or_else(by_prefix);
        let kind = kind.filter(|kind| takes_app || *kind != TokenKind::App);
        kind.ok_or_else(|| Problem::new(codes::MALFORMED_TOKEN))
    }
}

/// The prefix of tokens on the reference pages.
fn prefix(kind: TokenKind) -> &'static str {
    match kind {
        TokenKind::Tenant => "t-",
        TokenKind::User => "u-",
        TokenKind::App => "a-",
    }
}

/// The identity of a token that was neither issued nor registered.
fn identity(token: &str, kind: TokenKind) -> Identity {
    match kind {
        TokenKind::User => Identity::of_user_token(token),
        TokenKind::Tenant => Identity::of_tenant_token(token),
        TokenKind::App => Identity::app(token),
    }
}

/// The token in `Authorization: Bearer …`.
pub(in crate::mock) fn bearer(headers: &HeaderMap) -> Result<&str, Problem> {
    let missing = || Problem::new(codes::NO_TOKEN).hint("send the header `Authorization: Bearer` with a token");
    let value = headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok()).ok_or_else(missing)?;
    let (scheme, token) = value.trim().split_once(' ').ok_or_else(missing)?;
    let token = token.trim();
    if !scheme.eq_ignore_ascii_case("bearer") || token.is_empty() {
        return Err(missing());
    }
    if token.len() > LONGEST { Err(Problem::new(codes::MALFORMED_TOKEN)) } else { Ok(token) }
}

/// A valid token of a kind that the endpoint does not accept.
fn check_kind(kind: TokenKind, accepted: model::Tokens) -> Result<(), Problem> {
    match kind {
        TokenKind::Tenant if !accepted.tenant => {
            let takes = if accepted.user { "a user token" } else { "an app token" };
            let hint = format!("this endpoint takes only {takes}, and the request carries a tenant token");
            Err(Problem::new(codes::TENANT_TOKEN).status(403).hint(hint))
        }
        TokenKind::User if !accepted.user => {
            let takes = if accepted.tenant { "a tenant token" } else { "an app token" };
            let hint = format!("this endpoint takes only {takes}, and the request carries a user token");
            let message = "user access token not support";
            Err(Problem::new(codes::USER_TOKEN).status(403).message(message).hint(hint))
        }
        _ => Ok(()),
    }
}
