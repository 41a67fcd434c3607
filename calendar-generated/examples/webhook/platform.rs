//! As much of the platform as the example needs: it encrypts, signs and sends.

use std::net::SocketAddr;
use std::time::SystemTime;

use aes::Aes256;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use calendar_generated::webhook::BoxError;
use cbc::cipher::block_padding::Pkcs7;
use cbc::cipher::{BlockModeEncrypt, KeyIvInit};
use sha2::{Digest, Sha256};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

pub(crate) const TOKEN: &str = "v-example";
pub(crate) const ENCRYPT_KEY: &str = "an Encrypt Key of the developer console";

pub(crate) struct Platform {
    pub(crate) address: SocketAddr,
}

/// A notification that the calendars of a user changed.
pub(crate) fn changed(event_id: &str) -> String {
    serde_json::json!({
        "schema": "2.0",
        "header": { "event_id": event_id, "token": TOKEN, "event_type": "calendar.calendar.changed_v4" },
        "event": { "user_id_list": [{ "open_id": "ou_xxxxxx" }] },
    })
    .to_string()
}

impl Platform {
    /// Sends a content, encrypted, and signed if there is a time to sign it at; gives back what was answered.
    pub(crate) async fn send(&self, content: &str, signed_at: Option<SystemTime>) -> Result<String, BoxError> {
        let body = format!(r#"{{"encrypt":"{}"}}"#, encrypt(content)?);
        let signature = signed_at.map(|now| sign(now, &body)).transpose()?.unwrap_or_default();
        let length = body.len();
        let request = format!(
            "POST /lark HTTP/1.1\r\nhost: {}\r\nconnection: close\r\ncontent-length: {length}\r\n{signature}\r\n{body}",
            self.address
        );
        let mut stream = TcpStream::connect(self.address).await?;
        stream.write_all(request.as_bytes()).await?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await?;
        let (head, body) = answer.split_once("\r\n\r\n").ok_or("no answer")?;
        Ok(format!("{} {body}", head.lines().next().unwrap_or_default()))
    }
}

fn encrypt(content: &str) -> Result<String, BoxError> {
    let vector = [0x5a; 16]; // the platform takes a random one each time
    let cipher = cbc::Encryptor::<Aes256>::new(&Sha256::digest(ENCRYPT_KEY), &vector.into());
    let mut blocks = [content.as_bytes(), &[0; 16]].concat();
    let encrypted = cipher.encrypt_padded::<Pkcs7>(&mut blocks, content.len()).map_err(|error| error.to_string())?;
    Ok(STANDARD.encode([&vector[..], encrypted].concat()))
}

fn sign(now: SystemTime, body: &str) -> Result<String, BoxError> {
    let timestamp = now.duration_since(SystemTime::UNIX_EPOCH)?.as_secs();
    let nonce = "6e6f6e63";
    let digest = Sha256::digest(format!("{timestamp}{nonce}{ENCRYPT_KEY}{body}"));
    let signature = base16ct::lower::encode_string(&digest);
    Ok(format!(
        "x-lark-request-timestamp: {timestamp}\r\nx-lark-request-nonce: {nonce}\r\nx-lark-signature: {signature}\r\n"
    ))
}
