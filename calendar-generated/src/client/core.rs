//! [`Core`]: what all clients made from one share, and one exchange over HTTP.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, Request, Response, StatusCode, Uri};
use reqwest::Url;

use super::auth::{App, TokenStore};
use super::clock::Clock;
use super::hook::Hook;
use super::retry::{Budget, RetryPolicy};
use crate::endpoint::Meta;
use crate::error::{Kind, Stage};
use crate::transport::{failure, log_id};
use crate::{BaseUrl, Error};

/// An answer that is awaited.
pub(super) trait Answering: Future<Output = reqwest::Result<reqwest::Response>> + Send {}

impl<F: Future<Output = reqwest::Result<reqwest::Response>> + Send> Answering for F {}

/// The pool of connections, what limits their use, and what comes between calls.
pub(super) struct Core {
    pub(super) http: reqwest::Client,
    pub(super) base_url: BaseUrl,
    /// The base URL as reqwest has it.
    pub(super) root: Url,
    pub(super) timeout: Duration,
    pub(super) max_response_bytes: usize,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) store: Arc<dyn TokenStore>,
    pub(super) hooks: Vec<Arc<dyn Hook>>,
    pub(super) retry: RetryPolicy,
    pub(super) budget: Budget,
    pub(super) is_limited: bool,
    pub(super) app: Option<App>,
}

impl Core {
    /// Begins to send a request, which may take so long, and no longer than the client allows.
    pub(super) fn start(&self, call: Request<Bytes>, left: Duration) -> Result<impl Answering, Error> {
        let (parts, body) = call.into_parts();
        let mut request = reqwest::Request::new(parts.method, self.url(&parts.uri)?);
        *request.headers_mut() = parts.headers;
        *request.version_mut() = parts.version;
        *request.body_mut() = Some(body.into());
        if left < self.timeout {
            *request.timeout_mut() = Some(left);
        }
        Ok(self.http.execute(request))
    }

    /// Receives the whole answer. One with an error code is an error.
    pub(super) async fn receive(
        &self,
        meta: &'static Meta,
        answer: impl Answering,
    ) -> Result<Response<Vec<u8>>, Error> {
        let mut answer = answer.await.map_err(failed)?;
        let body = self.body(&mut answer).await?;
        let mut received = Response::new(body);
        *received.status_mut() = answer.status();
        *received.headers_mut() = std::mem::take(answer.headers_mut());
        for hook in &self.hooks {
            hook.response(meta, &mut received);
        }
        match failure(meta, received.status(), received.headers(), received.body()) {
            Some(error) => Err(error),
            None => Ok(received),
        }
    }

    /// The host was parsed with the base URL; only what follows it is parsed for each call, unless a hook leads
    /// elsewhere.
    pub(super) fn url(&self, uri: &Uri) -> Result<Url, Error> {
        let is_here = uri.scheme_str() == Some(self.root.scheme())
            && uri.authority().is_some_and(|authority| authority.as_str() == self.base_url.authority());
        if !is_here {
            return Url::parse(&uri.to_string()).map_err(|error| Error::encode("the URL is not usable", error));
        }
        let mut url = self.root.clone();
        url.set_path(uri.path());
        url.set_query(uri.query());
        Ok(url)
    }

    /// The body, unless it is too long. The announced length is believed only where it refuses.
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

#[cold]
fn too_large(limit: usize, status: StatusCode, headers: &HeaderMap) -> Error {
    Error::new(Kind::TooLarge { limit, status, log_id: log_id(headers) })
}

/// The URL is left out: identifiers in it belong into no log.
#[cold]
fn failed(error: reqwest::Error) -> Error {
    let stage = if error.is_connect() {
        Stage::Connect
    } else if error.is_timeout() {
        Stage::Timeout
    } else {
        Stage::Exchange
    };
    Error::new(Kind::Transport { stage, source: error.without_url().into() })
}
