//! Servers that misbehave: every call ends with an error that says what happened.

use std::fmt::Write;
use std::time::Duration;

use calendar_generated::calendar;
use calendar_generated::exchange_binding::Get;
use calendar_generated::types::ExchangeBinding;
use calendar_generated::{BaseUrl, Client, Error, ErrorCode, ErrorKind, User, UserToken, transport};
use http::{HeaderMap, StatusCode};
use serde_json::json;

use crate::support::{Answer, Recorded, Server, USER_TOKEN, user};

fn request() -> Get {
    Get::builder().exchange_binding_id("binding").build().unwrap()
}

async fn send(client: &Client<User>) -> Result<ExchangeBinding, Error> {
    client.send(&request()).await
}

async fn failure(answer: Answer) -> Error {
    let error = send(&user(&Server::start(answer))).await.unwrap_err();
    for shown in [error.to_string(), format!("{error:?}")] {
        assert!(!shown.contains(USER_TOKEN), "{shown}");
    }
    error
}

#[tokio::test]
async fn a_code_other_than_zero_is_an_error_whatever_the_status() {
    for status in [200, 400, 404, 500] {
        let error = failure(Answer::Json(status, json!({ "code": 195_103, "msg": "gone" }))).await;
        assert_eq!(error.code(), Some(ErrorCode::ExchangeBindingNotFound));
        assert_eq!((error.status(), error.message()), (Some(status), Some("gone")));
    }
}

#[tokio::test]
async fn malformed_data_does_not_hide_the_error() {
    let body = json!({ "data": [1, { "status": 7 }], "code": 190_002, "msg": "invalid parameters in request" });
    assert_eq!(failure(Answer::Json(400, body)).await.code(), Some(ErrorCode::InvalidParameters));
}

#[tokio::test]
async fn an_undocumented_code_stays_a_number() {
    let error = failure(Answer::Json(400, json!({ "code": 1_234_567, "msg": "new" }))).await;
    assert_eq!(error.code(), Some(ErrorCode::Other(1_234_567)));
    assert!(error.to_string().contains("1234567"), "{error}");
}

#[tokio::test]
async fn violations_reported_by_the_server_are_kept_with_the_log_id() {
    let body = json!({
        "code": 190_014,
        "msg": "invalid request parameters. check details for more info.",
        "error": {
            "log_id": "20260101000000ABC",
            "field_violations": [{ "field": "user_ids", "value": "[]", "description": "too few" }]
        }
    });
    let error = failure(Answer::Json(400, body)).await;
    assert_eq!(error.log_id(), Some("20260101000000ABC"));
    let shown = error.to_string();
    assert!(shown.contains("user_ids") && shown.contains("too few") && shown.contains("20260101000000ABC"), "{shown}");
}

