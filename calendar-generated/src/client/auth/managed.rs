//! [`Managed`]: a token that is fetched once for all waiting tasks, renewed before it expires, and dropped when the
//! server rejects it.

use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use http::HeaderValue;
use tokio::sync::{Mutex as AsyncMutex, OwnedMutexGuard};
use tokio::task::JoinError;
use tracing::Instrument;

use crate::client::core::Core;
use crate::client::token_store::{MemoryTokenStore, StoreFuture, StoredToken, TokenKey, TokenStore};
use crate::error::Kind;
use crate::token::authorization;
use crate::{Error, Secret};

/// How long a token that is still valid is used after a failed renewal, before the next attempt.
const RENEW_AGAIN: Duration = Duration::from_secs(30);

/// How long calls fail without a new request after the server refused to issue a token; doubled each time.
const FIRST_REST: Duration = Duration::from_secs(1);
const LONGEST_REST: Duration = Duration::from_secs(30);

/// How a new token is requested.
pub(super) trait Issue: Send + Sync {
    /// The token that the caller passed, if any.
    fn given(&self) -> Option<StoredToken>;

    /// A new token; `last` is the one before it. Boxed, since issuing a token can need another managed one.
    fn issue<'a>(&'a self, core: &'a Arc<Core>, last: Option<&'a StoredToken>) -> Issued<'a>;
}

/// The future of [`Issue::issue`].
pub(super) type Issued<'a> = Pin<Box<dyn Future<Output = Result<StoredToken, Error>> + Send + 'a>>;

pub(in crate::client) struct Managed {
    key: TokenKey,
    issuer: Box<dyn Issue>,
    /// The store of a token that is not shared, used instead of the store of the client.
    own_store: Option<MemoryTokenStore>,
    state: Mutex<State>,
    /// Locked by the task that renews the token.
    gate: Arc<AsyncMutex<()>>,
}

#[derive(Default)]
struct State {
    current: Option<Arc<Current>>,
    /// A token that the server rejected; the store may still have it.
    rejected: Option<Secret>,
    /// A token that was issued and could not be saved. Its predecessor is spent, so it must not be lost.
    unsaved: Option<StoredToken>,
    renewals: u64,
    failure: Option<Arc<Error>>,
    /// How long no new token is requested, and until when.
    rest: Option<(Duration, Instant)>,
}

/// A token that is in use, or why there is none.
type Renewed = Result<Arc<Current>, Error>;

