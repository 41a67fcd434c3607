//! The settings of a webhook.

use std::fmt;
use std::marker::PhantomData;
use std::time::Duration;

use super::key::Key;
use super::receive::Webhook;
use super::token::VerificationToken;
use super::verification::{Gate, UrlVerification};
use crate::{Error, Secret};

const WINDOW: Duration = Duration::from_secs(5 * 60);
const MAX_BODY_BYTES: usize = 1024 * 1024;

/// Settings of a [`Webhook`]; made by [`Webhook::builder`]. `Debug` shows neither the key nor the token.
#[must_use = "call `build` to get the webhook"]
pub struct WebhookBuilder<E> {
    token: Secret,
    key: Option<Secret>,
    is_key_waived: bool,
    window: Duration,
    max_body_bytes: usize,
    verification: UrlVerification,
    verification_attempts: Option<u32>,
    event: PhantomData<fn() -> E>,
}

impl<E> Webhook<E> {
    /// Starts a webhook with the verification token of the application.
    pub fn builder(verification_token: impl Into<Secret>) -> WebhookBuilder<E> {
        WebhookBuilder::new(verification_token.into())
    }
}

impl<E> WebhookBuilder<E> {
    fn new(token: Secret) -> Self {
        Self {
            token,
            key: None,
            is_key_waived: false,
            window: WINDOW,
            max_body_bytes: MAX_BODY_BYTES,
            verification: UrlVerification::Open,
            verification_attempts: None,
            event: PhantomData,
        }
    }

    /// The Encrypt Key of the application. With it, only requests that are encrypted and signed with it are accepted.
    pub fn encrypt_key(mut self, key: impl Into<Secret>) -> Self {
        self.key = Some(key.into());
        self
    }

    /// Accepts requests without an Encrypt Key. The verification token, which every request carries in the clear, is
    /// then the only protection: anyone who sees one request can forge others. `build` requires a key unless this is
    /// called.
    pub fn without_encrypt_key(mut self) -> Self {
        self.is_key_waived = true;
        self
    }

    /// How far the time of a request may be from now, before or after; five minutes by default.
    ///
    /// The platform's pages do not say whether a repeated notification has a new timestamp. If yours do not, which the
    /// log shows, use eight hours: the last repetition comes seven hours and five minutes after the first attempt.
    pub fn window(mut self, window: Duration) -> Self {
        self.window = window;
        self
    }

    /// The longest body that is accepted, in bytes; 1 MiB by default.
    pub fn max_body_bytes(mut self, bytes: usize) -> Self {
        self.max_body_bytes = bytes;
        self
    }

    /// Whether URL verifications are accepted; open by default. Close it once the URL is verified.
    pub fn verification(mut self, setting: UrlVerification) -> Self {
        self.verification = setting;
        self
    }

    /// How many unsigned requests a minute are decrypted to check for URL verifications; 10 by default.
    pub fn verification_attempts(mut self, per_minute: u32) -> Self {
        self.verification_attempts = Some(per_minute);
        self
    }

    /// Returns the webhook, or the settings that cannot be used.
    pub fn build(self) -> Result<Webhook<E>, Error> {
        let problems = self.problems();
        if !problems.is_empty() {
            return Err(Error::configuration(problems.join("; ")));
        }
        Ok(Webhook {
            token: VerificationToken::new(&self.token),
            key: self.key.map(Key::new),
            window: self.window,
            max_body_bytes: self.max_body_bytes,
            verification: Gate::new(self.verification, self.verification_attempts),
            event: PhantomData,
        })
    }

    fn problems(&self) -> Vec<&'static str> {
        let mut problems = Vec::new();
        if self.token.expose().is_empty() {
            problems.push("the verification token is empty; copy it from the developer console");
        }
        match &self.key {
            Some(_) if self.is_key_waived => {
                problems.push("there is an Encrypt Key and `without_encrypt_key` too; leave one of them out");
            }
            Some(key) if key.expose().is_empty() => {
                problems.push("the Encrypt Key is empty; set one in the developer console");
            }
            None if !self.is_key_waived => problems.push(
                "there is no Encrypt Key; set `encrypt_key`, or call `without_encrypt_key` if the verification token is \
                 protection enough",
            ),
            _ => {}
        }
        problems
    }
}

impl<E> fmt::Debug for WebhookBuilder<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WebhookBuilder")
            .field("has_encrypt_key", &self.key.is_some())
            .field("window", &self.window)
            .field("max_body_bytes", &self.max_body_bytes)
            .field("verification", &self.verification)
            .finish_non_exhaustive()
    }
}
