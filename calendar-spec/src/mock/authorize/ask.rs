//! [`Ask`]: the parameters of an authorize URL, or why the page rejects it.

use http::Uri;

use crate::mock::check::Pair;
use crate::mock::token::{Challenge, ChallengeMethod, LONGEST, Tokens};

/// The most scopes in one request, by the page of the authorize URL.
const MOST_SCOPES: usize = 50;

/// The length of a value made from a verifier, by RFC 7636: 43 to 128 characters.
const CHALLENGE: std::ops::RangeInclusive<usize> = 43..=128;

/// The parameters of an authorize URL.
#[derive(Debug)]
pub(super) struct Ask {
    pub(super) client: String,
    pub(super) redirect_uri: String,
    pub(super) scopes: Vec<String>,
    pub(super) state: Option<String>,
    pub(super) challenge: Option<Challenge>,
}

/// Why the authorization fails: a code, the message on the page, and how to fix it.
#[derive(Debug)]
pub(super) struct Refused {
    pub(super) code: i64,
    pub(super) message: &'static str,
    pub(super) hint: String,
}

impl Refused {
    fn request(hint: impl Into<String>) -> Self {
        Self { code: 20_001, message: "invalid request", hint: hint.into() }
    }

    pub(super) fn form(hint: &str) -> Self {
        Self::request(hint)
    }
}

impl Ask {
    /// Reads a query, in the order in which a developer can fix things: the application, the redirect URL, the rest.
    pub(super) fn read(query: &[Pair], tokens: &Tokens) -> Result<Self, Refused> {
        let client = required(query, "client_id")?;
        if !tokens.apps.is_empty() && !tokens.apps.contains_key(client) {
            let hint = "this application was not registered with the server".to_owned();
            return Err(Refused { code: 20_048, message: "The specified app does not exist.", hint });
        }
        let redirect_uri = redirect_uri(required(query, "redirect_uri")?, tokens)?;
        if required(query, "response_type")? != "code" {
            return Err(Refused::request("`response_type` must be `code`"));
        }
        let scopes = scopes(optional(query, "scope")?.unwrap_or_default(), tokens)?;
        let state = optional(query, "state")?.map(str::to_owned);
        let challenge = challenge(query)?;
        Ok(Self { client: client.to_owned(), redirect_uri, scopes, state, challenge })
    }
}

fn redirect_uri(text: &str, tokens: &Tokens) -> Result<String, Refused> {
    let without_fragment = text.split('#').next().unwrap_or_default();
    let uri = without_fragment.parse::<Uri>().ok();
    let is_url = uri.is_some_and(|uri| matches!(uri.scheme_str(), Some("http" | "https")) && uri.host().is_some());
    let hint = if !is_url || text.bytes().any(|byte| !byte.is_ascii_graphic()) {
        "it must be an http or https URL, percent-encoded"
    } else if !tokens.rules.is_registered(text) {
        "register this URL as a redirect URL of the application, on the page \"Security Settings\" of the console"
    } else {
        return Ok(text.to_owned());
    };
    // The code and the message that the service was observed to show; no page lists them.
    Err(Refused { code: 20_029, message: "redirect_uri request is invalid.", hint: hint.to_owned() })
}

fn scopes(text: &str, tokens: &Tokens) -> Result<Vec<String>, Refused> {
    let mut scopes: Vec<String> = Vec::new();
    for scope in text.split_ascii_whitespace() {
        if !scopes.iter().any(|known| known == scope) {
            scopes.push(scope.to_owned());
        }
    }
    if scopes.len() > MOST_SCOPES {
        return Err(Refused::request(format!("`scope` has {} scopes; the limit is {MOST_SCOPES}", scopes.len())));
    }
    match tokens.rules.lacking(scopes.iter().map(String::as_str)) {
        None => Ok(scopes),
        Some(scope) => {
            let scope = crate::mock::check::shorten(scope);
            let hint = format!(
                "the application does not have the scope `{scope}`; add it on the page \"Permissions & Scopes\" of the \
                 console"
            );
            Err(Refused { code: 20_027, message: "a scope is not granted to the application", hint })
        }
    }
}

fn challenge(query: &[Pair]) -> Result<Option<Challenge>, Refused> {
    let method = match optional(query, "code_challenge_method")? {
        Some("S256") => ChallengeMethod::S256,
        None | Some("plain") => ChallengeMethod::Plain,
        Some(_) => return Err(Refused::request("`code_challenge_method` must be `S256` or `plain`")),
    };
    match optional(query, "code_challenge")? {
        Some(text) if !CHALLENGE.contains(&text.len()) => {
            Err(Refused::request("`code_challenge` must have 43 to 128 characters"))
        }
        text => Ok(text.map(|text| Challenge { method, text: text.to_owned() })),
    }
}

fn required<'q>(query: &'q [Pair], name: &str) -> Result<&'q str, Refused> {
    optional(query, name)?.ok_or_else(|| Refused::request(format!("`{name}` is required")))
}

/// A parameter that is given once, is not empty, and can be read.
fn optional<'q>(query: &'q [Pair], name: &str) -> Result<Option<&'q str>, Refused> {
    let mut given = query.iter().filter(|pair| pair.name == name);
    let Some(pair) = given.next() else { return Ok(None) };
    if given.next().is_some() {
        return Err(Refused::request(format!("`{name}` is given more than once")));
    }
    match pair.fault {
        Some(fault) => Err(Refused::request(format!("`{name}` {fault}"))),
        None if pair.value.len() > LONGEST => Err(Refused::request(format!("`{name}` is longer than {LONGEST} bytes"))),
        None => Ok(Some(pair.value.as_str()).filter(|value| !value.is_empty())),
    }
}
