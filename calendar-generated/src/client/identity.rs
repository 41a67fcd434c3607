//! [`Identity`]: the identity that calls are made as, and their rate limits.

use std::sync::Arc;

use http::HeaderValue;

use super::auth::Tokens;
use super::core::Core;
use super::limiter::Limiter;
use super::send::{Authorization, Caller};

/// The identity that calls are made as, and their rate limits.
pub(super) struct Identity {
    pub(super) tokens: Tokens,
    pub(super) limiter: Option<Arc<Limiter>>,
}

impl Caller for Identity {
    fn limiter(&self) -> Option<&Limiter> {
        self.limiter.as_deref()
    }

    fn current_authorization(&self, core: &Core) -> Option<HeaderValue> {
        self.tokens.current_authorization(core)
    }

    fn authorization<'a>(&'a self, core: &'a Arc<Core>) -> Authorization<'a> {
        Box::pin(self.tokens.authorization(core))
    }

    fn reject(&self, used: &HeaderValue) -> bool {
        self.tokens.reject(used)
    }
}
