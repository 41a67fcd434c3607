//! Error codes: the number, HTTP status and message of a response.
//!
//! They come from the spec. Codes of the platform itself are built in as well, so that a spec of a few endpoints need
//! not repeat them; a code in the spec takes precedence.

use crate::model::{Endpoint, Spec};

/// Parameters that the platform's gateway rejects, before the service sees the request.
pub(super) const PARAMETERS: i64 = 99_992_402;
/// Parameters that the service rejects.
const INVALID_PARAMETERS: i64 = 190_002;
/// The same, with details about what is wrong.
pub(super) const INVALID_WITH_DETAILS: i64 = 190_014;
/// A body that cannot be parsed.
pub(super) const BAD_REQUEST: i64 = 9499;
pub(super) const NO_SUCH_PATH: i64 = 99_991_201;
pub(super) const WRONG_METHOD: i64 = 99_991_301;
pub(super) const TOO_MANY_CALLS: i64 = 99_991_400;
pub(super) const NO_TOKEN: i64 = 99_991_661;
pub(super) const TENANT_TOKEN: i64 = 99_991_663;
pub(super) const APP_TOKEN: i64 = 99_991_664;
pub(super) const USER_TOKEN: i64 = 99_991_668;
pub(super) const MALFORMED_TOKEN: i64 = 99_991_671;
pub(super) const APP_LACKS_SCOPE: i64 = 99_991_672;
pub(super) const TOKEN_EXPIRED: i64 = 99_991_677;
pub(super) const USER_LACKS_SCOPE: i64 = 99_991_679;
pub(super) const MISSING_PARAMETER: i64 = 10_003;
pub(super) const WRONG_APP_SECRET: i64 = 10_014;
pub(super) const UNKNOWN_APP: i64 = 99_991_543;

/// The page of general codes gives no HTTP status, the page on rate limits 429. 401 means that the token is invalid,
/// 403 that it is valid but of the wrong kind.
const PLATFORM: &[(i64, u16, &str)] = &[
    (BAD_REQUEST, 400, "bad request"),
    (MISSING_PARAMETER, 400, "invalid parameter"),
    (WRONG_APP_SECRET, 400, "app unauthorized"),
    (NO_SUCH_PATH, 404, "resource not find"),
    (WRONG_METHOD, 405, "request method doesn’t match"),
    (TOO_MANY_CALLS, 429, "request trigger frequency limit"),
    (UNKNOWN_APP, 400, "login_user invalid"),
    (NO_TOKEN, 401, "Need a token"),
    (TENANT_TOKEN, 401, "Invalid access token for authorization. Please make a request with token attached"),
    (APP_TOKEN, 401, "invalid app token"),
    (USER_TOKEN, 401, "Invalid access token for authorization. Please make a request with token attached."),
    (MALFORMED_TOKEN, 401, "Invalid token: must start with t-/u-"),
    (APP_LACKS_SCOPE, 403, "Access denied. One of the following scopes is required"),
    (TOKEN_EXPIRED, 401, "token expire"),
    (
        USER_LACKS_SCOPE,
        403,
        "Unauthorized. You do not have permission to perform the requested operation on the resource. Please request \
         user re-authorization and try again.",
    ),
    (PARAMETERS, 400, "parameter error"),
];

/// Messages that the service sends where the page has only a description of the code.
const SENT: &[(i64, &str)] = &[(WRONG_APP_SECRET, "app secret invalid"), (PARAMETERS, "field validation failed")];

/// The status of a code for which no page states one.
const ANY_STATUS: u16 = 400;

/// The status and the message of a code.
pub(super) fn status_and_message(spec: &Spec, number: i64) -> (u16, String) {
    let platform = PLATFORM.iter().find(|(known, _, _)| *known == number);
    let code = spec.errors.iter().find(|code| code.number == number);
    let status = code.and_then(|code| code.status).or(platform.map(|(_, status, _)| *status));
    let sent = SENT.iter().find(|(known, _)| *known == number).map(|(_, message)| (*message).to_owned());
    let message = sent.or_else(|| code.map(|code| filled_in(&code.message)));
    let message = message.or_else(|| platform.map(|(_, _, message)| (*message).to_owned()));
    (status.unwrap_or(ANY_STATUS), message.unwrap_or_else(|| "error".to_owned()))
}

/// Some messages on the pages contain placeholders of the service's own code.
fn filled_in(message: &str) -> String {
    message.replace("%v", "[]").replace("%s", "127.0.0.1")
}

/// The code for parameters that break a rule for which the endpoint has no code of its own. The service sends details
/// even where the page lists only the older code.
pub(super) fn for_parameters(spec: &Spec, endpoint: &Endpoint) -> i64 {
    let is_listed = |number: &i64| lists(spec, endpoint, *number);
    if ![INVALID_WITH_DETAILS, INVALID_PARAMETERS].iter().any(is_listed) {
        return PARAMETERS;
    }
    let has_details = spec.errors.iter().any(|code| code.number == INVALID_WITH_DETAILS);
    if has_details { INVALID_WITH_DETAILS } else { INVALID_PARAMETERS }
}

/// Whether the page of an endpoint lists a code.
pub(super) fn lists(spec: &Spec, endpoint: &Endpoint, number: i64) -> bool {
    endpoint.errors.iter().any(|error| spec.errors.get(error.0).is_some_and(|code| code.number == number))
}
