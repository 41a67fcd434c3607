//! The settings of a client.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use reqwest::Url;

use super::Client;
use super::app::App;
use super::auth::{Tokens, UserToken};
use super::clock::{Clock, SystemClock};
use super::core::Core;
use super::hook::Hook;
use super::http_client::Http;
use super::response::ResponseFuture;
use super::retry::{Budget, RetryPolicy};
use super::token_store::{MemoryTokenStore, TokenStore};
use crate::decode::MAX_DECODED_BYTES;
use crate::{BaseUrl, Endpoint, Error, IntoBaseUrl, Secret, Tenant, Text, User};

const TIMEOUT: Duration = Duration::from_secs(30);
const MAX_RESPONSE_BYTES: usize = 16 * 1024 * 1024;

/// Builds a [`Client`]; made by [`Client::builder`].
///
/// Credentials come first or last, as one of [`app`](ClientBuilder::app), [`store_app`](ClientBuilder::store_app),
/// [`tenant_token`](ClientBuilder::tenant_token) and [`user_token`](ClientBuilder::user_token). `Debug` shows neither
/// tokens nor secrets.
///
/// Redirects are never followed, since the API has none and a token must not be sent elsewhere. Proxies are taken from
/// the environment as reqwest does (`HTTPS_PROXY` and the like), except for a base URL that is this machine, which is
/// reached directly; [`http`](Self::http) sets others.
///
/// # Applications that use `reqwest` themselves
///
/// Cargo builds one `reqwest` for both, with its feature `rustls-no-provider`. If the application enables no TLS
/// feature itself, its `reqwest::Client::new()` panics then: enable one, as `reqwest = { version = "0.13", features =
/// ["rustls"] }` does, or install a provider first (`rustls::crypto::ring::default_provider().install_default()`).
#[must_use = "call `build` to get the client"]
pub struct ClientBuilder<K> {
    credentials: Credentials,
    settings: Settings,
    kind: PhantomData<fn() -> K>,
}

/// The state of a [`ClientBuilder`] without credentials.
#[derive(Clone, Copy, Debug)]
pub enum NoCredentials {}

/// A [`ClientBuilder`] that has credentials.
#[diagnostic::on_unimplemented(
    message = "this client has no credentials",
    label = "needs credentials",
    note = "set them with `app(app_id, app_secret)`, `store_app(app_id, app_secret, tenant_key)`, `tenant_token(token)` or `user_token(token)`"
)]
pub trait HasCredentials {}

impl HasCredentials for Tenant {}
impl HasCredentials for User {}

/// A built client, which a [`ClientBuilder`] is not.
#[diagnostic::on_unimplemented(
    message = "this client is not built yet",
    label = "this is a `ClientBuilder`",
    note = "call `.build()?` on it to get a `Client`"
)]
pub trait Built: Sized {
    #[doc(hidden)]
    fn send<E: Endpoint>(&self, request: &E) -> ResponseFuture<E::Response>;
}

/// The credentials of the client.
enum Credentials {
    None,
    Tenant(Secret),
    User { token: UserToken, app: Option<App> },
    App(App),
    StoreApp { app: App, tenant_key: Text },
}

impl Credentials {
    fn app(&self) -> Option<&App> {
        match self {
            Self::App(app) | Self::StoreApp { app, .. } | Self::User { app: Some(app), .. } => Some(app),
            Self::None | Self::Tenant(_) | Self::User { app: None, .. } => None,
        }
    }

    fn tokens(&self) -> Result<Tokens, Error> {
        match self {
            Self::None => Err(Error::configuration("the client has no credentials")),
            Self::Tenant(token) => Tokens::ready(token),
            Self::User { token, app } => Tokens::user(token, app.as_ref()),
            Self::App(app) => Ok(Tokens::app(app.clone())),
            Self::StoreApp { app, tenant_key } => Ok(Tokens::store_app(app, tenant_key.clone())),
        }
    }
}

/// The settings that do not depend on the credentials.
struct Settings {
    base_url: Result<BaseUrl, Error>,
    timeout: Duration,
    http: Http,
    max_response_bytes: usize,
    max_decoded_bytes: usize,
    retry: RetryPolicy,
    is_limited: bool,
    has_strict_responses: bool,
    store: Arc<dyn TokenStore>,
    clock: Arc<dyn Clock>,
    hooks: Vec<Arc<dyn Hook>>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            base_url: Ok(BaseUrl::FEISHU),
            timeout: TIMEOUT,
            http: Http::default(),
            max_response_bytes: MAX_RESPONSE_BYTES,
            max_decoded_bytes: MAX_DECODED_BYTES,
            retry: RetryPolicy::default(),
            is_limited: true,
            has_strict_responses: false,
            store: Arc::new(MemoryTokenStore::new()),
            clock: Arc::new(SystemClock),
            hooks: Vec::new(),
        }
    }
}

