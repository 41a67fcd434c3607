//! The redirect of a login: its checks, and the code in it.

use std::borrow::Cow;

use reqwest::Url;

use super::{Login, LoginError, PendingLogin};
use crate::Secret;

/// The maximum length of a query, in bytes. A code has about 64 characters, and the state is ours.
const MAX_QUERY: usize = 8 * 1024;

/// The code in a redirect, which is a URL or its query, if it belongs to this login.
pub(super) fn code(login: &Login, pending: &PendingLogin, redirect: &str) -> Result<Secret, LoginError> {
    let query = match redirect.split_once("://") {
        Some(_) => query_of(login, redirect)?,
        None => redirect.trim_start_matches('?'),
    };
    if query.len() > MAX_QUERY {
        return Err(LoginError::invalid_redirect("the query of the redirect is longer than 8 KiB"));
    }
    let Parameters { code, state, error } = Parameters::read(query)?;
    // The state is checked first: anyone can send a browser to this URL.
    if !state.is_some_and(|state| pending.is_state(&state)) {
        return Err(LoginError::state_mismatch());
    }
    match (code, error) {
        (None, Some(error)) => Err(login.denied(&error)),
        (Some(code), None) if is_code(&code) => Ok(Secret::from(&*code)),
        (Some(_), None) => {
            Err(LoginError::invalid_redirect("the `code` of the redirect has characters that no code has"))
        }
        (Some(_), Some(_)) => Err(LoginError::invalid_redirect("the redirect has both a `code` and an `error`")),
        (None, None) => Err(LoginError::invalid_redirect("the redirect has neither a `code` nor an `error`")),
    }
}

/// The query of a URL whose scheme, host, port and path are those of the redirect URL.
fn query_of<'r>(login: &Login, redirect: &'r str) -> Result<&'r str, LoginError> {
    let place = |url: &str| {
        let mut url = Url::parse(url).ok()?;
        url.set_query(None);
        url.set_fragment(None);
        Some(url)
    };
    if place(redirect).is_none_or(|url| place(&login.redirect_url) != Some(url)) {
        let message = format!("the redirect went to another URL than `{}`", login.redirect_url);
        return Err(LoginError::invalid_redirect(message));
    }
    let without_fragment = redirect.split('#').next().unwrap_or_default();
    Ok(without_fragment.split_once('?').map_or("", |(_, query)| query))
}

/// The documented characters are letters, digits, `-` and `_`; the server may reject other visible ones.
fn is_code(code: &str) -> bool {
    !code.is_empty() && code.bytes().all(|byte| byte.is_ascii_graphic())
}

#[derive(Default)]
struct Parameters<'q> {
    code: Option<Cow<'q, str>>,
    state: Option<Cow<'q, str>>,
    error: Option<Cow<'q, str>>,
}

impl<'q> Parameters<'q> {
    /// Reads a query. A repeated parameter is ambiguous, so it is an error. Bytes that are not UTF-8 are replaced, and
    /// match neither a code nor a state.
    fn read(query: &'q str) -> Result<Self, LoginError> {
        let mut parameters = Self::default();
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            let place = match &*name {
                "code" => &mut parameters.code,
                "state" => &mut parameters.state,
                "error" => &mut parameters.error,
                _ => continue,
            };
            if place.replace(value).is_some() {
                return Err(LoginError::invalid_redirect(format!("the redirect has `{name}` more than once")));
            }
        }
        Ok(parameters)
    }
}
