//! The HTTP client: takes a request, sends it with a token, and gives back its response.
//!
//! A call gets a token, waits for its turn under the documented rate limit, and is attempted until it succeeds or has
//! to be given up; [`send`] shows these steps. All that depends on the endpoint comes from its spec.

mod auth;
mod builder;
mod clock;
mod core;
#[cfg(feature = "websocket")]
mod dial;
mod hook;
mod limiter;
mod response;
mod retry;
mod send;
mod tls;
mod trace;

pub use auth::{MemoryTokenStore, StoreError, StoreFuture, StoreLock, StoredToken, TokenKey, TokenStore, UserToken};
pub use builder::ClientBuilder;
pub use clock::{Clock, Pause, SystemClock};
#[cfg(feature = "websocket")]
pub(crate) use dial::Dialer;
pub use hook::Hook;
pub use response::ResponseFuture;
pub use retry::RetryPolicy;

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use auth::{App, Tokens};
use builder::Credentials;
use core::Core;
use limiter::Limiter;
use send::{Call, Identity};

use crate::transport::Received;
use crate::{BaseUrl, Endpoint, Error, Secret, Tenant, Text, TokenFor, User, transport};

/// A client that calls in the name of `K`: a [`User`] or a [`Tenant`].
///
/// Cloning is cheap and shares connections, tokens and rate limits. [`as_user`](Self::as_user),
/// [`as_tenant`](Self::as_tenant) and [`as_store_tenant`](Self::as_store_tenant) give a client in another name that
/// shares the connections and settings. `Debug` shows no token.
///
/// A client needs a tokio runtime. Dropping a call ends it; what was sent by then may still take effect.
pub struct Client<K> {
    core: Arc<Core>,
    identity: Arc<Identity>,
    kind: PhantomData<fn() -> K>,
}

impl Client<User> {
    /// Starts a client that calls in the name of a user, with a `user_access_token`, which the client renews if it is
    /// given what that takes; see [`UserToken`].
    pub fn user(token: impl Into<UserToken>) -> ClientBuilder<User> {
        ClientBuilder::new(Credentials::User(token.into()), None)
    }
}

impl Client<Tenant> {
    /// Starts a client for an application that was made for one tenant. It gets its `tenant_access_token` by itself,
    /// and renews it.
    pub fn app(app_id: impl Into<Text>, app_secret: impl Into<Secret>) -> ClientBuilder<Tenant> {
        ClientBuilder::new(Credentials::App, Some(App::new(app_id.into(), app_secret.into())))
    }

    /// Starts a client for an application from the store, in the tenant with this key. It gets its tokens by itself
    /// once it has a ticket; see [`set_app_ticket`](Self::set_app_ticket).
    pub fn store_app(
        app_id: impl Into<Text>,
        app_secret: impl Into<Secret>,
        tenant_key: impl Into<Text>,
    ) -> ClientBuilder<Tenant> {
        let app = App::new(app_id.into(), app_secret.into());
        ClientBuilder::new(Credentials::StoreApp { tenant_key: tenant_key.into() }, Some(app))
    }

    /// Starts a client that calls in the name of the application, with a `tenant_access_token` that is ready.
    pub fn tenant(token: impl Into<Secret>) -> ClientBuilder<Tenant> {
        ClientBuilder::new(Credentials::Tenant(token.into()), None)
    }
}

impl<K> Client<K> {
    fn new(core: Arc<Core>, tokens: Tokens) -> Self {
        let limiter = core.is_limited.then(|| Arc::new(Limiter::default()));
        Self { core, identity: Arc::new(Identity { tokens, limiter }), kind: PhantomData }
    }

    /// Makes the call: `client.send(&request).await` gives the response.
    ///
    /// The documented rules are not checked again: `build()` of the request has done so, unless it was made with
    /// `build_unchecked()`. A request that takes an idempotency key and has none is sent with a random one, the same
    /// in every attempt.
    pub fn send<E: Endpoint>(&self, request: &E) -> ResponseFuture<E::Response>
    where
        K: TokenFor<E::Token>,
    {
        ResponseFuture::typed::<E>(Arc::clone(&self.core), Arc::clone(&self.identity), self.call(request))
    }

