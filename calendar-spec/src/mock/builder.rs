//! [`MockServerBuilder`]: the options of a server.

use std::collections::BTreeMap;
use std::fmt;
use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;
use std::sync::atomic::AtomicU64;
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use tokio::sync::Semaphore;

use super::check::Strictness;
use super::push::{Outbox, Webhook};
use super::record::Recorded;
use super::shared::{Clock, Observer, Shared, State};
use super::spec::{StartError, api};
use super::token::{Identity, LoginRules, TokenKind, Tokens};
use super::websocket::ConnectionSettings;
use super::wire::{self, Limits};

/// The options of a [`MockServer`](super::MockServer).
#[must_use = "the server does not start before `start()`"]
pub struct MockServerBuilder {
    pub(super) host: IpAddr,
    pub(super) port: u16,
    spec_dir: Option<PathBuf>,
    strictness: Strictness,
    rate_limits: bool,
    only_known_tokens: bool,
    is_stateless: bool,
    pub(super) state_file: Option<PathBuf>,
    webhook: Option<Webhook>,
    apps: BTreeMap<String, String>,
    tokens: Vec<(String, TokenKind, Option<Identity>)>,
    login: LoginRules,
    limits: Limits,
    read_lag: Duration,
    hosts: Vec<String>,
    connections: ConnectionSettings,
    clock: Clock,
    observer: Option<Observer>,
}

impl MockServerBuilder {
    pub(super) fn new() -> Self {
        Self {
            host: Ipv4Addr::LOCALHOST.into(),
            port: 0,
            spec_dir: None,
            strictness: Strictness::Strict,
            rate_limits: false,
            only_known_tokens: false,
            is_stateless: false,
            state_file: None,
            webhook: None,
            apps: BTreeMap::new(),
            tokens: Vec::new(),
            login: LoginRules::default(),
            limits: Limits::default(),
            read_lag: Duration::ZERO,
            hosts: Vec::new(),
            connections: ConnectionSettings::default(),
            clock: Arc::new(SystemTime::now),
            observer: None,
        }
    }

    /// Serves the spec in a directory instead of the one that is built in.
    pub fn spec_dir(mut self, directory: impl Into<PathBuf>) -> Self {
        self.spec_dir = Some(directory.into());
        self
    }

    /// Rejects only what the service certainly rejects; the module's documentation lists the differences.
    pub fn lenient(mut self) -> Self {
        self.strictness = Strictness::Lenient;
        self
    }

    /// Whether the documented rate limits apply; off by default.
    pub fn rate_limits(mut self, hold: bool) -> Self {
        self.rate_limits = hold;
        self
    }

    /// The port; 0, the default, uses a free one.
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// The address to listen on, the loopback address by default. Anyone who can reach it can also use the admin
    /// routes.
    pub fn host(mut self, host: impl Into<IpAddr>) -> Self {
        self.host = host.into();
        self
    }

    /// How long reads do not see a change, by the server's clock; no lag by default. The service has shown a lag of two
    /// seconds. Calendars themselves are visible at once.
    pub fn read_lag(mut self, lag: Duration) -> Self {
        self.read_lag = lag;
        self
    }

    /// Allows requests to call the server by this name. Addresses, `localhost` and names without a dot are allowed in
    /// any case; other names may belong to a web site that points its own name at this machine.
    pub fn allow_host(mut self, name: impl Into<String>) -> Self {
        self.hosts.push(name.into());
        self
    }

    /// Registers an application. Once there is one, endpoints that issue tokens reject all others and wrong secrets.
    pub fn app(mut self, id: impl Into<String>, secret: impl Into<String>) -> Self {
        self.apps.insert(id.into(), secret.into());
        self
    }

    /// Accepts this token, in any form.
    pub fn token(mut self, token: impl Into<String>, kind: TokenKind) -> Self {
        self.tokens.push((token.into(), kind, None));
        self
    }

    /// Accepts this token as that of an identity.
    pub fn token_of(mut self, token: impl Into<String>, identity: Identity) -> Self {
        self.tokens.push((token.into(), identity.kind(), Some(identity)));
        self
    }