#[tokio::test]
async fn the_log_id_comes_from_the_header_if_the_body_has_none() {
    let answer = Answer::text(400, "application/json", "x-tt-logid: 2026HEADER\r\n", r#"{"code":190002,"msg":"no"}"#);
    assert_eq!(failure(answer).await.log_id(), Some("2026HEADER"));
}

#[tokio::test]
async fn an_html_response_keeps_the_status_and_the_start_of_the_body() {
    let page = format!("<html><title>502 Bad Gateway</title>{}</html>", "x".repeat(10_000));
    let error = failure(Answer::text(502, "text/html", "", &page)).await;
    assert_eq!(error.status(), Some(502));
    let shown = error.to_string();
    assert!(shown.contains("502 Bad Gateway") && shown.len() < 1_500, "{shown}");
}

#[tokio::test]
async fn html_with_status_200_is_an_error_too() {
    assert_eq!(failure(Answer::text(200, "text/html", "", "<html>login</html>")).await.status(), Some(200));
}

#[tokio::test]
async fn an_empty_body_is_an_error() {
    for status in [200, 204, 500] {
        assert_eq!(failure(Answer::text(status, "application/json", "", "")).await.status(), Some(status));
    }
}

#[tokio::test]
async fn a_truncated_body_is_an_error() {
    let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n";
    let error = failure(Answer::Bytes(format!("{head}{{\"code\":0,").into_bytes())).await;
    assert_ne!(error.kind(), ErrorKind::Timeout, "{error}");
}

#[tokio::test]
async fn truncated_json_is_an_error_that_says_where() {
    let answer = Answer::text(200, "application/json", "", r#"{"code":0,"data":{"status":"#);
    let error = failure(answer).await;
    assert_eq!(error.kind(), ErrorKind::Decode, "{error}");
    assert!(error.to_string().contains("line 1"), "{error}");
}

#[tokio::test]
async fn a_field_of_another_type_is_omitted_and_an_error_in_strict_mode() {
    let body = json!({ "code": 0, "data": { "status": { "a": 1 }, "user_id": "ou_1" } });
    let server = Server::start(Answer::Json(200, body));
    let response = send(&user(&server)).await.unwrap();
    assert_eq!((response.status, response.user_id.as_deref()), (None, Some("ou_1")));
    let client =
        Client::builder().user_token(USER_TOKEN).base_url(server.base_url()).strict_responses().build().unwrap();
    let error = send(&client).await.unwrap_err();
    assert!(error.kind() == ErrorKind::Decode && error.to_string().contains("status"), "{error}");
}

#[tokio::test]
async fn an_array_in_place_of_the_data_is_an_error() {
    let error = failure(Answer::Json(200, json!({ "code": 0, "data": [7] }))).await;
    assert!(error.kind() == ErrorKind::Decode && error.to_string().contains("ExchangeBinding"), "{error}");
}

#[tokio::test]
async fn absent_data_is_an_empty_response() {
    for body in [
        json!({ "code": 0 }),
        json!({ "code": 0, "data": null }),
        json!({ "code": 0, "data": {} }),
        json!({ "code": 0, "data": [] }),
    ] {
        let server = Server::start(Answer::Json(200, body));
        assert_eq!(send(&user(&server)).await.unwrap(), ExchangeBinding::default());
    }
}

#[tokio::test]
async fn a_server_that_stalls_times_out() {
    let head = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{".to_vec();
    for sent in [Vec::new(), head] {
        let error = failure(Answer::Stall(sent, Duration::from_secs(5))).await;
        assert_eq!(error.kind(), ErrorKind::Timeout, "{error}");
    }
}

#[tokio::test]
async fn a_refused_connection_is_a_connection_error() {
    let client = Client::builder().user_token(USER_TOKEN).base_url(Server::nobody()).build().unwrap();
    let error = send(&client).await.unwrap_err();
    assert!(error.kind() == ErrorKind::Connect && std::error::Error::source(&error).is_some(), "{error}");
}

#[tokio::test]
async fn a_body_beyond_the_limit_is_rejected() {
    let body = format!("{:1000}", r#"{"code":0,"data":{}}"#);
    let server = Server::start(Answer::text(200, "application/json", "", &body));
    let client = |limit| {
        Client::builder().user_token(USER_TOKEN).base_url(server.base_url()).max_response_bytes(limit).build().unwrap()
    };
    assert!(send(&client(999)).await.unwrap_err().to_string().contains("more than 999 bytes"));
    assert!(send(&client(1_000)).await.is_ok());
}

#[tokio::test]
async fn a_small_body_with_a_large_decoded_size_is_rejected() {
    // Three bytes of JSON an item, and about a hundred bytes in memory.
    let many = format!("{{\"code\":0,\"data\":{{\"calendar_list\":[{}{{}}]}}}}", "{},".repeat(2_000_000));
    let headers = HeaderMap::new();
    let error = transport::decode::<calendar::List>(StatusCode::OK, &headers, many.as_bytes()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert!(error.to_string().contains("more than 134217728 bytes"), "{error}");
    assert!(!error.to_string().contains("max_decoded_bytes"), "only a client has this option: {error}");

    let few = json!({ "code": 0, "data": { "calendar_list": vec![json!({}); 1_000] } });
    let server = Server::start(Answer::Json(200, few));
    let client = || Client::builder().user_token(USER_TOKEN).base_url(server.base_url());
    let request = calendar::List::builder().build().unwrap();
    assert_eq!(client().build().unwrap().send(&request).await.unwrap().calendar_list.len(), 1_000);
    let error = client().max_decoded_bytes(100_000).build().unwrap().send(&request).await.unwrap_err();
    assert!(error.to_string().contains("more than 100000 bytes; allow more with `max_decoded_bytes`"), "{error}");
    // Another response has its own limit.
    assert!(client().max_decoded_bytes(10_000_000).build().unwrap().send(&request).await.is_ok());
}

#[tokio::test]
async fn items_that_cannot_be_read_count_against_the_decoded_size() {
    // Skipping reads each item by itself, and stops at the limit, too.
    let items = json!({ "code": 0, "data": { "calendar_list": vec![json!({ "calendar_id": [7] }); 20_000] } });
    let server = Server::start(Answer::Json(200, items));
    let client = |bytes| Client::builder().user_token(USER_TOKEN).base_url(server.base_url()).max_decoded_bytes(bytes);
    let request = calendar::List::builder().build().unwrap();
    let error = client(1_000_000).build().unwrap().send(&request).await.unwrap_err();
    assert!(error.to_string().contains("max_decoded_bytes"), "{error}");
    let received = client(100_000_000).build().unwrap().send_raw(&request).await.unwrap();
    assert_eq!((received.value.calendar_list.len(), received.skipped.len()), (20_000, 101));
    assert_eq!(received.skipped[100].to_string(), "`data`: 19900 more values were skipped");
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let elsewhere = Server::start(Answer::Json(200, json!({ "code": 0 })));
    let location = format!("location: {}/\r\n", elsewhere.base_url());
    assert_eq!(failure(Answer::text(302, "text/plain", &location, "moved")).await.status(), Some(302));
}

#[test]
fn plain_http_works_to_loopback_only_unless_allowed() {
    let client = |url: &str| Client::builder().user_token(USER_TOKEN).base_url(BaseUrl::parse(url).unwrap());
    for url in ["http://127.0.0.1:1", "http://localhost:1", "http://[::1]:1", "https://example.com"] {
        assert!(client(url).build().is_ok(), "{url}");
    }
    let error = client("http://example.com").build().unwrap_err();
    assert!(error.to_string().contains("https"), "{error}");
    assert!(client("http://example.com").allow_insecure_http().build().is_ok());
}

#[test]
fn no_output_shows_a_token() {
    let builder = Client::builder().user_token(USER_TOKEN);
    assert!(!format!("{builder:?}").contains(USER_TOKEN));
    assert!(!format!("{:?}", builder.build().unwrap()).contains(USER_TOKEN));
    let broken = format!("{USER_TOKEN}\n");
    let error = Client::builder().user_token(&*broken).build().unwrap_err();
    assert!(!format!("{error} {error:?}").contains(USER_TOKEN));
}

/// Different responses that quote the whole request.
fn echo(request: &Recorded, form: usize) -> Answer {
    let said = format!("{:?} {}", request.headers, String::from_utf8_lossy(&request.body));
    match form {
        0 => Answer::Json(400, json!({ "code": 190_002, "msg": said })),
        1 => Answer::Json(200, json!({ "code": 5, "error": { "details": [{ "key": said, "value": said }] } })),
        2 => Answer::Json(403, json!({ "code": 5, "error": { "permission_violations": [{ "subject": said }] } })),
        3 => Answer::Json(200, json!({ "msg": said })),
        4 => Answer::text(200, "text/html", "", &said),
        _ => Answer::text(502, "text/html", "", &said),
    }
}

#[tokio::test]
async fn a_server_that_quotes_its_request_puts_no_secret_into_an_error() {
    let [secret, refresh, ticket] = ["app-s3cret-8Bq", "ur-s3cret-oQ0mM", "ticket-s3cret-7f"];
    for form in 0..6 {
        let server = Server::answering(move |request| echo(request, form));
        let app = Client::builder().app("cli_x", secret).base_url(server.base_url()).build().unwrap();
        let token = UserToken::new("").refresh_token(refresh);
        let refreshed =
            Client::builder().user_token(token).app("cli_x", secret).base_url(server.base_url()).build().unwrap();
        let store = Client::builder().store_app("cli_x", secret, "tenant").base_url(server.base_url()).build().unwrap();
        store.set_app_ticket(ticket).await.unwrap();
        let primary = calendar_generated::calendar::Primary::builder().build().unwrap();
        let errors = [
            send(&user(&server)).await.unwrap_err(),
            app.send(&primary).await.unwrap_err(),
            refreshed.send(&primary).await.unwrap_err(),
            store.send(&primary).await.unwrap_err(),
        ];
        for error in errors {
            let mut shown = format!("{error} {error:?} {:?} {:?}", error.error_json(), error.details());
            let mut source = std::error::Error::source(&error);
            while let Some(error) = source {
                write!(shown, "{error} {error:?}").unwrap();
                source = error.source();
            }
            assert!(shown.contains("*****") || form == 3, "{form}: {shown}");
            for part in [USER_TOKEN, "s3cret"] {
                assert!(!shown.contains(part), "{form}: {shown}");
            }
        }
    }
}
