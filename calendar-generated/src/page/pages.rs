//! [`Pages`]: a stream of pages.

use std::fmt;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use super::Paged;
use super::walk::Walk;
use crate::{Client, Error, ResponseFuture, TokenFor};

/// The pages of a listing, one call each; made by [`Client::pages`](crate::Client::pages).
///
/// It ends after an error. [`resume_request`](Self::resume_request) is the request to continue with.
#[must_use = "a stream makes calls only when it is polled"]
pub struct Pages<R: Paged, K> {
    client: Client<K>,
    walk: Walk<R>,
    step: Step<R::Response>,
}

enum Step<T> {
    Ask,
    Wait(ResponseFuture<T>),
    /// The call failed and can be repeated.
    Failed,
    /// No page is left. The error, if any, is returned last.
    Stop(Option<Error>),
}

impl<R: Paged, K> Pages<R, K> {
    pub(super) fn new(client: Client<K>, request: R) -> Self {
        let walk = Walk::new(request);
        let step = walk.refusal().map_or(Step::Ask, |error| Step::Stop(Some(error)));
        Self { client, walk, step }
    }

    /// The request to continue with: `client.pages(request)` starts with the first page that this stream has not
    /// returned. `None` at the end of the listing.
    pub fn resume_request(&self) -> Option<R> {
        match self.step {
            Step::Ask | Step::Wait(_) | Step::Failed => Some(self.walk.request.clone()),
            Step::Stop(_) => None,
        }
    }

    /// A request for the last returned page's successor, if there is one.
    pub(super) fn page_before(&self) -> R {
        self.walk.page_before()
    }
}

impl<R: Paged, K: TokenFor<R::Token>> Pages<R, K> {
    /// The next page; `None` after the last one.
    pub async fn next(&mut self) -> Option<Result<R::Response, Error>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    fn receive(&mut self, answer: Result<R::Response, Error>) -> Result<R::Response, Error> {
        self.step = Step::Failed;
        let response = answer?;
        self.step = match self.walk.follow(&response) {
            Ok(true) => Step::Ask,
            Ok(false) => Step::Stop(None),
            Err(error) => Step::Stop(Some(error)),
        };
        Ok(response)
    }
}

impl<R: Paged, K: TokenFor<R::Token>> Stream for Pages<R, K> {
    type Item = Result<R::Response, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            match &mut self.step {
                Step::Ask => self.step = Step::Wait(self.client.send_page(&self.walk.request)),
                Step::Wait(call) => {
                    let answer = ready!(Pin::new(call).poll(context));
                    return Poll::Ready(Some(self.receive(answer)));
                }
                Step::Stop(error) => return Poll::Ready(error.take().map(Err)),
                Step::Failed => return Poll::Ready(None),
            }
        }
    }
}

/// No field is pinned: the calls are boxed.
impl<R: Paged, K> Unpin for Pages<R, K> {}

impl<R: Paged, K> fmt::Debug for Pages<R, K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages").field("endpoint", &R::META.name).finish_non_exhaustive()
    }
}
