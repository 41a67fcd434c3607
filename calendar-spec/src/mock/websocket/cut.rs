//! [`Cut`]: a connection that breaks after a number of bytes, sent and received together.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

/// A stream that breaks after a number of bytes, if one is set.
pub(in crate::mock) struct Cut<S> {
    stream: S,
    left: Option<usize>,
}

impl<S> Cut<S> {
    pub(in crate::mock) fn after(stream: S, bytes: Option<usize>) -> Self {
        Self { stream, left: bytes }
    }

    /// How many of these bytes still pass; an error if none does.
    fn allowed(&self, bytes: usize) -> io::Result<usize> {
        match self.left {
            Some(0) => Err(io::ErrorKind::BrokenPipe.into()),
            Some(left) => Ok(left.min(bytes)),
            None => Ok(bytes),
        }
    }

    fn pass(&mut self, bytes: usize) {
        self.left = self.left.map(|left| left - bytes);
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Cut<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let mut part = buffer.take(self.allowed(buffer.remaining())?);
        ready!(Pin::new(&mut self.stream).poll_read(context, &mut part))?;
        let bytes = part.filled().to_vec();
        self.pass(bytes.len());
        buffer.put_slice(&bytes);
        Poll::Ready(Ok(()))
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Cut<S> {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let allowed = self.allowed(bytes.len())?;
        let written = ready!(Pin::new(&mut self.stream).poll_write(context, &bytes[..allowed]))?;
        self.pass(written);
        Poll::Ready(Ok(written))
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
