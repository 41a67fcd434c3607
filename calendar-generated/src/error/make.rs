//! Constructors of errors, for the rest of the crate.

#[cfg(feature = "client")]
use std::sync::Arc;

use super::kind::{Inner, Source};
use super::{Error, Kind};
use crate::Text;

impl Error {
    pub(crate) fn new(kind: Kind) -> Self {
        Self(Box::new(Inner { endpoint: None, attempts: 0, kind }))
    }

    /// The same error, for a call of this endpoint.
    pub(crate) fn of(mut self, endpoint: &'static str) -> Self {
        self.0.endpoint = Some(endpoint);
        self
    }

    pub(crate) fn configuration(message: impl Into<Text>) -> Self {
        Self::new(Kind::Configuration { message: message.into(), source: None })
    }

    pub(crate) fn encode(message: impl Into<Text>, source: impl Into<Source>) -> Self {
        Self::new(Kind::Encode { message: message.into(), source: Some(source.into()) })
    }
}

#[cfg(feature = "client")]
impl Error {
    /// The same error, after this many attempts.
    pub(crate) fn after(mut self, attempts: u32) -> Self {
        self.0.attempts = attempts;
        self
    }

    /// Why there is no token; calls that wait for the token share it. A token that needs another token, such as that of
    /// a store application's tenant, has the reason of the other one.
    pub(crate) fn shared(self) -> Arc<Self> {
        match &self.0.kind {
            Kind::Token(reason) => Arc::clone(reason),
            _ => Arc::new(self),
        }
    }

    pub(crate) fn token_store(source: Source) -> Self {
        Self::new(Kind::TokenStore(source))
    }

    pub(crate) fn paging(message: impl Into<Text>) -> Self {
        Self::new(Kind::Paging { message: message.into() })
    }

    pub(crate) fn configuration_from(message: impl Into<Text>, source: impl Into<Source>) -> Self {
        Self::new(Kind::Configuration { message: message.into(), source: Some(source.into()) })
    }
}
