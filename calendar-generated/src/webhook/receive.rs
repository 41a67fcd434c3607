//! [`Webhook`]: headers and bytes in; a typed notification, a challenge or a refusal out.

use std::fmt;
use std::marker::PhantomData;
use std::time::{Duration, SystemTime};

use http::HeaderMap;
use subtle::ConstantTimeEq;

use super::body::Body;
use super::builder::WebhookBuilder;
use super::challenge::Challenge;
use super::key::Key;
use super::refused::{Reason, Refused};
use super::window::{self, TIMESTAMP};
use crate::notification::Events;
use crate::{Notification, Secret};

/// Only a URL verification may come unsigned, and it is small; nothing longer is decrypted for a stranger.
const MAX_UNSIGNED_BYTES: usize = 4096;
/// A challenge is sent back to whoever asked, so that it may not be a place to put much.
const MAX_CHALLENGE_BYTES: usize = 256;
/// An identifier is kept for some time, so that it may not be long.
const MAX_EVENT_ID_BYTES: usize = 128;

/// Reads what the platform sends to the request URL of an application, and believes it only when it is genuine.
///
/// `E` is the enum of events: [`events::Event`](crate::events::Event) or the one that a spec of your own generates.
/// `Debug` shows neither the key nor the token.
pub struct Webhook<E> {
    pub(super) token: Secret,
    pub(super) key: Option<Key>,
    pub(super) window: Duration,
    pub(super) max_body_bytes: usize,
    pub(super) event: PhantomData<fn() -> E>,
}

/// A genuine request.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Received<E> {
    /// The platform verifies the URL.
    Challenge(Challenge),
    /// Something happened. It may have been delivered before: see [`SeenEvents`](super::SeenEvents).
    Notification(Notification<E>),
}

impl<E> Webhook<E> {
    /// Starts a webhook with the verification token of the application.
    pub fn builder(verification_token: impl Into<Secret>) -> WebhookBuilder<E> {
        WebhookBuilder::new(verification_token.into())
    }

    /// The longest body that is taken, in bytes.
    pub fn max_body_bytes(&self) -> usize {
        self.max_body_bytes
    }
}

impl<E: Events> Webhook<E> {
    /// Reads a request by the clock of the system.
    ///
    /// # Errors
    ///
    /// What is not genuine or not of a documented form. Answer 400 to all of it, and log the reason.
    pub fn receive(&self, headers: &HeaderMap, body: &[u8]) -> Result<Received<E>, Refused> {
        self.receive_at(headers, body, SystemTime::now())
    }

    /// Reads a request at a time of your choice.
    ///
    /// # Errors
    ///
    /// As [`receive`](Self::receive).
    pub fn receive_at(&self, headers: &HeaderMap, body: &[u8], now: SystemTime) -> Result<Received<E>, Refused> {
        if body.len() > self.max_body_bytes {
            return Err(Reason::TooLarge { limit: self.max_body_bytes }.into());
        }
        let received = match &self.key {
            Some(key) => self.encrypted(key, headers, body, now),
            None => self.plain(headers, body, now),
        };
        received.map_err(Refused::from)
    }

    /// With a key: what is not encrypted is refused, and what is not signed can only be a URL verification.
    fn encrypted(&self, key: &Key, headers: &HeaderMap, body: &[u8], now: SystemTime) -> Result<Received<E>, Reason> {
        let is_signed = key.has_signed(headers, body);
        if !is_signed && body.len() > MAX_UNSIGNED_BYTES {
            return Err(Reason::UnsignedTooLarge { limit: MAX_UNSIGNED_BYTES });
        }
        let encrypt = Body::read(body)?.encrypt.ok_or(Reason::NotEncrypted)?;
        let decrypted = key.decrypt(&encrypt)?;
        let content = Body::read(&decrypted.bytes);
        if !decrypted.is_padded {
            return Err(Reason::Padding);
        }
        let content = content?;
        if content.is_url_verification() {
            return self.challenge(content);
        }
        if !is_signed {
            return Err(Reason::Signature);
        }
        window::check(self.window, headers, now)?;
        self.notification(&decrypted.bytes)
    }

    /// Without a key: the token is all there is. The timestamp is not signed, so it keeps out only replays that were
    /// not changed.
    fn plain(&self, headers: &HeaderMap, body: &[u8], now: SystemTime) -> Result<Received<E>, Reason> {
        let content = Body::read(body)?;
        if content.encrypt.is_some() {
            return Err(Reason::NoKey);
        }
        if content.is_url_verification() {
            return self.challenge(content);
        }
        if headers.contains_key(TIMESTAMP) {
            window::check(self.window, headers, now)?;
        }
        self.notification(body)
    }

    fn challenge(&self, content: Body) -> Result<Received<E>, Reason> {
        self.check_token(content.token.as_ref())?;
        let challenge = content.challenge.filter(|text| !text.is_empty()).ok_or(Reason::NoChallenge)?;
        if challenge.len() > MAX_CHALLENGE_BYTES {
            return Err(Reason::ChallengeTooLong { limit: MAX_CHALLENGE_BYTES });
        }
        Ok(Received::Challenge(Challenge::new(challenge)))
    }

    fn notification(&self, content: &[u8]) -> Result<Received<E>, Reason> {
        let notification = Notification::decode(content).map_err(Reason::Event)?;
        self.check_token(notification.header.token.as_ref())?;
        let id = notification.header.event_id.as_deref().unwrap_or_default();
        if id.is_empty() || id.len() > MAX_EVENT_ID_BYTES {
            return Err(Reason::EventId { limit: MAX_EVENT_ID_BYTES });
        }
        Ok(Received::Notification(notification))
    }

    fn check_token(&self, token: Option<&Secret>) -> Result<(), Reason> {
        let token = token.map(Secret::expose).unwrap_or_default();
        let is_ours: bool = token.as_bytes().ct_eq(self.token.expose().as_bytes()).into();
        if is_ours { Ok(()) } else { Err(Reason::Token) }
    }
}

impl<E> fmt::Debug for Webhook<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Webhook")
            .field("has_encrypt_key", &self.key.is_some())
            .field("window", &self.window)
            .field("max_body_bytes", &self.max_body_bytes)
            .finish_non_exhaustive()
    }
}
