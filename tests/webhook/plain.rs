//! Without an Encrypt Key, only the verification token protects.

use calendar_generated::events::Event;
use calendar_generated::webhook::{Received, Webhook, WebhookError};
use http::HeaderMap;

use crate::support::{SIGNED_AT, TOKEN, at, content, encrypted, vector};

fn receive(headers: &HeaderMap, body: &[u8]) -> Result<Received<Event>, WebhookError> {
    Webhook::builder(TOKEN).without_encrypt_key().build().unwrap().verify_at(headers, body, at(SIGNED_AT))
}

#[test]
fn requests_with_the_token_are_accepted() {
    for name in ["calendar-changed", "third-party-room", "unknown-event-of-whole-blocks"] {
        let received = receive(&HeaderMap::new(), &content(name)).unwrap();
        assert!(matches!(received, Received::Notification(_)), "{name}");
    }
    let received = receive(&HeaderMap::new(), &content("url-verification")).unwrap();
    assert!(matches!(received, Received::Challenge(_)));
}

#[test]
fn requests_with_another_token_are_rejected() {
    for name in ["calendar-changed", "third-party-room", "url-verification"] {
        let body = String::from_utf8(content(name)).unwrap().replace(TOKEN, "v-7a1d");
        let reason = receive(&HeaderMap::new(), body.as_bytes()).unwrap_err().to_string();
        assert_eq!(reason, "the verification token is missing or that of another application", "{name}");
    }
}

#[test]
fn an_old_timestamp_is_rejected_if_there_is_one() {
    let mut headers = vector("calendar-changed").headers;
    assert!(receive(&headers, &content("calendar-changed")).is_ok());
    headers.insert("x-lark-request-timestamp", (SIGNED_AT - 301).into());
    let reason = receive(&headers, &content("calendar-changed")).unwrap_err().to_string();
    assert_eq!(reason, "it was sent 301 s from now, and 300 s are allowed: it is a replay, or the clock is wrong");
}

#[test]
fn an_encrypted_body_is_an_error_that_asks_for_the_key() {
    let reason = receive(&HeaderMap::new(), &encrypted(b"{}")).unwrap_err().to_string();
    assert_eq!(reason, "it is encrypted; set `encrypt_key` to the Encrypt Key of the application");
}
