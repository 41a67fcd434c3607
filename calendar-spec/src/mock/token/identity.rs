//! [`Identity`]: the caller that a token stands for, so that several applications, users and tenants share one server.

use std::fmt;

use super::TokenKind;

/// The default tenant of tokens.
const TENANT: &str = "mock";

/// The application of a user token.
const APP: &str = "cli_mock";

/// The caller that a token stands for: an application, or a user for whom an application calls, in a tenant.
///
/// A token contains its identity: `u-alice` is the user `ou_alice` and `t-bot` the application `cli_bot`, both in the
/// tenant `mock`; `u-alice@acme` is the user of the same name in the tenant `acme`, which has separate state.
///
/// ```
/// use calendar_spec::mock::{Identity, MockServer};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), calendar_spec::mock::StartError> {
/// let boss = Identity::user("ou_boss").in_tenant("acme");
/// let server = MockServer::builder().token_of("secret-of-the-boss", boss).start().await?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Identity {
    pub(in crate::mock) tenant: String,
    pub(in crate::mock) app: String,
    pub(in crate::mock) user: Option<String>,
}

impl Identity {
    /// A user, by open ID; open IDs are the same for all applications here.
    pub fn user(open_id: impl Into<String>) -> Self {
        Self { tenant: TENANT.to_owned(), app: APP.to_owned(), user: Some(open_id.into()) }
    }

    /// An application, by its ID.
    pub fn app(app_id: impl Into<String>) -> Self {
        Self { tenant: TENANT.to_owned(), app: app_id.into(), user: None }
    }

    /// The same in another tenant.
    #[must_use]
    pub fn in_tenant(mut self, tenant: impl Into<String>) -> Self {
        self.tenant = tenant.into();
        self
    }

    /// The same for another application.
    #[must_use]
    pub fn through_app(mut self, app_id: impl Into<String>) -> Self {
        self.app = app_id.into();
        self
    }

    /// The kind of tokens with this identity.
    pub(in crate::mock) fn kind(&self) -> TokenKind {
        if self.user.is_some() { TokenKind::User } else { TokenKind::Tenant }
    }

    /// The identity of a user token.
    pub(in crate::mock) fn of_user_token(token: &str) -> Self {
        Self::named(token.strip_prefix("u-").unwrap_or(token), |name| Self::user(format!("ou_{name}")))
    }

    /// The identity of a tenant token.
    pub(in crate::mock) fn of_tenant_token(token: &str) -> Self {
        Self::named(token.strip_prefix("t-").unwrap_or(token), |name| Self::app(format!("cli_{name}")))
    }

    /// The user of an authorization code: `alice.1` and `alice.2` are codes of one user.
    pub(in crate::mock) fn of_code(code: &str, app: &str) -> Self {
        Self::of_login(code.split_once('.').map_or(code, |(name, _)| name), app)
    }

    /// The user with this name on the authorize page: `alice`, or `alice@acme` in another tenant.
    pub(in crate::mock) fn of_login(name: &str, app: &str) -> Self {
        Self::named(name, |name| Self::user(format!("ou_{name}"))).through_app(app)
    }

    fn named(text: &str, make: impl Fn(&str) -> Self) -> Self {
        match text.split_once('@') {
            Some((name, tenant)) if !tenant.is_empty() => make(name).in_tenant(tenant),
            _ => make(text),
        }
    }

    /// The open ID of the user, or the ID of the application: the owner of the calendars.
    pub(in crate::mock) fn key(&self) -> &str {
        self.user.as_deref().unwrap_or(&self.app)
    }
}

impl fmt::Display for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.user {
            Some(user) => write!(f, "{user} through {} in {}", self.app, self.tenant),
            None => write!(f, "{} in {}", self.app, self.tenant),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_contains_its_identity() {
        assert_eq!(Identity::of_user_token("u-alice").to_string(), "ou_alice through cli_mock in mock");
        assert_eq!(Identity::of_user_token("u-alice@acme").to_string(), "ou_alice through cli_mock in acme");
        assert_eq!(Identity::of_tenant_token("t-bot@acme").to_string(), "cli_bot in acme");
        assert_eq!(Identity::of_tenant_token("t-bot@").to_string(), "cli_bot@ in mock");
        assert_eq!(Identity::of_code("alice.2", "cli_x").to_string(), "ou_alice through cli_x in mock");
    }
}
