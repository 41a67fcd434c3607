//! [`ErrorKind`], and the details of each kind.

use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::StatusCode;

use super::{Answer, ApiFailure, Error};
use crate::Text;
use crate::check::ValidationError;

/// An error of another library.
pub(crate) type Source = Box<dyn StdError + Send + Sync>;

/// A failure, and the endpoint that was called.
#[derive(Debug)]
pub(super) struct Inner {
    pub(super) endpoint: Option<&'static str>,
    /// How often the call was sent; 0 when that was not counted.
    pub(super) attempts: u32,
    pub(super) kind: Kind,
}

/// The kind of a failure; see [`Error::kind`].
///
/// For questions that several kinds can answer there are predicates, such as [`Error::is_rate_limited`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The request breaks documented rules or has a value that cannot be sent. Nothing was sent.
    Validation,
    /// A base URL, a token or another setting of the client is not usable. Nothing was sent.
    Configuration,
    /// The request could not be encoded as HTTP. Nothing was sent.
    Encode,
    /// No connection could be established. Nothing was sent.
    Connect,
    /// No response arrived in time. Whether the call took effect is unknown.
    Timeout,
    /// The connection broke before the response was complete. Whether the call took effect is unknown.
    ConnectionLost,
    /// The access token could not be obtained or renewed; [`source`](std::error::Error::source) is the error of that
    /// call. Nothing was sent.
    Token,
    /// The [`TokenStore`](crate::TokenStore) failed. Nothing was sent.
    TokenStore,
    /// The documented rate limit would delay the call beyond its deadline. Nothing was sent.
    RateLimit,
    /// The server responded with an error code.
    Api,
    /// The response has an HTTP error status and no error code of the API, such as that of a gateway or proxy.
    Http,
    /// The call succeeded, but the response does not have the documented form.
    Decode,
    /// The response is longer than the client accepts.
    TooLarge,
    /// The response to this request has no pages, and nothing was sent; or a page names no usable next page. The items
    /// before it are complete.
    Paging,
}

impl ErrorKind {
    /// The kind in snake case, such as `connection_lost`, for logs and metrics.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Validation => "validation",
            Self::Configuration => "configuration",
            Self::Encode => "encode",
            Self::Connect => "connect",
            Self::Timeout => "timeout",
            Self::ConnectionLost => "connection_lost",
            Self::Token => "token",
            Self::TokenStore => "token_store",
            Self::RateLimit => "rate_limit",
            Self::Api => "api",
            Self::Http => "http",
            Self::Decode => "decode",
            Self::TooLarge => "too_large",
            Self::Paging => "paging",
        }
    }
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The details of a failure.
#[derive(Debug)]
pub(crate) enum Kind {
    /// The request breaks rules.
    Validation(ValidationError),
    /// A setting cannot be used.
    Configuration { message: Text, source: Option<Source> },
    /// The request cannot be encoded as HTTP.
    Encode { message: Text, source: Option<Source> },
    /// No response arrived.
    #[cfg_attr(not(feature = "client"), allow(dead_code, reason = "only the client sends"))]
    Transport { stage: Stage, source: Source },
    /// The response is longer than the client accepts.
    #[cfg_attr(not(feature = "client"), allow(dead_code, reason = "only the client receives"))]
    TooLarge { limit: usize, status: StatusCode, log_id: Option<Text> },
    /// No token, for this reason; all calls that waited for it share the reason.
    #[cfg_attr(not(feature = "client"), allow(dead_code, reason = "only the client gets tokens"))]
    Token(Arc<Error>),
    /// The token store failed.
    #[cfg_attr(not(feature = "client"), allow(dead_code, reason = "only the client keeps tokens"))]
    TokenStore(Source),
    /// The documented rate limit would delay the call beyond its deadline.
    #[cfg_attr(not(feature = "client"), allow(dead_code, reason = "only the client counts calls"))]
    Limited { wait: Duration },
    /// The response has no code of the API.
    Answer(Answer),
    /// The response says success, but its data has another shape.
    Decode { status: StatusCode, log_id: Option<Text>, source: serde_json::Error },
    /// A listing has no pages, or names no usable next page.
    #[cfg_attr(not(feature = "client"), allow(dead_code, reason = "only the client walks"))]
    Paging { message: Text },
    /// The response has an error code.
    Api(ApiFailure),
}

/// How far a call got.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(not(feature = "client"), allow(dead_code, reason = "only the client sends"))]
pub(crate) enum Stage {
    /// It timed out.
    Timeout,
    /// No connection could be established.
    Connect,
    /// No connection could be established, since the server's certificate was rejected.
    Certificate,
    /// Nothing was sent before the deadline.
    Late,
    /// The connection was lost.
    Exchange,
}

impl Kind {
    pub(super) fn error_kind(&self) -> ErrorKind {
        match self {
            Self::Validation(_) => ErrorKind::Validation,
            Self::Configuration { .. } => ErrorKind::Configuration,
            Self::Encode { .. } => ErrorKind::Encode,
            Self::Transport { stage: Stage::Connect | Stage::Certificate, .. } => ErrorKind::Connect,
            Self::Transport { stage: Stage::Timeout | Stage::Late, .. } => ErrorKind::Timeout,
            Self::Transport { stage: Stage::Exchange, .. } => ErrorKind::ConnectionLost,
            Self::Token(_) => ErrorKind::Token,
            Self::TokenStore(_) => ErrorKind::TokenStore,
            Self::Limited { .. } => ErrorKind::RateLimit,
            Self::Api(_) => ErrorKind::Api,
            Self::Answer(answer) if !answer.is_success() => ErrorKind::Http,
            Self::Answer(_) | Self::Decode { .. } => ErrorKind::Decode,
            Self::TooLarge { .. } => ErrorKind::TooLarge,
            Self::Paging { .. } => ErrorKind::Paging,
        }
    }

    pub(super) fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Validation(invalid) => Some(invalid),
            Self::Configuration { source, .. } | Self::Encode { source, .. } => {
                source.as_ref().map(|source| source.as_ref() as &(dyn StdError + 'static))
            }
            Self::Transport { source, .. } | Self::TokenStore(source) => Some(source.as_ref()),
            Self::Token(error) => Some(error.as_ref()),
            Self::Answer(answer) => answer.source.as_ref().map(|error| error as &(dyn StdError + 'static)),
            Self::Decode { source, .. } => Some(source),
            Self::TooLarge { .. } | Self::Limited { .. } | Self::Paging { .. } | Self::Api(_) => None,
        }
    }
}
