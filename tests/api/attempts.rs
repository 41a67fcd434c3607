//! Responses that no mock server gives, written byte by byte: which of them make the client try again.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use calendar_generated::mock::TestClock;
use calendar_generated::{Client, Error, ErrorKind, RetryPolicy, Tenant, calendar};
use serde_json::json;

use crate::support::{Answer, Server};

fn get() -> calendar::Get {
    calendar::Get::builder().calendar_id("feishu.cn_x").build().unwrap()
}

fn patch() -> calendar::Patch {
    calendar::Patch::builder().calendar_id("feishu.cn_x").summary("Team").build().unwrap()
}

/// For a server that stalls. On a busy machine a long response would not arrive in such a short time.
const IMPATIENT: Duration = Duration::from_millis(300);

fn client(server: &Server, timeout: Duration) -> Client<Tenant> {
    let client = Client::builder().tenant_token("t-1").base_url(server.base_url()).clock(TestClock::new());
    client.timeout(timeout).retry(RetryPolicy::default().max_attempts(3)).build().unwrap()
}

async fn end(answer: Answer) -> (Result<Option<String>, Error>, usize) {
    end_within(Duration::from_secs(30), answer).await
}

async fn end_within(timeout: Duration, answer: Answer) -> (Result<Option<String>, Error>, usize) {
    let server = Server::start(answer);
    let end = client(&server, timeout).send(&get()).await.map(|calendar| calendar.summary.map(String::from));
    (end, server.requests().len())
}

fn json(body: &[u8]) -> Answer {
    let head = format!("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n", body.len());
    Answer::Bytes([head.as_bytes(), body].concat())
}

#[tokio::test]
async fn a_server_that_sends_too_slowly_times_out_in_each_attempt() {
    let stall = Answer::Stall(b"HTTP/1.1 200 OK\r\ncontent-le".to_vec(), Duration::from_secs(2));
    let (end, requests) = end_within(IMPATIENT, stall).await;
    let error = end.unwrap_err();
    assert_eq!((error.kind(), error.attempts(), requests), (ErrorKind::Timeout, Some(3), 3), "{error}");
    assert!(error.to_string().ends_with("(after 3 attempts)"), "{error}");
}

#[tokio::test]
async fn a_call_that_is_not_idempotent_is_not_repeated_after_a_timeout() {
    let server = Server::start(Answer::Stall(Vec::new(), Duration::from_secs(2)));
    let error = client(&server, IMPATIENT).send(&patch()).await.unwrap_err();
    assert_eq!((error.kind(), server.requests().len()), (ErrorKind::Timeout, 1), "{error}");
}

#[tokio::test]
async fn a_redirect_to_another_host_carries_no_token() {
    let elsewhere = Server::start(Answer::Json(200, json!({ "code": 0, "data": { "summary": "stolen" } })));
    for status in [301, 302, 303, 307, 308] {
        let location = format!("location: {}/x\r\n", elsewhere.base_url());
        let (end, requests) = end(Answer::text(status, "text/html", &location, "")).await;
        let error = end.unwrap_err();
        assert_eq!((error.kind(), error.status(), requests), (ErrorKind::Http, Some(status), 1), "{error}");
    }
    assert!(elsewhere.requests().is_empty());
}

