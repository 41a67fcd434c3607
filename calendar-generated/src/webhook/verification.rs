//! The setting for URL verifications, which may be unsigned, and the limit on attempts.

use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use super::error::Reason;

/// The period for which attempts are counted.
const PERIOD: Duration = Duration::from_secs(60);
/// The platform verifies once each time that the URL is saved in the developer console.
const ATTEMPTS: u32 = 10;

/// Whether URL verifications are accepted.
///
/// The platform verifies the request URL when it is saved in the developer console, and only then. It does not sign the
/// verification, so with an Encrypt Key a webhook decrypts unsigned requests while verification is open. Close it once
/// the URL is verified; [`Webhook::set_verification`](super::Webhook::set_verification) opens it again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum UrlVerification {
    /// Answered, ten a minute unless [set](super::WebhookBuilder::verification_attempts).
    #[default]
    Open,
    /// Answered before this time.
    OpenUntil(SystemTime),
    /// Rejected. No unsigned request is decrypted.
    Closed,
}

impl UrlVerification {
    fn is_open(self, now: SystemTime) -> bool {
        match self {
            Self::Open => true,
            Self::OpenUntil(end) => now < end,
            Self::Closed => false,
        }
    }
}

/// Allows a few verifications.
pub(super) struct Gate(Mutex<State>);

struct State {
    setting: UrlVerification,
    attempts_per_minute: u32,
    attempts: u32,
    counted_since: SystemTime,
}

impl Gate {
    pub(super) fn new(setting: UrlVerification, attempts_per_minute: Option<u32>) -> Self {
        Self(Mutex::new(State {
            setting,
            attempts_per_minute: attempts_per_minute.unwrap_or(ATTEMPTS),
            attempts: 0,
            counted_since: SystemTime::UNIX_EPOCH,
        }))
    }

    pub(super) fn set(&self, setting: UrlVerification) {
        self.lock().setting = setting;
    }

    /// Counts an attempt, successful or not, since every response reveals something about the request.
    pub(super) fn pass(&self, now: SystemTime) -> Result<(), Reason> {
        let mut state = self.lock();
        if !state.setting.is_open(now) {
            return Err(Reason::VerificationClosed);
        }
        // A clock that was set back also starts a new period.
        if now.duration_since(state.counted_since).is_ok_and(|since| since >= PERIOD) || now < state.counted_since {
            (state.attempts, state.counted_since) = (0, now);
        }
        if state.attempts >= state.attempts_per_minute {
            return Err(Reason::TooManyVerifications { limit: state.attempts_per_minute });
        }
        state.attempts += 1;
        Ok(())
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Gate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.lock().setting.fmt(f)
    }
}
