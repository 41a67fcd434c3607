//! The body of a response: whole, or cut in the middle.

use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use hyper::body::{Body, Bytes, Frame, SizeHint};
use tokio::time::{Sleep, sleep};

/// How long the first half has to be sent before the connection is cut.
const PAUSE: Duration = Duration::from_millis(20);

/// The error that makes hyper close the connection.
#[derive(Debug, thiserror::Error)]
#[error("the connection is cut on purpose")]
pub(in crate::mock) struct Closed;

/// The body of a response.
#[derive(Debug)]
pub(in crate::mock) struct ReplyBody {
    left: Option<Bytes>,
    /// Elapses before the connection is cut.
    cut: Option<Pin<Box<Sleep>>>,
}

impl ReplyBody {
    pub(in crate::mock) fn whole(bytes: Bytes) -> Self {
        Self { left: Some(bytes).filter(|bytes| !bytes.is_empty()), cut: None }
    }

    /// The first half; nothing follows it.
    pub(in crate::mock) fn half(bytes: &Bytes) -> Self {
        let half = bytes.slice(..bytes.len() / 2);
        Self { cut: Some(Box::pin(sleep(PAUSE))), ..Self::whole(half) }
    }
}

impl Body for ReplyBody {
    type Data = Bytes;
    type Error = Closed;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Closed>>> {
        if let Some(bytes) = self.left.take() {
            return Poll::Ready(Some(Ok(Frame::data(bytes))));
        }
        match &mut self.cut {
            None => Poll::Ready(None),
            Some(cut) => {
                ready!(cut.as_mut().poll(context));
                Poll::Ready(Some(Err(Closed)))
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        self.left.is_none() && self.cut.is_none()
    }

    fn size_hint(&self) -> SizeHint {
        let left = self.left.as_ref().map_or(0, Bytes::len) as u64;
        // The header announces the whole length of a body that is cut.
        if self.cut.is_some() { SizeHint::default() } else { SizeHint::with_exact(left) }
    }
}
