//! Facts of an endpoint and of its errors that the model and generated code hold in the same form.

/// Whether and when to retry a failed call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Retry {
    /// Never: it will fail again.
    Never,
    /// Later, with increasing pauses.
    Backoff,
    /// When the rate limit allows it.
    RateLimit,
    /// With a new token.
    NewToken,
    /// Without the page or sync token: start again.
    Restart,
}

/// How many calls are allowed per application and tenant. The default is no documented limit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct RateLimit {
    /// Per minute.
    pub per_minute: Option<u32>,
    /// Per second.
    pub per_second: Option<u32>,
    /// The page names a limit of its own kind, without numbers.
    pub is_special: bool,
}

impl RateLimit {
    /// No documented limit.
    pub const NONE: Self = Self { per_minute: None, per_second: None, is_special: false };
}

/// Where a response holds what an endpoint returns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ResponseAt {
    /// Under `data`, beside `code` and `msg`.
    #[default]
    Data,
    /// In the body itself, beside `code` and `msg` if there are such.
    Body,
    /// The body is a file.
    File,
}
