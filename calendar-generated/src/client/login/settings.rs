//! [`Login`]: the settings of a login, and its authorize URL.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use reqwest::Url;

use super::pending::PendingLogin;
use super::{ConsolePage, OFFLINE_ACCESS};
use crate::client::app::App;
use crate::client::core::Core;
use crate::client::limiter::Limiter;
use crate::text::OneLine;
use crate::{BaseUrl, Client, Error, Scopes, Text};

const PATH: &str = "/open-apis/authen/v1/authorize";

/// The maximum number of scopes in one request, by the page of the authorize URL.
const MOST_SCOPES: usize = 50;

/// How long a [`LocalLogin`](super::LocalLogin) waits for the redirect. Its code is valid for that long.
const TIMEOUT: Duration = Duration::from_secs(5 * 60);

/// The unreserved characters of RFC 3986. A space is `%20`, as on the page of the authorize URL.
const VALUE: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A login of users with OAuth 2.0, as an authorization code grant with PKCE; made by
/// [`Client::login`](crate::Client::login). Clones are cheap. `Debug` shows no secret.
///
/// A web application sends the browser to [`authorize_url`](Self::authorize_url) and takes the redirect with
/// [`exchange_redirect`](Self::exchange_redirect). A program on the user's machine does both with
/// [`listen`](Self::listen).
#[derive(Clone)]
#[must_use]
pub struct Login {
    pub(super) core: Arc<Core>,
    pub(super) limiter: Option<Arc<Limiter>>,
    pub(super) app: App,
    pub(super) redirect_url: Text,
    /// The host of the authorize page, which is not that of the API.
    accounts: Text,
    scopes: Vec<Text>,
    pub(super) is_offline: bool,
    has_consent_prompt: bool,
    pub(super) user_name: Option<Text>,
    pub(super) timeout: Duration,
}

impl Login {
    pub(super) fn new<K>(client: &Client<K>, redirect_url: Text) -> Result<Self, Error> {
        check(&redirect_url)?;
        Ok(Self {
            core: Arc::clone(&client.core),
            limiter: client.identity.limiter.clone(),
            app: client.app_of_core()?.clone(),
            redirect_url,
            accounts: accounts(client.base_url()).into(),
            scopes: Vec::new(),
            is_offline: true,
            has_consent_prompt: false,
            user_name: None,
            timeout: TIMEOUT,
        })
    }

    /// The scopes of the token; [`Scopes`] finds those that endpoints need. The application must have been
    /// granted them in the developer console. `offline_access` is added, for a refresh token.
    pub fn scopes(mut self, scopes: impl Into<Scopes>) -> Self {
        self.scopes = scopes.into().names();
        self
    }

    /// Does not request a refresh token: the client stops working when its token expires, after two hours.
    pub fn without_offline_access(mut self) -> Self {
        self.is_offline = false;
        self
    }

    /// Shows the authorize page also to users who have granted the scopes before.
    pub fn prompt_consent(mut self) -> Self {
        self.has_consent_prompt = true;
        self
    }

    /// The name of the user in the [`TokenStore`](crate::TokenStore), under which
    /// [`Client::stored_user`](crate::Client::stored_user) finds the tokens again. Without a name they are only in the
    /// memory of the client.
    pub fn user_name(mut self, name: impl Into<Text>) -> Self {
        self.user_name = Some(name.into());
        self
    }

    /// The URL of the authorize page, if a gateway moves it. By default it is the accounts host for the two sites of
    /// the vendor, and the base URL of the client otherwise.
    pub fn accounts_url(mut self, url: &BaseUrl) -> Self {
        self.accounts = url.as_str().into();
        self
    }

    /// How long a [`LocalLogin`](super::LocalLogin) waits for the redirect; five minutes by default.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// The URL that the browser is redirected to. The port is that of the listener once a
    /// [`LocalLogin`](super::LocalLogin) listens.
    pub fn redirect_url(&self) -> &str {
        &self.redirect_url
    }

    /// All requested scopes.
    pub(super) fn asked_scopes(&self) -> Vec<Text> {
        let offline = self.is_offline && !self.scopes.iter().any(|scope| *scope == OFFLINE_ACCESS);
        self.scopes.iter().cloned().chain(offline.then(|| OFFLINE_ACCESS.into())).collect()
    }

    pub(super) fn url_for(&self, pending: &PendingLogin) -> Result<String, Error> {
        let scopes = self.asked_scopes();
        if scopes.len() > MOST_SCOPES {
            let count = scopes.len();
            let message = format!(
                "the login requests {count} scopes; the limit is {MOST_SCOPES}: log in twice, since grants are cumulative"
            );
            return Err(Error::configuration(message));
        }
        let scope = scopes.iter().map(Text::as_str).collect::<Vec<_>>().join(" ");
        let challenge = pending.challenge();
        let mut url = format!("{}{PATH}?client_id={}&response_type=code", self.accounts, encoded(&self.app.id));
        for (name, value) in [
            ("redirect_uri", self.redirect_url.as_str()),
            ("scope", &scope),
            ("state", pending.state.expose()),
            ("code_challenge", &challenge),
            ("code_challenge_method", "S256"),
            ("prompt", if self.has_consent_prompt { "consent" } else { "" }),
        ] {
            if !value.is_empty() {
                url.extend(["&", name, "=", &encoded(value)]);
            }
        }
        Ok(url)
    }

    /// The URL of a page of the developer console; known for the two sites of the vendor.
    pub(super) fn console_url(&self, page: ConsolePage) -> Option<String> {
        let base = &self.core.base_url;
        let is_site = *base == BaseUrl::FEISHU || *base == BaseUrl::LARK;
        is_site.then(|| format!("{}/app/{}{}", base.as_str(), encoded(&self.app.id), page.path()))
    }
}

fn encoded(text: &str) -> String {
    utf8_percent_encode(text, VALUE).to_string()
}

/// The documentation names the host of Feishu; that of Lark is known from the vendor's SDKs.
fn accounts(base: &BaseUrl) -> &str {
    if *base == BaseUrl::FEISHU {
        "https://accounts.feishu.cn"
    } else if *base == BaseUrl::LARK {
        "https://accounts.larksuite.com"
    } else {
        base.as_str()
    }
}

/// It is sent unchanged, since the server compares it with the URLs in the developer console.
fn check(redirect_url: &str) -> Result<(), Error> {
    let url = Url::parse(redirect_url).ok();
    let is_usable = url.is_some_and(|url| {
        matches!(url.scheme(), "http" | "https") && url.fragment().is_none() && url.username().is_empty()
    });
    if is_usable {
        return Ok(());
    }
    let redirect_url = OneLine(redirect_url);
    let message =
        format!("the redirect URL `{redirect_url}` is not usable; it must be http or https, without a fragment");
    Err(Error::configuration(message))
}

impl fmt::Debug for Login {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Login")
            .field("app", &self.app)
            .field("redirect_url", &self.redirect_url)
            .field("scopes", &self.asked_scopes())
            .field("user_name", &self.user_name)
            .finish_non_exhaustive()
    }
}
