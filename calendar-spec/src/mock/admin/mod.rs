//! Routes under `/__mock`: the functions of [`MockServer`](super::MockServer) as JSON, for other languages.

mod connection;
mod expectation;
mod shown;

use http::Method;
use http::request::Parts;
use hyper::body::Bytes;
use serde_json::{Value, json};

use super::answer::Answer;
use super::check::{decode, pairs};
use super::fault::{Fault, InvalidFault};
use super::push::Webhook;
use super::shared::Shared;
use super::token::{LONGEST, TokenKind};
use crate::words;

/// The prefix of every admin route.
const ROOT: &str = "/__mock";

/// A list of the routes, for people.
const ROUTES: &[(&str, &str)] = &[
    ("GET /__mock", "this list"),
    ("GET /__mock/endpoints", "every endpoint: name, method, path, tokens"),
    ("GET /__mock/requests", "the requests so far; `?endpoint=NAME` for those of one endpoint"),
    ("DELETE /__mock/requests", "forget them"),
    ("POST /__mock/expectations", "hold an expectation against the record: 200 when it is met, 409 when it is not"),
    ("GET /__mock/faults", "the faults that wait"),
    ("POST /__mock/faults", "let something go wrong: {\"fault\": \"code=190003\", \"endpoint\": NAME, \"times\": 2}"),
    ("DELETE /__mock/faults", "forget those that wait"),
    ("PUT /__mock/responses/NAME", "set the `data` of an endpoint's responses"),
    ("DELETE /__mock/responses/NAME", "restore the documented response"),
    (
        "POST /__mock/tokens",
        "take a token: {\"token\": TEXT, \"kind\": \"tenant\" or \"user\" or \"app\"}; in the name of whom: \"user\", \
         \"app\", \"tenant\"",
    ),
    ("POST /__mock/tokens/reject", "refuse a token from now on: {\"token\": TEXT}"),
    ("PUT /__mock/rate_limits", "whether the documented rate limits hold: true or false"),
    ("GET /__mock/state", "everything that requests have left"),
    ("PUT /__mock/state", "load the JSON of `GET /__mock/state`"),
    ("DELETE /__mock/state", "forget everything that requests have left"),
    ("POST /__mock/sync_tokens/expire", "let all page and sync tokens expire"),
    ("GET /__mock/connections", "how many long connections are open, and how many of their pings had a pong"),
    ("DELETE /__mock/connections", "cut them"),
    ("POST /__mock/connections/cut", "cut the next one that is opened: {\"after_bytes\": 300}"),
    ("GET /__mock/connections/faults", "the faults that wait for frames"),
    (
        "POST /__mock/connections/faults",
        "let something go wrong with the next event or ping: {\"fault\": \"lost\", \"times\": 3, \"every\": 10}",
    ),
    ("DELETE /__mock/connections/faults", "forget those that wait"),
    ("GET /__mock/notifications", "the notifications so far, and what became of them"),
    ("POST /__mock/notifications", "push an event: {\"event_type\": TEXT, \"event\": {…}}"),
    ("POST /__mock/notifications/deliver", "send what is due, and wait for the responses"),
    (
        "PUT /__mock/webhook",
        "verify a URL of this machine and send notifications there: {\"url\": URL, \"verification_token\": TEXT, \
         \"encrypt_key\": TEXT}",
    ),
    ("DELETE /__mock/webhook", "send no more notifications"),
    ("POST /__mock/reset", "forget the state, requests, notifications, faults, set responses and rate limits"),
];

