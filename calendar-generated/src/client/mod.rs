//! The HTTP client: sends a request with a token, and returns its response.
//!
//! A call gets a token, waits for the documented rate limit, and is attempted until it succeeds or has
//! to be given up; [`send`] shows these steps. Everything about the endpoint comes from its spec.

mod app;
mod auth;
mod builder;
mod call;
mod clock;
mod core;
#[cfg(feature = "websocket")]
mod dial;
mod failure;
mod hook;
mod http_client;
mod identity;
mod limiter;
#[cfg(feature = "login")]
mod login;
mod pools;
mod response;
mod retry;
mod send;
mod stream;
mod tls;
mod token_store;
mod trace;

#[cfg(any(feature = "webhook", feature = "websocket"))]
pub(crate) use auth::TicketKeeper;
pub use auth::UserToken;
pub use builder::{ClientBuilder, NoCredentials};
pub use clock::{Clock, Sleep, SystemClock};
#[cfg(feature = "websocket")]
pub(crate) use dial::Dialer;
pub use hook::Hook;
#[cfg(feature = "login")]
pub use login::{
    AuthorizationRequest, ConsolePage, LocalLogin, LoggedIn, Login, LoginError, LoginErrorKind, PendingLogin,
};
pub use response::ResponseFuture;
pub use retry::RetryPolicy;
pub use stream::DownloadStream;
#[cfg(feature = "login")]
pub use token_store::FileTokenStore;
pub use token_store::{MemoryTokenStore, StoreError, StoreFuture, StoreLock, StoredToken, TokenKey, TokenStore};

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;
use std::sync::{Arc, PoisonError};

use app::App;
use auth::Tokens;
use call::Call;
use core::{Core, Streamed};
use identity::Identity;
use limiter::Limiter;
#[cfg(feature = "jobs")]
use retry::Repeat;

use crate::transport::Received;
use crate::{
    AnyToken, App as AppKind, BaseUrl, Download, Endpoint, Error, Paged, Secret, Tenant, Text, TokenFor, User,
    transport,
};

/// A client that calls as `K`: a [`User`] or a [`Tenant`].
///
/// Cloning is cheap and shares connections, tokens and rate limits. [`with_user_token`](Self::with_user_token),
/// [`with_tenant_token`](Self::with_tenant_token) and [`with_store_tenant`](Self::with_store_tenant) give a client with
/// another identity that shares the connections and settings. `Debug` shows no token.
///
/// A struct that has a client names the kind; code that works with either is generic, or takes a `Client<AnyToken>`,
/// which both convert to and which calls the endpoints that accept either token:
///
/// ```
/// use calendar_generated::{AnyToken, Client, Error, Tenant};
///
/// struct App {
///     client: Client<Tenant>,
/// }
///
/// /// As a user if the configuration has a token of one, as the application otherwise.
/// fn client(user_token: Option<String>) -> Result<Client<AnyToken>, Error> {
///     let builder = Client::builder();
///     Ok(match user_token {
///         Some(token) => builder.user_token(token).build()?.into(),
///         None => builder.app("cli_a5ca35a685b0x26e", "baBqE5um9LbFGDy3X7LcfxQX1sqpXlwy").build()?.into(),
///     })
/// }
/// ```
///
/// A client needs a tokio runtime with I/O and time enabled. Dropping a call cancels it; a sent request may still take
/// effect.
///
/// A client can be used from several runtimes. Each `current_thread` runtime has its own connections, since they make
/// progress only while it runs; all other runtimes share theirs. The renewal of a token and the queues of the rate limits
/// are common to all: if a `current_thread` runtime stops in the middle of a call, other calls may wait for it until their
/// deadline. Drop a call that is not going to be continued.
pub struct Client<K> {
    core: Arc<Core>,
    identity: Arc<Identity>,
    kind: PhantomData<fn() -> K>,
}

impl Client<NoCredentials> {
    /// Starts to build a client. Set credentials and call `build`:
    ///
    /// ```
    /// # fn run() -> Result<(), calendar_generated::Error> {
    /// use calendar_generated::Client;
    ///
    /// let client = Client::builder().app("cli_a5ca35a685b0x26e", "baBqE5um9LbFGDy3X7LcfxQX1sqpXlwy").build()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn builder() -> ClientBuilder<NoCredentials> {
        ClientBuilder::new()
    }
}

impl<K> Client<K> {
    fn new(core: Arc<Core>, tokens: Tokens) -> Self {
        let limiter = core.is_limited.then(|| Arc::new(Limiter::default()));
        Self { core, identity: Arc::new(Identity { tokens, limiter }), kind: PhantomData }
    }

    /// Makes the call: `client.send(&request).await` returns the response.
    ///
    /// The documented rules are not checked again: `build()` of the request has done so, but not
    /// `build_unchecked()`. A request that accepts an idempotency key and has none is sent with a random one, the same
    /// in every attempt.
    pub fn send<E: Endpoint>(&self, request: &E) -> ResponseFuture<E::Response>
    where
        K: TokenFor<E::Token>,
    {
        ResponseFuture::typed::<E>(Arc::clone(&self.core), Arc::clone(&self.identity), self.call(request))
    }

    /// Makes the call as [`send`](Self::send) does, and returns the JSON as well: the server may send fields
    /// that its pages do not list.
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

    /// Makes the call as [`send`](Self::send) does, for a page of a listing.
    pub(crate) fn send_page<R: Paged>(&self, request: &R) -> ResponseFuture<R::Response>
    where
        K: TokenFor<R::Token>,
    {
        ResponseFuture::page::<R>(Arc::clone(&self.core), Arc::clone(&self.identity), self.call(request))
    }

