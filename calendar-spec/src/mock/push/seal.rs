//! Signature and encryption with the Encrypt Key, as the page on receiving events describes them.
//!
//! The content is AES-256-CBC under the SHA-256 of the key, with the initialization vector in front, as Base64. The
//! signature is SHA-256 over timestamp, nonce, key and body. Nothing is random: the initialization vector and the nonce
//! are derived from the number of the request.

use aes::Aes256;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use cbc::Encryptor;
use cbc::cipher::block_padding::Pkcs7;
use cbc::cipher::{BlockModeEncrypt, KeyIvInit};
use serde_json::json;
use sha2::{Digest, Sha256};

const BLOCK: usize = 16;

/// The body of a request, and its signature headers.
pub(in crate::mock) struct Sealed {
    pub(in crate::mock) body: Vec<u8>,
    pub(in crate::mock) headers: Vec<(&'static str, String)>,
}

/// Encrypts and signs a content; `number` identifies the request.
pub(in crate::mock) fn seal(key: &str, content: &[u8], (timestamp, number): (u64, u64)) -> Sealed {
    let body = json!({ "encrypt": encrypt(key, content, number) }).to_string().into_bytes();
    let (timestamp, nonce) = (timestamp.to_string(), format!("{number:010}"));
    let parts = [timestamp.as_bytes(), nonce.as_bytes(), key.as_bytes(), &body];
    let signature = parts.into_iter().fold(Sha256::new(), Digest::chain_update).finalize();
    let headers = vec![
        ("x-lark-request-timestamp", timestamp),
        ("x-lark-request-nonce", nonce),
        ("x-lark-signature", base16ct::lower::encode_string(&signature)),
    ];
    Sealed { body, headers }
}

fn encrypt(key: &str, content: &[u8], number: u64) -> String {
    let mut vector = [0; BLOCK];
    vector.copy_from_slice(&Sha256::digest(number.to_be_bytes())[..BLOCK]);
    let cipher = Encryptor::<Aes256>::new(&Sha256::digest(key), &vector.into());
    // With room for the padding, which is at most one block.
    let mut buffer = content.to_vec();
    buffer.resize(content.len() + BLOCK, 0);
    let encrypted = cipher.encrypt_padded::<Pkcs7>(&mut buffer, content.len()).unwrap_or_default();
    STANDARD.encode([&vector[..], encrypted].concat())
}
