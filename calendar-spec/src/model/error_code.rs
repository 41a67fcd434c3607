//! [`ErrorCode`]: a documented error.

use super::{Location, Origin, Retry};

/// A documented error.
#[derive(Clone, Debug)]
pub struct ErrorCode {
    /// The number in `code`.
    pub number: i64,
    /// Upper camel case, never a keyword.
    pub rust: String,
    /// HTTP status, where a page states it.
    pub status: Option<u16>,
    /// The vendor's message.
    pub message: String,
    /// What to do about it.
    pub advice: String,
    /// Whether to retry.
    pub retry: Retry,
    /// The spec that declares it.
    pub origin: Origin,
    /// Its node in the YAML.
    pub at: Location,
}
