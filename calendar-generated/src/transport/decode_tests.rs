//! From an answer to a response or an error.

use std::error::Error as _;
use std::time::Duration;

use http::{HeaderMap, HeaderValue, StatusCode};
use proptest::prelude::*;

use super::tests::{Delete, Post, Reply};
use super::{decode, decode_strict, receive};
use crate::endpoint::Retry;
use crate::{Empty, Error};

fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
    pairs.iter().map(|(name, value)| (http::HeaderName::from_static(name), HeaderValue::from_static(value))).collect()
}

fn answer(status: u16, body: &str) -> Result<Reply, Error> {
    let status = StatusCode::from_u16(status).expect("a status");
    decode::<Post>(status, &headers(&[("x-tt-logid", "HEADER"), ("content-type", "text/html")]), body.as_bytes())
}

fn failure(status: u16, body: &str) -> Error {
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
fn a_code_is_an_error_whatever_the_status_and_the_data() {
    for status in [200, 400, 404, 500] {
        for data in ["null", "{}", "[1]", "\"x\"", r#"{"name":5}"#, r#"{"items":[[]]}"#] {
            for body in [
                format!(r#"{{"code":5,"msg":"no","data":{data}}}"#),
                format!(r#"{{"data":{data},"msg":"no","code":5}}"#),
            ] {
                let error = failure(status, &body);
                assert_eq!(
                    (error.number(), error.status(), error.message()),
                    (Some(5), Some(status), Some("no")),
                    "{body}"
                );
                assert_eq!((error.advice(), error.log_id()), (Some("Do five."), Some("HEADER")));
            }
        }
    }
    assert_eq!(failure(400, r#"{"code":"5"}"#).number(), Some(5));
    assert_eq!(failure(200, r#"{"code":-1}"#).number(), Some(-1));
}

#[cfg(feature = "client")]
#[test]
fn a_success_is_told_by_its_code_wherever_it_stands() {
    let failure = |status: StatusCode, body: &str| {
        super::failure(<Post as crate::Endpoint>::META, status, &HeaderMap::new(), body.as_bytes())
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
        {"field":"a.b","value":"v","description":"bad"},{"field":7},3,{"description":"worse"}],
        "permission_violations":[{"type":"action_privilege_required","subject":"calendar:calendar"},{"type":"t"}],"x":1}}"#;
    let error = failure(400, body);
    assert_eq!((error.log_id(), error.troubleshooter()), (Some("BODY"), Some("look")));
    let violations: Vec<_> = error.violations().iter().map(ToString::to_string).collect();
    assert_eq!(
        violations,
        ["`a.b` was refused by the server: bad", "was refused by the server", "was refused by the server: worse"]
    );
    let [permission] = error.permission_violations() else { panic!("{error:?}") };
    assert_eq!(
        (permission.kind.as_str(), permission.subject.as_str()),
        ("action_privilege_required", "calendar:calendar")
    );
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
            assert_eq!((error.number(), error.log_id()), (Some(5), Some("HEADER")), "{body}");
            assert!(error.violations().is_empty());
        }
    }
}

#[test]
fn the_reset_of_the_rate_limit_is_read_where_it_counts() {
    let pause = |number: i64, value| {
        let headers = headers(&[("x-ogw-ratelimit-reset", value)]);
        let body = format!(r#"{{"code":{number}}}"#);
        decode::<Post>(StatusCode::BAD_REQUEST, &headers, body.as_bytes()).expect_err("a code").retry_after()
    };
    assert_eq!(pause(9, "52"), Some(Duration::from_secs(52)));
    assert_eq!(pause(99_991_400, "1"), Some(Duration::from_secs(1)));
    assert_eq!([pause(5, "52"), pause(9, "-1"), pause(9, "soon"), pause(9, "")], [None; 4]);
}

#[test]
fn a_status_of_failure_is_an_error_even_with_code_zero() {
    for status in [301, 404, 500] {
        let error = failure(status, r#"{"code":0,"msg":"success","data":{"name":7}}"#);
        assert!(error.is_http() && !error.is_decode(), "{error}");
        assert_eq!((error.status(), error.log_id()), (Some(status), Some("HEADER")));
    }
}

#[test]
fn an_answer_that_is_not_of_the_api_is_shown() {
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
        assert_eq!((error.is_http(), error.is_decode()), (status != 200, status == 200), "{body}");
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
        assert!(error.is_decode() && !error.is_http(), "{error}");
        assert_eq!(error.source().map(ToString::to_string).as_deref(), Some(message), "{body}");
        assert_eq!((error.status(), error.log_id()), (Some(200), Some("HEADER")));
        assert!(error.to_string().contains(message), "{error}");
    }
}

#[test]
fn a_value_that_cannot_be_read_costs_its_field_or_item_alone() -> Result<(), Error> {
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
fn what_is_nested_too_deeply_is_an_error_and_never_a_crash() {
    let deep = format!("{}7{}", r#"{"items":["#.repeat(50_000), "]}".repeat(50_000));
    for body in
        [format!(r#"{{"code":0,"data":{deep}}}"#), format!(r#"{{"code":0,"data":{{"name":[],"items":[{deep}]}}}}"#)]
    {
        drop(answer(200, &body));
    }
}

#[test]
fn a_response_that_is_cut_off_is_not_shown() {
    for body in [
        r#"{"code":0,"data":{"name":"s3cret"}"#,
        r#"{"code":0,"msg":"s3cret"#,
        r#"{"data":{"name":"s3cret"}"#,
        r#"{"data":{"name":"s3cret"},"code":0,"#,
        r#"{"code":0,"data":{"name":"s3cret"}}}"#,
    ] {
        let error = failure(200, body);
        assert!(error.is_decode(), "{error}");
        assert!(!format!("{error} {error:?}").contains("s3cret"), "{error:?}");
    }
    // Whatever the status is, and without a code.
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
fn an_error_of_oauth_says_why() {
    let body = r#"{"code":20068,"error":"invalid_scope","error_description":"Not permitted."}"#;
    assert!(failure(400, body).to_string().contains("code 20068 (HTTP 400): Not permitted."));
}

#[test]
fn what_follows_the_envelope_is_an_error() {
    assert!(failure(200, r#"{"code":0,"data":{}} x"#).is_decode());
    assert!(failure(200, r#"{"code":0,"data":{}}{"code":0}"#).is_decode());
}

proptest! {
    #[test]
    fn no_answer_makes_decoding_panic(status in 100_u16..1000, body in any::<Vec<u8>>()) {
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
