//! Logging in a user: the authorize URL, the redirect, and the exchange of its code for a token.
//!
//! In: an application, a redirect URL and scopes. Out: a [`Client<User>`](crate::Client) that renews itself. The names
//! are those of the crate `oauth2`. [`LocalLogin`] is for programs on the machine of the browser.

mod console;
mod error;
mod local;
mod page;
mod pending;
mod redirect;
mod settings;

pub use console::ConsolePage;
pub use error::{LoginError, LoginErrorKind};
pub use local::LocalLogin;
pub use pending::PendingLogin;
pub use settings::Login;

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use tracing::Instrument;

use super::Client;
use super::auth::{self, CodeGrant, Exchanged, Tokens};
use super::identity::Identity;
use super::token_store::StoredToken;
use crate::{Error, Secret, Text, User};

/// The scope that a refresh token requires.
const OFFLINE_ACCESS: &str = "offline_access";

/// An authorize URL, and the secrets to accept its redirect. `Debug` shows neither, since the URL has the
/// `state`.
#[derive(Clone)]
#[non_exhaustive]
pub struct AuthorizationRequest {
    /// The URL to open in the browser of the user.
    pub url: String,
    /// Belongs to the session of that browser; keep it secret.
    pub pending: PendingLogin,
}

impl fmt::Debug for AuthorizationRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AuthorizationRequest").finish_non_exhaustive()
    }
}

/// A user who is logged in.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct LoggedIn {
    /// Calls as the user. It renews the token, unless the login was
    /// [without offline access](Login::without_offline_access).
    pub client: Client<User>,
    /// The tokens, to store them yourself. With a [user name](Login::user_name) they are in the
    /// [`TokenStore`](crate::TokenStore) already.
    pub token: StoredToken,
    /// The scopes of the token. Grants are cumulative, so there may be more than were requested.
    pub scopes: Vec<Text>,
    /// Requested scopes that were not granted.
    pub missing_scopes: Vec<Text>,
}

impl Login {
    /// Returns a new authorize URL, for one login: it has its own `state` and PKCE challenge.
    ///
    /// # Errors
    ///
    /// More than 50 scopes, or an operating system without random numbers.
    pub fn authorize_url(&self) -> Result<AuthorizationRequest, Error> {
        let pending = PendingLogin::new()?;
        Ok(AuthorizationRequest { url: self.url_for(&pending)?, pending })
    }

    /// Exchanges the code of a redirect, which is a URL or its query, for a token.
    ///
    /// The redirect is accepted only if its `state` is that of the pending login. The exchange runs in a separate
    /// task, so that dropping this future does not lose the tokens.
    ///
    /// # Errors
    ///
    /// A redirect of another login, a user who declined, a rejected code, or a refresh token that was
    /// requested and not granted. [`LoginError::console_page`] is the page of the developer console on which to fix it.
    pub async fn exchange_redirect(&self, pending: PendingLogin, redirect: &str) -> Result<LoggedIn, LoginError> {
        let code = redirect::code(self, &pending, redirect)?;
        self.exchange_code(pending, code).await
    }

    /// Exchanges a code for a token, for applications that have read the redirect and compared its `state` themselves.
    ///
    /// # Errors
    ///
    /// As [`exchange_redirect`](Self::exchange_redirect).
    pub async fn exchange_code(&self, pending: PendingLogin, code: impl Into<Secret>) -> Result<LoggedIn, LoginError> {
        let (login, code) = (self.clone(), code.into());
        let exchange = async move { login.exchange(&pending, &code).await };
        match tokio::spawn(exchange.in_current_span()).await {
            Ok(outcome) => outcome,
            Err(stopped) => Err(LoginError::stopped(stopped)),
        }
    }

    async fn exchange(&self, pending: &PendingLogin, code: &Secret) -> Result<LoggedIn, LoginError> {
        let grant = CodeGrant {
            code: code.expose(),
            redirect_uri: &self.redirect_url,
            code_verifier: pending.code_verifier.expose(),
        };
        let exchanged = auth::exchange_code(&self.core, &self.app, &grant).await;
        let Exchanged { token, scope } = exchanged.map_err(|error| self.refused(error))?;
        let scopes: Vec<Text> = scope.split_ascii_whitespace().map(Text::from).collect();
        if self.is_offline && token.refresh_token().is_none() {
            return Err(self.no_offline_access());
        }
        // Save first: the code is spent, and these are its only tokens.
        let tokens = match &self.user_name {
            Some(name) => {
                auth::save_user(&self.core, &self.app, name, &token).await.map_err(|error| self.refused(error))?;
                Tokens::stored_user(&self.app, name)
            }
            None => Tokens::given_user(&self.app, token.clone()).map_err(|error| self.refused(error))?,
        };
        // A server that does not name the granted scopes has granted the requested ones.
        let is_missing = |scope: &&Text| !scopes.is_empty() && !scopes.contains(scope);
        let missing_scopes = self.asked_scopes().iter().filter(is_missing).cloned().collect();
        Ok(LoggedIn { client: self.client(tokens), token, scopes, missing_scopes })
    }

    fn client(&self, tokens: Tokens) -> Client<User> {
        let identity = Identity { tokens, limiter: self.limiter.clone() };
        Client { core: Arc::clone(&self.core), identity: Arc::new(identity), kind: PhantomData }
    }
}

impl<K> Client<K> {
    /// Starts a login of a user; the client needs an app ID and an app secret. The redirect URL has to be registered in
    /// the security settings of the application.
    ///
    /// ```no_run
    /// # use calendar_generated::{Client, LoginError};
    /// # async fn run(session: impl Fn(&str)) -> Result<(), Box<dyn std::error::Error>> {
    /// let client = Client::builder().app("cli_a5ca35a685b0x26e", "baBqE5um9LbFGDy3X7LcfxQX1sqpXlwy").build()?;
    /// let login = client.login("https://example.com/callback")?.scopes(["calendar:calendar:readonly"]);
    ///
    /// // One handler of the web application redirects the browser …
    /// let request = login.authorize_url()?;
    /// println!("Location: {}", request.url);
    ///
    /// // … and the one for `/callback` gets the redirect, with the pending login from the session.
    /// let query = "code=2Wd5g337vo5BZXUz&state=RANDOMSTRING";
    /// let user = login.exchange_redirect(request.pending, query).await?.client;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// A client without an application, or a string that is not an `http` or `https` URL.
    pub fn login(&self, redirect_url: impl Into<Text>) -> Result<Login, Error> {
        Login::new(self, redirect_url.into())
    }

    /// A client for a user who logged in before under this [name](Login::user_name), in this program or in another one
    /// that shares the [`TokenStore`](crate::TokenStore); `None` if there are no tokens.
    ///
    /// The first call shows whether they still work: if [`Error::is_token`] is true for its error, the user has to log
    /// in again.
    ///
    /// # Errors
    ///
    /// A client without an application, or a store that fails.
    pub async fn stored_user(&self, name: impl Into<Text>) -> Result<Option<Client<User>>, Error> {
        let (app, name) = (self.app_of_core()?, name.into());
        let token = auth::load_user(&self.core, app, &name).await?;
        Ok(token.map(|_| self.with(Tokens::stored_user(app, &name))))
    }
}
