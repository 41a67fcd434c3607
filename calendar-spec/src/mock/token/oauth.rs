//! User tokens by OAuth 2.0: an authorization code or a refresh token goes in, a user token comes out.
//!
//! The page of authorization is no part of the server: any code is taken, once.

use std::time::{Duration, SystemTime};

use http::HeaderMap;
use http::header::AUTHORIZATION;
use serde_json::{Map, Value, json};

use super::store::{LIFETIME, LONGEST, Refresh};
use super::{Identity, TokenKind, Tokens};

/// How long a refresh token lives.
const REFRESH_LIFETIME: Duration = Duration::from_secs(604_800);

/// Without it in the scope, no refresh token is issued.
const OFFLINE: &str = "offline_access";

/// An error of the page: code, HTTP status, type by RFC 6749, description.
#[derive(Clone, Copy, Debug)]
struct Refusal(i64, &'static str, &'static str);

const MISSING: Refusal = Refusal(20_001, "invalid_request", "The request is missing a required parameter.");
const WRONG_SECRET: Refusal = Refusal(20_002, "invalid_client", "The client secret is invalid.");
const WRONG_CLIENT: Refusal = Refusal(
    20_024,
    "invalid_grant",
    "The provided authorization code or refresh token does not match the provided client ID.",
);
const WRONG_REFRESH: Refusal =
    Refusal(20_026, "invalid_grant", "The refresh token passed is invalid. Please check the value.");
const WRONG_GRANT: Refusal = Refusal(20_036, "unsupported_grant_type", "The specified grant_type is not supported.");
const OLD_REFRESH: Refusal =
    Refusal(20_037, "invalid_grant", "The refresh token passed has expired. Please generate a new one.");
const NO_APP: Refusal = Refusal(20_048, "invalid_client", "The specified app does not exist.");
const WRONG_VERIFIER: Refusal = Refusal(20_049, "invalid_grant", "PKCE code challenge failed.");
const MALFORMED: Refusal = Refusal(20_063, "invalid_request", "The request is malformed. Please check your request.");
const USED_CODE: Refusal = Refusal(
    20_065,
    "invalid_grant",
    "The authorization code has been used. Please note that an authorization code can only be used once.",
);
const REPEATED_SCOPE: Refusal = Refusal(
    20_067,
    "invalid_scope",
    "The provided scope list contains duplicate scopes. Please ensure all scopes are unique.",
);
const WIDER_SCOPE: Refusal = Refusal(
    20_068,
    "invalid_scope",
    "The provided scope list contains scopes that are not permitted. Please ensure all scopes are allowed.",
);
const TWO_WAYS: Refusal = Refusal(
    20_070,
    "invalid_request",
    "Multiple authentication methods were provided. Please only use one to proceed.",
);
const USED_REFRESH: Refusal = Refusal(
    20_073,
    "invalid_grant",
    "The refresh token has been used. Please note that a refresh token can only be used once.",
);

/// The status and the body of the answer.
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
        _ => (code(tokens, fields, &client)?, None),
    };
    // The server has not seen what the user granted; without a refresh token any scope may be asked for.
    if let (Some(asked), Some(granted)) = (asked, &granted)
        && !asked.split_whitespace().all(|scope| granted.split_whitespace().any(|other| other == scope))
    {
        return Err(WIDER_SCOPE);
    }
    let scope = asked.map(str::to_owned).or(granted).unwrap_or_else(|| OFFLINE.to_owned());
    Ok(issued(tokens, &owner, &scope, now))
}

fn issued(tokens: &mut Tokens, owner: &Identity, scope: &str, now: SystemTime) -> Value {
    let mut body = json!({
        "code": 0,
        "access_token": tokens.issue(TokenKind::User, owner, now),
        "expires_in": LIFETIME.as_secs(),
        "token_type": "Bearer",
        "scope": scope,
    });
    if scope.split_whitespace().any(|scope| scope == OFFLINE) {
        let token = tokens.text("eyJhbGciOiJFUzI1NiIsInR5cCI6IkpXVCJ9.r-");
        let expires = now.checked_add(REFRESH_LIFETIME);
        let refresh = Refresh { owner: owner.clone(), scope: scope.to_owned(), expires, is_used: false };
        tokens.refresh.insert(token.clone(), refresh);
        body["refresh_token"] = token.into();
        body["refresh_token_expires_in"] = REFRESH_LIFETIME.as_secs().into();
    }
    body
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

/// Takes a code, once, and tells who logged in; what the user granted is not known.
fn code(tokens: &mut Tokens, fields: &Map<String, Value>, client: &str) -> Result<Identity, Refusal> {
    let code = text(fields, "code")?;
    if fields.contains_key("code_verifier") && !is_verifier(text(fields, "code_verifier")?) {
        return Err(WRONG_VERIFIER);
    }
    if tokens.used_codes.contains(code) {
        return Err(USED_CODE);
    }
    tokens.used_codes.insert(code.to_owned(), ());
    Ok(Identity::of_code(code, client))
}

/// Takes a refresh token, once, and tells whose it is and what it was granted for.
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

/// What RFC 7636 lets a code verifier be.
fn is_verifier(text: &str) -> bool {
    let is_unreserved = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    (43..=128).contains(&text.len()) && text.bytes().all(is_unreserved)
}

fn text<'f>(fields: &'f Map<String, Value>, name: &str) -> Result<&'f str, Refusal> {
    let text = fields.get(name).and_then(Value::as_str);
    text.filter(|text| (1..=LONGEST).contains(&text.len())).ok_or(MISSING)
}
