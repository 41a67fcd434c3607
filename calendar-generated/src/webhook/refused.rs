//! [`Refused`]: why a request is not believed.

use std::fmt;
use std::time::Duration;

use crate::InvalidNotification;
use crate::text::OneLine;

/// A request that is not from the platform, or not of a form that the platform sends.
///
/// The text says which check failed. It is for the log: whoever sent the request should be told 400 and nothing more,
/// since a forger learns from every difference.
#[derive(Debug)]
pub struct Refused(Reason);

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
    Json(serde_json::Error),
    NotEncrypted,
    NoKey,
    NotBase64,
    NotWholeBlocks,
    Padding,
    Signature,
    UnsignedTooLarge {
        limit: usize,
    },
    NoTimestamp,
    Outdated {
        apart: Duration,
        window: Duration,
    },
    Token,
    NoChallenge,
    ChallengeTooLong {
        limit: usize,
    },
    EventId {
        limit: usize,
    },
    Event(InvalidNotification),
}

impl From<Reason> for Refused {
    fn from(reason: Reason) -> Self {
        Self(reason)
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Reason::TooLarge { limit } => {
                write!(f, "the body has more than {limit} bytes; allow more with `max_body_bytes`")
            }
            Reason::NotReceived => f.write_str("the body did not come whole and in time"),
            Reason::TooDeep { limit } => write!(f, "the body nests objects or lists more than {limit} deep"),
            Reason::Json(error) => write!(f, "it is no JSON of the documented form: {}", OneLine(&error.to_string())),
            Reason::NotEncrypted => f.write_str("it is not encrypted, though there is an Encrypt Key"),
            Reason::NoKey => f.write_str("it is encrypted; set `encrypt_key` to the Encrypt Key of the application"),
            Reason::NotBase64 => f.write_str("what is encrypted is no Base64"),
            Reason::NotWholeBlocks => f.write_str("what is encrypted is no vector with whole blocks after it"),
            Reason::Padding => f.write_str("what was decrypted has no sound padding; compare the Encrypt Keys"),
            Reason::Signature => f.write_str("its signature is missing or wrong; compare the Encrypt Keys"),
            Reason::UnsignedTooLarge { limit } => {
                write!(f, "its signature is missing or wrong, and more than {limit} bytes are no URL verification")
            }
            Reason::NoTimestamp => f.write_str("`X-Lark-Request-Timestamp` is missing or no number"),
            Reason::Outdated { apart, window } => write!(
                f,
                "it was sent {} s from now, and {} s are allowed: it is a replay, or the clock is wrong",
                apart.as_secs(),
                window.as_secs()
            ),
            Reason::Token => f.write_str("the verification token is missing or that of another application"),
            Reason::NoChallenge => f.write_str("it asks to verify the URL and has no challenge"),
            Reason::ChallengeTooLong { limit } => write!(f, "its challenge has more than {limit} bytes"),
            Reason::EventId { limit } => write!(f, "its event ID is missing or has more than {limit} bytes"),
            Reason::Event(error) => write!(f, "{}", OneLine(&error.to_string())),
        }
    }
}

impl std::error::Error for Refused {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.0 {
            Reason::Json(error) => Some(error),
            Reason::Event(error) => Some(error),
            _ => None,
        }
    }
}
