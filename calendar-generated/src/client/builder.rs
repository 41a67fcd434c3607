//! The settings of a client.

use std::fmt;
use std::marker::PhantomData;
use std::time::Duration;

use http::HeaderValue;
use reqwest::redirect::Policy;

use super::connection::Connection;
use super::{Client, tls};
use crate::{AccessToken, BaseUrl, Error, Secret};

const TIMEOUT: Duration = Duration::from_secs(30);
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
const MAX_RESPONSE_BYTES: usize = 16 * 1024 * 1024;
const USER_AGENT: &str = concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"));

/// Settings of a [`Client`]; made by [`Client::user`] and [`Client::tenant`]. `Debug` does not show the token.
///
/// Redirects are never followed, since the API has none and a token must not travel. Proxies are taken from the
/// environment as reqwest does (`HTTPS_PROXY` and the like), except for a base URL that is this machine, which is
/// always reached directly.
#[must_use = "call `build` to get the client"]
pub struct ClientBuilder<K> {
    token: Secret,
    base_url: BaseUrl,
    timeout: Duration,
    connect_timeout: Duration,
    is_plain_http_allowed: bool,
    max_response_bytes: usize,
    user_agent: String,
    kind: PhantomData<fn() -> K>,
}

impl<K> ClientBuilder<K> {
    pub(super) fn new(token: Secret) -> Self {
        Self {
            token,
            base_url: BaseUrl::FEISHU,
            timeout: TIMEOUT,
            connect_timeout: CONNECT_TIMEOUT,
            is_plain_http_allowed: false,
            max_response_bytes: MAX_RESPONSE_BYTES,
            user_agent: USER_AGENT.to_owned(),
            kind: PhantomData,
        }
    }

    /// Where calls go; [`BaseUrl::FEISHU`] unless set.
    pub fn base_url(mut self, base_url: BaseUrl) -> Self {
        self.base_url = base_url;
        self
    }

    /// How long a whole call may take, from connecting to the last byte of the answer; 30 seconds unless set.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// How long connecting may take; 10 seconds unless set.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// Allows a base URL of plain `http` that is not this machine. Everyone on the way can then read the token.
    pub fn allow_plain_http(mut self) -> Self {
        self.is_plain_http_allowed = true;
        self
    }

    /// The longest answer that is taken, in bytes; 16 MiB unless set.
    pub fn max_response_bytes(mut self, bytes: usize) -> Self {
        self.max_response_bytes = bytes;
        self
    }

    /// What the client calls itself; the name and version of this crate unless set.
    pub fn user_agent(mut self, user_agent: impl Into<String>) -> Self {
        self.user_agent = user_agent.into();
        self
    }

    /// The client, or the setting that is not usable.
    pub fn build(self) -> Result<Client<K>, Error> {
        let token = AccessToken::new(&self.token)?;
        let http = self.http_client()?;
        Ok(Client::new(Connection::new(http, self.base_url, self.max_response_bytes), token))
    }

    fn http_client(&self) -> Result<reqwest::Client, Error> {
        let is_plain = self.base_url.is_plain_http();
        if is_plain && !self.base_url.is_loopback() && !self.is_plain_http_allowed {
            return Err(Error::configuration(format!(
                "the base URL `{}` is plain http, which would show the token to everyone on the way; use https, or \
                 call `allow_plain_http` if the way is safe",
                self.base_url
            )));
        }
        let user_agent = HeaderValue::from_str(&self.user_agent)
            .map_err(|_| Error::configuration("the user agent has a character that a header cannot carry"))?;
        let builder = reqwest::Client::builder()
            .tls_backend_preconfigured(tls::config(is_plain)?)
            .https_only(!is_plain)
            .redirect(Policy::none())
            .timeout(self.timeout)
            .connect_timeout(self.connect_timeout)
            .user_agent(user_agent);
        let builder = if self.base_url.is_loopback() { builder.no_proxy() } else { builder };
        builder.build().map_err(|error| Error::configuration_from("the HTTP client cannot be made", error))
    }
}

impl<K> fmt::Debug for ClientBuilder<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("base_url", &self.base_url)
            .field("timeout", &self.timeout)
            .field("connect_timeout", &self.connect_timeout)
            .field("max_response_bytes", &self.max_response_bytes)
            .field("user_agent", &self.user_agent)
            .finish_non_exhaustive()
    }
}
