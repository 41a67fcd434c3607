//! A notification, received by the generated client and by hand-written code. OpenSSL has signed and encrypted it.

#![allow(clippy::struct_field_names, reason = "the names of the wire")]

use std::time::{Duration, SystemTime};

use aes::Aes256;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use calendar_generated::events::Event;
use calendar_generated::webhook::{Received, Webhook};
use cbc::Decryptor;
use cbc::cipher::block_padding::Pkcs7;
use cbc::cipher::{BlockModeDecrypt, KeyIvInit};
use http::HeaderMap;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

const KEY: &str = "kudryavka-4f0a9c";
const TOKEN: &str = "v-7a1c";
const HEADERS: &str = include_str!("../../../tests/fixtures/webhook/calendar-changed.headers");
const BODY: &[u8] = include_bytes!("../../../tests/fixtures/webhook/calendar-changed.body.json");

/// The input of both.
pub(crate) struct Receiver {
    headers: HeaderMap,
    webhook: Webhook<Event>,
    key: [u8; 32],
    signed_at: SystemTime,
}

impl Receiver {
    pub(crate) fn new() -> Self {
        let lines = HEADERS.lines().filter_map(|line| line.split_once(": "));
        let header = |(name, value): (&str, &str)| (name.parse().expect("a name"), value.parse().expect("a value"));
        Self {
            headers: lines.map(header).collect::<Vec<(http::HeaderName, _)>>().into_iter().collect(),
            webhook: Webhook::builder(TOKEN).encrypt_key(KEY).build().expect("sound"),
            key: Sha256::digest(KEY).into(),
            signed_at: SystemTime::UNIX_EPOCH + Duration::from_secs(1_704_067_200),
        }
    }

    /// Verified, decrypted, decoded.
    pub(crate) fn generated(&self) -> Received<Event> {
        self.webhook.verify_at(&self.headers, BODY, self.signed_at).expect("genuine")
    }

    pub(crate) fn hand_written(&self) -> Envelope {
        let header = |name| self.headers.get(name).expect("documented").as_bytes();
        let signed = [header("x-lark-request-timestamp"), header("x-lark-request-nonce"), KEY.as_bytes(), BODY];
        let digest = signed.into_iter().fold(Sha256::new(), Digest::chain_update).finalize();
        let signature = base16ct::lower::encode_string(&digest);
        assert!(bool::from(signature.as_bytes().ct_eq(header("x-lark-signature"))));
        let sealed: Sealed = serde_json::from_slice(BODY).expect("documented");
        let mut bytes = STANDARD.decode(sealed.encrypt).expect("documented");
        let (vector, content) = bytes.split_at_mut(16);
        let cipher = Decryptor::<Aes256>::new_from_slices(&self.key, vector).expect("a block");
        let content = cipher.decrypt_padded::<Pkcs7>(content).expect("padded");
        let envelope: Envelope = serde_json::from_slice(content).expect("documented");
        assert_eq!(envelope.header.token, TOKEN);
        envelope
    }
}

#[derive(Debug, Deserialize)]
struct Sealed {
    encrypt: String,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Envelope {
    pub(crate) schema: String,
    pub(crate) header: Header,
    pub(crate) event: Changed,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Header {
    pub(crate) event_id: String,
    pub(crate) token: String,
    pub(crate) create_time: String,
    pub(crate) event_type: String,
    pub(crate) tenant_key: String,
    pub(crate) app_id: String,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Changed {
    pub(crate) user_id_list: Option<Vec<UserIds>>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct UserIds {
    pub(crate) union_id: Option<String>,
    pub(crate) user_id: Option<String>,
    pub(crate) open_id: Option<String>,
}
