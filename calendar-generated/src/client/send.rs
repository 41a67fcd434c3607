//! A call with all that surrounds it: its token, its turn, its attempts.

use std::pin::pin;
use std::sync::Arc;
use std::time::{Duration, Instant};

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Response};
use tokio::runtime::{Handle, TryCurrentError};

use super::auth::Tokens;
use super::core::{Answering, Core};
use super::limiter::{Limiter, Slot};
use super::retry::Repeat;
use super::trace;
use crate::encode::{Piece, unreadable};
use crate::endpoint::{EndpointMeta, Special};
use crate::error::{Kind, Stage};
use crate::transport::{Content, Encoded};
use crate::{Error, Secret};

/// A call that can be sent any number of times.
pub(super) struct Call {
    pub(super) meta: &'static EndpointMeta,
    pub(super) special: &'static Special,
    /// A file is received piece by piece.
    pub(super) is_streamed: bool,
    pub(super) url: String,
    /// Those that the request has of its own.
    pub(super) headers: HeaderMap,
    pub(super) body: CallBody,
    pub(super) repeat: Repeat,
    /// What is sent with it and must not come back in an error; the token is not among it.
    pub(super) secrets: Vec<Secret>,
}

impl Call {
    pub(super) fn new(meta: &'static EndpointMeta, Encoded { url, headers, body }: Encoded) -> Result<Self, Error> {
        let body = match body {
            Content::Bytes(body) => CallBody::Bytes(body.into()),
            Content::Form(pieces) => CallBody::form(pieces)?,
        };
        let is_harmless = meta.is_repeatable || meta.idempotency_key;
        let repeat = if is_harmless { Repeat::Harmless } else { Repeat::Harmful };
        Ok(Self { body, repeat, ..Self::json(meta, url, headers, Vec::new()) })
    }

    /// A call with a body of JSON whose repetition may do harm.
    pub(super) fn json(meta: &'static EndpointMeta, url: String, headers: HeaderMap, body: Vec<u8>) -> Self {
        let (body, special, secrets) = (CallBody::Bytes(body.into()), &Special::NONE, Vec::new());
        Self { meta, special, is_streamed: false, url, headers, body, repeat: Repeat::Harmful, secrets }
    }
}

/// A body that can be sent as often as its files can be read.
#[derive(Clone)]
pub(super) enum CallBody {
    Bytes(Bytes),
    /// Files that are read while they are sent, and the length of all if it is known.
    Form(Arc<[Piece]>, Option<u64>),
}

impl CallBody {
    /// A form without files of the file system and readers is sent as bytes.
    fn form(pieces: Vec<Piece>) -> Result<Self, Error> {
        let in_memory = pieces.iter().map(|piece| match piece {
            Piece::Bytes(bytes) => Some(&**bytes),
            Piece::File(file) => file.in_memory(),
        });
        if let Some(all) = in_memory.collect::<Option<Vec<&[u8]>>>() {
            return Ok(Self::Bytes(all.concat().into()));
        }
        let mut len = Some(0_u64);
        for piece in &pieces {
            let more = match piece {
                Piece::Bytes(bytes) => u64::try_from(bytes.len()).ok(),
                Piece::File(file) => file.len().map_err(|error| unreadable(file.file_name(), error))?,
            };
            len = len.zip(more).and_then(|(len, more)| len.checked_add(more));
        }
        Ok(Self::Form(pieces.into(), len))
    }

    /// Whether it can be sent now: a reader that was read cannot.
    fn is_there(&self) -> bool {
        match self {
            Self::Bytes(_) => true,
            Self::Form(pieces, _) => pieces.iter().all(|piece| match piece {
                Piece::Bytes(_) => true,
                Piece::File(file) => file.is_there(),
            }),
        }
    }
}

#[cold]
fn no_runtime(error: TryCurrentError) -> Error {
    let message = "a client can be used within a tokio runtime only; without one, see `transport::encode` and `decode`";
    Error::configuration_from(message, error)
}

/// Overwrites what was sent in what came back: a server that quotes its request must not put secrets into errors.
#[cold]
pub(super) fn mask(body: &mut [u8], secrets: &[Secret], authorization: Option<&HeaderValue>) {
    let token = authorization.and_then(|value| value.as_bytes().strip_prefix(b"Bearer "));
    for secret in secrets.iter().map(|secret| secret.expose().as_bytes()).chain(token) {
        // What is so short is part of many words, and is not a secret of the platform.
        if secret.len() < 8 {
            continue;
        }
        let mut rest = &mut *body;
        while let Some(start) = rest.windows(secret.len()).position(|part| part == secret) {
            let (quoted, after) = rest[start..].split_at_mut(secret.len());
            quoted.fill(b'*');
            rest = after;
        }
    }
}

