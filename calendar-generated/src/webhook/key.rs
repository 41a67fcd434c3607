//! The Encrypt Key: checks signatures and decrypts.
//!
//! The signature is SHA-256 over timestamp, nonce, key and the raw body, in hexadecimal. The content is AES-256-CBC
//! with PKCS#7 padding under the SHA-256 of the key; its first block is the initialization vector, and all of it comes
//! as Base64.

use aes::Aes256;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use cbc::Decryptor;
use cbc::cipher::block_padding::Pkcs7;
use cbc::cipher::{BlockModeDecrypt, KeyIvInit};
use http::HeaderMap;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use super::error::Reason;
use super::window::TIMESTAMP;
use crate::Secret;

const NONCE: &str = "x-lark-request-nonce";
const SIGNATURE: &str = "x-lark-signature";
/// Bytes of a block, and of the initialization vector.
const BLOCK: usize = 16;

pub(super) struct Key {
    text: Secret,
    /// The key of the cipher.
    digest: [u8; 32],
}

impl Key {
    pub(super) fn new(text: Secret) -> Self {
        let digest = Sha256::digest(text.expose()).into();
        Self { text, digest }
    }

    /// Whether the headers hold the signature of this body.
    pub(super) fn has_signed(&self, headers: &HeaderMap, body: &[u8]) -> bool {
        let header = |name| headers.get(name).map(http::HeaderValue::as_bytes);
        let (Some(timestamp), Some(nonce), Some(signature)) = (header(TIMESTAMP), header(NONCE), header(SIGNATURE))
        else {
            return false;
        };
        let digest = Sha256::new()
            .chain_update(timestamp)
            .chain_update(nonce)
            .chain_update(self.text.expose())
            .chain_update(body)
            .finalize();
        base16ct::lower::encode_string(&digest).as_bytes().ct_eq(signature).into()
    }

    /// Decrypts the string of the field `encrypt`.
    pub(super) fn decrypt(&self, text: &str) -> Result<Vec<u8>, Reason> {
        let (content, is_padded) = self.open(text)?;
        if is_padded { Ok(content) } else { Err(Reason::Padding) }
    }

    /// Decrypts a request that anyone could have sent. Wrong padding is treated like any other wrong content, and takes
    /// as long.
    pub(super) fn decrypt_unsigned(&self, text: &str) -> Result<Vec<u8>, Reason> {
        let (mut content, is_padded) = self.open(text)?;
        if !is_padded {
            content.push(0);
        }
        Ok(content)
    }

    /// Returns the content, and whether the cipher's padding is valid.
    fn open(&self, text: &str) -> Result<(Vec<u8>, bool), Reason> {
        let mut bytes = STANDARD.decode(text).map_err(|_| Reason::NotBase64)?;
        if bytes.len() < 2 * BLOCK || !bytes.len().is_multiple_of(BLOCK) {
            return Err(Reason::NotWholeBlocks);
        }
        let mut content = bytes.split_off(BLOCK);
        let cipher = Decryptor::<Aes256>::new_from_slices(&self.digest, &bytes).map_err(|_| Reason::NotWholeBlocks)?;
        let length = cipher.decrypt_padded::<Pkcs7>(&mut content).map(<[u8]>::len);
        content.truncate(length.unwrap_or(usize::MAX));
        Ok((content, length.is_ok()))
    }
}
