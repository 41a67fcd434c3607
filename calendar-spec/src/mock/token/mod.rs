//! Tokens: which are taken, which the server issues, and the calls of the platform that issue them.
//!
//! By default any `t-…` is a tenant token and any `u-…` a user token, as the prefixes on the reference pages have it.
//! What the server has issued itself it also lets expire.

mod bounded;
mod call;
mod code;
mod grant;
mod identity;
mod internal;
mod oauth;
mod refusal;
mod rules;
mod store;

pub(super) use bounded::Bounded;
pub(super) use call::TokenCall;
pub(super) use code::{Challenge, ChallengeMethod, Granted};
pub use identity::Identity;
pub(super) use internal::app_under;
pub(super) use oauth::render as render_oauth;
pub(super) use rules::LoginRules;
pub(super) use store::{Caller, LONGEST, Tokens, bearer};

use std::time::SystemTime;

use http::HeaderMap;
use serde_json::{Map, Value};

use super::problem::Problem;

/// What a token stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum TokenKind {
    /// An application in a tenant, `tenant_access_token`.
    Tenant,
    /// A user, `user_access_token`.
    User,
    /// An application by itself, `app_access_token`; no endpoint of the spec takes it.
    App,
}

/// What such a call answers: a status and a body, or an error in the common envelope.
pub(super) type TokenAnswer = Result<(u16, Value), Problem>;

/// Answers a call. `fields` is its body, whatever it was written in.
pub(super) fn answer(
    call: TokenCall,
    tokens: &mut Tokens,
    sent: (&HeaderMap, &Map<String, Value>),
    now: SystemTime,
) -> TokenAnswer {
    match call {
        TokenCall::OAuth => Ok(oauth::answer(tokens, sent, now)),
        call => internal::answer(call, tokens, sent.1, now).map(|body| (200, body)),
    }
}
