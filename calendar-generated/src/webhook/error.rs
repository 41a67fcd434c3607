//! [`WebhookError`]: why a request was rejected.

use std::fmt;
use std::time::Duration;

/// A request that the platform did not send, or that does not have a documented form.
///
/// The message says which check failed. It is for the log: respond with 400 and nothing more, since a forger learns
/// from every difference.
#[derive(Debug)]
pub struct WebhookError(Reason);

#[derive(Debug)]
pub(super) enum Reason {
    TooLarge {
        limit: usize,
    },
    #[cfg_attr(not(feature = "axum"), allow(dead_code, reason = "only a server reads from a connection"))]
    NotReceived,
    TooDeep {
        limit: usize,
    },
    Json(Position),
    NotEncrypted,
    NoKey,
    NotBase64,
    NotWholeBlocks,
    Padding,
    Signature,
    Verification,
    VerificationClosed,
    TooManyVerifications {
        limit: u32,
    },
    NoTimestamp,
    Outdated {
        apart: Duration,
        window: Duration,
    },
    Token,
    ChallengeTooLong {
        limit: usize,
    },
    Event,
}

/// Where the JSON is invalid. The library's own message quotes values.
#[derive(Debug)]
pub(super) struct Position {
    line: usize,
    column: usize,
}

impl Position {
    pub(super) fn of(error: &serde_json::Error) -> Self {
        Self { line: error.line(), column: error.column() }
    }
}

impl From<Reason> for WebhookError {
    fn from(reason: Reason) -> Self {
        Self(reason)
    }
}

impl fmt::Display for WebhookError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Reason::TooLarge { limit } => {
                write!(f, "the body has more than {limit} bytes; allow more with `max_body_bytes`")
            }
            Reason::NotReceived => f.write_str("the body did not come whole and in time"),
            Reason::TooDeep { limit } => write!(f, "the body nests objects or lists more than {limit} deep"),
            Reason::Json(Position { line, column }) => {
                write!(f, "the body is not a JSON object, seen at line {line} column {column}")
            }
            Reason::NotEncrypted => f.write_str("it is not encrypted, though there is an Encrypt Key"),
            Reason::NoKey => f.write_str("it is encrypted; set `encrypt_key` to the Encrypt Key of the application"),
            Reason::NotBase64 => f.write_str("the ciphertext is not valid Base64"),
            Reason::NotWholeBlocks => f.write_str("the ciphertext must be a 16-byte IV followed by whole blocks"),
            Reason::Padding => f.write_str("what was decrypted has no sound padding; compare the Encrypt Keys"),
            Reason::Signature => f.write_str(
                "it is not signed with the Encrypt Key, and it is not a URL verification; compare the Encrypt Keys",
            ),
            Reason::Verification => {
                f.write_str("it is not a URL verification in the exact form that the platform sends")
            }
            Reason::VerificationClosed => f.write_str(
                "it is not signed with an Encrypt Key, and URL verification is closed; open it with `set_verification` \
                 before you save the URL in the developer console",
            ),
            Reason::TooManyVerifications { limit } => write!(
                f,
                "it is not signed with an Encrypt Key, and {limit} URL verifications were tried within a minute; allow \
                 more with `verification_attempts`"
            ),
            Reason::NoTimestamp => f.write_str("`X-Lark-Request-Timestamp` is missing or no number"),
            Reason::Outdated { apart, window } => write!(
                f,
                "it was sent {} s from now, and {} s are allowed: it is a replay, or the clock is wrong",
                apart.as_secs(),
                window.as_secs()
            ),
            Reason::Token => f.write_str("the verification token is missing or that of another application"),
            Reason::ChallengeTooLong { limit } => write!(f, "its challenge has more than {limit} bytes"),
            Reason::Event => f.write_str("it is not a notification"),
        }
    }
}

impl std::error::Error for WebhookError {}
