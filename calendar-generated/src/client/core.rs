//! [`Core`]: the state that related clients share, and one HTTP exchange.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use http::header::AUTHORIZATION;
use http::{HeaderMap, HeaderValue, Response, StatusCode};
use reqwest::Url;

use super::app::App;
use super::call::{Call, CallBody, mask};
use super::clock::Clock;
use super::failure::failed;
use super::hook::Hook;
use super::pools::Pools;
use super::retry::{Budget, RetryPolicy};
use super::stream::FormBody;
use super::token_store::TokenStore;
use crate::endpoint::ResponseAt;
use crate::error::Kind;
use crate::file::is_file;
use crate::transport::{add_headers, failure, http, log_id, method, says_success};
use crate::{BaseUrl, Error};

/// The future of a response.
pub(super) trait Answering: Future<Output = reqwest::Result<reqwest::Response>> + Send {}

impl<F: Future<Output = reqwest::Result<reqwest::Response>> + Send> Answering for F {}

/// The connections and the settings that related clients share.
pub(super) struct Core {
    pub(super) pools: Pools<reqwest::Client>,
    /// Whether the HTTP client belongs to the application, and may lack a timeout.
    pub(super) has_own_http: bool,
    pub(super) base_url: BaseUrl,
    /// The base URL as reqwest has it.
    pub(super) root: Url,
    /// The length of the base URL before its path.
    pub(super) origin: usize,
    pub(super) timeout: Duration,
    pub(super) max_response_bytes: usize,
    pub(super) max_decoded_bytes: usize,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) store: Arc<dyn TokenStore>,
    pub(super) hooks: Vec<Arc<dyn Hook>>,
    pub(super) retry: RetryPolicy,
    pub(super) budget: Budget,
    pub(super) is_limited: bool,
    pub(super) has_strict_responses: bool,
    pub(super) app: Option<App>,
}

impl Core {
    /// The request of a call. Hooks get a request of `http`, which parses the URL a second time.
    pub(super) fn request(&self, call: &Call, authorization: Option<&HeaderValue>) -> Result<reqwest::Request, Error> {
        let mut headers = call.headers.clone();
        add_headers(call.meta, &mut headers);
        if let Some(authorization) = authorization {
            headers.insert(AUTHORIZATION, authorization.clone());
        }
        if self.hooks.is_empty() {
            let url = match call.special.host {
                None => self.url(&call.url),
                Some(_) => Url::parse(&call.url).map_err(|error| Error::encode("the URL is not usable", error))?,
            };
            let mut request = reqwest::Request::new(method(call.meta)?, url);
            *request.headers_mut() = headers;
            *request.body_mut() = Some(body(&call.body));
            return Ok(request);
        }
        let bytes = if let CallBody::Bytes(bytes) = &call.body { bytes.clone() } else { Bytes::new() };
        let mut request = http(call.meta, call.url.clone(), headers, bytes)?;
        for hook in &self.hooks {
            hook.request(call.meta, &mut request);
        }
        let request: Result<reqwest::Request, _> = request.try_into();
        let mut request = request.map_err(|error| Error::encode("the URL is not usable", error.without_url()))?;
        if let CallBody::Form(..) = &call.body {
            *request.body_mut() = Some(body(&call.body));
        }
        Ok(request)
    }

    /// Starts to send a request, within this time and the timeout of the client.
    pub(super) fn start(
        &self,
        http: &reqwest::Client,
        mut request: reqwest::Request,
        left: Duration,
    ) -> impl Answering + use<> {
        if left < self.timeout || self.has_own_http {
            *request.timeout_mut() = Some(left.min(self.timeout));
        }
        http.execute(request)
    }

    /// Receives the response. One with an error code is an error.
    pub(super) async fn receive(
        &self,
        call: &Call,
        authorization: Option<&HeaderValue>,
        answer: impl Answering,
    ) -> Result<Response<Vec<u8>>, Error> {
        let mut answer = answer.await.map_err(failed)?;
        let is_file = call.special.response == ResponseAt::File && is_file(answer.status(), answer.headers());
        if is_file && call.is_streamed {
            return Ok(streamed(answer));
        }
        let body = self.body(&mut answer).await?;
        let mut received = Response::new(body);
        *received.status_mut() = answer.status();
        *received.headers_mut() = std::mem::take(answer.headers_mut());
        for hook in &self.hooks {
            hook.response(call.meta, &mut received);
        }
        if is_file {
            return Ok(received);
        }
        if !says_success(received.status(), received.body()) {
            mask(received.body_mut(), &call.secrets, authorization);
        }
        match failure((call.meta, call.special), received.status(), received.headers(), received.body()) {
            Some(error) => Err(error),
            None => Ok(received),
        }
    }

    /// A URL below the base URL. Its host is parsed once; only the rest is parsed for each call.
    pub(super) fn url(&self, text: &str) -> Url {
        let target = text.get(self.origin..).unwrap_or_default();
        let (path, query) = target.split_once('?').map_or((target, None), |(path, query)| (path, Some(query)));
        let mut url = self.root.clone();
        url.set_path(path);
        url.set_query(query);
        url
    }

    /// The body, unless it is too long. The announced length is used only to reject it early.
    async fn body(&self, answer: &mut reqwest::Response) -> Result<Vec<u8>, Error> {
        let limit = self.max_response_bytes;
        let announced = answer.content_length().and_then(|length| usize::try_from(length).ok());
        if answer.content_length().is_some() && announced.is_none_or(|length| length > limit) {
            return Err(too_large(limit, answer.status(), answer.headers()));
        }
        let mut body = Vec::with_capacity(announced.unwrap_or_default().min(64 * 1024));
        while let Some(chunk) = answer.chunk().await.map_err(failed)? {
            if chunk.len() > limit - body.len() {
                return Err(too_large(limit, answer.status(), answer.headers()));
            }
            body.extend_from_slice(&chunk);
        }
        Ok(body)
    }
}

fn body(body: &CallBody) -> reqwest::Body {
    match body {
        CallBody::Bytes(bytes) => bytes.clone().into(),
        CallBody::Form(pieces, len) => reqwest::Body::wrap(FormBody::new(Arc::clone(pieces), *len)),
    }
}

/// A response whose body is received later: it is passed beside an empty body.
fn streamed(answer: reqwest::Response) -> Response<Vec<u8>> {
    let mut received = Response::new(Vec::new());
    *received.status_mut() = answer.status();
    received.headers_mut().clone_from(answer.headers());
    received.extensions_mut().insert(Streamed(Arc::new(Mutex::new(Some(answer)))));
    received
}

/// A response whose body has not been received.
#[derive(Clone)]
pub(super) struct Streamed(pub(super) Arc<Mutex<Option<reqwest::Response>>>);

#[cold]
fn too_large(limit: usize, status: StatusCode, headers: &HeaderMap) -> Error {
    Error::new(Kind::TooLarge { limit, status, log_id: log_id(headers) })
}
