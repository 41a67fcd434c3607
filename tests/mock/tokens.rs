//! Tokens: which ones are accepted, which are rejected with which code, and the calls that issue them.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime};

use calendar_generated::mock::{MockServer, MockServerBuilder, TokenKind};
use serde_json::{Value, json};

use crate::support::http::send;
use crate::support::{Sent, stateless, strict};

const AUTH: &str = "/open-apis/auth/v3";
const OAUTH: &str = "/open-apis/authen/v2/oauth/token";
/// Endpoints that accept either token, only a user's, and only a tenant's.
const EITHER: (&str, &str) = ("GET", "/open-apis/calendar/v4/calendars");
const USER: (&str, &str) = ("POST", "/open-apis/calendar/v4/calendars/subscription");
const TENANT: (&str, &str) = ("DELETE", "/open-apis/calendar/v4/timeoff_events/x");

async fn call(server: &MockServer, (method, path): (&str, &str), authorization: &str) -> (u16, i64) {
    let mut request = Sent::new(method, path);
    if !authorization.is_empty() {
        request = request.header("authorization", authorization);
    }
    let reply = send(server, &request).await;
    (reply.status, reply.code())
}

async fn post(server: &MockServer, path: &str, body: &Value) -> Value {
    let reply = send(server, &Sent::new("POST", path).json(body)).await;
    let json = reply.json();
    assert_eq!(json["code"] == 0, reply.status == 200, "{json}");
    json
}

/// A clock that a test advances.
fn clock() -> (Arc<AtomicU64>, MockServerBuilder) {
    let seconds = Arc::new(AtomicU64::new(1_600_000_000));
    let read = Arc::clone(&seconds);
    let now = move || SystemTime::UNIX_EPOCH + Duration::from_secs(read.load(Ordering::Relaxed));
    (seconds, stateless().clock(now))
}

#[tokio::test]
async fn a_valid_token_is_required() {
    let server = strict().await;
    for missing in ["", "t-1", "Basic t-1", "Bearer", "Bearer "] {
        assert_eq!(call(&server, EITHER, missing).await, (401, 99_991_661), "{missing}");
    }
    for malformed in ["Bearer x", "Bearer a-1", "Bearer eyJhbGciOiJFUzI1NiJ9.x.y"] {
        assert_eq!(call(&server, EITHER, malformed).await, (401, 99_991_671), "{malformed}");
    }
    let long = format!("Bearer t-{}", "x".repeat(10_000));
    assert_eq!(call(&server, EITHER, &long).await, (401, 99_991_671));
    for taken in ["Bearer t-1", "Bearer u-1", "bearer t-1", "Bearer  u-1 "] {
        assert_eq!(call(&server, EITHER, taken).await, (200, 0), "{taken}");
    }
}

#[tokio::test]
async fn an_endpoint_accepts_the_documented_kinds_only() {
    let server = strict().await;
    assert_eq!(call(&server, USER, "Bearer u-1").await, (200, 0));
    assert_eq!(call(&server, USER, "Bearer t-1").await, (403, 99_991_663));
    assert_eq!(call(&server, TENANT, "Bearer t-1").await, (200, 0));
    let reply = send(&server, &Sent::new(TENANT.0, TENANT.1).token("u-1")).await;
    assert_eq!((reply.status, reply.code()), (403, 99_991_668));
    assert_eq!(reply.json()["msg"], "user access token not support");
}

#[tokio::test]
async fn a_rejected_token_stays_rejected() {
    let server = strict().await;
    server.reject_token("t-1");
    server.reject_token("u-1");
    for _ in 0..2 {
        assert_eq!(call(&server, EITHER, "Bearer t-1").await, (401, 99_991_663));
        assert_eq!(call(&server, EITHER, "Bearer u-1").await, (401, 99_991_668));
    }
    assert_eq!(call(&server, EITHER, "Bearer t-2").await, (200, 0));
}

#[tokio::test]
async fn a_test_can_register_tokens_and_exclude_all_others() {
    let builder = stateless().token("t-known", TokenKind::Tenant).token("odd", TokenKind::User);
    let server = builder.only_known_tokens(true).start().await.unwrap();
    assert_eq!(call(&server, EITHER, "Bearer t-known").await, (200, 0));
    assert_eq!(call(&server, USER, "Bearer odd").await, (200, 0));
    assert_eq!(call(&server, EITHER, "Bearer t-other").await, (401, 99_991_663));
    assert_eq!(call(&server, EITHER, "Bearer u-other").await, (401, 99_991_668));
    server.accept_token("u-other", TokenKind::User);
    assert_eq!(call(&server, EITHER, "Bearer u-other").await, (200, 0));
}

