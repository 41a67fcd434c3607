//! [`Webhook`]: in: headers and bytes. Out: a typed notification, a challenge or an error.

use std::fmt;
use std::marker::PhantomData;
use std::time::{Duration, SystemTime};

use http::HeaderMap;

use super::body::Body;
use super::challenge::Challenge;
use super::error::{Reason, WebhookError};
use super::key::Key;
use super::token::VerificationToken;
use super::verification::{Gate, UrlVerification};
use super::window::{self, TIMESTAMP};
use crate::Notification;
use crate::notification::Events;

/// Only a URL verification may be unsigned, and it is small; longer unsigned bodies are not decrypted.
const MAX_UNSIGNED_BYTES: usize = 1024;

/// Verifies and reads what the platform sends to the request URL of an application.
///
/// `E` is the enum of events: [`events::Event`](crate::events::Event) or the one that a spec of your own generates.
/// `Debug` shows neither the key nor the token.
pub struct Webhook<E> {
    pub(super) token: VerificationToken,
    pub(super) key: Option<Key>,
    pub(super) window: Duration,
    pub(super) max_body_bytes: usize,
    pub(super) verification: Gate,
    pub(super) event: PhantomData<fn() -> E>,
}

/// A genuine request.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
#[allow(clippy::large_enum_variant, reason = "made once for each request, and nearly always the larger one")]
pub enum Received<E> {
    /// The platform verifies the URL.
    Challenge(Challenge),
    /// An event. It may have been delivered before: see [`SeenEvents`](super::SeenEvents).
    Notification(Notification<E>),
}

impl<E> Webhook<E> {
    /// The longest body that is accepted, in bytes.
    pub fn max_body_bytes(&self) -> usize {
        self.max_body_bytes
    }

    /// Opens or closes URL verification.
    pub fn set_verification(&self, setting: UrlVerification) {
        self.verification.set(setting);
    }
}

impl<E: Events> Webhook<E> {
    /// Verifies and reads a request, by the system's clock.
    ///
    /// # Errors
    ///
    /// Anything that is not genuine or does not have a documented form. Respond with 400 to all of it, and log the
    /// reason.
    pub fn verify(&self, headers: &HeaderMap, body: &[u8]) -> Result<Received<E>, WebhookError> {
        self.verify_at(headers, body, SystemTime::now())
    }

    /// Verifies and reads a request, with a time of your choice as now.
    ///
    /// # Errors
    ///
    /// As [`verify`](Self::verify).
    pub fn verify_at(&self, headers: &HeaderMap, body: &[u8], now: SystemTime) -> Result<Received<E>, WebhookError> {
        if body.len() > self.max_body_bytes {
            return Err(Reason::TooLarge { limit: self.max_body_bytes }.into());
        }
        let received = match &self.key {
            Some(key) => self.encrypted(key, headers, body, now),
            None => self.plain(headers, body, now),
        };
        received.map_err(WebhookError::from)
    }

    /// With a key: requests that are not encrypted are rejected, and those that are not signed can only be URL
    /// verifications.
    fn encrypted(&self, key: &Key, headers: &HeaderMap, body: &[u8], now: SystemTime) -> Result<Received<E>, Reason> {
        if !key.has_signed(headers, body) {
            return self.unsigned(key, body, now);
        }
        let content = key.decrypt(&Body::read(body)?.encrypt.ok_or(Reason::NotEncrypted)?)?;
        if Body::read(&content)?.is_url_verification {
            self.verification.pass(now)?;
            return Ok(Received::Challenge(Challenge::read(&content, &self.token)?));
        }
        window::check(self.window, headers, now)?;
        self.notification(&content)
    }

    /// Anyone can send it, composed of anything that was recorded before; a sender learns whatever the response depends
    /// on.
    fn unsigned(&self, key: &Key, body: &[u8], now: SystemTime) -> Result<Received<E>, Reason> {
        if body.len() > MAX_UNSIGNED_BYTES {
            return Err(Reason::Signature);
        }
        let encrypt = Body::read(body)?.encrypt.ok_or(Reason::NotEncrypted)?;
        self.verification.pass(now)?;
        let content = key.decrypt_unsigned(&encrypt)?;
        match Challenge::read(&content, &self.token) {
            Err(Reason::Verification) => Err(Reason::Signature),
            read => Ok(Received::Challenge(read?)),
        }
    }

    /// Without a key, only the token protects. The timestamp is not signed, so it stops only replays that were not
    /// modified.
    fn plain(&self, headers: &HeaderMap, body: &[u8], now: SystemTime) -> Result<Received<E>, Reason> {
        let content = Body::read(body)?;
        if content.encrypt.is_some() {
            return Err(Reason::NoKey);
        }
        if content.is_url_verification {
            self.verification.pass(now)?;
            return Ok(Received::Challenge(Challenge::read(body, &self.token)?));
        }
        if headers.contains_key(TIMESTAMP) {
            window::check(self.window, headers, now)?;
        }
        self.notification(body)
    }

    fn notification(&self, content: &[u8]) -> Result<Received<E>, Reason> {
        let notification = Notification::decode(content).map_err(|_| Reason::Event)?;
        self.token.check(notification.header.token.as_ref())?;
        Ok(Received::Notification(notification))
    }
}

impl<E> fmt::Debug for Webhook<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Webhook")
            .field("has_encrypt_key", &self.key.is_some())
            .field("window", &self.window)
            .field("max_body_bytes", &self.max_body_bytes)
            .field("verification", &self.verification)
            .finish_non_exhaustive()
    }
}
