//! From an effect to its response.

use http::{HeaderName, HeaderValue, StatusCode};

use super::Effect;
use crate::mock::answer::Answer;
use crate::mock::codes;
use crate::mock::problem::Problem;

/// How many calls are allowed in the example of the page on rate limits.
const LIMIT: u32 = 100;

pub(in crate::mock) const LIMIT_HEADER: HeaderName = HeaderName::from_static("x-ogw-ratelimit-limit");
pub(in crate::mock) const RESET_HEADER: HeaderName = HeaderName::from_static("x-ogw-ratelimit-reset");

/// The response in place of the usual one: a page of a proxy, or an error of the service. `None` when the effect leaves
/// the response unchanged.
pub(in crate::mock) fn answer(effect: &Effect, scopes: &[String]) -> Option<Result<Answer, Problem>> {
    if let (Some(status), None, None) = (effect.status, effect.code, effect.rate_limit) {
        return Some(Ok(page(status)));
    }
    let number = effect.code.or(effect.rate_limit.map(|_| codes::TOO_MANY_CALLS))?;
    let mut problem = Problem::new(number);
    problem.status = effect.status.or(effect.rate_limit.map(|_| 429));
    if let Some(seconds) = effect.rate_limit {
        problem = rate_limited(problem, LIMIT, seconds);
    }
    if matches!(number, codes::APP_LACKS_SCOPE | codes::USER_LACKS_SCOPE) {
        problem.scopes = scopes.into();
    }
    Some(Err(problem.hint("this error was asked for")))
}

/// Adds the headers of a rate limit.
pub(in crate::mock) fn rate_limited(problem: Problem, limit: u32, reset: u64) -> Problem {
    problem.header(LIMIT_HEADER, HeaderValue::from(limit)).header(RESET_HEADER, HeaderValue::from(reset))
}

/// Proxies and gateways answer in HTML.
fn page(status: u16) -> Answer {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_GATEWAY);
    let body = format!("<html><head><title>{status}</title></head><body><h1>{status}</h1></body></html>\n");
    let mut answer = Answer::new(status, body.into_bytes());
    answer.content_type = HeaderValue::from_static("text/html; charset=utf-8");
    answer
}