    /// Registers a redirect URL of the applications. As soon as there is one, the authorize page rejects all others,
    /// with 20029.
    pub fn redirect_url(mut self, url: impl Into<String>) -> Self {
        self.login.redirect_urls.insert(url.into());
        self
    }

    /// Grants scopes to the applications. As soon as there is one, they have no others: the authorize page rejects
    /// those with 20027, and [`check_scopes`](Self::check_scopes) rejects calls that need them with 99991672.
    pub fn app_scopes<S: Into<String>>(mut self, scopes: impl IntoIterator<Item = S>) -> Self {
        self.login.app_scopes.get_or_insert_default().extend(scopes.into_iter().map(Into::into));
        self
    }

    /// Whether calls need one of the scopes that their endpoint documents; they do not by default. The
    /// tokens of users who logged in on the authorize page have the scopes that they granted there, and others are
    /// rejected with 99991679. Tokens that a test made up or registered have all.
    pub fn check_scopes(mut self, check: bool) -> Self {
        self.login.are_scopes_checked = check;
        self
    }

    /// Answers the authorize page by itself, as if this user had clicked: `alice` is the user `ou_alice`.
    pub fn auto_approve(mut self, user: impl Into<String>) -> Self {
        self.login.approved_as = Some(user.into());
        self
    }

    /// Keeps no state: every response is the documented example.
    pub fn stateless(mut self) -> Self {
        self.is_stateless = true;
        self
    }

    /// Starts with the state in this file, if it exists, and writes it when the server is
    /// [shut down](super::MockServer::shut_down).
    pub fn state_file(mut self, file: impl Into<PathBuf>) -> Self {
        self.state_file = Some(file.into());
        self
    }

    /// Sends notifications to a URL of this machine, without verifying it first.
    pub fn webhook(mut self, webhook: Webhook) -> Self {
        self.webhook = Some(webhook);
        self
    }

    /// Whether to reject tokens that the server neither issued nor was told to accept.
    pub fn only_known_tokens(mut self, only: bool) -> Self {
        self.only_known_tokens = only;
        self
    }

    /// Limits on what clients can use of the server.
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// How long connections are kept.
    pub fn connections(mut self, settings: ConnectionSettings) -> Self {
        self.connections = settings;
        self
    }

    /// The source of time, for log IDs, the life of tokens and rate limits.
    pub fn clock(mut self, clock: impl Fn() -> SystemTime + Send + Sync + 'static) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// Is called for every request, after its response.
    pub fn observer(mut self, observer: impl Fn(&Recorded) + Send + Sync + 'static) -> Self {
        self.observer = Some(Arc::new(observer));
        self
    }

    /// The shared state, before the first connection.
    pub(super) fn shared(self) -> Result<Arc<Shared>, StartError> {
        let mut tokens = Tokens::new(self.apps, self.only_known_tokens);
        tokens.rules = self.login;
        for (token, kind, identity) in self.tokens {
            match identity {
                Some(identity) => tokens.register_as(&token, kind, identity),
                None => tokens.register(&token, kind),
            }
        }
        let state = State { tokens, has_rate_limits: self.rate_limits, ..State::default() };
        Ok(Arc::new(Shared {
            api: api(self.spec_dir.as_deref())?,
            strictness: self.strictness,
            is_stateless: self.is_stateless,
            limits: self.limits,
            read_lag: self.read_lag,
            hosts: self.hosts,
            connections: self.connections,
            clock: self.clock,
            observer: self.observer,
            large: Arc::new(Semaphore::new(wire::LARGE_BODIES)),
            answers: AtomicU64::new(0),
            state: Mutex::new(state),
            store: Mutex::default(),
            outbox: Mutex::new(Outbox::to(self.webhook)),
            delivering: tokio::sync::Mutex::default(),
        }))
    }
}

impl fmt::Debug for MockServerBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MockServerBuilder")
            .field("host", &self.host)
            .field("port", &self.port)
            .field("spec_dir", &self.spec_dir)
            .field("strictness", &self.strictness)
            .field("is_stateless", &self.is_stateless)
            .field("login", &self.login)
            .field("limits", &self.limits)
            .finish_non_exhaustive()
    }
}
