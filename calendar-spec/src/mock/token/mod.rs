//! Tokens: which are taken, which the server issues, and the calls of the platform that issue them.
//!
//! By default any `t-…` is a tenant token and any `u-…` a user token, as the prefixes on the reference pages have it.
//! What the server has issued itself it also lets expire.

mod bounded;
mod call;
mod code;
mod identity;
mod internal;
mod oauth;
mod refusal;
mod rules;
mod store;

pub(super) use bounded::Bounded;
pub(super) use call::{TokenCall, answer};
pub(super) use code::{Challenge, ChallengeMethod, Granted};
pub use identity::Identity;
pub(super) use internal::app_under;
pub(super) use oauth::render as render_oauth;
pub(super) use rules::LoginRules;
pub(super) use store::{Caller, LONGEST, Tokens, bearer};

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
