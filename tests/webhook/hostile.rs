//! Arbitrary bodies: they are rejected or decoded, without a panic.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use calendar_generated::events::Event;
use calendar_generated::webhook::Received;
use http::HeaderMap;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Value, json};

use crate::support::{Sent, encrypted, notification, signed};

/// JSON in the form of the platform, with arbitrary values.
fn json() -> impl Strategy<Value = String> {
    let name = prop::sample::select(vec![
        "schema",
        "header",
        "event",
        "encrypt",
        "challenge",
        "token",
        "type",
        "uuid",
        "ts",
        "event_id",
        "event_type",
        "create_time",
    ]);
    let leaf = prop_oneof![
        Just("null".to_owned()),
        any::<i64>().prop_map(|number| number.to_string()),
        prop::sample::select(vec!["\"2.0\"", "\"v-7a1c\"", "\"url_verification\"", "\"event_callback\"", "\"\""])
            .prop_map(str::to_owned),
        any::<String>().prop_map(|text| Value::from(text).to_string()),
    ];
    leaf.prop_recursive(6, 64, 8, move |inner| {
        let field = (name.clone(), inner.clone()).prop_map(|(name, value)| format!("\"{name}\":{value}"));
        prop_oneof![
            vec(field, 0..8).prop_map(|fields| format!("{{{}}}", fields.join(","))),
            vec(inner, 0..8).prop_map(|items| format!("[{}]", items.join(","))),
        ]
    })
}

/// A body that claims to be encrypted.
fn ciphertext(bytes: &[u8]) -> Vec<u8> {
    json!({ "encrypt": STANDARD.encode(bytes) }).to_string().into_bytes()
}

/// The initialization vector and the blocks of a notification.
fn blocks() -> Vec<u8> {
    let body: Value = serde_json::from_slice(&encrypted(notification("e").to_string().as_bytes())).unwrap();
    STANDARD.decode(body["encrypt"].as_str().unwrap()).unwrap()
}

proptest! {
    #[test]
    fn any_bytes_are_rejected(body in vec(any::<u8>(), 0..2000)) {
        prop_assert!(signed(body.clone()).received().is_err());
        let unsigned = Sent { headers: HeaderMap::new(), body };
        prop_assert!(unsigned.received().is_err());
    }

    #[test]
    fn any_content_without_a_signature_is_not_a_notification(content in json()) {
        let received = Sent { headers: HeaderMap::new(), body: encrypted(content.as_bytes()) }.received();
        prop_assert!(!matches!(received, Ok(Received::Notification(_))), "{received:?}");
    }

    #[test]
    fn any_content_that_is_accepted_with_a_signature_contains_the_token(content in json()) {
        if signed(encrypted(content.as_bytes())).received().is_ok() {
            prop_assert!(content.contains("v-7a1c"), "{content}");
        }
    }

    #[test]
    fn any_bytes_encrypted_and_signed_are_rejected(content in vec(any::<u8>(), 0..2000)) {
        prop_assert!(signed(encrypted(&content)).received().is_err());
    }

    #[test]
    fn any_ciphertext_is_rejected_signed_or_not(bytes in vec(any::<u8>(), 0..300)) {
        let unsigned = Sent { headers: HeaderMap::new(), body: ciphertext(&bytes) };
        prop_assert!(unsigned.received().is_err());
        prop_assert!(signed(unsigned.body).received().is_err());
    }

    #[test]
    fn a_changed_ciphertext_is_rejected(
        changes in vec((any::<Index>(), any::<u8>()), 0..4), length in any::<Index>(), more in vec(any::<u8>(), 0..40),
    ) {
        let sound = blocks();
        let mut changed = sound.clone();
        for (at, byte) in changes {
            changed[at.index(sound.len())] = byte;
        }
        changed.truncate(length.index(sound.len() + 1));
        changed.extend(more);
        prop_assume!(changed != sound);
        let headers = signed(ciphertext(&sound)).headers;
        for headers in [headers, HeaderMap::new()] {
            let request = Sent { headers, body: ciphertext(&changed) };
            prop_assert!(request.received().is_err());
        }
    }

    #[test]
    fn an_unknown_event_keeps_any_json(event in json()) {
        let content = notification("e").to_string().replace("{}", &event);
        let Event::Unrecognized(kept) = signed(encrypted(content.as_bytes())).notification().event else {
            panic!("recognized");
        };
        prop_assert_eq!(kept.json(), if event == "null" { "{}" } else { &event });
    }

    #[test]
    fn any_headers_are_rejected(values in prop::array::uniform3(vec(any::<u8>(), 0..40))) {
        let mut request = signed(encrypted(notification("e").to_string().as_bytes()));
        let names = ["x-lark-request-timestamp", "x-lark-request-nonce", "x-lark-signature"];
        for (name, value) in names.iter().zip(values) {
            if let Ok(value) = value.try_into() {
                request.headers.insert(*name, value);
            } else {
                request.headers.remove(*name);
            }
        }
        prop_assert!(request.received().is_err());
    }
}
