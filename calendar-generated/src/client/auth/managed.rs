//! [`Managed`]: a token that is fetched once however many tasks wait, renewed before it expires, and dropped when the
//! server rejects it.

use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use http::HeaderValue;
use tokio::sync::{Mutex as AsyncMutex, OwnedMutexGuard};
use tracing::Instrument;

use super::issuer::Issuer;
use super::{StoredToken, TokenKey};
use crate::client::core::Core;
use crate::error::Kind;
use crate::token::authorization;
use crate::{Error, Secret};

/// After a renewal failed, a token that is still good is used this long before the next one is tried.
const RENEW_AGAIN: Duration = Duration::from_secs(30);

pub(in crate::client) struct Managed {
    key: TokenKey,
    issuer: Issuer,
    state: Mutex<State>,
    /// Held by the one task that renews.
    gate: Arc<AsyncMutex<()>>,
}

#[derive(Default)]
struct State {
    current: Option<Current>,
    /// The server said no to it; the store may still have it.
    rejected: Option<Secret>,
    /// Issued, but the store failed to save it. Its predecessor is spent, so it must not get lost.
    unsaved: Option<StoredToken>,
    renewals: u64,
    failure: Option<Arc<Error>>,
}

/// A token that is in use.
#[derive(Clone)]
pub(super) struct Current {
    pub(super) authorization: HeaderValue,
    pub(super) token: StoredToken,
}

impl Current {
    fn new(token: StoredToken) -> Result<Self, Error> {
        authorization(&token.access_token).map(|authorization| Self { authorization, token })
    }
}

impl Managed {
    pub(super) fn new(key: TokenKey, issuer: Issuer) -> Arc<Self> {
        Arc::new(Self { key, issuer, state: Mutex::default(), gate: Arc::default() })
    }

    /// The value of `Authorization`.
    pub(super) async fn authorization(self: &Arc<Self>, core: &Arc<Core>) -> Result<HeaderValue, Error> {
        match self.fresh(core.clock.now(), |current| current.authorization.clone()) {
            Some(authorization) => Ok(authorization),
            None => self.renewed(core).await.map(|current| current.authorization),
        }
    }

    pub(super) async fn token(self: &Arc<Self>, core: &Arc<Core>) -> Result<Current, Error> {
        match self.fresh(core.clock.now(), Current::clone) {
            Some(current) => Ok(current),
            None => self.renewed(core).await,
        }
    }

    /// The server rejected this token. It is dropped, unless a newer one has taken its place.
    pub(in crate::client) fn reject(&self, used: &HeaderValue) {
        let mut state = self.state();
        if let Some(current) = state.current.take_if(|current| current.authorization == *used) {
            state.rejected = Some(current.token.access_token);
        }
    }

    fn fresh<T>(&self, now: SystemTime, get: impl FnOnce(&Current) -> T) -> Option<T> {
        let state = self.state();
        state.current.as_ref().filter(|current| current.token.is_fresh(now)).map(get)
    }

    /// Waits for a renewal that is under way, or renews.
    async fn renewed(self: &Arc<Self>, core: &Arc<Core>) -> Result<Current, Error> {
        let seen = self.state().renewals;
        let gate = Arc::clone(&self.gate).lock_owned().await;
        if let Some(current) = self.fresh(core.clock.now(), Current::clone) {
            return Ok(current);
        }
        if let Some(failure) = self.failure_since(seen) {
            return Err(Error::new(Kind::Token(failure)));
        }
        // A task of its own, since a caller who gives up must not take a new refresh token along.
        let renewal = tokio::spawn(renewal(Arc::clone(self), Arc::clone(core), gate).in_current_span());
        let stopped = |_| Err(Error::configuration("the task that renews the token was stopped with its runtime"));
        renewal.await.unwrap_or_else(stopped)
    }

    fn failure_since(&self, seen: u64) -> Option<Arc<Error>> {
        let state = self.state();
        state.failure.clone().filter(|_| state.renewals > seen)
    }

    async fn renew(&self, core: &Arc<Core>) -> Result<Current, Error> {
        let outcome = self.next(core).await.and_then(Current::new);
        let mut state = self.state();
        state.renewals += 1;
        state.failure = None;
        match outcome {
            Ok(current) => {
                state.current = Some(current.clone());
                Ok(current)
            }
            Err(error) => state.fall_back(error, core.clock.now()),
        }
    }

    /// A token that somebody else got by now, or a new one, which is saved before it is used.
    async fn next(&self, core: &Arc<Core>) -> Result<StoredToken, Error> {
        let lock = core.store.lock(&self.key).await.map_err(Error::token_store)?;
        let unsaved = self.state().unsaved.clone();
        if unsaved.is_none() {
            let stored = core.store.load(&self.key).await.map_err(Error::token_store)?;
            let last = stored.or_else(|| self.issuer.given());
            if let Some(last) = last.clone().filter(|last| self.is_usable(last, core.clock.now())) {
                return Ok(last);
            }
            let token = self.issuer.issue(core, last).await?;
            self.state().unsaved = Some(token);
        }
        let saved = self.save(core).await;
        drop(lock);
        saved
    }

    async fn save(&self, core: &Core) -> Result<StoredToken, Error> {
        let unsaved = self.state().unsaved.clone().unwrap_or_default();
        core.store.save(&self.key, &unsaved).await.map_err(Error::token_store)?;
        self.state().unsaved = None;
        Ok(unsaved)
    }

    fn is_usable(&self, token: &StoredToken, now: SystemTime) -> bool {
        token.is_fresh(now) && self.state().rejected.as_ref() != Some(&token.access_token)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Boxed, since a renewal can need another token, whose renewal is a future of this type again.
fn renewal(
    managed: Arc<Managed>,
    core: Arc<Core>,
    gate: OwnedMutexGuard<()>,
) -> Pin<Box<dyn Future<Output = Result<Current, Error>> + Send>> {
    Box::pin(async move {
        let outcome = managed.renew(&core).await;
        drop(gate);
        outcome
    })
}

impl State {
    /// No new token: the old one has to do while it is good.
    fn fall_back(&mut self, error: Error, now: SystemTime) -> Result<Current, Error> {
        let error = Arc::new(error);
        if let Some(current) = self.current.as_mut().filter(|current| current.token.is_valid(now)) {
            tracing::warn!(%error, "the token could not be renewed; the old one is still good");
            current.token.renew_at = now.checked_add(RENEW_AGAIN);
            return Ok(current.clone());
        }
        self.failure = Some(Arc::clone(&error));
        Err(Error::new(Kind::Token(error)))
    }
}
