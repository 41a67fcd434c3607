//! Tokens: the accepted ones, the issued ones, and the calls of the platform that issue them.
//!
//! By default any `t-…` is a tenant token and any `u-…` a user token, the prefixes of the reference pages. Tokens that
//! the server has issued expire.

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
pub use crate::model::TokenKind;

/// The response to a token call: a status and a body, or an error in the common envelope.
pub(super) type TokenAnswer = Result<(u16, Value), Problem>;

/// Responds to a call. `fields` is its body, which was JSON or a form.
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
