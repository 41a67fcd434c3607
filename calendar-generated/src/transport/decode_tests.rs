//! From an HTTP response to a decoded response or an error.

use std::error::Error as _;
use std::time::Duration;

use http::{HeaderMap, HeaderValue, StatusCode};
use proptest::prelude::*;

use super::tests::{Delete, Post, Reply};
use super::{decode, decode_strict, receive};
use crate::Retry;
use crate::{Empty, Error, ErrorKind};

fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
    pairs.iter().map(|(name, value)| (http::HeaderName::from_static(name), HeaderValue::from_static(value))).collect()
}

pub(super) fn answer(status: u16, body: &str) -> Result<Reply, Error> {
    let status = StatusCode::from_u16(status).expect("a status");
    decode::<Post>(status, &headers(&[("x-tt-logid", "HEADER"), ("content-type", "text/html")]), body.as_bytes())
}

pub(super) fn failure(status: u16, body: &str) -> Error {
    answer(status, body).err().unwrap_or_else(|| panic!("{body} was taken"))
}

#[test]
fn the_order_of_the_envelope_makes_no_difference() -> Result<(), Error> {
    let parts = [r#""code":0"#, r#""msg":"success""#, r#""data":{"name":"a","x":1}"#, r#""x":[{}]"#];
    for start in 0..parts.len() {
        let mut turned = parts;
        turned.rotate_left(start);
        assert_eq!(answer(200, &format!("{{{}}}", turned.join(",")))?.name, Some("a".into()));
        turned.reverse();
        assert_eq!(answer(200, &format!(" {{ {} }}\n", turned.join(" , ")))?.name, Some("a".into()));
    }
    Ok(())
}

#[test]
fn no_data_is_the_default_response() -> Result<(), Error> {
    for body in [
        r#"{"code":0}"#,
        r#"{"code":0,"data":null}"#,
        r#"{"data":null,"code":0}"#,
        r#"{"code":0,"msg":null,"data":{}}"#,
        r#"{"code":"0"}"#,
    ] {
        assert_eq!(answer(200, body)?, Reply::default(), "{body}");
    }
    for data in ["null", "{}", "{\"a\":[1]}", "[]", "\"\"", "7"] {
        let body = format!(r#"{{"code":0,"data":{data}}}"#);
        assert_eq!(decode::<Delete>(StatusCode::OK, &HeaderMap::new(), body.as_bytes())?, Empty, "{data}");
    }
    Ok(())
}

#[test]
fn a_code_is_an_error_with_any_status_and_data() {
    for status in [200, 400, 404, 500] {
        for data in ["null", "{}", "[1]", "\"x\"", r#"{"name":5}"#, r#"{"items":[[]]}"#] {
            for body in [
                format!(r#"{{"code":5,"msg":"no","data":{data}}}"#),
                format!(r#"{{"data":{data},"msg":"no","code":5}}"#),
            ] {
                let error = failure(status, &body);
                assert_eq!(
                    (error.code_number(), error.status(), error.message()),
                    (Some(5), Some(status), Some("no")),
                    "{body}"
                );
                assert_eq!((error.advice(), error.log_id()), (Some("Do five."), Some("HEADER")));
            }
        }
    }
    assert_eq!(failure(400, r#"{"code":"5"}"#).code_number(), Some(5));
    assert_eq!(failure(200, r#"{"code":-1}"#).code_number(), Some(-1));
}

#[cfg(feature = "client")]
#[test]
fn a_success_is_recognized_by_its_code_at_any_position() {
    let failure = |status: StatusCode, body: &str| {
        super::failure(
            (<Post as crate::Endpoint>::META, &crate::Special::NONE),
            status,
            &HeaderMap::new(),
            body.as_bytes(),
        )
    };
    for body in [r#"{"code":0,"data":{}}"#, r#"{ "code": 0 }"#, r#"{"data":{},"code":0}"#, r#"{"code":"0","x":1}"#] {
        assert!(failure(StatusCode::OK, body).is_none(), "{body}");
        assert!(failure(StatusCode::BAD_GATEWAY, body).is_some(), "{body}");
    }
    for body in [r#"{"code":5,"data":{}}"#, r#"{"data":{"code":0},"code":5}"#] {
        assert!(failure(StatusCode::OK, body).is_some(), "{body}");
    }
}

#[test]
fn details_of_a_failure_are_kept() {
    let body = r#"{"code":6,"msg":"no","error":{"log_id":"BODY","troubleshooter":"look","field_violations":[
        {"field":"a.b","value":"v","description":"bad"},{"field":7},3,{"description":"worse"}],"x":1}}"#;
    let error = failure(400, body);
    assert_eq!((error.log_id(), error.troubleshooter()), (Some("BODY"), Some("look")));
    let violations: Vec<_> = error.violations().iter().map(ToString::to_string).collect();
    assert_eq!(
        violations,
        [
            "`a.b` was rejected by the server: bad",
            "`7` was rejected by the server",
            "was rejected by the server: 3",
            "was rejected by the server: worse"
        ]
    );
    let json: serde_json::Value = serde_json::from_str(error.error_json().expect("an object")).expect("JSON");
    assert_eq!((&json["x"], &json["field_violations"][0]["value"]), (&1.into(), &"v".into()));
    // It can quote values of the request, which must not be logged.
    assert!(!format!("{error:?}").contains("field_violations"), "{error:?}");
}

#[test]
fn messages_about_single_parameters_are_kept_and_shown() {
    let body = r#"{"code":190014,"msg":"check details for more info.","error":{"details":[
        {"value":"The value of event_id(bad_id) is invalid."},{"key":"page_size","value":20},"odd",{"key":"k"}]}}"#;
    let error = failure(400, body);
    let details: Vec<_> = error.details().iter().map(|detail| (detail.key.as_str(), detail.value.as_str())).collect();
    assert_eq!(
        details,
        [("", "The value of event_id(bad_id) is invalid."), ("page_size", "20"), ("", "odd"), ("k", r#"{"key":"k"}"#)]
    );
    let line = error.to_string();
    let said = "check details for more info.; The value of event_id(bad_id) is invalid.; page_size: 20; odd";
    assert!(line.contains(said), "{line}");
}

#[test]
fn scopes_of_every_kind_count_as_missing() {
    let body = r#"{"code":99991672,"msg":"One of these is required: [calendar:calendar]","error":{"permission_violations":[
        {"type":"action_privilege_required","subject":"calendar:calendar"},{"type":"new_kind","subject":"a:b","description":"why"},
        {"subject":"c:d"},{"type":"t"}]}}"#;
    let error = failure(400, body);
    assert_eq!(error.missing_scopes().collect::<Vec<_>>(), ["calendar:calendar", "a:b", "c:d"]);
    let kinds: Vec<_> = error.permission_violations().iter().map(|violation| violation.kind.as_str()).collect();
    assert_eq!(kinds, ["action_privilege_required", "new_kind", ""]);
    assert_eq!(error.permission_violations()[1].description, "why");
    // Scopes that the message lists are not repeated.
    assert!(error.to_string().contains("[calendar:calendar]; required is one of: a:b, c:d — "), "{error}");
}

#[test]
fn everything_that_the_advice_refers_to_is_shown() {
    let shown = [
        ("details of the error", "key: THE DETAIL"),
        ("the message of the error", "THE MESSAGE"),
        ("the message names", "THE MESSAGE"),
        ("the scopes that the error names", "THE SCOPE"),
        ("log id", "THE LOG ID"),
    ];
    let error = r#"{"log_id":"THE LOG ID","details":[{"key":"key","value":"THE DETAIL"}],
        "permission_violations":[{"subject":"THE SCOPE"}],"troubleshooter":"THE LINK"}"#;
    let mut references = 0;
    for info in crate::CODES {
        let line =
            failure(400, &format!(r#"{{"code":{},"msg":"THE MESSAGE","error":{error}}}"#, info.number)).to_string();
        assert!(line.contains(info.advice) && line.contains("THE LINK"), "{line}");
        let mut advice = info.advice.to_lowercase();
        for (reference, part) in shown {
            if advice.contains(reference) {
                assert!(line.contains(part), "{reference}: {line}");
                advice = advice.replace(reference, "");
                references += 1;
            }
        }
        for word in ["error", "details", "header `x-", "the message", "answer"] {
            assert!(!advice.contains(word), "{} refers to something that may not be shown", info.advice);
        }
    }
    assert!(references > 8, "{references}");
}

#[test]
fn long_messages_of_the_server_are_truncated_to_one_line() {
    let long = "\\n\\u001b[31mx".repeat(50_000);
    let item = r#"{"field":"a\r","description":"\u001b[31m"},"#.repeat(20_000);
    let item = item.trim_end_matches(',');
    let mut bodies = vec![
        format!(r#"{{"code":191000,"msg":"{long}","error":{{"log_id":"L","troubleshooter":"{long}"}}}}"#),
        format!(r#"{{"code":191000,"error":{{"log_id":"{long}"}}}}"#),
        format!(r#"{{"code":191000,"error":{{"log_id":"L","field_violations":[{item}]}}}}"#),
        format!(r#"{{"code":191000,"error":{{"log_id":"L","details":[{{"key":"{long}","value":"{long}"}}]}}}}"#),
        format!(
            r#"{{"code":191000,"error":{{"log_id":"L","field_violations":[{{"field":"{long}","description":"{long}"}}]}}}}"#
        ),
        format!(
            r#"{{"code":191000,"error":{{"log_id":"L","permission_violations":[{{"type":"{long}","subject":"{long}"}}]}}}}"#
        ),
    ];
    for body in &bodies {
        let error = failure(400, body);
        assert!(error.violations().len() <= 1000);
        let line = error.to_string();
        assert!(line.contains("Do") || line.contains("Check the calendar ID.") && line.contains("[log id "), "{line}");
        let violations = error.violations().first().map(ToString::to_string).unwrap_or_default();
        for shown in [line, violations, format!("{error:?}")] {
            assert!(shown.len() < 17_000 && !shown.contains(char::is_control), "{} bytes", shown.len());
        }
        assert!(format!("{error:#?}").len() < 17_000);
    }
    bodies.push(format!(r#"{{"code":0,"data":{{"items":[{{"name":[]}}],"name":{{"{long}":1}}}}}}"#));
    bodies.push(format!(r#"{{"code":0,"data":"{long}"}}"#));
    for body in &bodies[6..] {
        let Err(error) = answer(200, body) else { continue };
        let source = error.source().map(ToString::to_string).unwrap_or_default();
        for shown in [error.to_string(), format!("{error:?}"), source] {
            assert!(shown.len() < 17_000, "{} bytes", shown.len());
        }
    }
}

#[test]
fn odd_details_never_hide_the_code() {
    for odd in [
        "null",
        "3",
        "\"text\"",
        "[]",
        r#"{"log_id":5,"field_violations":{},"troubleshooter":[]}"#,
        r#"{"field_violations":[null]}"#,
    ] {
        for body in
            [format!(r#"{{"code":5,"msg":{odd},"error":{odd}}}"#), format!(r#"{{"error":{odd},"msg":{odd},"code":5}}"#)]
        {
            let error = failure(400, &body);
            assert_eq!((error.code_number(), error.log_id()), (Some(5), Some("HEADER")), "{body}");
            assert!(error.violations().is_empty());
        }
    }
}

fn wait(status: u16, number: i64, pairs: &[(&'static str, &'static str)]) -> Option<u64> {
    let status = StatusCode::from_u16(status).expect("a status");
    let body = format!(r#"{{"code":{number}}}"#);
    let error = decode::<Post>(status, &headers(pairs), body.as_bytes()).expect_err("a code");
    error.retry_after().map(|wait| wait.as_secs())
}

#[test]
fn the_reset_header_counts_for_rate_limits_only() {
    let wait = |number, value| wait(400, number, &[("x-ogw-ratelimit-reset", value)]);
    assert_eq!((wait(9, "52"), wait(99_991_400, "1")), (Some(52), Some(1)));
    assert_eq!([wait(5, "52"), wait(9, "-1"), wait(9, "soon"), wait(9, "")], [None; 4]);
    assert_eq!(["86401", "99999999999999999999999"].map(|value| wait(9, value)), [Some(86_400); 2]);
}

#[test]
fn retry_after_counts_for_a_rate_limit_and_for_a_service_that_is_not_available() {
    let after = |status, value| wait(status, 7, &[("retry-after", value)]);
    assert_eq!(
        [after(429, "52"), after(503, "52"), after(502, "52"), after(400, "52")],
        [Some(52), Some(52), None, None]
    );
    assert_eq!([after(503, ""), after(503, "-1"), after(503, "soon")], [None; 3]);
    let both = [("x-ogw-ratelimit-reset", "3"), ("retry-after", "2")];
    assert_eq!((wait(429, 7, &both), wait(503, 7, &both)), (Some(3), Some(2)));
    // A body without a code, like that of a gateway.
    let status = StatusCode::SERVICE_UNAVAILABLE;
    let error = decode::<Post>(status, &headers(&[("retry-after", "52")]), b"<html>").expect_err("HTML");
    assert_eq!((error.retry_after(), error.retry()), (Some(Duration::from_secs(52)), Retry::Backoff));
}

#[test]
fn retry_after_can_be_a_date_by_the_clock_of_the_server() {
    let until = |date| wait(429, 7, &[("date", "Sun, 06 Nov 1994 08:49:37 GMT"), ("retry-after", date)]);
    assert_eq!(until("Sun, 06 Nov 1994 08:50:37 GMT"), Some(60));
    assert_eq!(until("Sun, 06 Nov 1994 08:49:00 GMT"), Some(0));
    assert_eq!(until("Sat, 06 Nov 2094 08:49:00 GMT"), Some(86_400));
    // Without the server's clock, by ours.
    assert_eq!(wait(429, 7, &[("retry-after", "Sun, 06 Nov 1994 08:49:00 GMT")]), Some(0));
}

#[test]
fn a_status_of_failure_is_an_error_even_with_code_zero() {
    for status in [301, 404, 500] {
        let error = failure(status, r#"{"code":0,"msg":"success","data":{"name":7}}"#);
        assert_eq!(error.kind(), ErrorKind::Http, "{error}");
        assert_eq!((error.status(), error.log_id()), (Some(status), Some("HEADER")));
    }
}

#[test]
fn a_response_that_is_not_of_the_api_is_shown() {
    for (status, body) in [
        (502, "<html>Bad\r\nGateway</html>"),
        (200, "<html>login</html>"),
        (200, ""),
        (500, "{}"),
        (200, r#"{"name":"a"}"#),
        (200, "[0]"),
        (200, r#"{"code":null}"#),
    ] {
        let error = failure(status, body);
        let kind = if status == 200 { ErrorKind::Decode } else { ErrorKind::Http };
        assert_eq!(error.kind(), kind, "{body}");
        let line = error.to_string();
        assert!(line.contains(&format!("HTTP {status}")) && line.contains("text/html"), "{line}");
        assert!(line.contains(&body.replace("\r\n", r"\r\n")) && !line.contains('\n'), "{line}");
    }
    assert_eq!(failure(502, "x").retry(), Retry::Backoff);
}

#[test]
fn strict_decoding_names_the_field_and_the_place_of_data_of_another_shape() {
    let cases = [
        (
            r#"{"code":0,"data":{"items":[{},{"name":5}]}}"#,
            "`data.items[1].name`: invalid type: integer `5`, expected a string at line 1 column 39",
        ),
        (
            "{\"data\":{\"items\":[\n7]},\"code\":0}",
            "`data.items[0]`: invalid type: integer `7`, expected an object (`Reply`) at line 2 column 1",
        ),
        (r#"{"code":0,"data":[]}"#, "`data`: invalid type: sequence, expected an object (`Reply`) at line 1 column 17"),
        (r#"{"code":0,"data":{"name":"#, "`data.name`: EOF while parsing a value at line 1 column 25"),
    ];
    for (body, message) in cases {
        let headers = headers(&[("x-tt-logid", "HEADER")]);
        let error = decode_strict::<Post>(StatusCode::OK, &headers, body.as_bytes()).expect_err(body);
        assert_eq!(error.kind(), ErrorKind::Decode, "{error}");
        assert_eq!(error.source().map(ToString::to_string).as_deref(), Some(message), "{body}");
        assert_eq!((error.status(), error.log_id()), (Some(200), Some("HEADER")));
        assert!(error.to_string().contains(message), "{error}");
    }
}

#[test]
fn an_undecodable_value_drops_only_its_field_or_item() -> Result<(), Error> {
    let body =
        r#"{"code":0,"data":{"name":["x"],"items":[{"name":"a"},7,{"name":{},"items":[{"name":5},null]}],"x":1}}"#;
    let turned = r#"{"data":{"items":[{"name":"a"},7,{"items":[{"name":5},null],"name":{}}],"name":["x"]},"code":0}"#;
    for body in [body, turned] {
        let received = receive::<Post>(StatusCode::OK, &HeaderMap::new(), body.as_bytes().to_vec())?;
        let mut skipped: Vec<_> = received.skipped.iter().map(ToString::to_string).collect();
        skipped.sort();
        assert_eq!(
            skipped,
            [
                "`data.items[1]`: invalid type: number, expected an object (`Reply`)",
                "`data.items[2].items[1]`: invalid type: null, expected an object (`Reply`)",
                "`data.items[2].name`: invalid type: map, expected a string",
                "`data.name`: invalid type: sequence, expected a string",
            ]
        );
        let named = |name: &str| Reply { name: Some(name.into()), ..Reply::default() };
        let last = Reply { items: vec![named("5")], ..Reply::default() };
        assert_eq!(received.value, Reply { name: None, items: vec![named("a"), last] });
        assert_eq!(answer(200, body)?, received.value);
        assert_eq!(received.raw.get("/items/1"), Some(&7.into()));
        assert_eq!(received.raw.as_str(), body);
    }
    Ok(())
}

#[test]
fn a_field_that_no_page_lists_is_reachable() -> Result<(), Error> {
    let body = r#"{"code":0,"data":{"items":[{"name":"a","self_rsvp_status":"tentative"}]},"msg":"success"}"#;
    let received = receive::<Post>(StatusCode::OK, &HeaderMap::new(), body.as_bytes().to_vec())?;
    assert_eq!(received.raw.get("/items/0/self_rsvp_status"), Some(&"tentative".into()));
    assert_eq!((received.raw.get("/items/1"), received.skipped.len()), (None, 0));
    assert!(!format!("{received:?}").contains("tentative"), "{received:?}");
    Ok(())
}

#[test]
fn deep_nesting_is_an_error_and_not_a_crash() {
    let deep = format!("{}7{}", r#"{"items":["#.repeat(50_000), "]}".repeat(50_000));
    for body in
        [format!(r#"{{"code":0,"data":{deep}}}"#), format!(r#"{{"code":0,"data":{{"name":[],"items":[{deep}]}}}}"#)]
    {
        drop(answer(200, &body));
    }
}

#[test]
fn a_truncated_response_is_not_shown() {
    for body in [
        r#"{"code":0,"data":{"name":"s3cret"}"#,
        r#"{"code":0,"msg":"s3cret"#,
        r#"{"data":{"name":"s3cret"}"#,
        r#"{"data":{"name":"s3cret"},"code":0,"#,
        r#"{"code":0,"data":{"name":"s3cret"}}}"#,
    ] {
        let error = failure(200, body);
        assert_eq!(error.kind(), ErrorKind::Decode, "{error}");
        assert!(!format!("{error} {error:?}").contains("s3cret"), "{error:?}");
    }
    // With any status, and without a code.
    for body in [
        r#"{"code":0,"msg":"ok","tenant_access_token":"s3cret","expire":7200}"#,
        r#"{"code":0,"data":{"name":"s3cret"}}"#,
        r#"{"msg":"ok","data":{"name":"s3cret"}}"#,
        r#" {"refresh_token":"s3cret"}"#,
        r#"{"access_token":"s3cret"#,
    ] {
        for status in [200, 400, 502] {
            let Err(error) = answer(status, body) else { continue };
            assert!(!format!("{error} {error:?}").contains("s3cret"), "{status} {error:?}");
        }
        assert!(failure(502, body).to_string().contains("not shown"), "{body}");
    }
    for body in [r#"{"code":5,"msg":"why"#, r#"{"data":{},"code":5,"msg":"why"#] {
        let line = failure(400, body).to_string();
        assert!(line.contains("why"), "{line}");
    }
}

#[test]
fn an_oauth_error_has_its_reason() {
    let body = r#"{"code":20068,"error":"invalid_scope","error_description":"Not permitted."}"#;
    assert!(failure(400, body).to_string().contains("code 20068 (HTTP 400): Not permitted."));
}

#[test]
fn trailing_characters_are_an_error() {
    assert_eq!(failure(200, r#"{"code":0,"data":{}} x"#).kind(), ErrorKind::Decode);
    assert_eq!(failure(200, r#"{"code":0,"data":{}}{"code":0}"#).kind(), ErrorKind::Decode);
}

proptest! {
    #[test]
    fn no_response_makes_the_decoder_panic(status in 100_u16..1000, body in any::<Vec<u8>>()) {
        let status = StatusCode::from_u16(status).expect("a status");
        let error = decode::<Post>(status, &HeaderMap::new(), &body).err();
        prop_assert!(error.is_none_or(|error| !error.to_string().contains('\n')));
    }

    #[test]
    fn any_message_of_the_server_stays_on_one_line(message in any::<String>(), field in any::<String>()) {
        let quoted = |text: &str| serde_json::Value::from(text).to_string();
        let body = format!(r#"{{"code":6,"msg":{},"error":{{"field_violations":[{{"field":{}}}]}}}}"#, quoted(&message), quoted(&field));
        let error = failure(400, &body);
        prop_assert_eq!(error.message(), Some(message.as_str()));
        prop_assert!(!error.to_string().contains(char::is_control), "{}", error);
    }
}