#[tokio::test]
async fn twenty_megabytes_are_rejected_with_or_without_a_content_length() {
    let data = [br#"{"code":0,"data":{"summary":""#, "x".repeat(20 << 20).as_bytes(), b"\"}}"].concat();
    let unannounced = [b"HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n", data.as_slice()].concat();
    for answer in [json(&data), Answer::Bytes(unannounced)] {
        let (end, requests) = end(answer).await;
        let error = end.unwrap_err();
        assert_eq!((error.kind(), requests), (ErrorKind::TooLarge, 1), "{error}");
        assert!(error.to_string().contains("16777216 bytes"), "{error}");
    }
}

#[tokio::test]
async fn invalid_utf8_in_a_response_hides_no_code() {
    let (failed, _) = end(json(b"{\"code\":191000,\"msg\":\"\xff\"}")).await;
    assert_eq!(failed.unwrap_err().code_number(), Some(191_000));
    let (end, requests) = end(json(b"{\"code\":0,\"data\":{\"summary\":\"\xff\xfe\"}}")).await;
    let error = end.unwrap_err();
    assert_eq!((error.kind(), requests), (ErrorKind::Decode, 1), "{error}");
    assert!(error.to_string().contains("the body is not valid UTF-8 at byte 29"), "{error}");
}

#[tokio::test]
async fn the_last_of_repeated_keys_counts() {
    let (ok, _) = end(json(br#"{"code":0,"data":{"summary":"first","summary":"last"}}"#)).await;
    assert_eq!(ok.unwrap().as_deref(), Some("last"));
    let (end, requests) = end(json(br#"{"code":0,"code":190003,"msg":"no","data":{"summary":"x"}}"#)).await;
    assert_eq!((end.unwrap_err().code_number(), requests), (Some(190_003), 1));
}

#[tokio::test]
async fn a_nonsensical_rate_limit_header_is_ignored() {
    for reset in ["-1", "soon", ""] {
        let header = format!("x-ogw-ratelimit-reset: {reset}\r\n");
        let answer = Answer::text(429, "application/json", &header, r#"{"code":99991400,"msg":"slow down"}"#);
        let (end, requests) = end(answer).await;
        let error = end.unwrap_err();
        assert_eq!((error.is_rate_limited(), error.retry_after(), requests), (true, None, 3), "{reset}: {error}");
    }
}

#[tokio::test]
async fn the_client_waits_as_retry_after_asks_and_no_longer_than_the_policy_allows() {
    let hasty = RetryPolicy::default().max_rate_limit_wait(Duration::from_secs(2));
    for (policy, seconds) in [(RetryPolicy::default(), 5), (hasty, 2)] {
        for status in [429, 503] {
            let is_first = AtomicBool::new(true);
            let server = Server::answering(move |_| {
                if is_first.swap(false, Ordering::Relaxed) {
                    Answer::text(status, "application/json", "retry-after: 5\r\n", "{}")
                } else {
                    Answer::Json(200, json!({ "code": 0, "data": { "summary": "Team" } }))
                }
            });
            let clock = TestClock::new();
            let client = Client::builder().tenant_token("t-1").base_url(server.base_url()).clock(clock.clone());
            client.retry(policy.clone()).build().unwrap().send(&get()).await.unwrap();
            let (waits, asked) = (clock.waits(), Duration::from_secs(seconds));
            assert_eq!((waits.len(), server.requests().len()), (1, 2), "{status}: {waits:?}");
            assert!((asked..=asked + Duration::from_secs(1)).contains(&waits[0]), "{status}: {waits:?}");
        }
    }
}

#[tokio::test]
async fn an_attempt_ends_with_the_deadline_of_its_call() {
    let server = Server::start(Answer::Stall(Vec::new(), Duration::from_secs(3)));
    let policy = RetryPolicy::default().deadline(IMPATIENT);
    let client = Client::builder().tenant_token("t-1").base_url(server.base_url()).retry(policy).build().unwrap();
    let error = client.send(&get()).await.unwrap_err();
    assert_eq!((error.kind(), server.requests().len()), (ErrorKind::Timeout, 1), "{error}");
}

/// Runs itself again, since the environment of a process is read once.
#[tokio::test]
async fn this_machine_is_reached_without_the_proxy_of_the_environment() {
    if std::env::var_os("HTTP_PROXY").is_none() {
        let mut again = std::process::Command::new(std::env::current_exe().unwrap());
        let name = "attempts::this_machine_is_reached_without_the_proxy_of_the_environment";
        again.args(["--exact", name]).env("HTTP_PROXY", "http://127.0.0.1:1").env("http_proxy", "http://127.0.0.1:1");
        let output = again.env_remove("NO_PROXY").env_remove("no_proxy").output().unwrap();
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success() && said.contains("1 passed"), "{said}");
        return;
    }
    let (end, requests) = end(Answer::Json(200, json!({ "code": 0, "data": { "summary": "direct" } }))).await;
    assert_eq!((end.unwrap().as_deref(), requests), (Some("direct"), 1));
}
