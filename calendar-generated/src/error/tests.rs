//! The line that each kind of failure prints, and the results of its accessors.

use std::error::Error as StdError;
use std::io;

use http::StatusCode;

use super::*;
use crate::Text;
use crate::check::ViolationKind;

static GONE: CodeInfo = CodeInfo {
    number: 191_000,
    status: 404,
    message: "calendar not found",
    advice: "Check the calendar ID.",
    retry: Retry::Never,
};

fn api(number: i64, status: StatusCode) -> ApiFailure {
    ApiFailure {
        status,
        number,
        message: "calendar\nnot found".into(),
        info: (number == GONE.number).then_some(&GONE),
        log_id: Some("2024LOG".into()),
        troubleshooter: Some("see the page".into()),
        violations: Vec::new(),
        permission_violations: Vec::new(),
        details: Vec::new(),
        object: None,
        retry_after: None,
    }
}

fn of_api(failure: ApiFailure) -> Error {
    Error::new(Kind::Api(failure)).of("calendar.get")
}

#[test]
fn an_error_code_prints_all_details_on_one_line() {
    let error = of_api(api(191_000, StatusCode::NOT_FOUND));
    let line = r"calendar.get: code 191000 (HTTP 404): calendar\nnot found — Check the calendar ID. — see the page [log id 2024LOG]";
    assert_eq!(error.to_string(), line);
    assert_eq!((error.code_number(), error.status(), error.log_id()), (Some(191_000), Some(404), Some("2024LOG")));
    assert_eq!((error.message(), error.advice()), (Some("calendar\nnot found"), Some("Check the calendar ID.")));
    assert_eq!((error.info(), error.retry(), error.code::<i64>()), (Some(&GONE), Retry::Never, Some(191_000)));
    assert_eq!(error.kind(), ErrorKind::Api);
}

#[test]
fn a_deleted_item_is_not_found_although_its_status_is_forbidden() {
    for (number, is_not_found) in [(191_002, false), (191_003, true), (193_002, false), (193_003, true)] {
        let error = of_api(api(number, StatusCode::FORBIDDEN));
        assert_eq!((error.is_not_found(), error.is_permission()), (is_not_found, !is_not_found), "{number}");
    }
}

#[test]
fn only_a_status_about_permissions_is_a_lack_of_permission() {
    let about_rights = [191_002, 193_002, 194_001, 194_002, 194_003, 195_000, 195_101, 195_107];
    let about_other_things = [190_006, 190_011, 190_012, 191_003, 191_004, 193_003, 195_104, 195_105];
    let documented = crate::CODES.iter().filter(|code| code.status == 403).map(|code| code.number);
    for number in documented {
        let error = of_api(api(number, StatusCode::FORBIDDEN));
        assert_eq!(error.is_permission(), about_rights.contains(&number), "{number}");
        assert!(error.is_permission() != about_other_things.contains(&number), "{number} is in neither list");
    }
    assert!(of_api(api(7, StatusCode::FORBIDDEN)).is_permission());
}

#[test]
fn an_unknown_code_prints_the_message_of_the_server() {
    let mut failure = api(7, StatusCode::OK);
    failure.violations.push(Violation::new(
        "user_ids".into(),
        ViolationKind::Server { description: "too\nfew".into(), value: "s3cret".into() },
    ));
    failure.retry_after = Some(Duration::from_secs(52));
    let error = of_api(failure);
    let line = r"calendar.get: code 7 (HTTP 200): calendar\nnot found; `user_ids` was rejected by the server: too\nfew — see the page (wait 52 s) [log id 2024LOG]";
    assert_eq!(error.to_string(), line);
    assert!(!format!("{error:?}").contains("s3cret"));
    assert_eq!(
        (error.violations().len(), error.advice(), error.retry_after()),
        (1, None, Some(Duration::from_secs(52)))
    );
}

