//! [`ResponseFuture`]: a call that is under way.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use http::{HeaderMap, Request, Response, StatusCode};

use super::connection::Connection;
use crate::{Endpoint, Error, transport};

/// What an exchange over HTTP ends with.
type Answer = Result<Response<Vec<u8>>, Error>;

/// A call that was made with [`Client::send`](super::Client::send); await it for the response.
///
/// It borrows nothing, so it can be spawned as a task. Dropping it ends the call; what was sent by then may still take
/// effect.
#[must_use = "a call is made only when it is awaited"]
pub struct ResponseFuture<R> {
    // Boxed, so that the machinery of an exchange is compiled once and not for every endpoint, and so that a token of
    // the wrong kind is one error and not another one at `.await`.
    exchange: Pin<Box<dyn Future<Output = Answer> + Send>>,
    decode: fn(StatusCode, &HeaderMap, &[u8]) -> Result<R, Error>,
}

impl<R> ResponseFuture<R> {
    pub(super) fn new<E>(connection: Connection, call: Result<Request<Vec<u8>>, Error>) -> Self
    where
        E: Endpoint<Response = R>,
    {
        let name = E::META.name;
        let exchange = async move { connection.exchange(call?).await.map_err(|error| error.of(name)) };
        Self { exchange: Box::pin(exchange), decode: transport::decode::<E> }
    }
}

impl<R> Future for ResponseFuture<R> {
    type Output = Result<R, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let decode = self.decode;
        let exchange = self.exchange.as_mut().poll(context);
        exchange.map(|answer| answer.and_then(|answer| decode(answer.status(), answer.headers(), answer.body())))
    }
}

impl<R> fmt::Debug for ResponseFuture<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ResponseFuture").finish_non_exhaustive()
    }
}
