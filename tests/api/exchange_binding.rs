//! Exchange bindings: the examples of the reference pages, the limits, and calls over HTTP.

use calendar_generated::exchange_binding::{Create, Delete, Get};
use calendar_generated::types::{ExchangeBinding, ExchangeBindingId, ExchangeSyncStatus, UserIdType};
use serde_json::{Value, json};

use crate::support::{
    Answer, Server, USER_TOKEN, assert_errors_arrive, body, path_and_query, success, user, violations,
};

/// The example of the pages `create` and `get`, and of the introduction.
fn binding() -> Value {
    json!({
        "admin_account": "email_admin_example@outlook.com",
        "exchange_account": "email_account_example@outlook.com",
        "user_id": "ou_xxxxxxxxxxxxxxxxxx",
        "status": "doing",
        "exchange_binding_id":
            "ZW1haWxfYWRtaW5fZXhhbXBsZUBvdXRsb29rLmNvbSBlbWFpbF9hY2NvdW50X2V4YW1wbGVAb3V0bG9vay5jb20="
    })
}

fn id() -> ExchangeBindingId {
    binding()["exchange_binding_id"].as_str().unwrap().into()
}

#[test]
fn the_request_example_is_built_and_encodes_to_the_same_json() {
    let request = Create::builder()
        .admin_account("email_admin_example@outlook.com")
        .exchange_account("email_account_example@outlook.com")
        .user_id("ou_xxxxxxxxxxxxxxxxxx")
        .build()
        .unwrap();
    let example = json!({
        "admin_account": "email_admin_example@outlook.com",
        "exchange_account": "email_account_example@outlook.com",
        "user_id": "ou_xxxxxxxxxxxxxxxxxx"
    });
    assert_eq!(body(&request), example);
}

#[test]
fn a_request_without_any_field_is_an_empty_object() {
    let request = Create::builder().build().unwrap();
    assert_eq!(body(&request), json!({}));
    assert_eq!(path_and_query(&request), "/open-apis/calendar/v4/exchange_bindings");
}

#[test]
fn the_response_example_decodes_and_encodes_to_the_same_json() {
    let decoded: ExchangeBinding = serde_json::from_value(binding()).unwrap();
    assert_eq!(decoded.status, Some(ExchangeSyncStatus::Doing));
    assert_eq!(decoded.exchange_binding_id, Some(id()));
    assert_eq!(serde_json::to_value(&decoded).unwrap(), binding());
}

#[test]
fn an_account_has_1_to_500_characters() {
    for (length, allowed) in [(0, false), (1, true), (500, true), (501, false)] {
        // One character of one byte, one of four.
        for character in ["a", "😀"] {
            let account = character.repeat(length);
            let built = Create::builder().admin_account(&*account).exchange_account(&*account).build();
            if allowed {
                assert_eq!(body(&built.unwrap())["admin_account"], account.as_str());
            } else {
                assert_eq!(violations(built).len(), 2, "{length} times {character}");
            }
        }
    }
}

#[test]
fn a_broken_limit_is_reported_with_its_path_and_what_is_allowed() {
    let built = Create::builder().admin_account("😀".repeat(501)).build();
    let violations = violations(built);
    assert_eq!(violations, ["`admin_account` is 501 characters long; 1 to 500 are allowed"]);
}

#[test]
fn an_unchecked_request_is_sent_unchanged() {
    let request = Create::builder().admin_account("").build_unchecked();
    assert_eq!(body(&request), json!({ "admin_account": "" }));
    assert!(request.validate().is_err());
}

#[test]
fn an_id_is_one_encoded_segment_and_the_default_of_a_parameter_is_not_sent() {
    let request = Get::builder().exchange_binding_id("a/b=?c").build().unwrap();
    assert_eq!(path_and_query(&request), "/open-apis/calendar/v4/exchange_bindings/a%2Fb%3D%3Fc");
    let request = Get::builder().exchange_binding_id("a").user_id_type(UserIdType::UnionId).build().unwrap();
    assert_eq!(path_and_query(&request), "/open-apis/calendar/v4/exchange_bindings/a?user_id_type=union_id");
}

#[tokio::test]
async fn create_get_and_delete_work_over_http() {
    let server = Server::start(Answer::Json(200, success(&binding())));
    let request = Create::builder().admin_account("admin@example.com").user_id_type("open_id").build().unwrap();
    let created = user(&server).send(&request).await.unwrap();
    assert_eq!(serde_json::to_value(created).unwrap(), binding());
    let seen = server.request();
    assert_eq!(seen.line, "POST /open-apis/calendar/v4/exchange_bindings?user_id_type=open_id HTTP/1.1");
    assert_eq!(seen.header("authorization"), Some(format!("Bearer {USER_TOKEN}").as_str()));
    assert_eq!(seen.header("content-type"), Some("application/json; charset=utf-8"));
    assert_eq!(seen.json(), json!({ "admin_account": "admin@example.com" }));

    let server = Server::start(Answer::Json(200, success(&binding())));
    let got = user(&server).send(&Get::builder().exchange_binding_id(id()).build().unwrap()).await.unwrap();
    assert_eq!(got.exchange_account.as_deref(), Some("email_account_example@outlook.com"));
    let seen = server.request();
    assert!(seen.line.starts_with("GET /open-apis/calendar/v4/exchange_bindings/ZW1haWxf"), "{}", seen.line);
    assert_eq!((seen.header("content-type"), seen.body.len()), (None, 0));

    let server = Server::start(Answer::Json(200, success(&json!({}))));
    user(&server).send(&Delete::builder().exchange_binding_id(id()).build().unwrap()).await.unwrap();
    assert!(server.request().line.starts_with("DELETE /open-apis/calendar/v4/exchange_bindings/ZW1haWxf"));
}

#[tokio::test]
async fn each_documented_error_has_its_code_status_and_advice() {
    assert_errors_arrive(&Create::builder().build().unwrap()).await;
    assert_errors_arrive(&Get::builder().exchange_binding_id(id()).build().unwrap()).await;
    assert_errors_arrive(&Delete::builder().exchange_binding_id(id()).build().unwrap()).await;
}

#[test]
fn an_unknown_status_is_kept() {
    let decoded: ExchangeBinding = serde_json::from_value(json!({ "status": "paused" })).unwrap();
    assert_eq!(decoded.status.as_ref().map(ExchangeSyncStatus::as_str), Some("paused"));
    assert_eq!(serde_json::to_value(decoded).unwrap(), json!({ "status": "paused" }));
}

#[test]
fn unknown_and_missing_fields_are_accepted() {
    let decoded: ExchangeBinding = serde_json::from_value(json!({ "new": [{ "deep": 1 }], "user_id": null })).unwrap();
    assert_eq!(decoded, ExchangeBinding::default());
}