impl ClientBuilder<NoCredentials> {
    pub(super) fn new() -> Self {
        Self { credentials: Credentials::None, settings: Settings::default(), kind: PhantomData }
    }

    /// Calls as a custom application. The client requests its `tenant_access_token` and
    /// renews it.
    pub fn app(self, app_id: impl Into<Text>, app_secret: impl Into<Secret>) -> ClientBuilder<Tenant> {
        self.with(Credentials::App(App::new(app_id.into(), app_secret.into())))
    }

    /// Calls as a store application, in the tenant with this key. The client requests its tokens once
    /// it has a ticket; see [`Client::set_app_ticket`].
    pub fn store_app(
        self,
        app_id: impl Into<Text>,
        app_secret: impl Into<Secret>,
        tenant_key: impl Into<Text>,
    ) -> ClientBuilder<Tenant> {
        let app = App::new(app_id.into(), app_secret.into());
        self.with(Credentials::StoreApp { app, tenant_key: tenant_key.into() })
    }

    /// Calls as an application, with a `tenant_access_token` that you manage.
    pub fn tenant_token(self, token: impl Into<Secret>) -> ClientBuilder<Tenant> {
        self.with(Credentials::Tenant(token.into()))
    }

    /// Calls as a user, with a `user_access_token`. The client renews it if the [`UserToken`] has a refresh token and
    /// the builder has the application as well.
    pub fn user_token(self, token: impl Into<UserToken>) -> ClientBuilder<User> {
        self.with(Credentials::User { token: token.into(), app: None })
    }

    fn with<K>(self, credentials: Credentials) -> ClientBuilder<K> {
        ClientBuilder { credentials, settings: self.settings, kind: PhantomData }
    }
}

impl<K> ClientBuilder<K> {
    /// The base URL; [`BaseUrl::FEISHU`] by default. A string that is not a base URL fails [`build`](Self::build).
    pub fn base_url(mut self, base_url: impl IntoBaseUrl) -> Self {
        self.settings.base_url = base_url.into_base_url();
        self
    }

