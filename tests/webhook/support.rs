//! The platform's side: requests from files, and newly made ones.

use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use aes::Aes256;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use calendar_generated::Notification;
use calendar_generated::events::Event;
use calendar_generated::webhook::{Received, Webhook, WebhookError};
use cbc::cipher::block_padding::Pkcs7;
use cbc::cipher::{BlockModeEncrypt, KeyIvInit};
use http::{HeaderMap, HeaderName, HeaderValue};
use sha2::{Digest, Sha256};

pub(crate) const KEY: &str = "kudryavka-4f0a9c";
pub(crate) const TOKEN: &str = "v-7a1c";
/// When the requests were signed, in Unix seconds.
pub(crate) const SIGNED_AT: u64 = 1_704_067_200;

pub(crate) fn at(seconds: u64) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)
}

pub(crate) fn webhook() -> Webhook<Event> {
    Webhook::builder(TOKEN).encrypt_key(KEY).build().unwrap()
}

/// A webhook that accepts requests of any time, for tests that use the clock of the system.
pub(crate) fn timeless() -> Webhook<Event> {
    Webhook::builder(TOKEN).encrypt_key(KEY).window(Duration::MAX).build().unwrap()
}

#[derive(Clone)]
pub(crate) struct Sent {
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

fn fixture(name: &str) -> std::io::Result<Vec<u8>> {
    std::fs::read(PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/webhook")).join(name))
}

/// The content of a request that OpenSSL made.
pub(crate) fn content(name: &str) -> Vec<u8> {
    fixture(&format!("{name}.plain.json")).unwrap()
}

/// A request that OpenSSL made.
pub(crate) fn vector(name: &str) -> Sent {
    let mut headers = HeaderMap::new();
    if let Ok(lines) = fixture(&format!("{name}.headers")) {
        for (name, value) in String::from_utf8(lines).unwrap().lines().map(|line| line.split_once(": ").unwrap()) {
            headers.insert(name.parse::<HeaderName>().unwrap(), value.parse().unwrap());
        }
    }
    Sent { headers, body: fixture(&format!("{name}.body.json")).unwrap() }
}

/// A body, signed.
pub(crate) fn signed(body: Vec<u8>) -> Sent {
    signed_at(&SIGNED_AT.to_string(), body)
}

/// A body, signed with any timestamp.
pub(crate) fn signed_at(timestamp: &str, body: Vec<u8>) -> Sent {
    let digest = Sha256::new().chain_update(format!("{timestamp}nonce{KEY}")).chain_update(&body).finalize();
    let mut headers = HeaderMap::new();
    headers.insert("x-lark-request-timestamp", timestamp.parse().unwrap());
    headers.insert("x-lark-request-nonce", HeaderValue::from_static("nonce"));
    headers.insert("x-lark-signature", base16ct::lower::encode_string(&digest).parse().unwrap());
    Sent { headers, body }
}

/// A body that holds any content, encrypted.
pub(crate) fn encrypted(content: &[u8]) -> Vec<u8> {
    let vector = [7; 16];
    let cipher = cbc::Encryptor::<Aes256>::new(&Sha256::digest(KEY), &vector.into());
    let bytes = [&vector[..], &cipher.encrypt_padded_vec::<Pkcs7>(content)].concat();
    serde_json::json!({ "encrypt": STANDARD.encode(bytes) }).to_string().into_bytes()
}

/// A notification of any type that this version does not know.
pub(crate) fn notification(event_id: &str) -> serde_json::Value {
    let header = serde_json::json!({ "event_id": event_id, "token": TOKEN, "event_type": "any" });
    serde_json::json!({ "schema": "2.0", "header": header, "event": {} })
}

/// The same as a complete request.
pub(crate) fn request(event_id: &str) -> Sent {
    signed(encrypted(notification(event_id).to_string().as_bytes()))
}

impl Sent {
    pub(crate) fn received(&self) -> Result<Received<Event>, WebhookError> {
        webhook().verify_at(&self.headers, &self.body, at(SIGNED_AT))
    }

    pub(crate) fn notification(&self) -> Notification<Event> {
        match self.received() {
            Ok(Received::Notification(notification)) => notification,
            other => panic!("{other:?}"),
        }
    }

    /// Why it was rejected.
    pub(crate) fn reason(&self) -> String {
        self.received().unwrap_err().to_string()
    }

    /// The same request with one header changed, or without it.
    pub(crate) fn with(mut self, name: &'static str, value: Option<&str>) -> Self {
        self.headers.remove(name);
        if let Some(value) = value {
            self.headers.insert(name, value.parse().unwrap());
        }
        self
    }
}
