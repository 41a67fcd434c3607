//! What calls write to `tracing`: a span for each call and one for each attempt in it, with the names that
//! OpenTelemetry has for HTTP. URLs, tokens and bodies are left out; they hold identifiers and secrets.

use std::time::Duration;

use http::Response;
use tracing::field::Empty;
use tracing::{Span, debug, debug_span, info_span, record_all};

use crate::endpoint::Meta;
use crate::transport::log_id;
use crate::{BaseUrl, Error};

type Outcome = Result<Response<Vec<u8>>, Error>;

pub(super) fn call(meta: &'static Meta, base_url: &BaseUrl) -> Span {
    info_span!(
        "calendar.call",
        otel.kind = "client",
        otel.name = meta.name,
        endpoint = meta.name,
        http.request.method = meta.method,
        url.template = meta.path,
        server.address = base_url.authority(),
        http.response.status_code = Empty,
        error.type = Empty,
        code = Empty,
        log_id = Empty,
        attempts = Empty,
    )
}

pub(super) fn attempt(meta: &'static Meta, attempt: u32) -> Span {
    debug_span!(
        "calendar.attempt",
        endpoint = meta.name,
        attempt,
        http.request.method = meta.method,
        http.request.resend_count = attempt.saturating_sub(1),
        http.response.status_code = Empty,
        error.type = Empty,
        code = Empty,
        log_id = Empty,
    )
}

pub(super) fn end(span: &Span, attempts: u32, outcome: &Outcome) {
    span.record("attempts", attempts);
    end_of_attempt(span, outcome);
}

pub(super) fn end_of_attempt(span: &Span, outcome: &Outcome) {
    if span.is_disabled() {
        return;
    }
    match outcome {
        Ok(answer) => {
            let (status, log_id) = (answer.status().as_u16(), log_id(answer.headers()));
            record_all!(span, http.response.status_code = status, code = 0, log_id = log_id.as_deref());
        }
        Err(error) => {
            record_all!(
                span,
                http.response.status_code = error.status(),
                error.type = error.name(),
                code = error.number(),
                log_id = error.log_id()
            );
        }
    }
}

pub(super) fn wait(wait: Duration) {
    debug!(wait = ?wait, "waits for its turn under the documented rate limit");
}

pub(super) fn again(error: &Error, wait: Duration) {
    debug!(%error, wait = ?wait, "will be made again");
}