/// A token that is in use.
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
    pub(super) fn new(key: TokenKey, issuer: impl Issue + 'static) -> Arc<Self> {
        Arc::new(Self { key, issuer: Box::new(issuer), own_store: None, state: Mutex::default(), gate: Arc::default() })
    }

    /// A token that only these clients use. It is dropped with the last of them.
    pub(super) fn unshared(key: TokenKey, issuer: impl Issue + 'static) -> Arc<Self> {
        let own_store = Some(MemoryTokenStore::new());
        Arc::new(Self { key, issuer: Box::new(issuer), own_store, state: Mutex::default(), gate: Arc::default() })
    }

    /// The token, renewed first if that is due.
    pub(super) async fn current(self: &Arc<Self>, core: &Arc<Core>) -> Renewed {
        if let Some(current) = self.fresh(core) {
            return Ok(current);
        }
        let seen = self.state().renewals;
        let gate = Arc::clone(&self.gate).lock_owned().await;
        // Another task may have renewed it in the meantime.
        if let Some(current) = self.fresh(core) {
            return Ok(current);
        }
        if let Some(failure) = self.failure_since(seen, core.clock.instant()) {
            return Err(Error::new(Kind::Token(failure)));
        }
        // A separate task, so that a cancelled caller does not lose a new refresh token.
        let renewal = tokio::spawn(renewal(Arc::clone(self), Arc::clone(core), gate).in_current_span());
        renewal.await.unwrap_or_else(|error| Err(stopped(&error)))
    }

    /// Drops this token, which the server rejected, unless it has been replaced.
    pub(in crate::client) fn reject(&self, used: &HeaderValue) {
        let mut state = self.state();
        if let Some(current) = state.current.take_if(|current| current.authorization == *used) {
            state.rejected = Some(current.token.access_token.clone());
        }
    }

    /// The token, unless it has to be renewed first.
    pub(super) fn fresh(&self, core: &Core) -> Option<Arc<Current>> {
        let now = core.clock.now();
        self.state().current.clone().filter(|current| current.token.is_fresh(now))
    }

    /// The error of a renewal that began after that one, or whose waiting time is not over.
    fn failure_since(&self, seen: u64, now: Instant) -> Option<Arc<Error>> {
        let state = self.state();
        let rests = state.rest.is_some_and(|(_, end)| now < end);
        state.failure.clone().filter(|_| state.renewals > seen || rests)
    }

    fn store<'a>(&'a self, core: &'a Core) -> &'a dyn TokenStore {
        self.own_store.as_ref().map_or(&*core.store, |store| store)
    }

    /// A token that another process has saved, or a new one, which is saved before it is used.
    async fn next(&self, core: &Arc<Core>) -> Result<StoredToken, Error> {
        let (store, key) = (self.store(core), &self.key);
        let lock = stored(core, store.lock(key)).await?;
        let token = if let Some(token) = self.unsaved() {
            token
        } else {
            let last = stored(core, store.load(key)).await?;
            let last = match last.or_else(|| self.issuer.given()) {
                Some(last) if self.is_usable(&last, core.clock.now()) => return Ok(last),
                last => last,
            };
            let token = self.issuer.issue(core, last.as_ref()).await?.without_unusable();
            self.keep_unsaved(Some(token.clone()));
            token
        };
        stored(core, store.save(key, &token)).await?;
        self.keep_unsaved(None);
        drop(lock);
        token.usable()
    }

    /// Records the outcome of a renewal.
    fn renewed(&self, outcome: Result<StoredToken, Error>, core: &Core) -> Renewed {
        let mut state = self.state();
        state.renewals += 1;
        state.failure = None;
        match outcome.and_then(Current::new) {
            Ok(current) => {
                state.rest = None;
                Ok(Arc::clone(state.current.insert(Arc::new(current))))
            }
            Err(error) => state.fall_back(error, core),
        }
    }

    fn unsaved(&self) -> Option<StoredToken> {
        self.state().unsaved.clone()
    }

    fn keep_unsaved(&self, token: Option<StoredToken>) {
        self.state().unsaved = token;
    }

    fn is_usable(&self, token: &StoredToken, now: SystemTime) -> bool {
        token.is_fresh(now)
            && authorization(&token.access_token).is_ok()
            && self.state().rejected.as_ref() != Some(&token.access_token)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

async fn renewal(managed: Arc<Managed>, core: Arc<Core>, gate: OwnedMutexGuard<()>) -> Renewed {
    let outcome = managed.next(&core).await;
    let renewed = managed.renewed(outcome, &core);
    drop(gate);
    renewed
}

/// The result of a store operation, with the time limit of a call.
pub(super) async fn stored<T>(core: &Core, answer: StoreFuture<'_, T>) -> Result<T, Error> {
    let patience = core.retry.deadline;
    let late = |_| Err(format!("it did not respond within {patience:.1?}").into());
    tokio::time::timeout(patience, answer).await.unwrap_or_else(late).map_err(Error::token_store)
}

/// The error if the task that renews a token has ended without one.
#[cold]
fn stopped(error: &JoinError) -> Error {
    let reason = if error.is_panic() {
        "it panicked while a token was renewed; the panic message says where"
    } else {
        "the runtime that renewed the token was shut down; keep it running as long as its clients are in use"
    };
    Error::new(Kind::Token(Arc::new(Error::token_store(reason.into()))))
}

impl State {
    /// Continues with the old token while it is valid.
    fn fall_back(&mut self, error: Error, core: &Core) -> Renewed {
        let (error, now) = (error.shared(), core.clock.now());
        if let Some(current) = self.current.as_mut().filter(|current| current.token.is_valid(now)) {
            tracing::warn!(%error, "the token could not be renewed; the old one is still good");
            let token = StoredToken { renew_at: now.checked_add(RENEW_AGAIN), ..current.token.clone() };
            *current = Arc::new(Current { token, authorization: current.authorization.clone() });
            return Ok(Arc::clone(current));
        }
        if error.is_refusal() {
            let rest = self.rest.map_or(FIRST_REST, |(rest, _)| LONGEST_REST.min(rest * 2));
            self.rest = core.clock.instant().checked_add(rest).map(|end| (rest, end));
        }
        self.failure = Some(Arc::clone(&error));
        Err(Error::new(Kind::Token(error)))
    }
}
