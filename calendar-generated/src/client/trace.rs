//! The spans of calls for `tracing`: one for each call and one for each attempt in it. As in OpenTelemetry, an
//! attempt is the HTTP request of a client, and a call is its purpose and outcome. A call that failed
//! is an event as well. URLs, tokens and bodies are left out, since they have identifiers and secrets.
//!
//! Each field costs time in subscribers, and so does each time that fields are recorded: obvious ones are omitted, such
//! as the code of a success or the number of the only attempt, and those that are known at the end are recorded
//! together. Strings that need no quotes are recorded without them (`%`), since quoting looks at every character.

use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::time::Duration;

use http::Response;
use tracing::field::Empty;
use tracing::{Span, debug, debug_span, info_span, record_all, warn};

use crate::endpoint::EndpointMeta;
use crate::transport::log_id;
use crate::{BaseUrl, Error};

type Outcome = Result<Response<Vec<u8>>, Error>;

pub(super) fn call(meta: &'static EndpointMeta) -> Span {
    info_span!(
        "calendar.call",
        otel.name = %meta.name,
        http.response.status_code = Empty,
        error.type = Empty,
        code = Empty,
        log_id = Empty,
        attempts = Empty,
    )
}

pub(super) fn attempt(meta: &'static EndpointMeta, base_url: &BaseUrl, attempt: u32) -> Span {
    debug_span!(
        "calendar.attempt",
        otel.kind = %"client",
        otel.name = %meta.name,
        http.request.method = %meta.method,
        url.template = %meta.path,
        server.address = %base_url.authority(),
        http.request.resend_count = (attempt > 1).then(|| attempt - 1),
        http.response.status_code = Empty,
        error.type = Empty,
        code = Empty,
        log_id = Empty,
    )
}

/// Polls a future within a span. `Instrument` would move the future, which is large, and own the span.
pub(super) fn within<F: Future>(span: &Span, mut future: Pin<&mut F>) -> impl Future<Output = F::Output> {
    poll_fn(move |context| span.in_scope(|| future.as_mut().poll(context)))
}

/// Records the outcome of a call; of a success only the log ID.
pub(super) fn end_of_call(span: &Span, attempts: u32, outcome: &Outcome) {
    if span.is_disabled() {
        return;
    }
    let attempts = (attempts > 1).then_some(attempts);
    match outcome {
        Ok(answer) => {
            let log_id = log_id(answer.headers());
            if attempts.is_some() || log_id.is_some() {
                record_all!(span, log_id = log_id.as_deref(), attempts = attempts);
            }
        }
        Err(error) => end_of_failure(span, attempts, error),
    }
}

/// Records the outcome of an attempt.
pub(super) fn end_of_attempt(span: &Span, outcome: &Outcome) {
    if span.is_disabled() {
        return;
    }
    match outcome {
        Ok(answer) => {
            let (status, log_id) = (answer.status().as_u16(), log_id(answer.headers()));
            record_all!(span, http.response.status_code = status, log_id = log_id.as_deref());
        }
        Err(error) => end_of_failure(span, None, error),
    }
}

#[cold]
fn end_of_failure(span: &Span, attempts: Option<u32>, error: &Error) {
    record_all!(
        span,
        http.response.status_code = error.status(),
        error.type = error.kind().as_str(),
        code = error.code_number(),
        log_id = error.log_id(),
        attempts = attempts
    );
}

/// Emits an event for a failed call, at a level that subscribers show by default.
#[cold]
pub(super) fn failed(error: &Error) {
    warn!(error.type = error.kind().as_str(), "{error}");
}

#[cold]
pub(super) fn wait(wait: Duration) {
    debug!(wait = ?wait, "waits for its turn under the documented rate limit");
}

#[cold]
pub(super) fn again(error: &Error, wait: Duration) {
    debug!(%error, wait = ?wait, "will be made again");
}
