//! [`Answer`]: a response before it becomes HTTP.

use http::header::{CONNECTION, CONTENT_LENGTH, CONTENT_TYPE};
use http::{HeaderMap, HeaderName, HeaderValue, Response, StatusCode};
use hyper::body::Bytes;
use serde_json::Value;

use super::wire::ReplyBody;

const JSON: HeaderValue = HeaderValue::from_static("application/json; charset=utf-8");
const CLOSE: HeaderValue = HeaderValue::from_static("close");

/// The header with the call's ID in the service's log.
pub(super) const LOG_ID: HeaderName = HeaderName::from_static("x-tt-logid");

/// A response.
#[derive(Clone, Debug)]
pub(super) struct Answer {
    pub(super) status: StatusCode,
    pub(super) content_type: HeaderValue,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
    /// The `code` in the body, for the record.
    pub(super) code: Option<i64>,
    /// Only half of the body is sent.
    pub(super) is_cut: bool,
    /// The connection is closed after it.
    pub(super) is_last: bool,
}

impl Answer {
    pub(super) fn new(status: StatusCode, body: impl Into<Bytes>) -> Self {
        Self {
            status,
            content_type: JSON,
            headers: HeaderMap::new(),
            body: body.into(),
            code: None,
            is_cut: false,
            is_last: false,
        }
    }

    pub(super) fn json(status: u16, body: &Value) -> Self {
        let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut answer = Self::new(status, body.to_string().into_bytes());
        answer.code = body.get("code").and_then(Value::as_i64);
        answer
    }

    /// As HTTP.
    pub(super) fn into_response(mut self, log_id: &str) -> Response<ReplyBody> {
        // By RFC 9110 these have no body.
        let is_bare = matches!(self.status.as_u16(), 101 | 204 | 205 | 304);
        if is_bare {
            self.body = Bytes::new();
        }
        let length = self.body.len();
        let body = if self.is_cut { ReplyBody::half(&self.body) } else { ReplyBody::whole(self.body) };
        let mut response = Response::new(body);
        *response.status_mut() = self.status;
        let headers = response.headers_mut();
        headers.extend(self.headers);
        if !is_bare {
            headers.insert(CONTENT_TYPE, self.content_type);
            headers.insert(CONTENT_LENGTH, HeaderValue::from(length));
        }
        if let Ok(log_id) = HeaderValue::from_str(log_id) {
            headers.insert(LOG_ID, log_id);
        }
        if self.is_last || self.is_cut {
            headers.insert(CONNECTION, CLOSE);
        }
        response
    }
}
