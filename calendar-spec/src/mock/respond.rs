//! The usual response: to a call without a fault.

use http::header::{ALLOW, CONTENT_DISPOSITION, CONTENT_TYPE};
use http::{HeaderMap, HeaderValue};
use hyper::body::Bytes;
use serde_json::{Map, Value};

use super::answer::Answer;
use super::api::Target;
use super::call::Call;
use super::check::{self, BadJson, Given, Parsed, Sent, Strictness, form, pairs};
use super::codes;
use super::example;
use super::fault;
use super::problem::Problem;
use super::route::Routed;
use super::shared::Shared;
use super::token::{self, Caller, TokenCall};
use super::verdict;
use crate::model::{Endpoint, PagingBy, Place, ResponseAt};

impl Shared {
    pub(super) fn answer(&self, call: &Call, body: &Bytes) -> Result<Answer, Problem> {
        match &call.routed {
            Routed::Nothing => {
                let hint = "no endpoint of the spec has this path; `GET /__mock/endpoints` lists them";
                Err(Problem::new(codes::NO_SUCH_PATH).hint(hint))
            }
            Routed::WrongMethod(methods) => {
                let methods = methods.join(", ");
                let problem = Problem::new(codes::WRONG_METHOD).hint(format!("this path takes {methods}"));
                Err(match HeaderValue::from_str(&methods) {
                    Ok(methods) => problem.header(ALLOW, methods),
                    Err(_) => problem,
                })
            }
            Routed::Found { target: Target::Token(token), .. } => self.token(*token, call, body),
            Routed::Found { target: Target::Authorize, .. } => Ok(self.authorize(call, body)),
            Routed::Found { target: Target::Socket(_), .. } => {
                self.socket_url(&call.head.headers, &fields(body)?).map(|body| Answer::json(200, &body))
            }
            Routed::Found { target: Target::Endpoint(index), fields } => {
                let endpoint = self.api.endpoint(*index).ok_or_else(|| Problem::new(codes::NO_SUCH_PATH))?;
                let caller = self.admit(*index, endpoint, call)?;
                let parsed = self.parse(endpoint, &call.head.headers, body)?;
                let sent =
                    Sent { path: fields, query: &call.query, headers: &call.head.headers, body: parsed.as_ref() };
                let given = self.check(endpoint, sent)?;
                let body = match self.state().responses.get(index).cloned() {
                    Some(chosen) => chosen,
                    None => match self.remembered(*index, (&caller.identity, call.time), given)? {
                        Some(data) => example::answer(endpoint, &data),
                        None => self.documented(*index, endpoint, sent),
                    },
                };
                let mut answer = Answer::new(http::StatusCode::OK, body);
                answer.code = Some(0);
                if endpoint.response_at == ResponseAt::File {
                    answer.content_type = HeaderValue::from_static("application/octet-stream");
                    let name = HeaderValue::from_static("attachment; filename=\"file.txt\"");
                    answer.headers.insert(CONTENT_DISPOSITION, name);
                }
                Ok(answer)
            }
        }
    }

    /// The token and the rate limit.
    fn admit(&self, index: usize, endpoint: &Endpoint, call: &Call) -> Result<Caller, Problem> {
        let mut state = self.state();
        let caller = state.tokens.judge(&call.head.headers, endpoint.tokens, call.time)?;
        state.tokens.judge_scopes(&call.head.headers, &caller, &endpoint.scopes)?;
        if let Some(limit) = endpoint.rate_limit.filter(|_| state.has_rate_limits) {
            let owner = caller.identity.to_string();
            state.limiter.count(index, &owner, limit, call.time).map_err(|exceeded| {
                fault::rate_limited(Problem::new(codes::TOO_MANY_CALLS), exceeded.limit, exceeded.reset)
            })?;
        }
        Ok(caller)
    }

    /// The body as JSON; nothing when it is empty.
    fn parse(&self, endpoint: &Endpoint, headers: &HeaderMap, body: &Bytes) -> Result<Option<Parsed>, Problem> {
        if body.is_empty() {
            return Ok(None);
        }
        if endpoint.is_multipart() {
            let form = form::read(endpoint, headers, body);
            return form.map(Some).map_err(|hint| Problem::new(codes::BAD_REQUEST).hint(hint));
        }
        if self.strictness == Strictness::Strict && !is_json(headers) {
            let hint = "a body comes with the header `Content-Type: application/json; charset=utf-8`";
            return Err(Problem::new(codes::BAD_REQUEST).hint(hint));
        }
        check::parse(body).map(Some).map_err(|error| bad_json(&error))
    }

