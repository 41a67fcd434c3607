//! [`Http`]: the HTTP client that sends the calls. It is built here with the settings of the application, or it is the
//! client of the application.

use std::time::Duration;

use http::HeaderValue;
use reqwest::redirect::Policy;

use super::pools::Pools;
use super::tls;
use crate::{BaseUrl, Error};

const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
const USER_AGENT: &str = concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"));

/// Changes the HTTP client before it is built.
pub(super) type Change = Box<dyn Fn(reqwest::ClientBuilder) -> reqwest::ClientBuilder + Send + Sync>;

pub(super) struct Http {
    pub(super) connect_timeout: Duration,
    pub(super) user_agent: String,
    pub(super) is_insecure_allowed: bool,
    pub(super) changes: Vec<Change>,
    /// Additional trusted certificates, as PEM.
    pub(super) roots: Vec<Vec<u8>>,
    pub(super) own: Option<reqwest::Client>,
}

impl Default for Http {
    fn default() -> Self {
        Self {
            connect_timeout: CONNECT_TIMEOUT,
            user_agent: USER_AGENT.to_owned(),
            is_insecure_allowed: false,
            changes: Vec::new(),
            roots: Vec::new(),
            own: None,
        }
    }
}

impl Http {
    pub(super) fn pools(self, base_url: &BaseUrl, timeout: Duration) -> Result<Pools<reqwest::Client>, Error> {
        if base_url.is_plain_http() && !base_url.is_loopback() && !self.is_insecure_allowed {
            return Err(Error::configuration(format!(
                "the base URL `{base_url}` is plain http, which shows the token to everyone on the network; use https, \
                 or call `allow_insecure_http` if the network is safe"
            )));
        }
        match self.own {
            Some(own) => Ok(Pools::shared(own)),
            None => self.build(base_url, timeout),
        }
    }

    fn build(self, base_url: &BaseUrl, timeout: Duration) -> Result<Pools<reqwest::Client>, Error> {
        let (is_plain, is_loopback) = (base_url.is_plain_http(), base_url.is_loopback());
        let user_agent = HeaderValue::from_str(&self.user_agent)
            .map_err(|_| Error::configuration("the user agent has a character that a header cannot carry"))?;
        let tls = tls::config(is_plain, &self.roots)?;
        Pools::new(move || {
            let builder = reqwest::Client::builder().connect_timeout(self.connect_timeout).user_agent(&user_agent);
            let builder = if is_loopback { builder.no_proxy() } else { builder };
            let builder = self.changes.iter().fold(builder, |builder, change| change(builder));
            builder
                .tls_backend_preconfigured(tls.clone())
                .https_only(!is_plain)
                .redirect(Policy::none())
                // reqwest retries requests on lost connections; whether that is safe is decided by `RetryPolicy`.
                .retry(reqwest::retry::never())
                .timeout(timeout)
                .build()
                .map_err(|error| Error::configuration_from("the HTTP client cannot be made", error))
        })
    }
}