/// Whether a path is that of an admin route.
pub(super) fn is_admin(path: &str) -> bool {
    path.strip_prefix(ROOT).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// A status, and what is wrong with the request.
type Refused = (u16, String);

/// A response, or why there is none.
type Outcome = Result<Value, Refused>;

impl Shared {
    /// Answers an admin route.
    pub(super) async fn administer(&self, head: &Parts, body: &Bytes) -> Answer {
        let query = head.uri.query().unwrap_or_default();
        let outcome = match (&head.method, head.uri.path()) {
            (&Method::PUT, "/__mock/webhook") => self.set_webhook(body).await,
            (&Method::POST, "/__mock/notifications/deliver") => {
                self.deliver().await;
                Ok(json!({ "done": true }))
            }
            (method, path) => self.outcome(method, path, query, body),
        };
        match outcome {
            Ok(value) => Answer::json(200, &value),
            Err((status, error)) => Answer::json(status, &json!({ "error": error })),
        }
    }

    fn outcome(&self, method: &Method, path: &str, query: &str, body: &Bytes) -> Outcome {
        let path = path.strip_prefix(ROOT).unwrap_or_default().trim_matches('/');
        let path: Vec<&str> = path.split('/').collect();
        match (method.as_str(), path.as_slice()) {
            ("GET", [""]) => Ok(routes()),
            ("GET", ["endpoints"]) => Ok(shown::endpoints(&self.api)),
            ("GET", ["requests"]) => Ok(self.shown_requests(query)),
            ("GET", ["state"]) => Ok(self.store().dump()),
            ("GET", ["connections"]) => Ok(shown::connections(&self.outbox().hub)),
            ("GET", ["connections", "faults"]) => Ok(shown::frame_faults(&self.outbox().hub)),
            ("POST", ["notifications"]) => Ok(json!({ "event_id": self.push_event(&json(body)?)? })),
            ("GET", ["notifications"]) => Ok(self.outbox().pushed().map(shown::notification).collect()),
            ("GET", ["faults"]) => Ok(shown::faults(self.state().faults.waiting())),
            ("POST", ["expectations"]) => self.expectation(&json(body)?),
            (method, path) => self.change(method, path, body).map(|()| json!({ "done": true })),
        }
    }

    /// Routes that change something and return nothing.
    fn change(&self, method: &str, path: &[&str], body: &Bytes) -> Result<(), Refused> {
        match (method, path) {
            ("DELETE", ["requests"]) => self.state().record.clear(),
            ("POST", ["faults"]) => self.add_fault(&json(body)?)?,
            ("DELETE", ["faults"]) => self.state().faults.clear(),
            ("PUT", ["responses", name]) => self.choose(name, Some(&json(body)?))?,
            ("DELETE", ["responses", name]) => self.choose(name, None)?,
            ("POST", ["tokens"]) => self.accept_token(&json(body)?)?,
            ("POST", ["tokens", "reject"]) => self.state().tokens.reject(token(&json(body)?)?),
            ("PUT", ["rate_limits"]) => match json(body)? {
                Value::Bool(hold) => self.state().has_rate_limits = hold,
                _ => return Err((400, "the body is `true` or `false`".to_owned())),
            },
            ("PUT", ["state"]) => self.store().load(&json(body)?).map_err(|error| (400, error.to_string()))?,
            ("DELETE", ["state"]) => self.store().clear(),
            ("POST", ["sync_tokens", "expire"]) => self.store().expire_tokens(),
            ("POST", ["connections", "faults"]) => self.add_frame_fault(&json(body)?)?,
            ("DELETE", ["connections", "faults"]) => self.outbox().hub.clear_faults(),
            ("POST", ["connections", "cut"]) => self.cut_next_connection(&json(body)?)?,
            ("DELETE", ["connections"]) => self.outbox().hub.close_all(),
            ("DELETE", ["webhook"]) => self.outbox().webhook = None,
            ("POST", ["reset"]) => self.reset(),
            _ => return Err((404, format!("there is no such route; `GET {ROOT}` lists them"))),
        }
        Ok(())
    }

    fn shown_requests(&self, query: &str) -> Value {
        let wanted = pairs(query).into_iter().find(|pair| pair.name == "endpoint").map(|pair| pair.value);
        let state = self.state();
        let requests = state.record.requests();
        let counts = |request: &&super::Recorded| wanted.is_none() || request.endpoint.as_deref() == wanted.as_deref();
        requests.filter(counts).map(shown::request).collect()
    }

    fn add_fault(&self, body: &Value) -> Result<(), Refused> {
        let refused = |error: InvalidFault| (400, error.to_string());
        let mut fault: Fault = text(body, "fault")?.parse().map_err(refused)?;
        if let Some(endpoint) = optional_text(body, "endpoint")? {
            self.api.target(endpoint).map_err(|error| (400, error.to_string()))?;
            fault = fault.on(endpoint);
        }
        fault = match body.get("times") {
            None | Some(Value::Null) => fault,
            Some(Value::String(times)) if times == "always" => fault.always(),
            Some(times) => {
                let times = times.as_u64().and_then(|times| u32::try_from(times).ok());
                fault.times(times.ok_or((400, "`times` is a number or \"always\"".to_owned()))?)
            }
        };
        self.state().faults.add(fault).map_err(refused)
    }

    fn choose(&self, name: &str, data: Option<&Value>) -> Result<(), Refused> {
        let name = decode(name).map_err(|fault| (400, format!("the name {fault}")))?;
        self.respond(&name, data).map_err(|error| (404, error.to_string()))
    }

    fn accept_token(&self, body: &Value) -> Result<(), Refused> {
        let token = token(body)?;
        let name = text(body, "kind")?;
        let Some(kind) = TokenKind::ALL.iter().copied().find(|kind| kind.name() == name) else {
            let names = words::listed(TokenKind::ALL.iter().map(|kind| kind.name()), "`");
            return Err((400, format!("`kind` is one of {names}")));
        };
        let mut state = self.state();
        let mut owner = state.tokens.owner(token, kind);
        if let Some(user) = optional_text(body, "user")?.filter(|_| kind == TokenKind::User) {
            owner.user = Some(user.to_owned());
        }
        if let Some(app) = optional_text(body, "app")? {
            app.clone_into(&mut owner.app);
        }
        if let Some(tenant) = optional_text(body, "tenant")? {
            owner = owner.in_tenant(tenant);
        }
        state.tokens.register_as(token, kind, owner);
        Ok(())
    }

    async fn set_webhook(&self, body: &Bytes) -> Outcome {
        let body = json(body)?;
        let mut webhook = Webhook::to(text(&body, "url")?).map_err(|error| (400, error.to_string()))?;
        if let Some(token) = optional_text(&body, "verification_token")? {
            webhook = webhook.verification_token(token);
        }
        if let Some(key) = optional_text(&body, "encrypt_key")? {
            webhook = webhook.encrypt_key(key);
        }
        self.subscribe(webhook).await.map_err(|error| (409, error.to_string()))?;
        Ok(json!({ "done": true }))
    }
}

fn routes() -> Value {
    ROUTES.iter().map(|(route, what)| json!({ "route": route, "what": what })).collect()
}

fn json(body: &Bytes) -> Outcome {
    serde_json::from_slice(body).map_err(|error| (400, format!("the body is not valid JSON: {error}")))
}

fn text<'v>(body: &'v Value, name: &str) -> Result<&'v str, Refused> {
    optional_text(body, name)?.ok_or_else(|| (400, format!("`{name}` is missing")))
}

fn token(body: &Value) -> Result<&str, Refused> {
    let token = text(body, "token")?;
    let is_token = (1..=LONGEST).contains(&token.len());
    if is_token { Ok(token) } else { Err((400, format!("`token` is a string of 1 to {LONGEST} bytes"))) }
}

fn optional_text<'v>(body: &'v Value, name: &str) -> Result<Option<&'v str>, Refused> {
    match body.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(_) => Err((400, format!("`{name}` is a text"))),
    }
}