    /// Makes the call as [`send`](Self::send) does, and retries it even if it may have taken effect: for
    /// a request that is idempotent although its endpoint is not.
    #[cfg(feature = "jobs")]
    pub(crate) fn send_idempotent<E: Endpoint>(&self, request: &E) -> ResponseFuture<E::Response>
    where
        K: TokenFor<E::Token>,
    {
        let call = self.call(request).map(|call| Call { repeat: Repeat::Harmless, ..call });
        ResponseFuture::typed::<E>(Arc::clone(&self.core), Arc::clone(&self.identity), call)
    }

    #[cfg(feature = "jobs")]
    pub(crate) fn clock(&self) -> &dyn Clock {
        &*self.core.clock
    }

    fn call<E: Endpoint>(&self, request: &E) -> Result<Call, Error> {
        let request = with_idempotency_key(request);
        let encoded = transport::encoded(request.as_ref(), self.base_url())?;
        let call = Call::new(E::META, encoded).map_err(|error| error.of(E::META.name))?;
        Ok(Call { special: E::SPECIAL, ..call })
    }

    /// Makes a call whose response is a file, and receives it in chunks, so that it need not fit into memory.
    ///
    /// [`send`](Self::send) returns a whole file. Only the call is retried, not a failure after the first chunk; the
    /// [timeout](ClientBuilder::timeout) of an attempt includes the last chunk, so raise it for large files.
    pub async fn download<E: Endpoint<Response = Download>>(&self, request: &E) -> Result<DownloadStream, Error>
    where
        K: TokenFor<E::Token>,
    {
        let call = Call { is_streamed: true, ..self.call(request)? };
        let mut answer = self.core.run(&call, Some(&*self.identity)).await?;
        let limit = u64::try_from(self.core.max_response_bytes).unwrap_or(u64::MAX);
        let streamed = answer.extensions_mut().remove::<Streamed>();
        let open = streamed.and_then(|Streamed(open)| open.lock().unwrap_or_else(PoisonError::into_inner).take());
        Ok(open.map_or_else(|| DownloadStream::whole(answer, limit), |open| DownloadStream::open(open, limit)))
    }

    /// The base URL.
    pub fn base_url(&self) -> &BaseUrl {
        &self.core.base_url
    }

    /// A client for a user of the same tenant, which shares connections, settings and rate limits with this one. A
    /// refresh token needs a client that knows its application.
    pub fn with_user_token(&self, token: impl Into<UserToken>) -> Result<Client<User>, Error> {
        Tokens::user(&token.into(), self.core.app.as_ref()).map(|tokens| self.with(tokens))
    }

    /// A client for the same tenant with a token that you manage, which shares connections, settings and rate limits
    /// with this one.
    pub fn with_tenant_token(&self, token: impl Into<Secret>) -> Result<Client<Tenant>, Error> {
        Tokens::ready(&token.into()).map(|tokens| self.with(tokens))
    }

    /// A client for the application in no tenant, with an `app_access_token` that you manage, which shares connections,
    /// settings and rate limits with this one.
    pub fn with_app_token(&self, token: impl Into<Secret>) -> Result<Client<AppKind>, Error> {
        Tokens::ready(&token.into()).map(|tokens| self.with(tokens))
    }

    /// A client for another tenant of the same store application, which shares connections and settings with
    /// this one; rate limits count for each tenant. Keep it: every new client has to load its token.
    pub fn with_store_tenant(&self, tenant_key: impl Into<Text>) -> Result<Client<Tenant>, Error> {
        let tokens = Tokens::store_app(self.app_of_core()?, tenant_key.into());
        Ok(Client::new(Arc::clone(&self.core), tokens))
    }

    /// Sets the ticket of a store application, which the event `app_ticket` delivers every hour. It is saved
    /// in the [`TokenStore`]. This is not necessary if the client receives notifications itself: the long
    /// connection, and a webhook with `Receiver::keep_app_tickets`, do so.
    pub async fn set_app_ticket(&self, ticket: impl Into<Secret>) -> Result<(), Error> {
        auth::set_app_ticket(&self.core, self.app_of_core()?, ticket.into()).await
    }

    /// Asks the platform to push the ticket of a store application now.
    pub async fn resend_app_ticket(&self) -> Result<(), Error> {
        auth::resend_app_ticket(&self.core, self.app_of_core()?).await
    }

    /// The same connections and rate limits with another identity.
    fn with<L>(&self, tokens: Tokens) -> Client<L> {
        let identity = Identity { tokens, limiter: self.identity.limiter.clone() };
        Client { core: Arc::clone(&self.core), identity: Arc::new(identity), kind: PhantomData }
    }

    #[cfg(any(feature = "webhook", feature = "websocket"))]
    pub(crate) fn ticket_keeper(&self) -> Result<TicketKeeper, Error> {
        self.app_of_core().map(|app| TicketKeeper::new(&self.core, app))
    }

    fn app_of_core(&self) -> Result<&App, Error> {
        let missing = || {
            Error::configuration(
                "the client has no application; build it with `store_app(app_id, app_secret, tenant_key)`",
            )
        };
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

impl From<Client<User>> for Client<AnyToken> {
    fn from(client: Client<User>) -> Self {
        Self { core: client.core, identity: client.identity, kind: PhantomData }
    }
}

impl From<Client<Tenant>> for Client<AnyToken> {
    fn from(client: Client<Tenant>) -> Self {
        Self { core: client.core, identity: client.identity, kind: PhantomData }
    }
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