#[tokio::test]
async fn a_custom_application_gets_the_same_token_until_half_an_hour_is_left() {
    let (seconds, builder) = clock();
    let server = builder.start().await.unwrap();
    let app = json!({ "app_id": "cli_x", "app_secret": "s" });
    let path = format!("{AUTH}/tenant_access_token/internal");
    let first = post(&server, &path, &app).await;
    assert_eq!((&first["expire"], &first["msg"]), (&json!(7200), &json!("ok")));
    let token = first["tenant_access_token"].as_str().unwrap().to_owned();
    assert!(token.starts_with("t-"), "{token}");

    seconds.fetch_add(5400, Ordering::Relaxed);
    let again = post(&server, &path, &app).await;
    assert_eq!((&again["tenant_access_token"], &again["expire"]), (&json!(token), &json!(1800)));

    seconds.fetch_add(1, Ordering::Relaxed);
    let renewed = post(&server, &path, &app).await;
    assert_ne!(renewed["tenant_access_token"], json!(token));
    assert_eq!(renewed["expire"], 7200);
    assert_eq!(call(&server, EITHER, &format!("Bearer {token}")).await, (200, 0));

    seconds.fetch_add(1799, Ordering::Relaxed);
    assert_eq!(call(&server, EITHER, &format!("Bearer {token}")).await, (401, 99_991_663));
    let app_token = post(&server, &format!("{AUTH}/app_access_token/internal"), &app).await;
    assert_eq!(app_token["app_access_token"], app_token["tenant_access_token"]);
    assert_eq!(app_token["tenant_access_token"], renewed["tenant_access_token"]);
}

#[tokio::test]
async fn a_rejected_token_is_not_issued_again() {
    let server = strict().await;
    let app = json!({ "app_id": "cli_x", "app_secret": "s" });
    let path = format!("{AUTH}/tenant_access_token/internal");
    let first = post(&server, &path, &app).await["tenant_access_token"].clone();
    server.reject_token(first.as_str().unwrap());
    assert_ne!(post(&server, &path, &app).await["tenant_access_token"], first);
}

#[tokio::test]
async fn a_store_application_gets_a_token_for_each_tenant() {
    let server = strict().await;
    let ticket = json!({ "app_id": "cli_x", "app_secret": "s", "app_ticket": "ticket" });
    let app = post(&server, &format!("{AUTH}/app_access_token"), &ticket).await;
    assert_eq!(app["msg"], "success");
    let app = app["app_access_token"].as_str().unwrap().to_owned();
    assert!(app.starts_with("a-"), "{app}");
    assert_eq!(call(&server, EITHER, &format!("Bearer {app}")).await, (401, 99_991_671));
    let mut tokens = Vec::new();
    for tenant in ["one", "other"] {
        let asked = json!({ "app_access_token": app, "tenant_key": tenant });
        let token = post(&server, &format!("{AUTH}/tenant_access_token"), &asked).await;
        let token = token["tenant_access_token"].as_str().unwrap().to_owned();
        assert_eq!(call(&server, EITHER, &format!("Bearer {token}")).await, (200, 0));
        tokens.push(token);
    }
    assert_ne!(tokens[0], tokens[1]);
    let wrong = json!({ "app_access_token": "u-1", "tenant_key": "one" });
    assert_eq!(post(&server, &format!("{AUTH}/tenant_access_token"), &wrong).await["code"], 99_991_664);
    let resend = json!({ "app_id": "cli_x", "app_secret": "s" });
    assert_eq!(
        post(&server, &format!("{AUTH}/app_ticket/resend"), &resend).await,
        json!({ "code": 0, "msg": "success" })
    );
}

#[tokio::test]
async fn token_calls_check_their_parameters() {
    let server = stateless().app("cli_x", "right").start().await.unwrap();
    let path = format!("{AUTH}/tenant_access_token/internal");
    let cases = [
        (json!({}), 10_003),
        (json!({ "app_id": "cli_x" }), 10_003),
        (json!({ "app_id": "cli_x", "app_secret": "" }), 10_003),
        (json!({ "app_id": 5, "app_secret": "right" }), 10_003),
        (json!({ "app_id": "x".repeat(10_000), "app_secret": "right" }), 10_003),
        (json!({ "app_id": "cli_x", "app_secret": "wrong" }), 10_014),
        (json!({ "app_id": "cli_y", "app_secret": "right" }), 99_991_543),
        (json!([]), 9499),
        (json!({ "app_id": "cli_x", "app_secret": "right" }), 0),
    ];
    for (body, code) in cases {
        assert_eq!(post(&server, &path, &body).await["code"], code, "{body}");
    }
    let wrong_secret = json!({ "app_id": "cli_x", "app_secret": "wrong" });
    assert_eq!(post(&server, &path, &wrong_secret).await["msg"], "app secret invalid");
    assert_eq!(send(&server, &Sent::new("GET", &path)).await.code(), 99_991_301);
    let no_ticket = json!({ "app_id": "cli_x", "app_secret": "right" });
    assert_eq!(post(&server, &format!("{AUTH}/app_access_token"), &no_ticket).await["code"], 10_003);
    // As the vendor's library for Python sends it.
    let mut untyped = Sent::new("POST", &path);
    untyped.body = br#"{"app_id": "cli_x", "app_secret": "right"}"#.to_vec();
    assert_eq!(send(&server, &untyped).await.code(), 0);
}

