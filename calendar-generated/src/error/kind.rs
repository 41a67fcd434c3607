//! The kinds of failure and what each of them keeps.

use std::error::Error as StdError;
use std::sync::Arc;
use std::time::Duration;

use http::StatusCode;

use super::{Answer, ApiFailure, Error};
use crate::Text;
use crate::check::Invalid;

/// Any error of a library below.
pub(crate) type Source = Box<dyn StdError + Send + Sync>;

/// A failure, and the endpoint that was called.
#[derive(Debug)]
pub(super) struct Inner {
    pub(super) endpoint: Option<&'static str>,
    /// How often the call was sent; 0 when that was not counted.
    pub(super) attempts: u32,
    pub(super) kind: Kind,
}

/// What failed.
#[derive(Debug)]
pub(crate) enum Kind {
    /// The request breaks rules.
    Invalid(Invalid),
    /// A setting is not usable.
    Configuration { message: Text, source: Option<Source> },
    /// The request is no HTTP.
    Encode { message: Text, source: Option<Source> },
    /// No answer arrived.
    #[cfg_attr(not(feature = "client"), allow(dead_code, reason = "only the client sends"))]
    Transport { stage: Stage, source: Source },
    /// The answer is longer than the client takes.
    #[cfg_attr(not(feature = "client"), allow(dead_code, reason = "only the client receives"))]
    TooLarge { limit: usize, status: StatusCode, log_id: Option<Text> },
    /// There is no token, for this reason; all calls that waited for it have the same.
    #[cfg_attr(not(feature = "client"), allow(dead_code, reason = "only the client gets tokens"))]
    Token(Arc<Error>),
    /// The store of tokens failed.
    #[cfg_attr(not(feature = "client"), allow(dead_code, reason = "only the client keeps tokens"))]
    TokenStore(Source),
    /// The documented rate limit lets the call through after its deadline only.
    #[cfg_attr(not(feature = "client"), allow(dead_code, reason = "only the client counts calls"))]
    Limited { wait: Duration },
    /// The answer has no code of the API.
    Answer(Answer),
    /// The answer says success, but its data is of another shape.
    Decode { status: StatusCode, log_id: Option<Text>, source: serde_json::Error },
    /// A listing has no pages, or its pages lead nowhere.
    #[cfg_attr(not(feature = "client"), allow(dead_code, reason = "only the client walks"))]
    Paging { message: Text },
    /// The answer has an error code.
    Api(ApiFailure),
}

/// How far a call came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(not(feature = "client"), allow(dead_code, reason = "only the client sends"))]
pub(crate) enum Stage {
    /// It took too long.
    Timeout,
    /// There was no connection.
    Connect,
    /// There was no connection, since the certificate of the server was not accepted.
    Certificate,
    /// Nothing was sent before the deadline.
    Late,
    /// The connection broke.
    Exchange,
}

impl Kind {
    pub(super) fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Invalid(invalid) => Some(invalid),
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
