//! One exchange over HTTP: a request out, an answer of limited length in.

use std::sync::Arc;

use http::{HeaderMap, Request, Response, StatusCode};

use crate::error::{Kind, Stage};
use crate::transport::log_id;
use crate::{BaseUrl, Error};

/// The pool of connections and what limits their use.
#[derive(Clone)]
pub(super) struct Connection {
    http: reqwest::Client,
    settings: Arc<Settings>,
}

struct Settings {
    base_url: BaseUrl,
    max_response_bytes: usize,
}

impl Connection {
    pub(super) fn new(http: reqwest::Client, base_url: BaseUrl, max_response_bytes: usize) -> Self {
        Self { http, settings: Arc::new(Settings { base_url, max_response_bytes }) }
    }

    pub(super) fn base_url(&self) -> &BaseUrl {
        &self.settings.base_url
    }

    /// Sends a request and receives the whole answer.
    pub(super) async fn exchange(&self, call: Request<Vec<u8>>) -> Result<Response<Vec<u8>>, Error> {
        let call = reqwest::Request::try_from(call)
            .map_err(|error| Error::encode("the URL is not usable", error.without_url()))?;
        let mut answer = self.http.execute(call).await.map_err(failed)?;
        let body = self.body(&mut answer).await?;
        let mut received = Response::new(body);
        *received.status_mut() = answer.status();
        *received.headers_mut() = std::mem::take(answer.headers_mut());
        Ok(received)
    }

    /// The body, unless it is too long. The announced length is believed only where it refuses.
    async fn body(&self, answer: &mut reqwest::Response) -> Result<Vec<u8>, Error> {
        let limit = self.settings.max_response_bytes;
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

fn too_large(limit: usize, status: StatusCode, headers: &HeaderMap) -> Error {
    Error::new(Kind::TooLarge { limit, status, log_id: log_id(headers) })
}

/// The URL is left out: identifiers in it belong into no log.
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
