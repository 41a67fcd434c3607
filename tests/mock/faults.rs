//! Faults on demand.

use std::time::{Duration, Instant};

use calendar_generated::mock::{Fault, MockServer};
use calendar_generated::{AccessToken, Client, RetryPolicy, calendar, calendar_event};
use serde_json::json;

use crate::support::http::send;
use crate::support::{Connection, Reply, Sent, strict};

fn get() -> Sent {
    Sent::new("GET", "/open-apis/calendar/v4/calendars/x").token("t-1")
}

async fn with(server: &MockServer, fault: &str) -> Reply {
    send(server, &get().header("x-mock-fault", fault)).await
}

#[tokio::test]
async fn a_code_has_its_documented_status_and_message() {
    let server = strict().await;
    let reply = with(&server, "code=191002").await;
    assert_eq!((reply.status, reply.code()), (403, 191_002));
    assert_eq!(reply.json()["msg"], "no calendar access_role");
    let reply = with(&server, "code=190003; status=200").await;
    assert_eq!((reply.status, reply.code()), (200, 190_003));
    let reply = with(&server, "code=123456").await;
    assert_eq!((reply.status, reply.code()), (400, 123_456));
    let reply = with(&server, "code=99991679").await;
    assert_eq!(reply.status, 403);
    let scopes = reply.json()["error"]["permission_violations"].clone();
    assert_eq!(scopes[0], json!({ "type": "action_privilege_required", "subject": "calendar:calendar" }));
    assert!(reply.json()["msg"].as_str().unwrap().contains("required one of these privileges: [calendar:calendar, "));
}

#[tokio::test]
async fn a_status_alone_is_the_page_of_a_proxy() {
    let server = strict().await;
    let reply = with(&server, "status=502").await;
    assert_eq!((reply.status, reply.header("content-type")), (502, Some("text/html; charset=utf-8")));
    assert!(reply.body.starts_with(b"<html>"));
    for status in [200, 204, 205, 299, 304, 599] {
        let mut connection = Connection::to(&server).await;
        connection.try_send(&get().header("x-mock-fault", &format!("status={status}"))).await;
        let seen = server.requests().last().and_then(|request| request.status);
        assert_eq!(seen, Some(status), "{status}");
    }
}

#[tokio::test]
async fn a_rate_limit_has_a_header_with_its_end() {
    let server = strict().await;
    let reply = with(&server, "rate-limit=7").await;
    assert_eq!((reply.status, reply.code()), (429, 99_991_400));
    assert_eq!(reply.header("x-ogw-ratelimit-reset"), Some("7"));
    assert!(reply.header("x-ogw-ratelimit-limit").is_some());
    let reply = with(&server, "rate-limit=7; code=190004").await;
    assert_eq!((reply.status, reply.code(), reply.header("x-ogw-ratelimit-reset")), (429, 190_004, Some("7")));
}

#[tokio::test]
async fn a_delay_precedes_the_response() {
    let server = strict().await;
    let start = Instant::now();
    assert_eq!(with(&server, "delay=150").await.code(), 0);
    assert!(start.elapsed() >= Duration::from_millis(150));
}

#[tokio::test]
async fn a_cut_connection_has_no_response() {
    let server = strict().await;
    for cut in ["cut=before", "cut=after", "cut=after; delay=20"] {
        let mut connection = Connection::to(&server).await;
        assert!(connection.try_send(&get().header("x-mock-fault", cut)).await.is_none(), "{cut}");
        assert_eq!(connection.rest().await, b"", "{cut}");
    }
    let statuses: Vec<_> = server.requests().iter().map(|request| request.status).collect();
    assert_eq!(statuses, [None, None, None], "every request is recorded");
}

#[tokio::test]
async fn a_connection_is_cut_before_the_body_is_sent() {
    let server = strict().await;
    let mut connection = Connection::to(&server).await;
    let head = "POST /open-apis/calendar/v4/calendars HTTP/1.1\r\nhost: x\r\nx-mock-fault: cut=before\r\ncontent-length: 9\r\n\r\n";
    connection.write(head.as_bytes()).await.unwrap();
    assert_eq!(connection.rest().await, b"");
    let head = head.replace("before", "after");
    let mut connection = Connection::to(&server).await;
    connection.write(head.as_bytes()).await.unwrap();
    connection.write(b"{\"x\": 12}").await.unwrap();
    assert_eq!(connection.rest().await, b"");
    assert_eq!(server.requests()[1].json(), Some(json!({ "x": 12 })));
}

