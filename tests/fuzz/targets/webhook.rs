//! Any bytes as a request to a webhook: as they are, and as content that is encrypted and signed.

#![no_main]

use std::time::SystemTime;

use aes::Aes256;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use calendar_generated::events::Event;
use calendar_generated::webhook::{Received, Webhook};
use cbc::cipher::block_padding::Pkcs7;
use cbc::cipher::{BlockModeEncrypt, KeyIvInit};
use http::{HeaderMap, HeaderValue};
use libfuzzer_sys::fuzz_target;
use sha2::{Digest, Sha256};

const KEY: &str = "kudryavka-4f0a9c";
const TOKEN: &str = "v-7a1c";

fuzz_target!(|content: &[u8]| {
    let webhook = Webhook::<Event>::builder(TOKEN).encrypt_key(KEY).build().unwrap();
    let plain = Webhook::<Event>::builder(TOKEN).without_encrypt_key().build().unwrap();
    let now = SystemTime::UNIX_EPOCH;

    let (headers, body) = sealed(content);
    for (webhook, headers, body) in [
        (&plain, &HeaderMap::new(), content),
        (&webhook, &HeaderMap::new(), content),
        (&webhook, &headers, content),
        (&webhook, &headers, &body[..]),
    ] {
        if let Err(error) = webhook.verify_at(headers, body, now) {
            let _ = format!("{error} {error:?}");
        }
    }
    let unsigned = webhook.verify_at(&HeaderMap::new(), &body, now);
    assert!(!matches!(unsigned, Ok(Received::Notification(_))), "{unsigned:?}");
});

/// The content as the platform sends it.
fn sealed(content: &[u8]) -> (HeaderMap, Vec<u8>) {
    let vector = [7; 16];
    let cipher = cbc::Encryptor::<Aes256>::new(&Sha256::digest(KEY), &vector.into());
    let bytes = [&vector[..], &cipher.encrypt_padded_vec::<Pkcs7>(content)].concat();
    let body = serde_json::json!({ "encrypt": STANDARD.encode(bytes) }).to_string().into_bytes();
    let digest = Sha256::new().chain_update(format!("0nonce{KEY}")).chain_update(&body).finalize();
    let mut headers = HeaderMap::new();
    headers.insert("x-lark-request-timestamp", HeaderValue::from_static("0"));
    headers.insert("x-lark-request-nonce", HeaderValue::from_static("nonce"));
    headers.insert("x-lark-signature", base16ct::lower::encode_string(&digest).parse().unwrap());
    (headers, body)
}
