//! URL verifications: the exact form in which they are accepted, and when.

use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use calendar_generated::events::Event;
use calendar_generated::webhook::{UrlVerification, Webhook};
use http::HeaderMap;
use serde_json::json;

use crate::support::{KEY, SIGNED_AT, Sent, TOKEN, at, content, encrypted, signed, vector};

/// A verification with this content, as the platform sends it: encrypted and not signed.
fn unsigned(content: &str) -> Sent {
    Sent { headers: HeaderMap::new(), body: encrypted(content.as_bytes()) }
}

fn reason(content: &str) -> String {
    unsigned(content).reason()
}

#[test]
fn its_three_fields_may_come_in_any_order_and_with_white_space() {
    for content in [
        r#"{"challenge":"d8f2ca9a-5b1c-4f6e-9c57-3a0f4e1b2c3d","token":"v-7a1c","type":"url_verification"}"#,
        r#"{"type":"url_verification","challenge":"c_1","token":"v-7a1c"}"#,
        "{\n\t\"challenge\": \"c\",\r\n\t\"token\": \"v-7a1c\",\n\t\"type\": \"url_verification\"\n}",
    ] {
        assert!(unsigned(content).received().is_ok(), "{content}");
    }
}

#[test]
fn any_other_form_is_rejected_with_the_same_message() {
    for content in [
        r#"{"challenge":"c","token":"v-7a1c","type":"url_verification","x":1}"#,
        r#"{"challenge":"b","challenge":"c","token":"v-7a1c","type":"url_verification"}"#,
        r#"{"challenge":"c","token":"v-7a1c","token":"v-7a1c","type":"url_verification"}"#,
        r#"{"challenge":"c","token":"v-7a1c","type":"x","type":"url_verification"}"#,
        r#"{"challenge":"c","token":"v-7a1c"}"#,
        r#"{"challenge":"c","type":"url_verification"}"#,
        r#"{"token":"v-7a1c","type":"url_verification"}"#,
        r#"{"challenge":"c","token":"v-7a1c","type":"event_callback"}"#,
        r#"{"challenge":"","token":"v-7a1c","type":"url_verification"}"#,
        r#"{"challenge":"c c","token":"v-7a1c","type":"url_verification"}"#,
        r#"{"challenge":"\u0063","token":"v-7a1c","type":"url_verification"}"#,
        r#"{"challenge":"程","token":"v-7a1c","type":"url_verification"}"#,
        r#"{"challenge":"c","token":"v-7a1c程","type":"url_verification"}"#,
        r#"{"challenge":7,"token":"v-7a1c","type":"url_verification"}"#,
        r#"{"challenge":"c","token":"v-7a1c","type":"url_verification"}}"#,
        r#"{"challenge":"c","token":"v-7a1c","type":"url_verification"} x"#,
        r#"{"challenge":"c","token":"v-7a1c","type":"url_verification"} "#,
        r#" {"challenge":"c","token":"v-7a1c","type":"url_verification"}"#,
        r#"[{"challenge":"c","token":"v-7a1c","type":"url_verification"}]"#,
        "{\"challenge\":\"c\",\"token\":\"v-7a1c\",\"type\":\"url_verification\"}\0",
        "",
    ] {
        assert!(
            reason(content).contains("is not signed with the Encrypt Key, and it is not a URL verification"),
            "{content}"
        );
    }
    let other = signed(encrypted(br#"{"type":"url_verification"}"#));
    assert_eq!(other.reason(), "it is not a URL verification in the exact form that the platform sends");
}

#[test]
fn its_token_is_checked_first() {
    for content in [
        r#"{"challenge":"c c","token":"v-7a1d","type":"url_verification"}"#,
        r#"{"challenge":"c","token":"","type":"x"}"#,
        r#"{"challenge":"c","token":"v-7a1c0","type":"url_verification"}"#,
    ] {
        assert_eq!(reason(content), "the verification token is missing or that of another application", "{content}");
    }
}

#[test]
fn a_challenge_has_at_most_128_characters() {
    let challenge = |text: &str| json!({ "challenge": text, "token": TOKEN, "type": "url_verification" }).to_string();
    assert!(unsigned(&challenge(&"c".repeat(128))).received().is_ok());
    assert_eq!(reason(&challenge(&"c".repeat(129))), "its challenge has more than 128 bytes");
    let signed = signed(encrypted(challenge(&"c".repeat(129)).as_bytes()));
    assert_eq!(signed.reason(), "its challenge has more than 128 bytes", "signed or not");
}

#[test]
fn a_long_body_without_a_signature_is_not_even_decrypted() {
    let content = String::from_utf8(content("url-verification")).unwrap();
    let with_spaces = |count| content.replacen('{', &format!("{{{}", " ".repeat(count)), 1);
    assert!(unsigned(&with_spaces(600)).received().is_ok());
    assert!(reason(&with_spaces(1000)).contains("is not signed"));
}

#[test]
fn the_limits_on_the_length_of_a_body_are_exact() {
    let whole = vector("url-verification");
    let longest =
        |bytes: usize| Webhook::<Event>::builder(TOKEN).encrypt_key(KEY).max_body_bytes(bytes).build().unwrap();
    let accepts = |bytes: usize| longest(bytes).verify_at(&whole.headers, &whole.body, at(SIGNED_AT)).is_ok();
    assert_eq!([accepts(whole.body.len()), accepts(whole.body.len() - 1)], [true, false]);
    // White space around the JSON is part of a body without a signature.
    let mut unsigned = whole;
    for (bytes, is_accepted) in [(1024, true), (1025, false)] {
        unsigned.body.resize(bytes, b' ');
        assert_eq!(unsigned.received().is_ok(), is_accepted, "{bytes} bytes");
    }
}

#[test]
fn missing_padding_is_rejected() {
    let content =
        |challenge: &str| json!({ "challenge": challenge, "token": TOKEN, "type": "url_verification" }).to_string();
    let length = (1..17).find(|length| content(&"c".repeat(*length)).len().is_multiple_of(16)).unwrap();
    let whole = unsigned(&content(&"c".repeat(length)));
    assert!(whole.received().is_ok());
    // The last block consists of padding only.
    let body: serde_json::Value = serde_json::from_slice(&whole.body).unwrap();
    let bytes = STANDARD.decode(body["encrypt"].as_str().unwrap()).unwrap();
    let body = json!({ "encrypt": STANDARD.encode(&bytes[..bytes.len() - 16]) }).to_string().into_bytes();
    assert!(Sent { body, ..whole }.reason().contains("is not signed"));
}

/// The responses to verifications at these times.
fn responses(webhook: &Webhook<Event>, seconds: &[u64]) -> Vec<bool> {
    let request = vector("url-verification");
    let at = |seconds: &u64| webhook.verify_at(&request.headers, &request.body, at(SIGNED_AT + seconds)).is_ok();
    seconds.iter().map(at).collect()
}

#[test]
fn ten_attempts_a_minute_are_allowed_and_notifications_are_not_counted() {
    let webhook = Webhook::<Event>::builder(TOKEN).encrypt_key(KEY).build().unwrap();
    assert_eq!(responses(&webhook, &[0; 12]), [vec![true; 10], vec![false; 2]].concat());
    let event = vector("calendar-changed");
    assert!(webhook.verify_at(&event.headers, &event.body, at(SIGNED_AT)).is_ok());
    assert_eq!(responses(&webhook, &[59, 60]), [false, true]);
    // The clock is set back by a minute.
    assert_eq!(responses(&webhook, &[60; 9]), [true; 9]);
    assert_eq!(responses(&webhook, &[60, 0]), [false, true]);

    let once = Webhook::<Event>::builder(TOKEN).encrypt_key(KEY).verification_attempts(1).build().unwrap();
    let forged = unsigned("{}");
    assert!(once.verify_at(&forged.headers, &forged.body, at(SIGNED_AT)).is_err());
    assert_eq!(responses(&once, &[1, 61]), [false, true], "one that fails counts, too");
}

#[test]
fn the_application_opens_and_closes_verification() {
    let builder = Webhook::<Event>::builder(TOKEN).encrypt_key(KEY).verification(UrlVerification::Closed);
    let webhook = builder.build().unwrap();
    assert_eq!(responses(&webhook, &[0]), [false]);
    webhook.set_verification(UrlVerification::OpenUntil(at(SIGNED_AT) + Duration::from_secs(300)));
    assert_eq!(responses(&webhook, &[0, 299, 300]), [true, true, false]);
    webhook.set_verification(UrlVerification::Open);
    assert_eq!(responses(&webhook, &[300]), [true]);
    webhook.set_verification(UrlVerification::Closed);
    let request = vector("url-verification");
    let reason = webhook.verify_at(&request.headers, &request.body, at(SIGNED_AT)).unwrap_err().to_string();
    assert!(reason.contains("URL verification is closed"), "{reason}");
    let signed = signed(encrypted(&content("url-verification")));
    assert!(webhook.verify_at(&signed.headers, &signed.body, at(SIGNED_AT)).is_err(), "the platform signs none");
    let event = vector("calendar-changed");
    assert!(webhook.verify_at(&event.headers, &event.body, at(SIGNED_AT)).is_ok(), "notifications still arrive");
}

#[test]
fn the_same_rules_apply_without_a_key() {
    let webhook = Webhook::<Event>::builder(TOKEN).without_encrypt_key().verification_attempts(3).build().unwrap();
    let accepts = |content: &str| webhook.verify_at(&HeaderMap::new(), content.as_bytes(), at(SIGNED_AT)).is_ok();
    assert!(!accepts(r#"{"challenge":"c","token":"v-7a1c","type":"url_verification","x":1}"#));
    assert!(!accepts(r#"{"challenge":"c","token":"v-7a1d","type":"url_verification"}"#));
    let sound = r#"{"challenge":"c","token":"v-7a1c","type":"url_verification"}"#;
    assert_eq!([accepts(sound), accepts(sound)], [true, false], "the fourth within a minute");
}
