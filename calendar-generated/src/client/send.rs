//! A call from start to end: its token, its rate limit, its attempts.

use std::future::Future;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::time::{Duration, Instant};

use http::{HeaderValue, Response};
use tokio::runtime::{Handle, TryCurrentError};

use super::call::Call;
use super::core::{Answering, Core};
use super::limiter::{Limiter, Slot};
use super::trace;
use crate::Error;
use crate::error::{Kind, Stage};

#[cold]
fn no_runtime(error: TryCurrentError) -> Error {
    let message = "a client can be used within a tokio runtime only; without one, see `transport::encode` and `decode`";
    Error::configuration_from(message, error)
}

/// Who makes a call. Calls that issue tokens have no caller: they are made without a token.
pub(super) trait Caller: Send + Sync {
    /// Keeps its calls within the documented rate limits.
    fn limiter(&self) -> Option<&Limiter>;

    /// The value of `Authorization`, if it is available without waiting.
    fn current_authorization(&self, core: &Core) -> Option<HeaderValue>;

    /// The value of `Authorization`; a token is issued if necessary.
    fn authorization<'a>(&'a self, core: &'a Arc<Core>) -> Authorization<'a>;

    /// Drops a token that the server rejected; returns whether there can be another one.
    fn reject(&self, used: &HeaderValue) -> bool;
}

/// The future of [`Caller::authorization`].
pub(super) type Authorization<'a> = Pin<Box<dyn Future<Output = Result<HeaderValue, Error>> + Send + 'a>>;

/// A call in progress.
struct Progress<'a> {
    core: &'a Arc<Core>,
    /// With the connections of the runtime that the call is made in.
    http: reqwest::Client,
    call: &'a Call,
    caller: Option<&'a dyn Caller>,
    deadline: Instant,
    /// How often it was sent.
    attempts: u32,
    has_new_token: bool,
}

impl Core {
    /// Makes the call until it succeeds or has to be given up. Without a caller it has no token.
    pub(super) async fn run(
        self: &Arc<Self>,
        call: &Call,
        caller: Option<&dyn Caller>,
    ) -> Result<Response<Vec<u8>>, Error> {
        let http = self.pools.of(&Handle::try_current().map_err(no_runtime)?)?;
        let start = self.clock.instant();
        let deadline = start.checked_add(self.retry.deadline).unwrap_or_else(|| start + Duration::from_secs(86_400));
        let mut progress = Progress { core: self, http, call, caller, deadline, attempts: 0, has_new_token: false };
        let span = trace::call(call.meta);
        let outcome = trace::within(&span, pin!(progress.run())).await;
        let outcome = outcome.map_err(|error| error.of(call.meta.name).after(progress.attempts));
        trace::end_of_call(&span, progress.attempts, &outcome);
        outcome
    }
}

impl Progress<'_> {
    async fn run(&mut self) -> Result<Response<Vec<u8>>, Error> {
        let mut last = None;
        loop {
            let authorization = self.authorization().await?;
            // The slot is taken last, since it counts from now, and the token may take time.
            let slot = self.slot().await.map_err(|late| last.take().unwrap_or(late))?;
            // The token may have been replaced during the wait.
            let authorization = self.current_authorization().or(authorization);
            let error = match self.attempt(authorization.as_ref()).await {
                Ok(answer) => {
                    self.core.budget.earn();
                    return Ok(answer);
                }
                Err(error) => error,
            };
            if let Some(slot) = slot.filter(|_| error.is_unsent()) {
                slot.give_back();
            }
            if !self.call.body.is_there() {
                return Err(error);
            }
            if self.is_token_replaced(&error, authorization.as_ref()) {
                continue;
            }
            let Some(pause) = self.pause(&error) else { return Err(error) };
            trace::again(&error, pause);
            last = Some(error);
            self.core.clock.sleep(pause).await;
        }
    }

    /// Waits until the documented rate limit lets the call through.
    async fn slot(&self) -> Result<Option<Slot>, Error> {
        let Some(limiter) = self.limiter() else { return Ok(None) };
        let slot = limiter.slot(self.call.meta, &*self.core.clock, self.deadline).await;
        slot.map(Some).map_err(|wait| Error::new(Kind::Limited { wait }))
    }

    fn limiter(&self) -> Option<&Limiter> {
        self.caller?.limiter()
    }

    /// The token, within the deadline. It is renewed in a separate task, so the next call has it in any case.
    async fn authorization(&self) -> Result<Option<HeaderValue>, Error> {
        let (Some(caller), None, true) = (self.caller, self.current_authorization(), self.call.special.sends_token)
        else {
            return Ok(self.current_authorization());
        };
        let left = self.deadline.saturating_duration_since(self.core.clock.instant());
        match tokio::time::timeout(left, caller.authorization(self.core)).await {
            Ok(authorization) => authorization.map(Some),
            Err(elapsed) => {
                let late = Error::new(Kind::Transport { stage: Stage::Late, source: elapsed.into() });
                Err(Error::new(Kind::Token(Arc::new(late))))
            }
        }
    }

    fn current_authorization(&self) -> Option<HeaderValue> {
        self.caller.filter(|_| self.call.special.sends_token)?.current_authorization(self.core)
    }

    async fn attempt(&mut self, authorization: Option<&HeaderValue>) -> Result<Response<Vec<u8>>, Error> {
        self.attempts += 1;
        let span = trace::attempt(self.call.meta, &self.core.base_url, self.attempts);
        let exchange = async { self.core.receive(self.call, authorization, self.start(authorization)?).await };
        let outcome = trace::within(&span, pin!(exchange)).await;
        trace::end_of_attempt(&span, &outcome);
        outcome
    }

    /// Starts to send the request. Not `async`, so that the request is not part of a future that is moved.
    fn start(&self, authorization: Option<&HeaderValue>) -> Result<impl Answering, Error> {
        let request = self.core.request(self.call, authorization)?;
        Ok(self.core.start(&self.http, request, self.deadline.saturating_duration_since(self.core.clock.instant())))
    }

    // The code for failures is cold: it is kept apart from that of successful calls.

    /// Drops a rejected token; returns whether to retry the call once with a new one.
    #[cold]
    fn is_token_replaced(&mut self, error: &Error, used: Option<&HeaderValue>) -> bool {
        let (Some(caller), Some(used)) = (self.caller, used) else { return false };
        if !error.is_rejected_token() {
            return false;
        }
        let is_replaceable = caller.reject(used);
        is_replaceable && !std::mem::replace(&mut self.has_new_token, true)
    }

    /// How long to wait before the next attempt, if there is to be one.
    #[cold]
    fn pause(&self, error: &Error) -> Option<Duration> {
        let core = self.core;
        // Without random numbers there is no wait.
        let pause = core.retry.pause(error, self.attempts, getrandom::u64().unwrap_or(0));
        let end = core.clock.instant().checked_add(pause)?;
        let is_told = error.retry_after().is_some();
        // The request of the server applies to all callers, even if this one gives up.
        if let Some(limiter) = self.limiter().filter(|_| is_told) {
            limiter.pause(self.call.meta, end);
        }
        let is_repeated =
            self.attempts < core.retry.max_attempts && self.call.repeat.allows(error) && end < self.deadline;
        // A retry after the wait that the server asks for does not count against the budget.
        (is_repeated && (is_told || core.budget.spend())).then_some(pause)
    }
}