    /// The time limit of one attempt, from connecting to the last byte of the response; 30 seconds by default. For a
    /// call with all attempts, see [`RetryPolicy::deadline`].
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.settings.timeout = timeout;
        self
    }

    /// The time limit for connecting; 10 seconds by default.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.settings.http.connect_timeout = timeout;
        self
    }

    /// Whether and when failed calls are retried; see [`RetryPolicy`].
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.settings.retry = policy;
        self
    }

    /// Whether calls wait to stay within the documented rate limits; they do by default. The limits count for each
    /// endpoint, application and tenant. Calls are sent in the order of their arrival; a call that is dropped while it
    /// waits, or cannot be sent before its deadline, does not count. The limiter knows one process only: if several
    /// processes exceed a limit together, the server rejects calls, which are retried when it allows.
    pub fn rate_limits(mut self, hold: bool) -> Self {
        self.settings.is_limited = hold;
        self
    }

    /// The token store; in memory by default.
    pub fn token_store(mut self, store: impl TokenStore) -> Self {
        self.settings.store = Arc::new(store);
        self
    }

    /// A token store that is shared with other clients.
    pub fn shared_token_store(mut self, store: Arc<dyn TokenStore>) -> Self {
        self.settings.store = store;
        self
    }

    /// The clock; that of the operating system by default.
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.settings.clock = Arc::new(clock);
        self
    }

    /// Adds a hook, which sees every HTTP request and response. Hooks are called in the order in which they were added.
    pub fn hook(mut self, hook: impl Hook) -> Self {
        self.settings.hooks.push(Arc::new(hook));
        self
    }

    /// Allows a base URL of plain `http` that is not this machine. Everyone on the network can then read the token.
    pub fn allow_insecure_http(mut self) -> Self {
        self.settings.http.is_insecure_allowed = true;
        self
    }

    /// The maximum size of a response, in bytes; 16 MiB by default.
    pub fn max_response_bytes(mut self, bytes: usize) -> Self {
        self.settings.max_response_bytes = bytes;
        self
    }

    /// How much memory the lists and maps of a decoded response may take, in bytes; 128 MiB by default. A larger
    /// response is an error. Without this limit, a short response could take a hundred times its size in memory.
    pub fn max_decoded_bytes(mut self, bytes: usize) -> Self {
        self.settings.max_decoded_bytes = bytes;
        self
    }

    /// Fails calls whose response has a value in another form than documented, such as a number where the page says
    /// string; without this, such a value is read where only one can be meant, and skipped with a warning otherwise.
    /// For tests that look for differences between the service and its pages.
    pub fn strict_responses(mut self) -> Self {
        self.settings.has_strict_responses = true;
        self
    }

    /// The user agent; the name and version of this crate by default.
    pub fn user_agent(mut self, user_agent: impl Into<String>) -> Self {
        self.settings.http.user_agent = user_agent.into();
        self
    }

    /// Changes the HTTP client before it is built: a proxy, name resolution, the pool of connections. Redirects,
    /// retries and TLS are not affected; for additional certificates see
    /// [`root_certificates`](Self::root_certificates). Called once for each pool of connections; see [`Client`].
    ///
    /// ```
    /// # fn run() -> Result<(), Box<dyn std::error::Error>> {
    /// use calendar_generated::{Client, reqwest};
    ///
    /// let proxy = reqwest::Proxy::all("http://proxy.example:3128")?;
    /// let client = Client::builder().tenant_token("t-7f1bcd13").http(move |http| http.proxy(proxy.clone())).build()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn http(
        mut self,
        change: impl Fn(reqwest::ClientBuilder) -> reqwest::ClientBuilder + Send + Sync + 'static,
    ) -> Self {
        self.settings.http.changes.push(Box::new(change));
        self
    }

    /// Trusts these PEM certificates in addition to those of the operating system, as for a proxy that inspects TLS.
    pub fn root_certificates(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.settings.http.roots.push(pem.into());
        self
    }

    /// Sends the calls by your own HTTP client; tokens, rate limits and retries work as usual. Its TLS, proxies,
    /// user agent and connections are yours; of this builder only [`timeout`](Self::timeout) applies to it. Build it
    /// with `redirect(Policy::none())`, so that no other response is mistaken for one of the API. All runtimes share its
    /// connections: use it from one runtime, or from runtimes with worker threads.
    pub fn http_client(mut self, client: reqwest::Client) -> Self {
        self.settings.http.own = Some(client);
        self
    }

    /// Does not compile, since the client is not built yet; here for the compiler's message.
    #[doc(hidden)]
    pub fn send<E: Endpoint>(&self, request: &E) -> ResponseFuture<E::Response>
    where
        Self: Built,
    {
        Built::send(self, request)
    }

    /// Builds the client.
    ///
    /// # Errors
    ///
    /// The setting that is not usable.
    pub fn build(self) -> Result<Client<K>, Error>
    where
        K: HasCredentials,
    {
        let app = self.credentials.app().cloned();
        app.as_ref().map_or(Ok(()), App::check)?;
        let tokens = self.credentials.tokens()?;
        Ok(Client::new(Arc::new(self.settings.core(app)?), tokens))
    }
}

impl Settings {
    fn core(self, app: Option<App>) -> Result<Core, Error> {
        let base_url = self.base_url?;
        Ok(Core {
            has_own_http: self.http.own.is_some(),
            pools: self.http.pools(&base_url, self.timeout)?,
            root: Url::parse(base_url.as_str())
                .map_err(|error| Error::configuration_from("the base URL is not usable", error))?,
            origin: base_url.origin().len(),
            base_url,
            timeout: self.timeout,
            max_response_bytes: self.max_response_bytes,
            max_decoded_bytes: self.max_decoded_bytes,
            clock: self.clock,
            store: self.store,
            hooks: self.hooks,
            retry: self.retry,
            budget: Budget::default(),
            is_limited: self.is_limited,
            has_strict_responses: self.has_strict_responses,
            app,
        })
    }
}

impl ClientBuilder<User> {
    /// The application that the refresh token of the user was issued to.
    pub fn app(mut self, app_id: impl Into<Text>, app_secret: impl Into<Secret>) -> Self {
        if let Credentials::User { app, .. } = &mut self.credentials {
            *app = Some(App::new(app_id.into(), app_secret.into()));
        }
        self
    }
}

impl<K> fmt::Debug for ClientBuilder<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("app", &self.credentials.app())
            .field("base_url", &self.settings.base_url)
            .field("timeout", &self.settings.timeout)
            .field("connect_timeout", &self.settings.http.connect_timeout)
            .field("max_response_bytes", &self.settings.max_response_bytes)
            .field("user_agent", &self.settings.http.user_agent)
            .field("retry", &self.settings.retry)
            .field("rate_limits", &self.settings.is_limited)
            .finish_non_exhaustive()
    }
}