    /// Makes the call as [`send`](Self::send) does, and keeps the JSON beside the response: the server may send fields
    /// that its pages do not list yet.
    ///
    /// ```
    /// # #[cfg(feature = "calendar")]
    /// # async fn show(client: calendar_generated::Client<calendar_generated::User>) -> Result<(), Box<dyn std::error::Error>> {
    /// use calendar_generated::calendar;
    ///
    /// let received = client.send_raw(&calendar::List::builder().build()?).await?;
    /// println!("{} calendars", received.value.calendar_list.len());
    /// println!("{:?}", received.raw.get("/calendar_list/0/a_new_field"));
    /// # Ok(())
    /// # }
    /// ```
    pub fn send_raw<E: Endpoint>(&self, request: &E) -> ResponseFuture<Received<E::Response>>
    where
        K: TokenFor<E::Token>,
    {
        ResponseFuture::raw::<E>(Arc::clone(&self.core), Arc::clone(&self.identity), self.call(request))
    }

    fn call<E: Endpoint>(&self, request: &E) -> Result<Call, Error> {
        let request = with_idempotency_key(request);
        transport::encoded(request.as_ref(), self.base_url()).map(|call| Call::new(E::META, call))
    }

    /// Where the calls go.
    pub fn base_url(&self) -> &BaseUrl {
        &self.core.base_url
    }

    /// A client for a user of the same tenant, which shares connections, settings and rate limits with this one. A
    /// refresh token needs a client that knows its application.
    pub fn as_user(&self, token: impl Into<UserToken>) -> Result<Client<User>, Error> {
        Tokens::user(&token.into(), self.core.app.as_ref()).map(|tokens| self.with(tokens))
    }

    /// A client for the same tenant with a token that is ready, which shares connections, settings and rate limits with
    /// this one.
    pub fn as_tenant(&self, token: impl Into<Secret>) -> Result<Client<Tenant>, Error> {
        Tokens::ready(&token.into()).map(|tokens| self.with(tokens))
    }

    /// A client for another tenant of the same application from the store, which shares connections and settings with
    /// this one; rate limits count for each tenant. Keep it: every new one has to look for its token.
    pub fn as_store_tenant(&self, tenant_key: impl Into<Text>) -> Result<Client<Tenant>, Error> {
        let tokens = Tokens::store_app(self.app_of_core()?, tenant_key.into());
        Ok(Client::new(Arc::clone(&self.core), tokens))
    }

    /// Hands in the ticket of an application from the store, as the event `app_ticket` brings it every hour. It is kept
    /// in the [`TokenStore`].
    pub async fn set_app_ticket(&self, ticket: impl Into<Secret>) -> Result<(), Error> {
        auth::set_app_ticket(&self.core, self.app_of_core()?, ticket.into()).await
    }

    /// Asks the platform to push the ticket of an application from the store now.
    pub async fn resend_app_ticket(&self) -> Result<(), Error> {
        auth::resend_app_ticket(&self.core, self.app_of_core()?).await
    }

    /// Same connections and rate limits, another name.
    fn with<L>(&self, tokens: Tokens) -> Client<L> {
        let identity = Identity { tokens, limiter: self.identity.limiter.clone() };
        Client { core: Arc::clone(&self.core), identity: Arc::new(identity), kind: PhantomData }
    }

    fn app_of_core(&self) -> Result<&App, Error> {
        let missing = || Error::configuration("the client knows no application; make it with `Client::store_app`");
        self.core.app.as_ref().ok_or_else(missing)
    }
}

fn with_idempotency_key<E: Endpoint>(request: &E) -> Cow<'_, E> {
    if !E::META.idempotency_key {
        return Cow::Borrowed(request);
    }
    let key = uuid::Uuid::new_v4().hyphenated().to_string();
    request.with_idempotency_key(key.into()).map_or(Cow::Borrowed(request), Cow::Owned)
}

impl<K> Clone for Client<K> {
    fn clone(&self) -> Self {
        Self { core: Arc::clone(&self.core), identity: Arc::clone(&self.identity), kind: PhantomData }
    }
}

impl<K> fmt::Debug for Client<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").field("base_url", self.base_url()).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod limiter_tests;
#[cfg(test)]
mod tests;
