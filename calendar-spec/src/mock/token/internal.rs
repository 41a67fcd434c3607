//! Tokens for applications: of one tenant ("internal") and of the store.

use std::time::SystemTime;

use serde_json::{Map, Value, json};

use super::store::LONGEST;
use super::{Identity, TokenCall, TokenKind, Tokens};
use crate::mock::codes;
use crate::mock::problem::Problem;

/// The body of the response.
pub(super) fn answer(
    call: TokenCall,
    tokens: &mut Tokens,
    fields: &Map<String, Value>,
    now: SystemTime,
) -> Result<Value, Problem> {
    match call {
        TokenCall::Tenant => tenant_of_store(tokens, fields, now),
        TokenCall::App => {
            let app = app(tokens, fields)?;
            text(fields, "app_ticket")?;
            let (token, expire) = tokens.current(TokenKind::App, &app, now);
            Ok(json!({ "code": 0, "msg": "success", "app_access_token": token, "expire": expire }))
        }
        TokenCall::ResendTicket => {
            app(tokens, fields)?;
            Ok(json!({ "code": 0, "msg": "success" }))
        }
        call => {
            let app = app(tokens, fields)?;
            let (token, expire) = tokens.current(TokenKind::Tenant, &app, now);
            let mut body = json!({ "code": 0, "msg": "ok", "tenant_access_token": token, "expire": expire });
            if call == TokenCall::AppInternal {
                // The page shows the same token under both names.
                body["app_access_token"] = token.into();
            }
            Ok(body)
        }
    }
}

fn tenant_of_store(tokens: &mut Tokens, fields: &Map<String, Value>, now: SystemTime) -> Result<Value, Problem> {
    let app_token = text(fields, "app_access_token")?;
    let tenant = text(fields, "tenant_key")?;
    if !tokens.is_app_token(app_token, now) {
        return Err(Problem::new(codes::APP_TOKEN));
    }
    let owner = tokens.owner(app_token, TokenKind::App).in_tenant(tenant);
    let (token, expire) = tokens.current(TokenKind::Tenant, &owner, now);
    Ok(json!({ "code": 0, "msg": "success", "tenant_access_token": token, "expire": expire }))
}

fn app(tokens: &Tokens, fields: &Map<String, Value>) -> Result<Identity, Problem> {
    app_under(tokens, fields, ["app_id", "app_secret"])
}

/// The application with the ID and the secret in these fields, if the secret is right.
pub(in crate::mock) fn app_under(
    tokens: &Tokens,
    fields: &Map<String, Value>,
    [id, secret]: [&str; 2],
) -> Result<Identity, Problem> {
    let id = text(fields, id)?;
    let secret = text(fields, secret)?;
    match tokens.apps.get(id) {
        _ if tokens.apps.is_empty() => Ok(Identity::app(id)),
        Some(expected) if expected == secret => Ok(Identity::app(id)),
        Some(_) => Err(Problem::new(codes::WRONG_APP_SECRET)),
        None => Err(Problem::new(codes::UNKNOWN_APP).hint("this application was not registered with the server")),
    }
}

/// A required string of the body.
fn text<'f>(fields: &'f Map<String, Value>, name: &str) -> Result<&'f str, Problem> {
    let text = fields.get(name).and_then(Value::as_str).filter(|text| (1..=LONGEST).contains(&text.len()));
    text.ok_or_else(|| {
        Problem::new(codes::MISSING_PARAMETER)
            .message(format!("invalid parameter: {name}"))
            .hint(format!("`{name}` is required, a string of 1 to 8192 bytes"))
    })
}
