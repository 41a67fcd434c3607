//! Handles one request, from its head to its response.
//!
//! The order is that of the service: the path, the method, the token, the rate limit, the parameters. Requested faults
//! come before all of them. Every request is recorded, with any outcome.

use std::sync::{Arc, Mutex, PoisonError};

use http::request::Parts;
use http::{Request, Response};
use hyper::body::{Bytes, Incoming};
use hyper::upgrade::OnUpgrade;

use super::answer::Answer;
use super::api::Target;
use super::call::Call;
use super::check::{decode, pairs};
use super::codes;
use super::fault::{self, Effect, InvalidFault};
use super::problem::Problem;
use super::record::Recorded;
use super::route::Routed;
use super::shared::Shared;
use super::socket::Accepted;
use super::token::render_oauth;
use super::websocket::SocketCall;
use super::wire::{Body, BodyFault, Closed, ReplyBody, read};
use super::{admin, fault::Cut, origin};

/// The header that requests a fault.
const FAULT: &str = "x-mock-fault";

/// The slot for a long connection that the request opens.
pub(super) type Slot = Mutex<Option<Accepted>>;

impl Shared {
    /// Answers a request, or closes its connection.
    ///
    /// A request that opens a long connection puts it in the slot.
    pub(super) async fn serve(&self, request: Request<Incoming>, slot: &Slot) -> Result<Response<ReplyBody>, Closed> {
        let (head, body) = request.into_parts();
        if let Err(why) = origin::check(&head, &self.hosts) {
            return Ok(foreign(&why).into_response(&self.next_log_id(self.now())));
        }
        if admin::is_admin(head.uri.path()) {
            let body = read(body, &head.headers, &self.limits, &self.large).await.map_err(|_| Closed)?;
            let log_id = self.next_log_id(self.now());
            return Ok(self.administer(&head, &body.bytes).await.into_response(&log_id));
        }
        let mut call = self.call(head);
        let answer = match self.effect(&call) {
            Ok(effect) if call.target() == Some(Target::Socket(SocketCall::Handshake)) => {
                self.open(&mut call, &effect, slot).await?
            }
            Ok(effect) => self.answer_with(&call, body, effect).await?,
            Err(error) => Answer::json(
                400,
                &serde_json::json!({
                    "code": codes::BAD_REQUEST, "msg": format!("the header `{FAULT}` is wrong: {error}"),
                }),
            ),
        };
        Ok(answer.into_response(&call.log_id))
    }

    fn call(&self, head: Parts) -> Call {
        let time = self.now();
        let routed = self.api.find(head.method.as_str(), head.uri.path());
        let query = pairs(head.uri.query().unwrap_or_default());
        Call { routed, query, time, log_id: self.next_log_id(time), head }
    }

    /// The fault that this request names, or that waits for it.
    fn effect(&self, call: &Call) -> Result<Effect, InvalidFault> {
        if let Some(text) = call.head.headers.get(FAULT) {
            let text = text.to_str().map_err(|_| InvalidFault::new("it is not ASCII"))?;
            return text.parse::<fault::Fault>().map(|fault| fault.effect);
        }
        let mut state = self.state();
        if state.faults.waiting().is_empty() {
            return Ok(Effect::default());
        }
        let name = call.target().map(|target| self.api.name(target));
        Ok(state.faults.take(name.as_deref()).unwrap_or_default())
    }

    /// The handshake of a long connection.
    async fn open(&self, call: &mut Call, effect: &Effect, slot: &Slot) -> Result<Answer, Closed> {
        let number = self.record(call, Bytes::new());
        if let Some(delay) = effect.delay {
            tokio::time::sleep(delay).await;
        }
        if effect.cut.is_some() {
            return Err(Closed);
        }
        let upgrade = call.head.extensions.remove::<OnUpgrade>();
        let answer = match (effect.code, fault::answer(effect, &[])) {
            (None, Some(Ok(page))) => page,
            (code, _) => match self.handshake((&call.head.headers, &call.query), upgrade, code) {
                Ok((accepted, answer)) => {
                    *slot.lock().unwrap_or_else(PoisonError::into_inner) = Some(accepted);
                    answer
                }
                Err(refusal) => refusal.answer(),
            },
        };
        self.finish(number, &answer);
        Ok(answer)
    }

    async fn answer_with(&self, call: &Call, body: Incoming, effect: Effect) -> Result<Answer, Closed> {
        if effect.cut == Some(Cut::Before) {
            self.record(call, Bytes::new());
            return Err(Closed);
        }
        let body = read(body, &call.head.headers, &self.limits, &self.large).await;
        let bytes = body.as_ref().map_or_else(|_| Bytes::new(), |body| body.bytes.clone());
        let number = self.record(call, bytes);
        if let Some(delay) = effect.delay {
            tokio::time::sleep(delay).await;
        }
        if effect.cut == Some(Cut::After) || matches!(body, Err(BodyFault::Broken)) {
            return Err(Closed);
        }
        let mut answer = self.decide(call, &body, &effect);
        if let Some(content_type) = effect.content_type.as_ref().and_then(|text| text.parse().ok()) {
            answer.content_type = content_type;
        }
        answer.is_cut = effect.half_body;
        self.finish(number, &answer);
        Ok(answer)
    }

