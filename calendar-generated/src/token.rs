//! The two identities that a call is made as, and which endpoint accepts which.

use std::fmt;
use std::marker::PhantomData;

use http::HeaderValue;

use crate::text::is_all;
use crate::{Error, Secret};

/// A user: calls are made as a person, with a `user_access_token`.
#[derive(Clone, Copy, Debug)]
pub enum User {}

/// An application in a tenant: calls are made as the application, with a `tenant_access_token`.
#[derive(Clone, Copy, Debug)]
pub enum Tenant {}

/// An application in no tenant: calls are made with an `app_access_token`.
#[derive(Clone, Copy, Debug)]
pub enum App {}

/// An endpoint that is called without a token.
#[derive(Clone, Copy, Debug)]
pub enum NoToken {}

/// A user or a tenant token: an endpoint that accepts both, or a client whose configuration decides whether it calls as
/// a user or as an application; see [`Client`](crate::Client).
#[derive(Clone, Copy, Debug)]
pub enum AnyToken {}

/// The kind of token `Self` is one that `Accepted` includes. Code that is generic over endpoints names it as a bound:
///
/// ```
/// # #[cfg(feature = "client")]
/// # mod example {
/// use calendar_generated::{Client, Endpoint, Error, TokenFor};
///
/// async fn call<K, E: Endpoint>(client: &Client<K>, request: &E) -> Result<E::Response, Error>
/// where
///     K: TokenFor<E::Token>,
/// {
///     client.send(request).await
/// }
/// # }
/// ```
pub trait TokenFor<Accepted> {}

impl<K, A: Accepts<K>> TokenFor<A> for K {}

// These traits are there for the compiler's messages. One for each kind of token, since a message can be in plain words
// only when it need not print the types; one from the endpoint's side, since the compiler would take an endpoint's
// token that is not known yet for that of the only impl that fits.
/// The same as [`TokenFor`], as a bound on the token of an endpoint.
#[diagnostic::on_unimplemented(
    message = "the client may hold a token that the endpoint does not accept",
    label = "not every endpoint accepts the token of this client",
    note = "code that is generic over endpoints needs the bound `K: TokenFor<E::Token>` for a `Client<K>` and an endpoint `E`"
)]
pub trait Accepts<K> {}

impl<K> Accepts<K> for AnyToken {}
impl<K> Accepts<K> for NoToken {}
impl<K> Accepts<K> for User where User: UserTokenOf<K> {}
impl<K> Accepts<K> for Tenant where Tenant: TenantTokenOf<K> {}
impl<K> Accepts<K> for App where App: AppTokenOf<K> {}

/// `K` is the kind of a user token.
#[diagnostic::on_unimplemented(
    message = "this endpoint takes only a user token, and the client is not a `Client<User>`",
    label = "needs a `Client<User>`",
    note = "`Client::builder().user_token(token)` makes one; `with_user_token(token)` makes one from this client"
)]
pub trait UserTokenOf<K> {}

impl UserTokenOf<User> for User {}

/// `K` is the kind of a tenant token.
#[diagnostic::on_unimplemented(
    message = "this endpoint takes only a tenant token, and the client is not a `Client<Tenant>`",
    label = "needs a `Client<Tenant>`",
    note = "`Client::builder().tenant_token(token)` makes one; `with_tenant_token(token)` makes one from this client"
)]
pub trait TenantTokenOf<K> {}

impl TenantTokenOf<Tenant> for Tenant {}

/// `K` stands for an app token.
#[diagnostic::on_unimplemented(
    message = "this endpoint takes only an app token, and the client holds another one",
    label = "needs a `Client<App>`",
    note = "`with_app_token(token)` makes one from this client"
)]
pub trait AppTokenOf<K> {}

impl AppTokenOf<App> for App {}

/// An access token of the kind `K`, ready to be sent. `Debug` does not show it.
pub struct AccessToken<K> {
    authorization: HeaderValue,
    kind: PhantomData<fn() -> K>,
}

impl AccessToken<User> {
    /// A `user_access_token`. It is an error if it is empty or contains a character that no token has, such as a line
    /// break.
    pub fn user(token: impl Into<Secret>) -> Result<Self, Error> {
        Self::new(&token.into())
    }
}

impl AccessToken<Tenant> {
    /// A `tenant_access_token`. It is an error if it is empty or contains a character that no token has, such as a line
    /// break.
    pub fn tenant(token: impl Into<Secret>) -> Result<Self, Error> {
        Self::new(&token.into())
    }
}

impl AccessToken<App> {
    /// An `app_access_token`. An error if it is empty or has a character that no token has, such as a line break.
    pub fn app(token: impl Into<Secret>) -> Result<Self, Error> {
        Self::new(&token.into())
    }
}

impl<K> AccessToken<K> {
    fn new(token: &Secret) -> Result<Self, Error> {
        authorization(token).map(|authorization| Self { authorization, kind: PhantomData })
    }

    /// Returns the value of the header `Authorization`, marked as sensitive.
    pub(crate) fn authorization(&self) -> HeaderValue {
        self.authorization.clone()
    }
}

/// Returns the value of the header `Authorization` for a token, marked as sensitive.
pub(crate) fn authorization(token: &Secret) -> Result<HeaderValue, Error> {
    let text = token.expose();
    if text.is_empty() {
        return Err(Error::configuration("the access token is empty"));
    }
    if !is_all(text, u8::is_ascii_graphic) {
        let message = "the access token has a character that no token has; look for spaces and line breaks";
        return Err(Error::configuration(message));
    }
    let mut value = HeaderValue::from_str(&format!("Bearer {text}"))
        .map_err(|_| Error::configuration("the access token has a character that a header cannot contain"))?;
    value.set_sensitive(true);
    Ok(value)
}

impl<K> Clone for AccessToken<K> {
    fn clone(&self) -> Self {
        Self { authorization: self.authorization.clone(), kind: PhantomData }
    }
}

impl<K> fmt::Debug for AccessToken<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AccessToken([hidden])")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_sent_as_bearer_and_shown_nowhere() -> Result<(), Error> {
        let token = AccessToken::user("u-7f1bcd13")?;
        assert_eq!(token.authorization().as_bytes(), b"Bearer u-7f1bcd13");
        assert_eq!(format!("{token:?} {:?}", token.authorization()), "AccessToken([hidden]) Sensitive");
        Ok(())
    }

    #[test]
    fn a_token_that_no_header_can_carry_is_rejected_without_showing_it() {
        for text in ["", "t-secret\n", "t-secret\r\nX: y", " t-secret", "t secret", "t-sécret", "t-secret\u{0}"] {
            let error = AccessToken::tenant(text).expect_err(text);
            assert!(!format!("{error} {error:?}").contains("secret"), "{error:?}");
        }
    }
}
