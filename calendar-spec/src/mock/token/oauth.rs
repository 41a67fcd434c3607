//! User tokens by OAuth 2.0: an authorization code or a refresh token is exchanged for a user token.

use std::time::{Duration, SystemTime};

use http::HeaderMap;
use http::header::AUTHORIZATION;
use serde_json::{Map, Value, json};

use super::grant::Sent;
use super::refusal::{
    MALFORMED, MISSING, NO_APP, OLD_REFRESH, REPEATED_SCOPE, Refusal, TWO_WAYS, USED_REFRESH, WIDER_SCOPE,
    WRONG_CLIENT, WRONG_GRANT, WRONG_REFRESH, WRONG_SECRET, WRONG_VERIFIER,
};
use super::store::{LIFETIME, LONGEST, Refresh};
use super::{Identity, Tokens};

/// How long a refresh token is valid.
const REFRESH_LIFETIME: Duration = Duration::from_secs(604_800);

/// Without it in the scope, no refresh token is issued.
const OFFLINE: &str = "offline_access";

/// The status and the body of the response.
pub(super) fn answer(tokens: &mut Tokens, sent: (&HeaderMap, &Map<String, Value>), now: SystemTime) -> (u16, Value) {
    match grant(tokens, sent, now) {
        Ok(body) => (200, body),
        Err(Refusal(number, kind, description)) => (400, body(number, kind, description)),
    }
}

/// An error code in the form of this call.
pub(in crate::mock) fn render(number: i64, status: u16, message: &str) -> Value {
    body(number, if status >= 500 { "server_error" } else { "invalid_request" }, message)
}

fn body(number: i64, kind: &str, description: &str) -> Value {
    json!({ "code": number, "error": kind, "error_description": description })
}

fn grant(tokens: &mut Tokens, sent: (&HeaderMap, &Map<String, Value>), now: SystemTime) -> Result<Value, Refusal> {
    let (headers, fields) = sent;
    let grant_type = text(fields, "grant_type")?;
    if !matches!(grant_type, "authorization_code" | "refresh_token") {
        return Err(WRONG_GRANT);
    }
    if headers.contains_key(AUTHORIZATION) && fields.contains_key("client_secret") {
        return Err(TWO_WAYS);
    }
    let client = client(tokens, fields)?.to_owned();
    let asked = asked_scope(fields)?;
    let (owner, granted) = match grant_type {
        "refresh_token" => refresh(tokens, fields, &client, now)?,
        _ => code(tokens, fields, &client, now)?,
    };
    // The grants of a code that a test made up are unknown: any scope can be requested.
    if let (Some(asked), Some(granted)) = (asked, &granted)
        && !asked.split_whitespace().all(|scope| has(granted, scope))
    {
        return Err(WIDER_SCOPE);
    }
    let scope = asked.or(granted.as_deref()).unwrap_or(OFFLINE).to_owned();
    let is_limited = asked.is_some() || granted.is_some();
    let mut body = issued(tokens, (&owner, is_limited.then_some(&*scope)), now);
    body["scope"] = scope.as_str().into();
    // Narrowing applies to the access token: the next refresh can request all granted scopes.
    if has(&scope, OFFLINE) {
        let lasting = granted.unwrap_or(scope);
        let token = tokens.text("eyJhbGciOiJFUzI1NiIsInR5cCI6IkpXVCJ9.r-");
        let expires = now.checked_add(REFRESH_LIFETIME);
        tokens.refresh.insert(token.clone(), Refresh { owner, scope: lasting, expires, is_used: false });
        body["refresh_token"] = token.into();
        body["refresh_token_expires_in"] = REFRESH_LIFETIME.as_secs().into();
    }
    Ok(body)
}

fn has(scopes: &str, scope: &str) -> bool {
    scopes.split_whitespace().any(|other| other == scope)
}

fn issued(tokens: &mut Tokens, (owner, scope): (&Identity, Option<&str>), now: SystemTime) -> Value {
    json!({
        "code": 0,
        "access_token": tokens.issue_user(owner, scope, now),
        "expires_in": LIFETIME.as_secs(),
        "token_type": "Bearer",
    })
}

fn client<'f>(tokens: &Tokens, fields: &'f Map<String, Value>) -> Result<&'f str, Refusal> {
    let client = text(fields, "client_id")?;
    let secret = text(fields, "client_secret")?;
    match tokens.apps.get(client) {
        _ if tokens.apps.is_empty() => Ok(client),
        Some(expected) if expected == secret => Ok(client),
        Some(_) => Err(WRONG_SECRET),
        None => Err(NO_APP),
    }
}

/// Redeems a code, once, and returns the user and the grants.
fn code(
    tokens: &mut Tokens,
    fields: &Map<String, Value>,
    client: &str,
    now: SystemTime,
) -> Result<(Identity, Option<String>), Refusal> {
    let optional = |name| if fields.contains_key(name) { text(fields, name).map(Some) } else { Ok(None) };
    let verifier = optional("code_verifier")?;
    if verifier.is_some_and(|verifier| !is_verifier(verifier)) {
        return Err(WRONG_VERIFIER);
    }
    let sent = Sent { code: text(fields, "code")?, client, redirect_uri: optional("redirect_uri")?, verifier };
    tokens.take_code(&sent, now)
}

/// Redeems a refresh token, once, and returns its user and grants.
fn refresh(
    tokens: &mut Tokens,
    fields: &Map<String, Value>,
    client: &str,
    now: SystemTime,
) -> Result<(Identity, Option<String>), Refusal> {
    let token = text(fields, "refresh_token")?;
    let known = tokens.refresh.get(token).ok_or(WRONG_REFRESH)?.clone();
    if known.owner.app != client {
        return Err(WRONG_CLIENT);
    }
    if known.is_used {
        return Err(USED_REFRESH);
    }
    if known.expires.is_some_and(|expires| expires <= now) {
        return Err(OLD_REFRESH);
    }
    let granted = (known.owner.clone(), Some(known.scope.clone()));
    tokens.refresh.insert(token.to_owned(), Refresh { is_used: true, ..known });
    Ok(granted)
}

fn asked_scope(fields: &Map<String, Value>) -> Result<Option<&str>, Refusal> {
    let Some(scope) = fields.get("scope").and_then(Value::as_str).filter(|scope| !scope.is_empty()) else {
        return Ok(None);
    };
    if scope.len() > LONGEST {
        return Err(MALFORMED);
    }
    let mut scopes: Vec<&str> = scope.split_whitespace().collect();
    let asked = scopes.len();
    scopes.sort_unstable();
    scopes.dedup();
    if scopes.len() == asked { Ok(Some(scope)) } else { Err(REPEATED_SCOPE) }
}

/// Whether a string is a code verifier by RFC 7636.
fn is_verifier(text: &str) -> bool {
    let is_unreserved = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    (43..=128).contains(&text.len()) && text.bytes().all(is_unreserved)
}

fn text<'f>(fields: &'f Map<String, Value>, name: &str) -> Result<&'f str, Refusal> {
    let text = fields.get(name).and_then(Value::as_str);
    text.filter(|text| (1..=LONGEST).contains(&text.len())).ok_or(MISSING)
}
