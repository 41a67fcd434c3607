//! The HTTP client: takes a request, sends it with a token, and gives back its response.

mod builder;
mod connection;
mod response;
mod tls;

pub use builder::ClientBuilder;
pub use response::ResponseFuture;

use std::fmt;

use connection::Connection;

use crate::transport::encode_authorized;
use crate::{AccessToken, BaseUrl, Endpoint, Error, Secret, Tenant, TokenFor, User};

/// A client that calls in the name of `K`: a [`User`] or a [`Tenant`].
///
/// Cloning is cheap and shares the pool of connections; so do [`for_user`](Self::for_user) and
/// [`for_tenant`](Self::for_tenant). `Debug` does not show the token.
pub struct Client<K> {
    connection: Connection,
    token: AccessToken<K>,
}

impl Client<User> {
    /// Starts a client that calls in the name of a user, with a `user_access_token`.
    pub fn user(token: impl Into<Secret>) -> ClientBuilder<User> {
        ClientBuilder::new(token.into())
    }
}

impl Client<Tenant> {
    /// Starts a client that calls in the name of the application, with a `tenant_access_token`.
    pub fn tenant(token: impl Into<Secret>) -> ClientBuilder<Tenant> {
        ClientBuilder::new(token.into())
    }
}

impl<K> Client<K> {
    fn new(connection: Connection, token: AccessToken<K>) -> Self {
        Self { connection, token }
    }

    /// Makes the call: `client.send(&request).await` gives the response.
    ///
    /// The documented rules are not checked again: `build()` of the request has done so, unless it was made with
    /// `build_unchecked()`.
    pub fn send<E: Endpoint>(&self, request: &E) -> ResponseFuture<E::Response>
    where
        K: TokenFor<E::Token>,
    {
        let call = encode_authorized(request, self.base_url(), &self.token);
        ResponseFuture::new::<E>(self.connection.clone(), call)
    }

    /// Where the calls go.
    pub fn base_url(&self) -> &BaseUrl {
        self.connection.base_url()
    }

    /// A client for a user that shares the settings and connections of this one.
    pub fn for_user(&self, token: impl Into<Secret>) -> Result<Client<User>, Error> {
        Ok(Client::new(self.connection.clone(), AccessToken::user(token)?))
    }

    /// A client for a tenant that shares the settings and connections of this one.
    pub fn for_tenant(&self, token: impl Into<Secret>) -> Result<Client<Tenant>, Error> {
        Ok(Client::new(self.connection.clone(), AccessToken::tenant(token)?))
    }
}

impl<K> Clone for Client<K> {
    fn clone(&self) -> Self {
        Self::new(self.connection.clone(), self.token.clone())
    }
}

impl<K> fmt::Debug for Client<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").field("base_url", self.base_url()).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
