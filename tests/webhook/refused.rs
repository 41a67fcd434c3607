//! Signed requests that are rejected, with the reason.

use calendar_generated::ErrorKind;
use calendar_generated::events::Event;
use calendar_generated::webhook::{BoxError, Receiver, Webhook};
use serde_json::{Value, json};

use crate::support::{KEY, SIGNED_AT, Sent, TOKEN, at, encrypted, notification, request, signed, vector};

const NOT_SIGNED: &str =
    "it is not signed with the Encrypt Key, and it is not a URL verification; compare the Encrypt Keys";

fn of(content: &Value) -> Sent {
    signed(encrypted(content.to_string().as_bytes()))
}

#[test]
fn a_missing_header_is_rejected() {
    for name in ["x-lark-request-timestamp", "x-lark-request-nonce", "x-lark-signature"] {
        let reason = request("e").with(name, None).reason();
        assert_eq!(reason, NOT_SIGNED, "{name}");
    }
    assert!(request("e").received().is_ok());
}

#[test]
fn an_unencrypted_body_is_rejected_if_there_is_a_key() {
    for content in [notification("e"), json!({ "challenge": "c", "token": TOKEN, "type": "url_verification" })] {
        let body = content.to_string().into_bytes();
        assert_eq!(signed(body).reason(), "it is not encrypted, though there is an Encrypt Key");
    }
}

#[test]
fn the_verification_token_of_another_application_is_rejected() {
    for token in [json!("v-7a1d"), json!("v-7a1"), json!("v-7a1cc"), json!("")] {
        let mut event = notification("e");
        event["header"]["token"] = token.clone();
        let challenge = json!({ "challenge": "c", "token": token, "type": "url_verification" });
        let older = json!({ "uuid": "e", "token": token, "type": "event_callback", "event": { "type": "any" } });
        for content in [event, challenge, older] {
            let reason = of(&content).reason();
            assert_eq!(reason, "the verification token is missing or that of another application", "{content}");
        }
    }
}

#[test]
fn the_ciphertext_must_be_base64_of_an_iv_and_whole_blocks() {
    let body = |text: &str| signed(json!({ "encrypt": text }).to_string().into_bytes()).reason();
    assert_eq!(body("~"), "the ciphertext is not valid Base64");
    for text in ["", "AAAA", "AAAAAAAAAAAAAAAAAAAAAA==", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="] {
        assert_eq!(body(text), "the ciphertext must be a 16-byte IV followed by whole blocks", "{text}");
    }
    let zeros = "A".repeat(64);
    assert_eq!(body(&zeros), "what was decrypted has no sound padding; compare the Encrypt Keys");
}

#[test]
fn another_encrypt_key_is_rejected() {
    let request = vector("url-verification");
    let other = Webhook::<Event>::builder(TOKEN).encrypt_key("kudryavka-4f0a9d").build().unwrap();
    assert!(other.verify_at(&request.headers, &request.body, at(SIGNED_AT)).is_err());
}

#[test]
fn a_body_is_limited_in_size_and_depth() {
    let small = Webhook::<Event>::builder(TOKEN).encrypt_key(KEY).max_body_bytes(100).build().unwrap();
    let request = request("e");
    assert!(request.body.len() > 100);
    let reason = small.verify_at(&request.headers, &request.body, at(SIGNED_AT)).unwrap_err().to_string();
    assert_eq!(reason, "the body has more than 100 bytes; allow more with `max_body_bytes`");

    let nested = |depth: usize| {
        let event = format!("{{\"a\":{}{}}}", "[".repeat(depth), "]".repeat(depth));
        signed(encrypted(notification("e").to_string().replace("{}", &event).as_bytes()))
    };
    assert!(nested(62).received().is_ok());
    for depth in [63, 200, 100_000] {
        assert_eq!(nested(depth).reason(), "the body nests objects or lists more than 64 deep", "{depth}");
    }
}

#[test]
fn a_webhook_is_not_built_from_insecure_settings() {
    let problems = |builder: calendar_generated::webhook::WebhookBuilder<Event>| {
        let error = builder.build().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Configuration);
        error.to_string()
    };
    let demanded = problems(Webhook::builder(TOKEN));
    assert!(demanded.contains("there is no Encrypt Key") && demanded.contains("without_encrypt_key"), "{demanded}");
    let both = problems(Webhook::builder("").encrypt_key(""));
    assert!(both.contains("token is empty") && both.contains("Encrypt Key is empty"), "{both}");
    assert!(problems(Webhook::builder(TOKEN).encrypt_key(KEY).without_encrypt_key()).contains("leave one of them out"));
}

#[test]
fn the_settings_are_shown_without_key_and_token() {
    let builder = || Webhook::<Event>::builder(TOKEN).encrypt_key(KEY);
    let receiver = Receiver::new(builder().build().unwrap(), |_| async { Ok::<(), BoxError>(()) });
    let shown = format!("{:?} {receiver:?}", builder());
    for part in ["WebhookBuilder {", "Receiver { webhook: Webhook { has_encrypt_key: true"] {
        assert!(shown.contains(part), "{part} in {shown}");
    }
    assert_eq!(shown.matches("verification: Open").count(), 2, "{shown}");
    assert!(!shown.contains(TOKEN) && !shown.contains(KEY), "{shown}");
}
