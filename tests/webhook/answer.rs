//! The response to a sender, and the entry in the log.

use std::cell::RefCell;
use std::io::Write;

use calendar_generated::webhook::{BoxError, Receiver};
use http::HeaderMap;

use crate::support::{KEY, Sent, TOKEN, encrypted, request, signed, signed_at, timeless, vector};

async fn answer(request: &Sent) -> (u16, String) {
    let receiver = Receiver::new(timeless(), |_| async { Ok::<(), BoxError>(()) });
    let response = receiver.respond(&request.headers, &request.body).await;
    assert_eq!(response.headers()["content-type"], "application/json");
    (response.status().as_u16(), String::from_utf8(response.into_body()).unwrap())
}

/// One request for each check that can fail.
fn forgeries() -> Vec<(&'static str, Sent)> {
    let unsigned = |body: Vec<u8>| Sent { headers: HeaderMap::new(), body };
    let alien = br#"{"schema":"2.0","header":{"event_id":"e","token":"x"},"event":{}}"#;
    vec![
        ("JSON", signed(b"[".to_vec())),
        ("not encrypted", signed(b"{}".to_vec())),
        ("Base64", signed(br#"{"encrypt":"~"}"#.to_vec())),
        ("whole blocks", signed(br#"{"encrypt":"AAAA"}"#.to_vec())),
        ("padding", signed(format!("{{\"encrypt\":\"{}\"}}", "A".repeat(64)).into_bytes())),
        ("URL verification", unsigned(format!("{{\"encrypt\":\"{}\"}}", "A".repeat(64)).into_bytes())),
        ("URL verification", unsigned(encrypted(b"hello"))),
        ("not signed", request("e").with("x-lark-signature", Some("00"))),
        ("X-Lark-Request-Timestamp", signed_at("soon", request("e").body)),
        ("verification token", signed(encrypted(alien))),
        ("not a notification", signed(encrypted(br#"{"challenge":"c"}"#))),
        (
            "URL verification",
            unsigned(encrypted(format!(r#"{{"type":"url_verification","token":"{TOKEN}"}}"#).as_bytes())),
        ),
        ("bytes", unsigned(vec![b'x'; 2_000_000])),
        ("deep", signed("[".repeat(100).into_bytes())),
    ]
}

#[tokio::test]
async fn the_response_to_a_challenge_is_the_challenge_and_to_a_notification_200() {
    let expected = (200, r#"{"challenge":"ajls384kdj1234"}"#.to_owned());
    assert_eq!(answer(&vector("url-verification")).await, expected);
    assert_eq!(answer(&vector("calendar-changed")).await, (200, "{}".to_owned()));
}

#[tokio::test]
async fn every_error_has_the_same_response() {
    for (check, forgery) in forgeries() {
        assert_eq!(answer(&forgery).await, (400, "{}".to_owned()), "{check}");
    }
}

#[tokio::test]
async fn the_log_names_the_failed_check_and_contains_no_secret() {
    // For the whole process, since the subscriber of one thread can miss events while another one is installed.
    tracing_subscriber::fmt().with_writer(|| Log).with_ansi(false).init();
    for (check, forgery) in forgeries() {
        LOG.take();
        answer(&forgery).await;
        let text = String::from_utf8(LOG.take()).unwrap();
        assert!(text.contains("WARN") && text.contains(check), "{check}: {text}");
        assert!(!text.contains(KEY) && !text.contains(TOKEN), "{text}");
    }
}

thread_local! {
    static LOG: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// Separates the lines of each thread, and so of each test.
struct Log;

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        LOG.with_borrow_mut(|log| log.write(bytes))
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
