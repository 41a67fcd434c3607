//! [`LoginError`]: why a login failed, and on which page of the developer console to fix that.

use std::error::Error as StdError;
use std::fmt;
use std::io;

use tokio::task::JoinError;

use super::{ConsolePage, Login};
use crate::error::Source;
use crate::{Error, ErrorKind, Text};

/// Why a login failed.
///
/// `Display` is one line: what failed, and what to do. [`source`](StdError::source) is the error of the call or of the
/// system, where there was one. Neither shows codes, tokens or the `state`.
pub struct LoginError(Box<Inner>);

struct Inner {
    kind: LoginErrorKind,
    message: Text,
    page: Option<(ConsolePage, Option<String>)>,
    source: Option<Source>,
}

/// The kind of a [`LoginError`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum LoginErrorKind {
    /// The redirect does not belong to this login: its `state` is missing or different. Someone may have sent the
    /// browser here, or the login was started in another window.
    StateMismatch,
    /// The redirect is malformed, or went to another URL.
    InvalidRedirect,
    /// The user declined.
    AccessDenied,
    /// The platform rejected the code; [`LoginError::code_number`] says why.
    Refused,
    /// The user is logged in, but there is no refresh token: the scope `offline_access` was not granted.
    NoOfflineAccess,
    /// The code could not be exchanged: there was no response, or a malformed one.
    Exchange,
    /// The [`TokenStore`](crate::TokenStore) did not save the tokens.
    TokenStore,
    /// The authorize URL could not be made; the source says why.
    Configuration,
    /// The program cannot listen for the redirect.
    Listen,
    /// No redirect arrived in time.
    TimedOut,
}

impl LoginError {
    /// Returns the kind of failure.
    pub fn kind(&self) -> LoginErrorKind {
        self.0.kind
    }

    /// Returns the page of the developer console on which to fix it, if there is one.
    pub fn console_page(&self) -> Option<ConsolePage> {
        self.0.page.as_ref().map(|(page, _)| *page)
    }

    /// Returns the URL of that page; known for the two sites of the vendor.
    pub fn console_url(&self) -> Option<&str> {
        self.0.page.as_ref().and_then(|(_, url)| url.as_deref())
    }

    /// Returns the error code of the platform, if it rejected the code.
    pub fn code_number(&self) -> Option<i64> {
        self.call_error().and_then(Error::code_number)
    }

    /// Returns the error of the call that exchanges the code.
    pub fn call_error(&self) -> Option<&Error> {
        self.0.source.as_ref().and_then(|source| source.downcast_ref())
    }

    fn new(kind: LoginErrorKind, message: impl Into<Text>) -> Self {
        Self(Box::new(Inner { kind, message: message.into(), page: None, source: None }))
    }

    fn with_source(mut self, source: impl Into<Source>) -> Self {
        self.0.source = Some(source.into());
        self
    }

    pub(super) fn state_mismatch() -> Self {
        let message = "the redirect does not answer this login, since its `state` is not the one that was sent; start \
                       again, in one window";
        Self::new(LoginErrorKind::StateMismatch, message)
    }

    pub(super) fn invalid_redirect(message: impl Into<Text>) -> Self {
        Self::new(LoginErrorKind::InvalidRedirect, message)
    }

    pub(super) fn not_started(error: Error) -> Self {
        Self::new(LoginErrorKind::Configuration, "the login cannot be started").with_source(error)
    }

    /// The exchange was cancelled by the shutdown of the runtime.
    pub(super) fn stopped(error: JoinError) -> Self {
        let message = "the runtime was shut down while the code was exchanged; the user has to log in again";
        Self::new(LoginErrorKind::Exchange, message).with_source(error)
    }
}

impl Login {
    fn error(&self, kind: LoginErrorKind, message: impl Into<Text>, page: Option<ConsolePage>) -> LoginError {
        let mut error = LoginError::new(kind, message);
        error.0.page = page.map(|page| (page, self.console_url(page)));
        error
    }

    /// The token request or the store failed.
    pub(super) fn refused(&self, error: Error) -> LoginError {
        let code = error.code_number();
        let (kind, message) = match error.kind() {
            ErrorKind::Api => (LoginErrorKind::Refused, "the platform rejected the login"),
            ErrorKind::TokenStore => (
                LoginErrorKind::TokenStore,
                "the user has logged in, but the tokens could not be saved; log in again once the store works",
            ),
            _ => (LoginErrorKind::Exchange, "the code of the login could not be exchanged for a token; log in again"),
        };
        self.error(kind, message, code.and_then(ConsolePage::for_code)).with_source(error)
    }

    pub(super) fn no_offline_access(&self) -> LoginError {
        let message = "the user has logged in, but `offline_access` was not granted, so there is no refresh token: grant \
                       the scope to the application and publish it, switch on refreshing in its security settings, and \
                       log in again; or log in with `without_offline_access`";
        self.error(LoginErrorKind::NoOfflineAccess, message, Some(ConsolePage::Permissions))
    }

    pub(super) fn denied(&self, error: &str) -> LoginError {
        let message = match error {
            "access_denied" => "the user declined the authorization".to_owned(),
            other => format!("the authorization failed with the error `{}`", crate::text::Excerpt(other)),
        };
        self.error(LoginErrorKind::AccessDenied, message, None)
    }

    pub(super) fn timed_out(&self) -> LoginError {
        let message = format!(
            "no redirect came within {:?}. If the browser shows 20029, register exactly `{}` as a redirect URL in the \
             security settings; if it shows 20027, grant the application the scopes {} and publish it; if it cannot reach \
             the redirect URL, it runs on another machine",
            self.timeout,
            self.redirect_url,
            self.asked_scopes().iter().map(|scope| format!("`{scope}`")).collect::<Vec<_>>().join(", "),
        );
        self.error(LoginErrorKind::TimedOut, message, Some(ConsolePage::SecuritySettings))
    }

    pub(super) fn cannot_listen(&self, error: io::Error) -> LoginError {
        let message = format!(
            "the program cannot listen on `{}`; is another program using the port, or a login that still waits?",
            self.redirect_url
        );
        self.error(LoginErrorKind::Listen, message, None).with_source(error)
    }

    pub(super) fn not_local(&self) -> LoginError {
        let message = format!(
            "the program cannot listen on `{}`: it must be `http://127.0.0.1:PORT/PATH`, or `localhost` or `[::1]` in \
             place of the address",
            self.redirect_url
        );
        self.error(LoginErrorKind::Listen, message, None)
    }
}

impl fmt::Display for LoginError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner { message, page, source, .. } = &*self.0;
        f.write_str(message)?;
        if let Some(source) = source {
            write!(f, ": {source}")?;
        }
        match page {
            Some((page, Some(url))) => write!(f, " — developer console, page \"{page}\": {url}"),
            Some((page, None)) => write!(f, " — developer console, page \"{page}\""),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for LoginError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner { kind, message, page, source } = &*self.0;
        let mut shown = f.debug_struct("LoginError");
        shown.field("kind", kind).field("message", message).field("page", page).field("source", source).finish()
    }
}

impl StdError for LoginError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source.as_ref().map(|source| source.as_ref() as &(dyn StdError + 'static))
    }
}
