//! [`ResponseFuture`]: a call in progress.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use http::Response;

use super::call::Call;
use super::core::Core;
use super::identity::Identity;
use super::trace;
use crate::decode::{limited, strict};
use crate::transport::{self, Received};
use crate::{Endpoint, Error, Paged};

/// The outcome of a call.
type Answer = Result<Response<Vec<u8>>, Error>;

/// A call that was made with [`Client::send`](super::Client::send); await it for the response.
///
/// It borrows nothing, so it can be spawned as a task. Dropping it cancels the call; a sent request may still take
/// effect.
#[must_use = "a call is made only when it is awaited"]
pub struct ResponseFuture<R> {
    // Boxed, so that the code of a call is compiled once and not for every endpoint, and so that a token of the
    // wrong kind is one compile error, without another one at `.await`.
    answer: Pin<Box<dyn Future<Output = Answer> + Send>>,
    decode: fn(Response<Vec<u8>>) -> Result<R, Error>,
    is_strict: bool,
    max_decoded_bytes: usize,
}

impl<R> ResponseFuture<R> {
    /// Only the response.
    pub(super) fn typed<E: Endpoint<Response = R>>(
        core: Arc<Core>,
        identity: Arc<Identity>,
        call: Result<Call, Error>,
    ) -> Self {
        Self::new(core, identity, call, |answer| {
            transport::decode::<E>(answer.status(), answer.headers(), answer.body())
        })
    }

    /// A page of a listing. It is an error if nobody knows whether another one follows.
    pub(super) fn page<E: Paged<Response = R>>(
        core: Arc<Core>,
        identity: Arc<Identity>,
        call: Result<Call, Error>,
    ) -> Self {
        Self::new(core, identity, call, |answer| {
            let page = received::<E>(answer)?;
            E::PAGING.check(&page.skipped).map_err(|error| error.of(E::META.name))?;
            Ok(page.value)
        })
    }

    fn new(
        core: Arc<Core>,
        identity: Arc<Identity>,
        call: Result<Call, Error>,
        decode: fn(Response<Vec<u8>>) -> Result<R, Error>,
    ) -> Self {
        let (is_strict, max_decoded_bytes) = (core.has_strict_responses, core.max_decoded_bytes);
        Self { is_strict, max_decoded_bytes, answer: answer(core, identity, call), decode }
    }
}

impl<T> ResponseFuture<Received<T>> {
    /// The response and its JSON.
    pub(super) fn raw<E: Endpoint<Response = T>>(
        core: Arc<Core>,
        identity: Arc<Identity>,
        call: Result<Call, Error>,
    ) -> Self {
        Self::new(core, identity, call, received::<E>)
    }
}

fn received<E: Endpoint>(answer: Response<Vec<u8>>) -> Result<Received<E::Response>, Error> {
    let (head, body) = answer.into_parts();
    transport::receive::<E>(head.status, &head.headers, body)
}

fn answer(
    core: Arc<Core>,
    identity: Arc<Identity>,
    call: Result<Call, Error>,
) -> Pin<Box<dyn Future<Output = Answer> + Send>> {
    Box::pin(async move { core.run(&call?, Some(&*identity)).await })
}

impl<R> Future for ResponseFuture<R> {
    type Output = Result<R, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let (decode, is_strict) = (self.decode, self.is_strict);
        let answer = ready!(self.answer.as_mut().poll(context));
        let decode = |answer| if is_strict { strict(|| decode(answer)) } else { decode(answer) };
        let response = answer.and_then(|answer| limited(self.max_decoded_bytes, || decode(answer)));
        Poll::Ready(response.inspect_err(trace::failed))
    }
}

impl<R> fmt::Debug for ResponseFuture<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ResponseFuture").finish_non_exhaustive()
    }
}
