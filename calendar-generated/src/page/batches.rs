//! [`Batches`]: a stream that brings a copy of a listing up to date.

use std::fmt;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;

use super::walk::{Tokens, Walk, sync_token};
use super::{SyncState, Synced};
use crate::Retry;
use crate::transport::encode;
use crate::{BaseUrl, Client, Error, ResponseFuture, TokenFor};

/// One page of a synchronization.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Batch<T> {
    /// The items of the snapshot, or the items that changed. Deleted items are included and marked as deleted.
    pub items: Vec<T>,
    /// Whether the items are part of a full snapshot; otherwise they are changes since the last synchronization.
    pub is_snapshot: bool,
    /// Whether the token had expired and a new snapshot starts with this batch: discard what came before it.
    pub is_reset: bool,
    /// Whether this is the last batch for now.
    pub is_last: bool,
    /// The state to continue with after this batch.
    pub state: SyncState,
}

/// The batches that bring a copy of a listing up to date; made by [`Client::sync`](crate::Client::sync).
///
/// It ends after an error. Continue with [`state`](Self::state) then, or with the state that was stored.
#[must_use = "a stream makes calls only when it is polled"]
pub struct Batches<R: Synced, K> {
    client: Client<K>,
    walk: Walk<R>,
    /// The state after the last batch.
    state: SyncState,
    /// The token has expired, and the next batch is the first of a new snapshot.
    is_reset: bool,
    /// Only once: a server that accepts none of its own tokens would be asked forever.
    may_start_over: bool,
    step: Step<R::Response>,
}

enum Step<T> {
    Ask,
    Wait(ResponseFuture<T>),
    Fail(Error),
    End,
}

impl<R: Synced, K> Batches<R, K> {
    pub(super) fn new(client: Client<K>, mut request: R, mut state: SyncState) -> Self {
        let entered = state.enter(&mut request);
        let walk = Walk::new(request);
        let refusal = entered.err().or_else(|| walk.refusal());
        let step = refusal.map_or(Step::Ask, Step::Fail);
        Self { client, walk, state, is_reset: false, may_start_over: true, step }
    }

    /// The state after the last batch that was returned.
    pub fn state(&self) -> &SyncState {
        &self.state
    }

    /// The batch of a response; `None` when the next call has to be made without the token.
    fn receive(&mut self, answer: Result<R::Response, Error>) -> Option<Result<Batch<R::Item>, Error>> {
        self.step = Step::End;
        match answer {
            Err(error) if self.is_expired(&error) => {
                self.walk.start_over();
                (self.is_reset, self.may_start_over, self.step) = (true, false, Step::Ask);
                None
            }
            Err(error) => Some(Err(error)),
            Ok(response) => Some(self.advance(response)),
        }
    }

    fn is_expired(&mut self, error: &Error) -> bool {
        let has_token = Tokens::of(&mut self.walk.request) != Tokens::default();
        error.retry() == Retry::Restart && has_token && self.may_start_over
    }

    fn advance(&mut self, response: R::Response) -> Result<Batch<R::Item>, Error> {
        let is_last = !self.walk.follow(&response)?;
        let is_snapshot = self.is_reset || self.state.is_snapshot;
        let tokens = if is_last { changes_since::<R>(&response)? } else { Tokens::of(&mut self.walk.request) };
        self.state.page_token = tokens.page;
        self.state.sync_token = tokens.sync;
        self.state.is_snapshot = is_snapshot && !is_last;
        if !is_last {
            self.step = Step::Ask;
        }
        Ok(Batch {
            items: R::items(response),
            is_snapshot,
            is_reset: std::mem::take(&mut self.is_reset),
            is_last,
            state: self.state.clone(),
        })
    }
}

impl<R: Synced, K: TokenFor<R::Token>> Batches<R, K> {
    /// The next batch; `None` when the copy is up to date.
    pub async fn next(&mut self) -> Option<Result<Batch<R::Item>, Error>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }
}

impl<R: Synced, K: TokenFor<R::Token>> Stream for Batches<R, K> {
    type Item = Result<Batch<R::Item>, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            match std::mem::replace(&mut self.step, Step::End) {
                Step::Ask => self.step = Step::Wait(self.client.send_page(&self.walk.request)),
                Step::Wait(mut call) => match Pin::new(&mut call).poll(context) {
                    Poll::Pending => {
                        self.step = Step::Wait(call);
                        return Poll::Pending;
                    }
                    Poll::Ready(answer) => {
                        if let Some(batch) = self.receive(answer) {
                            return Poll::Ready(Some(batch));
                        }
                    }
                },
                Step::Fail(error) => return Poll::Ready(Some(Err(error))),
                Step::End => return Poll::Ready(None),
            }
        }
    }
}

impl SyncState {
    /// Takes over the stored state. At the start it takes over the token of the request instead, which may have been
    /// stored elsewhere.
    fn enter<R: Synced>(&mut self, request: &mut R) -> Result<(), Error> {
        let path = encode(request, &BaseUrl::FEISHU)?.uri().path().into();
        match &self.path {
            None => {
                let Tokens { page, sync } = Tokens::of(request);
                *self = Self { path: Some(path), page_token: page, is_snapshot: sync.is_none(), sync_token: sync };
            }
            Some(own) if *own == path => {
                Tokens { page: self.page_token.clone(), sync: self.sync_token.clone() }.put(request);
            }
            Some(_) => {
                let message = "the state is that of another listing; start from `SyncState::default()`";
                return Err(Error::paging(message).of(R::META.name));
            }
        }
        Ok(())
    }
}

fn changes_since<R: Synced>(response: &R::Response) -> Result<Tokens, Error> {
    let missing = || Error::paging("the last page has no token to ask for changes with").of(R::META.name);
    Ok(Tokens { page: None, sync: Some(sync_token(R::next(response)).ok_or_else(missing)?) })
}

/// No field is pinned: the calls are boxed.
impl<R: Synced, K> Unpin for Batches<R, K> {}

impl<R: Synced, K> fmt::Debug for Batches<R, K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Batches").field("endpoint", &R::META.name).field("state", &self.state).finish_non_exhaustive()
    }
}