#[test]
fn the_code_decides_about_a_retry_or_else_the_status() {
    let retry = |number, status| of_api(api(number, status)).retry();
    assert_eq!(retry(191_000, StatusCode::TOO_MANY_REQUESTS), Retry::Never);
    assert_eq!(retry(7, StatusCode::TOO_MANY_REQUESTS), Retry::RateLimit);
    assert_eq!(retry(99_991_400, StatusCode::BAD_REQUEST), Retry::RateLimit);
    assert_eq!(retry(7, StatusCode::BAD_GATEWAY), Retry::Backoff);
    assert_eq!(retry(7, StatusCode::UNAUTHORIZED), Retry::NewToken);
    assert_eq!(retry(7, StatusCode::BAD_REQUEST), Retry::Never);
    assert!(of_api(api(99_991_400, StatusCode::BAD_REQUEST)).is_rate_limited());
}

#[test]
fn violations_print_on_one_line_and_are_the_source() {
    let violations = ["a", "b"].map(|path| Violation::new(path.into(), ViolationKind::PathSegment));
    let invalid = ValidationError::from_violations(violations.into()).expect("two");
    let error = Error::from(invalid);
    let line = "not sent, since `a` is empty, `.` or `..`, which cannot be part of a path; \
                `b` is empty, `.` or `..`, which cannot be part of a path";
    assert_eq!(error.to_string(), line);
    assert_eq!(error.kind(), ErrorKind::Validation);
    assert_eq!((error.violations().len(), error.retry(), error.endpoint()), (2, Retry::Never, None));
    assert!(error.source().is_some_and(<dyn StdError>::is::<ValidationError>));
}

/// An error with a cause, like those of HTTP libraries.
#[derive(Debug)]
struct Outer(io::Error);

impl std::fmt::Display for Outer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("error sending request")
    }
}

impl StdError for Outer {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(&self.0)
    }
}

#[test]
fn network_failures_print_the_innermost_cause_and_keep_the_chain() {
    let failed = |stage| {
        let source = Outer(io::Error::other("certificate expired"));
        Error::new(Kind::Transport { stage, source: source.into() }).of("calendar.get")
    };
    let error = failed(Stage::Connect);
    assert_eq!(error.to_string(), "calendar.get: no connection; nothing was sent (certificate expired)");
    assert_eq!(error.kind(), ErrorKind::Connect);
    let outer = error.source().expect("the error of reqwest");
    let chain = [Some(outer), outer.source()].map(|error| error.map(ToString::to_string).unwrap_or_default());
    assert_eq!(chain, ["error sending request", "certificate expired"]);
    let kinds = [Stage::Timeout, Stage::Exchange].map(|stage| failed(stage).kind());
    assert_eq!(kinds, [ErrorKind::Timeout, ErrorKind::ConnectionLost]);
    assert_eq!(failed(Stage::Timeout).retry(), Retry::Backoff);
}

#[test]
fn a_cause_of_any_length_is_one_line_that_ends() {
    let source = io::Error::other("\u{1b}[31m\n".repeat(1_000_000)).into();
    let line = Error::new(Kind::Transport { stage: Stage::Connect, source }).to_string();
    assert!(line.len() < 17_000 && line.contains("\\u{1b}[31m\\n") && line.ends_with("…)"), "{} bytes", line.len());
    assert!(!line.contains(char::is_control));
}

#[test]
fn a_response_that_is_too_long_says_how_to_allow_it() {
    let error = Error::new(Kind::TooLarge { limit: 5, status: StatusCode::OK, log_id: Some(Text::from("L")) });
    assert_eq!(
        error.to_string(),
        "the response has more than 5 bytes; allow more with `max_response_bytes` [log id L]"
    );
    assert_eq!(error.kind(), ErrorKind::TooLarge);
    assert_eq!(error.status(), Some(200));
}

#[test]
fn an_error_is_one_word_wide_and_is_send_and_sync() {
    fn is_send_and_sync<T: Send + Sync + 'static>() {}
    is_send_and_sync::<Error>();
    assert_eq!(size_of::<Error>(), size_of::<usize>());
}