    fn check(&self, endpoint: &Endpoint, sent: Sent<'_>) -> Result<Given, Problem> {
        let spec = &self.api.spec;
        check::check(spec, endpoint, sent, self.strictness).map_err(|broken| {
            let mut problem = Problem::new(verdict::code(spec, endpoint, &broken));
            problem.broken = broken.into();
            problem
        })
    }

    /// The documented example.
    fn documented(&self, index: usize, endpoint: &Endpoint, sent: Sent<'_>) -> Bytes {
        let Some(example) = self.api.example(index) else { return Bytes::new() };
        let last = example.last.as_ref().filter(|_| is_later_page(endpoint, sent));
        last.unwrap_or(&example.first).clone()
    }

    fn token(&self, target: TokenCall, call: &Call, body: &Bytes) -> Result<Answer, Problem> {
        let fields = if target == TokenCall::OAuth && is_form(&call.head.headers) {
            // The form in which libraries for OAuth send it.
            let body = String::from_utf8_lossy(body);
            pairs(&body).into_iter().map(|pair| (pair.name, Value::String(pair.value))).collect()
        } else {
            fields(body)?
        };
        let mut state = self.state();
        let (status, body) = token::answer(target, &mut state.tokens, (&call.head.headers, &fields), call.time)?;
        drop(state);
        if let (TokenCall::ResendTicket, Some(app)) = (target, fields.get("app_id").and_then(Value::as_str)) {
            self.outbox().push_ticket(app, call.time);
        }
        Ok(Answer::json(status, &body))
    }

    /// Rejects the token of this call from now on.
    pub(super) fn reject_token_of(&self, call: &Call) {
        if let Ok(token) = token::bearer(&call.head.headers) {
            self.state().tokens.reject(token);
        }
    }
}

/// The body of a token call. The vendor's library for Python sends it without a content type.
fn fields(body: &Bytes) -> Result<Map<String, Value>, Problem> {
    match check::parse(body).map_err(|error| bad_json(&error))?.value {
        Value::Object(fields) => Ok(fields),
        _ => Err(Problem::new(codes::BAD_REQUEST).hint("the body is an object")),
    }
}

fn bad_json(error: &BadJson) -> Problem {
    match error {
        BadJson::Syntax(words) => Problem::new(codes::BAD_REQUEST).hint(format!("the body is not valid JSON: {words}")),
        BadJson::TooMany => Problem::new(codes::BAD_REQUEST).status(413).hint("the body holds too many values"),
    }
}

fn content_type(headers: &HeaderMap) -> Option<&str> {
    let text = headers.get(CONTENT_TYPE)?.to_str().ok()?;
    text.split(';').next().map(str::trim)
}

fn is_json(headers: &HeaderMap) -> bool {
    content_type(headers).is_some_and(|kind| kind.eq_ignore_ascii_case("application/json"))
}

fn is_form(headers: &HeaderMap) -> bool {
    content_type(headers).is_some_and(|kind| kind.eq_ignore_ascii_case("application/x-www-form-urlencoded"))
}

/// Whether a token, an offset or a page number stands for a page after the first one.
fn is_later(by: PagingBy, token: &str) -> bool {
    match by {
        PagingBy::Token => !token.is_empty(),
        PagingBy::Offset => token.parse::<i64>().is_ok_and(|offset| offset > 0),
        PagingBy::Page => token.parse::<i64>().is_ok_and(|page| page > 1),
    }
}

/// Whether the request carries a page token.
fn is_later_page(endpoint: &Endpoint, sent: Sent<'_>) -> bool {
    let Some(field) = endpoint.paging.as_ref().and_then(|paging| endpoint.fields.get(paging.token)) else {
        return false;
    };
    let by = endpoint.paging.as_ref().map_or(PagingBy::Token, |paging| paging.by);
    let name = &field.field.wire;
    match field.place {
        Place::Body => {
            let value = sent.body.and_then(|body| body.value.get(name));
            value.is_some_and(|token| is_later(by, &token.as_str().map_or_else(|| token.to_string(), str::to_owned)))
        }
        _ => sent.query.iter().any(|pair| pair.name == *name && is_later(by, &pair.value)),
    }
}