    fn decide(&self, call: &Call, body: &Result<Body, BodyFault>, effect: &Effect) -> Answer {
        let scopes = match call.target() {
            Some(Target::Endpoint(index)) => self.api.endpoint(index).map_or(&[][..], |endpoint| &endpoint.scopes),
            _ => &[],
        };
        if effect.reject_token {
            self.reject_token_of(call);
        }
        let answer = fault::answer(effect, scopes).unwrap_or_else(|| match body {
            Ok(body) => self.answer(call, &body.bytes),
            Err(fault) => Ok(unread(*fault, self.limits.body_bytes)),
        });
        answer.unwrap_or_else(|problem| self.refuse(call, problem))
    }

    /// An error in the envelope of the call.
    fn refuse(&self, call: &Call, mut problem: Problem) -> Answer {
        let page = match call.target() {
            Some(Target::Endpoint(index)) => {
                self.api.endpoint(index).and_then(|endpoint| endpoint.reference.page()).map(|page| &*page.path)
            }
            _ => None,
        };
        if let Some(Target::Endpoint(index)) = call.target()
            && let Some(endpoint) = self.api.endpoint(index).filter(|endpoint| !endpoint.own_errors.is_empty())
        {
            let codes = endpoint.error_codes(&self.api.spec);
            if let Some(own) = codes.into_iter().find(|code| code.number == problem.number) {
                problem.status = problem.status.or(own.status);
                problem.message = problem.message.or_else(|| Some(own.message.into()));
            }
        }
        let (status, mut body) = problem.render(&self.api.spec, &call.log_id, page);
        if call.target() == Some(Target::Token(super::token::TokenCall::OAuth)) {
            body = render_oauth(problem.number, status, body["msg"].as_str().unwrap_or_default());
        }
        let mut answer = Answer::json(status, &body);
        answer.headers = problem.headers.into_iter().collect();
        answer
    }

    fn record(&self, call: &Call, body: Bytes) -> u64 {
        let mut headers = call.head.headers.clone();
        if let Some(token) = headers.get_mut(http::header::AUTHORIZATION) {
            token.set_sensitive(true);
        }
        let query = call.query.iter().map(|pair| (pair.name.clone(), pair.value.clone())).collect();
        let request = Recorded {
            endpoint: call.target().map(|target| self.api.name(target)),
            method: call.head.method.clone(),
            path: call.head.uri.path().to_owned(),
            path_fields: self.path_fields(call),
            query,
            headers,
            time: call.time,
            log_id: call.log_id.clone(),
            status: None,
            code: None,
            body,
        };
        self.state().record.add(request)
    }

    fn path_fields(&self, call: &Call) -> Vec<(String, String)> {
        let Routed::Found { target: Target::Endpoint(index), fields } = &call.routed else { return Vec::new() };
        let Some(endpoint) = self.api.endpoint(*index) else { return Vec::new() };
        let name = |index: usize| endpoint.fields.get(index).map(|parameter| parameter.field.wire.clone());
        let decoded = |raw: &str| decode(raw).map_or_else(|_| raw.to_owned(), std::borrow::Cow::into_owned);
        fields.iter().filter_map(|(index, raw)| Some((name(*index)?, decoded(raw)))).collect()
    }

    fn finish(&self, number: u64, answer: &Answer) {
        let mut state = self.state();
        let answered = state.record.answered(number, answer.status.as_u16(), answer.code);
        let told = self.observer.as_ref().zip(answered.cloned());
        drop(state);
        if let Some((observer, request)) = told {
            let observer = Arc::clone(observer);
            observer(&request);
        }
    }
}

/// The response to a request that a web page may have sent, in the form of all routes.
fn foreign(why: &str) -> Answer {
    let body = serde_json::json!({ "code": codes::BAD_REQUEST, "msg": why, "error": why });
    let mut answer = Answer::json(403, &body);
    answer.is_last = true;
    answer
}

/// The response to a body that was not read.
fn unread(fault: BodyFault, limit: usize) -> Answer {
    let (status, message) = match fault {
        BodyFault::TooLarge => (413, format!("the body has more than {limit} bytes")),
        _ => (408, "the body did not come in time".to_owned()),
    };
    let body = serde_json::json!({ "code": codes::BAD_REQUEST, "msg": message });
    let mut answer = Answer::json(status, &body);
    answer.is_last = true;
    answer
}
