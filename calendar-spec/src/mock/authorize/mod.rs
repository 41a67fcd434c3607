//! The authorize page of OAuth 2.0: a person sees the application and the scopes, and allows or denies them.
//!
//! In: the query of an authorize URL and, from the page's own form, the decision. Out: the page, a redirect with a code
//! or with `error=access_denied`, or a page that says why there is none; the redirect URL is not trusted then.

mod ask;
mod page;

use http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, LOCATION, REFERRER_POLICY};
use http::{HeaderValue, Method, StatusCode};
use hyper::body::Bytes;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::answer::Answer;
use super::call::Call;
use super::check::{Pair, pairs};
use super::shared::Shared;
use super::token::{Granted, Identity};
use ask::{Ask, Refused};

/// The characters of a value in a query, by RFC 3986.
const VALUE: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The longest name of a user that the form takes.
const LONGEST_USER: usize = 100;

impl Shared {
    /// Answers the authorize URL.
    pub(super) fn authorize(&self, call: &Call, body: &Bytes) -> Answer {
        let mut state = self.state();
        let ask = match Ask::read(&call.query, &state.tokens) {
            Ok(ask) => ask,
            Err(refused) => return page(StatusCode::BAD_REQUEST, &page::refusal(&refused, &call.log_id)),
        };
        let decision = if call.head.method == Method::POST {
            Decision::read(&pairs(&String::from_utf8_lossy(body)), &ask)
        } else if let Some(user) = state.tokens.rules.approved_as.clone() {
            Ok(Decision::Allow { user, scopes: ask.scopes.clone() })
        } else {
            return page(StatusCode::OK, &page::question(&ask));
        };
        match decision {
            Ok(Decision::Deny) => redirect(&ask, "error", "access_denied"),
            Ok(Decision::Allow { user, scopes }) => {
                let granted = Granted {
                    owner: Identity::of_login(&user, &ask.client),
                    scopes: scopes.into_iter().collect(),
                    redirect_uri: ask.redirect_uri.clone(),
                    challenge: ask.challenge.clone(),
                };
                let code = state.tokens.issue_code(granted, call.time);
                redirect(&ask, "code", &code)
            }
            Err(refused) => page(StatusCode::BAD_REQUEST, &page::refusal(&refused, &call.log_id)),
        }
    }
}

/// The decision of the person.
enum Decision {
    Allow { user: String, scopes: Vec<String> },
    Deny,
}

impl Decision {
    /// Reads the form. Only requested scopes can be ticked.
    fn read(form: &[Pair], ask: &Ask) -> Result<Self, Refused> {
        let value = |name: &str| form.iter().find(|pair| pair.name == name).map(|pair| pair.value.as_str());
        match value("decision") {
            Some("deny") => Ok(Self::Deny),
            Some("allow") => {
                let user = value("user").unwrap_or_default().trim();
                if user.is_empty() || user.len() > LONGEST_USER {
                    return Err(Refused::form("`user` is required, a name of 1 to 100 bytes such as `alice`"));
                }
                let is_ticked = |scope: &&String| form.iter().any(|pair| pair.name == "scope" && pair.value == **scope);
                let scopes = ask.scopes.iter().filter(is_ticked).cloned().collect();
                Ok(Self::Allow { user: user.to_owned(), scopes })
            }
            _ => Err(Refused::form("`decision` is required, `allow` or `deny`")),
        }
    }
}

/// Sends the browser back. A fragment stays at the end of the URL, as the page of the authorize URL says.
fn redirect(ask: &Ask, name: &str, value: &str) -> Answer {
    let (url, fragment) = match ask.redirect_uri.split_once('#') {
        Some((url, fragment)) => (url, format!("#{fragment}")),
        None => (ask.redirect_uri.as_str(), String::new()),
    };
    let separator = if url.contains('?') { '&' } else { '?' };
    let mut location = format!("{url}{separator}{name}={}", utf8_percent_encode(value, VALUE));
    if let Some(state) = &ask.state {
        location.extend(["&state=", &utf8_percent_encode(state, VALUE).to_string()]);
    }
    location.push_str(&fragment);
    let mut answer = page(StatusCode::FOUND, "");
    // A parsed URL can be part of a header.
    if let Ok(location) = HeaderValue::from_str(&location) {
        answer.headers.insert(LOCATION, location);
    }
    answer
}

/// A page that loads nothing, is kept nowhere, and is shown in no other page.
fn page(status: StatusCode, html: &str) -> Answer {
    let mut answer = Answer::new(status, html.as_bytes().to_vec());
    answer.content_type = HeaderValue::from_static("text/html; charset=utf-8");
    let policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'";
    answer.headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
    answer.headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    // The form is posted to this server, which looks at `Origin`; `no-referrer` would make that `null`.
    answer.headers.insert(REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    answer
}