fn oauth(more: &Value) -> Value {
    let mut body =
        json!({ "grant_type": "authorization_code", "client_id": "cli_x", "client_secret": "s", "code": "c" });
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    body
}

#[tokio::test]
async fn a_code_is_exchanged_for_a_user_token_which_is_refreshed_once() {
    let (seconds, builder) = clock();
    let server = builder.start().await.unwrap();
    let first = post(&server, OAUTH, &oauth(&json!({}))).await;
    assert_eq!((&first["token_type"], &first["expires_in"]), (&json!("Bearer"), &json!(7200)));
    let token = first["access_token"].as_str().unwrap();
    assert_eq!(call(&server, USER, &format!("Bearer {token}")).await, (200, 0));
    assert_eq!(post(&server, OAUTH, &oauth(&json!({}))).await["code"], 20_065, "a code is used once");

    let refresh = |token: &Value| oauth(&json!({ "grant_type": "refresh_token", "refresh_token": token }));
    let second = post(&server, OAUTH, &refresh(&first["refresh_token"])).await;
    assert_eq!(second["code"], 0);
    assert_eq!(post(&server, OAUTH, &refresh(&first["refresh_token"])).await["code"], 20_073);
    assert_eq!(post(&server, OAUTH, &refresh(&json!("x"))).await["code"], 20_026);
    let mut other = refresh(&second["refresh_token"]);
    other["client_id"] = json!("cli_y");
    assert_eq!(post(&server, OAUTH, &other).await["code"], 20_024);

    seconds.fetch_add(7200, Ordering::Relaxed);
    assert_eq!(call(&server, USER, &format!("Bearer {token}")).await, (401, 99_991_677));
    seconds.fetch_add(604_800, Ordering::Relaxed);
    assert_eq!(post(&server, OAUTH, &refresh(&second["refresh_token"])).await["code"], 20_037);
}

#[tokio::test]
async fn oauth_errors_have_a_form_of_their_own() {
    let server = stateless().app("cli_x", "s").start().await.unwrap();
    let cases = [
        (json!({ "code": null }), 20_001, "invalid_request"),
        (json!({ "client_id": "" }), 20_001, "invalid_request"),
        (json!({ "client_secret": "wrong" }), 20_002, "invalid_client"),
        (json!({ "client_id": "cli_y" }), 20_048, "invalid_client"),
        (json!({ "grant_type": "password" }), 20_036, "unsupported_grant_type"),
        (json!({ "scope": "a b a" }), 20_067, "invalid_scope"),
        (json!({ "code_verifier": "short" }), 20_049, "invalid_grant"),
    ];
    for (change, code, kind) in cases {
        let answer = post(&server, OAUTH, &oauth(&change)).await;
        assert_eq!((&answer["code"], &answer["error"]), (&json!(code), &json!(kind)), "{change}");
        assert!(answer["error_description"].is_string());
    }
    let both = Sent::new("POST", OAUTH).header("authorization", "Basic eA==").json(&oauth(&json!({})));
    assert_eq!(send(&server, &both).await.code(), 20_070);
    let form = "grant_type=authorization_code&client_id=cli_x&client_secret=s&code=form";
    let form = Sent::new("POST", OAUTH).text("application/x-www-form-urlencoded", form);
    assert_eq!(send(&server, &form).await.code(), 0);
}

#[tokio::test]
async fn a_scope_narrows_the_token_and_without_offline_access_it_is_not_refreshed() {
    let server = strict().await;
    let narrow = post(&server, OAUTH, &oauth(&json!({ "scope": "calendar:calendar" }))).await;
    assert_eq!((&narrow["scope"], narrow.get("refresh_token")), (&json!("calendar:calendar"), None));
    let wide = json!({ "scope": "calendar:calendar offline_access", "code": "d" });
    let wide = post(&server, OAUTH, &oauth(&wide)).await;
    let wider = json!({ "grant_type": "refresh_token", "refresh_token": wide["refresh_token"], "scope": "contact:x" });
    assert_eq!(post(&server, OAUTH, &oauth(&wider)).await["code"], 20_068);
}

#[tokio::test]
async fn tokens_stay_out_of_debug_output() {
    let server = strict().await;
    call(&server, EITHER, "Bearer t-secret").await;
    let requests = server.requests();
    assert_eq!(requests[0].header("authorization"), Some("Bearer t-secret"));
    assert!(!format!("{requests:?} {server:?}").contains("t-secret"));
}
