//! The pages that the browser shows after the redirect.

use http::header::{CACHE_CONTROL, CONNECTION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY};
use http::{HeaderValue, Response, StatusCode};

use super::{LoggedIn, LoginError, LoginErrorKind};

const STYLE: &str = "body{font:18px/1.5 system-ui,sans-serif;max-width:32rem;margin:20vh auto;padding:0 1rem;color:#1f2329}\
    p{color:#646a73}";

/// A page that loads nothing and must not be cached, since its URL has the code.
pub(super) fn page(status: StatusCode, title: &str, text: &str) -> Response<String> {
    let html = format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>{title}</title><style>{STYLE}</style></head>\
         <body><h1>{title}</h1><p>{text}</p></body></html>\n"
    );
    let mut response = Response::new(html);
    *response.status_mut() = status;
    for (name, value) in [
        (CONTENT_TYPE, "text/html; charset=utf-8"),
        (
            CONTENT_SECURITY_POLICY,
            "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'",
        ),
        (CACHE_CONTROL, "no-store"),
        (REFERRER_POLICY, "no-referrer"),
        (CONNECTION, "close"),
    ] {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

/// The outcome of a login. The program explains failures: the page shows nothing from the request.
pub(super) fn end(outcome: &Result<LoggedIn, LoginError>) -> Response<String> {
    match outcome.as_ref().map_err(LoginError::kind) {
        Ok(_) => page(StatusCode::OK, "You are logged in", "You can close this window."),
        Err(LoginErrorKind::AccessDenied) => {
            page(StatusCode::OK, "You are not logged in", "You declined. You can close this window.")
        }
        Err(_) => {
            page(StatusCode::BAD_REQUEST, "You are not logged in", "The program says why. You can close this window.")
        }
    }
}
