//! Responses in undocumented forms.

use http::{HeaderMap, StatusCode};
use serde_json::{Value, json};

use super::decode_tests::{answer, failure};
use super::receive;
use super::tests::{Post, Reply};
use crate::check::ViolationKind;
use crate::{Error, ErrorKind};

#[test]
fn error_details_are_decoded_in_any_shape() {
    let said = |error: &str| failure(400, &format!(r#"{{"code":190014,"msg":"no","error":{error}}}"#));
    for details in [
        r#"[{"key":"a","value":"b"}]"#,
        r#"{"key":"a","value":"b"}"#,
        r#"{"a":"b"}"#,
        r#""[{\"key\":\"a\",\"value\":\"b\"}]""#,
    ] {
        for error in
            [format!(r#"{{"details":{details}}}"#), Value::from(format!(r#"{{"details":{details}}}"#)).to_string()]
        {
            let error = said(&error);
            let details: Vec<_> = error.details().iter().map(|detail| (&*detail.key, &*detail.value)).collect();
            assert_eq!(details, [("a", "b")], "{:?}", error.error_json());
            assert!(error.to_string().contains("a: b"), "{error}");
        }
    }
    for (details, value) in
        [("\"b\"", "b"), ("[\"b\"]", "b"), ("[[1]]", "[1]"), ("7", "7"), ("[{\"value\":{\"c\":1}}]", "{\"c\":1}")]
    {
        let error = said(&format!(r#"{{"details":{details}}}"#));
        assert_eq!(error.details().iter().map(|detail| &*detail.value).collect::<Vec<_>>(), [value], "{details}");
    }
    for nothing in ["null", "[]", "{}", "[null]", "\"\""] {
        let error =
            said(&format!(r#"{{"details":{nothing},"field_violations":{nothing},"permission_violations":{nothing}}}"#));
        assert!(error.details().is_empty() && error.violations().is_empty(), "{nothing}: {error}");
        assert_eq!(error.permission_violations(), [], "{nothing}");
    }
}

#[test]
fn field_violations_are_decoded_under_other_names() {
    for violations in [
        r#""field_violations":[{"field":"page_size","value":"20","description":"at least 50"}]"#,
        r#""field_violations":[{"field":"page_size","value":20,"message":"at least 50"}]"#,
        r#""field_violations":{"field":"page_size","value":20,"reason":"at least 50"}"#,
        r#""fieldViolations":[{"name":"page_size","value":"20","description":"at least 50"}]"#,
        r#""violations":[{"key":"page_size","value":20,"description":"at least 50"}]"#,
    ] {
        let error = failure(400, &format!(r#"{{"code":99992402,"error":{{{violations}}}}}"#));
        let [violation] = error.violations() else { panic!("{violations}") };
        assert_eq!(&*violation.path, "page_size", "{violations}");
        let ViolationKind::Server { value, .. } = &violation.kind else { panic!("{violations}") };
        assert_eq!(value.expose(), "20", "{violations}");
        assert!(error.to_string().contains("page_size") && error.to_string().contains("at least 50"), "{error}");
    }
    for violations in [r#"{"page_size":"at least 50"}"#, r#"["page_size: at least 50"]"#] {
        let error = failure(400, &format!(r#"{{"code":99992402,"error":{{"field_violations":{violations}}}}}"#));
        assert!(error.to_string().contains("page_size") && error.to_string().contains("at least 50"), "{error}");
    }
}

#[test]
fn missing_scopes_are_found_in_every_place() {
    let message = "One of the following scopes is required: [calendar:calendar, calendar:calendar:readonly].\
                   应用尚未开通所需的应用身份权限：[calendar:calendar, calendar:calendar:readonly]";
    let scopes = |code: i64, error: &str| {
        let body = json!({ "code": code, "msg": message, "error": serde_json::from_str::<Value>(error).ok() });
        let error = failure(400, &body.to_string());
        error.missing_scopes().map(str::to_owned).collect::<Vec<_>>()
    };
    let both = ["calendar:calendar", "calendar:calendar:readonly"];
    for absent in ["null", "{}", "[]", r#"{"permission_violations":null}"#, r#"{"permission_violations":[]}"#] {
        assert_eq!(scopes(99_991_672, absent), both, "{absent}");
    }
    assert_eq!(scopes(190_002, "{}"), [""; 0], "another code says nothing about scopes");
    for one in [
        r#"{"permission_violations":[{"type":"new","subject":"a:b"}]}"#,
        r#"{"permission_violations":[{"scope":"a:b"}]}"#,
        r#"{"permission_violations":["a:b"]}"#,
        r#"{"permission_violations":{"type":"x","subject":"a:b"}}"#,
        r#"{"permissionViolations":[{"subject":"a:b"}]}"#,
    ] {
        assert_eq!(scopes(99_991_679, one), ["a:b"], "{one}");
    }
}

#[test]
fn code_and_message_are_decoded_in_other_forms() {
    for code in ["190014", "\"190014\"", "190014.0", "\" 190014 \""] {
        let error = failure(400, &format!(r#"{{"code":{code},"msg":{{"zh":"no"}}}}"#));
        assert_eq!((error.code_number(), error.message()), (Some(190_014), Some(r#"{"zh":"no"}"#)), "{code}");
    }
    for code in ["0", "\"0\"", "0.0", "-0"] {
        assert!(answer(200, &format!(r#"{{"code":{code},"data":{{"name":"a"}}}}"#)).is_ok(), "{code}");
    }
}

#[test]
fn data_is_decoded_in_other_forms() -> Result<(), Error> {
    let named = Reply { name: Some("a".into()), ..Reply::default() };
    for data in [r#"{"name":"a"}"#, r#""{\"name\":\"a\"}""#] {
        for body in [format!(r#"{{"code":0,"data":{data}}}"#), format!(r#"{{"data":{data},"code":0}}"#)] {
            assert_eq!(answer(200, &body)?, named, "{body}");
            assert_eq!(answer(200, &format!("\u{feff}{body}"))?, named, "with a byte order mark");
        }
    }
    for data in ["[]", "{}", "null", "\"\"", "\"null\""] {
        assert_eq!(answer(200, &format!(r#"{{"code":0,"data":{data}}}"#))?, Reply::default(), "{data}");
    }
    for data in ["[1]", "7", "\"x\"", "true"] {
        assert_eq!(failure(200, &format!(r#"{{"code":0,"data":{data}}}"#)).kind(), ErrorKind::Decode, "{data}");
    }
    let body = "\u{feff}{\"code\":0,\"data\":{\"x\":1}}".as_bytes().to_vec();
    let received = receive::<Post>(StatusCode::OK, &HeaderMap::new(), body)?;
    assert_eq!(received.raw.get("/x"), Some(&1.into()));
    Ok(())
}