/// In whose name calls are made, and how many of them.
pub(super) struct Identity {
    pub(super) tokens: Tokens,
    pub(super) limiter: Option<Arc<Limiter>>,
}

/// A call that is under way.
struct Progress<'a> {
    core: &'a Arc<Core>,
    call: &'a Call,
    identity: Option<&'a Identity>,
    deadline: Instant,
    /// How often it was sent.
    attempts: u32,
    has_new_token: bool,
}

impl Core {
    /// Makes the call until it succeeds or has to be given up; without an identity, without a token.
    pub(super) async fn run(
        self: &Arc<Self>,
        call: &Call,
        identity: Option<&Identity>,
    ) -> Result<Response<Vec<u8>>, Error> {
        Handle::try_current().map_err(no_runtime)?;
        let start = self.clock.instant();
        let deadline = start.checked_add(self.retry.deadline).unwrap_or_else(|| start + Duration::from_secs(86_400));
        let mut progress = Progress { core: self, call, identity, deadline, attempts: 0, has_new_token: false };
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
            // The slot comes last, since a call that has one is sent now, and not when its token has come.
            let slot = self.slot().await.map_err(|late| last.take().unwrap_or(late))?;
            // While it waited, the token may have been replaced.
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
        self.identity?.limiter.as_deref()
    }

    /// The token, which may take until the deadline. It is renewed in a task of its own, for the next call.
    async fn authorization(&self) -> Result<Option<HeaderValue>, Error> {
        let (Some(identity), None, true) = (self.identity, self.current_authorization(), self.call.special.sends_token)
        else {
            return Ok(self.current_authorization());
        };
        let left = self.deadline.saturating_duration_since(self.core.clock.instant());
        match tokio::time::timeout(left, identity.tokens.authorization(self.core)).await {
            Ok(authorization) => authorization.map(Some),
            Err(elapsed) => {
                let late = Error::new(Kind::Transport { stage: Stage::Late, source: elapsed.into() });
                Err(Error::new(Kind::Token(Arc::new(late))))
            }
        }
    }

    fn current_authorization(&self) -> Option<HeaderValue> {
        self.identity.filter(|_| self.call.special.sends_token)?.tokens.current_authorization(self.core)
    }

    async fn attempt(&mut self, authorization: Option<&HeaderValue>) -> Result<Response<Vec<u8>>, Error> {
        self.attempts += 1;
        let span = trace::attempt(self.call.meta, &self.core.base_url, self.attempts);
        let exchange = async { self.core.receive(self.call, authorization, self.start(authorization)?).await };
        let outcome = trace::within(&span, pin!(exchange)).await;
        trace::end_of_attempt(&span, &outcome);
        outcome
    }

    /// Begins to send the request. Not `async`, so that the request is never kept in a future, which is moved.
    fn start(&self, authorization: Option<&HeaderValue>) -> Result<impl Answering, Error> {
        let request = self.core.request(self.call, authorization)?;
        Ok(self.core.start(request, self.deadline.saturating_duration_since(self.core.clock.instant())))
    }

    // What follows a failure is cold: the code of calls that succeed lies closer together without it.

    /// A rejected token is dropped, and the call made once more with a new one.
    #[cold]
    fn is_token_replaced(&mut self, error: &Error, used: Option<&HeaderValue>) -> bool {
        let (Some(identity), Some(used)) = (self.identity, used) else { return false };
        if !error.is_rejected_token() {
            return false;
        }
        let is_replaceable = identity.tokens.reject(used);
        is_replaceable && !std::mem::replace(&mut self.has_new_token, true)
    }

    /// How long to wait before the next attempt, if there is to be one.
    #[cold]
    fn pause(&self, error: &Error) -> Option<Duration> {
        let core = self.core;
        // What cannot be random is not made to wait.
        let pause = core.retry.pause(error, self.attempts, getrandom::u64().unwrap_or(0));
        let end = core.clock.instant().checked_add(pause)?;
        let is_told = error.retry_after().is_some();
        // The server asks all callers, also when this one gives up.
        if let Some(limiter) = self.limiter().filter(|_| is_told) {
            limiter.pause(self.call.meta, end);
        }
        let is_repeated =
            self.attempts < core.retry.max_attempts && self.call.repeat.allows(error) && end < self.deadline;
        // A caller that waits as long as the server asks for does not add to its troubles.
        (is_repeated && (is_told || core.budget.spend())).then_some(pause)
    }
}