#[tokio::test]
async fn half_a_body_ends_the_connection() {
    let server = strict().await;
    let whole = send(&server, &get()).await.body;
    let mut connection = Connection::to(&server).await;
    assert!(connection.try_send(&get().header("x-mock-fault", "half-body")).await.is_none());
    let rest = connection.rest().await;
    // The half may end within a character, so bytes are compared.
    let end = rest.windows(4).position(|bytes| bytes == b"\r\n\r\n").unwrap();
    let head = String::from_utf8_lossy(&rest[..end]);
    assert!(head.contains(&format!("content-length: {}", whole.len())), "{head}");
    assert_eq!(rest[end + 4..], whole[..whole.len() / 2]);
}

#[tokio::test]
async fn a_content_type_can_be_wrong() {
    let server = strict().await;
    let reply = with(&server, "content-type=text/plain").await;
    assert_eq!((reply.header("content-type"), reply.code()), (Some("text/plain"), 0));
}

#[tokio::test]
async fn a_token_is_rejected_from_now_on() {
    let server = strict().await;
    assert_eq!(with(&server, "reject-token").await.code(), 99_991_663);
    assert_eq!(send(&server, &get()).await.code(), 99_991_663);
}

#[tokio::test]
async fn invalid_faults_are_reported() {
    let server = strict().await;
    let reply = with(&server, "explode").await;
    assert_eq!(reply.status, 400);
    assert!(reply.json()["msg"].as_str().unwrap().contains("`explode` is not a fault; allowed are"));
    assert!(server.fault(Fault::code(1).on("calendar.gett")).unwrap_err().to_string().contains("`calendar.get`"));
    assert!(server.fault(Fault::status(42)).is_err());
}

#[tokio::test]
async fn faults_wait_for_their_endpoint() {
    let server = strict().await;
    server.fault(Fault::code(190_003).on("calendar.list").times(2)).unwrap();
    server.fault(Fault::rate_limit(Duration::from_millis(1500)).on("auth.tenant_access_token_internal")).unwrap();
    let list = Sent::new("GET", "/open-apis/calendar/v4/calendars").token("t-1");
    let mut codes = Vec::new();
    for request in [&get(), &list, &list, &list] {
        codes.push(send(&server, request).await.code());
    }
    assert_eq!(codes, [0, 190_003, 190_003, 0]);
    let token = Sent::new("POST", "/open-apis/auth/v3/tenant_access_token/internal").json(&json!({}));
    assert_eq!(send(&server, &token).await.header("x-ogw-ratelimit-reset"), Some("2"));
    server.fault(Fault::status(500).always()).unwrap();
    for _ in 0..3 {
        assert_eq!(send(&server, &get()).await.status, 500);
    }
    server.clear_faults();
    assert_eq!(send(&server, &get()).await.status, 200);
}

/// The error of the client of this workspace for each fault.
#[tokio::test]
async fn the_client_reports_each_fault() {
    let server = strict().await;
    let client = Client::builder().tenant_token("t-1").base_url(&server).timeout(Duration::from_millis(300));
    let client = client.retry(RetryPolicy::none()).build().unwrap();
    let request = calendar::Get::builder().calendar_id("x").build().unwrap();
    let mut told = Vec::new();
    let faults = [
        Fault::code(191_000),
        Fault::rate_limit(Duration::from_secs(3)),
        Fault::status(503),
        Fault::half_body(),
        Fault::cut_after_reading(),
        Fault::delay(Duration::from_secs(2)),
        Fault::content_type("text/html"),
    ];
    for fault in faults {
        server.fault(fault).unwrap();
        told.push(client.send(&request).await.map(|_| "answered").map_err(|error| error.to_string()));
    }
    let words = ["calendar not found", "3", "503", "", "", "", ""];
    for (told, words) in told.iter().take(6).zip(words) {
        assert!(told.as_ref().is_err_and(|told| told.contains(words)), "{told:?}");
    }
    assert_eq!(told[6], Ok("answered"));
    let broken = calendar_event::List::builder().calendar_id("x").start_time(1).build_unchecked();
    let error = client.send(&broken).await.unwrap_err();
    assert!(error.to_string().contains("start_time"), "{error}");
    assert!(AccessToken::tenant("t-1").is_ok());
}
