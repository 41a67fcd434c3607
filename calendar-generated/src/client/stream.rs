//! Files that are read while they are sent, and received while they are written.

use std::io::{self, Read};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::{fmt, mem};

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use http_body::{Body, Frame, SizeHint};
use tokio::task::{JoinHandle, spawn_blocking};

use super::failure::failed;
use crate::encode::Piece;
use crate::error::Kind;
use crate::file::{content_type, file_name};
use crate::transport::log_id;
use crate::{Error, Text};

/// The size of the chunks in which files are read.
const CHUNK: usize = 64 << 10;

/// A form that is read while it is sent.
pub(super) struct FormBody {
    pieces: Arc<[Piece]>,
    /// The index of the next piece.
    next: usize,
    reading: Option<Reading>,
    /// The number of remaining bytes, if it is known.
    left: Option<u64>,
}

type Reading = JoinHandle<io::Result<(Box<dyn Read + Send>, Bytes)>>;

impl FormBody {
    pub(super) fn new(pieces: Arc<[Piece]>, len: Option<u64>) -> Self {
        Self { pieces, next: 0, reading: None, left: len }
    }

    fn chunk(&mut self, chunk: Bytes) -> Frame<Bytes> {
        let len = u64::try_from(chunk.len()).unwrap_or(u64::MAX);
        self.left = self.left.map(|left| left.saturating_sub(len));
        Frame::data(chunk)
    }
}

fn read(mut reader: Box<dyn Read + Send>) -> io::Result<(Box<dyn Read + Send>, Bytes)> {
    let mut chunk = Vec::with_capacity(CHUNK);
    let limit = u64::try_from(CHUNK).unwrap_or(u64::MAX);
    reader.by_ref().take(limit).read_to_end(&mut chunk)?;
    Ok((reader, chunk.into()))
}

impl Body for FormBody {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        loop {
            if let Some(reading) = &mut self.reading {
                let outcome =
                    ready!(Pin::new(reading).poll(context)).unwrap_or_else(|error| Err(io::Error::other(error)));
                self.reading = None;
                match outcome {
                    Ok((_, chunk)) if chunk.is_empty() => {}
                    Ok((reader, chunk)) => {
                        self.reading = Some(spawn_blocking(|| read(reader)));
                        return Poll::Ready(Some(Ok(self.chunk(chunk))));
                    }
                    Err(error) => {
                        self.next = usize::MAX;
                        return Poll::Ready(Some(Err(error)));
                    }
                }
            }
            let Some(piece) = self.pieces.get(self.next).cloned() else { return Poll::Ready(None) };
            self.next += 1;
            match piece {
                Piece::Bytes(bytes) => return Poll::Ready(Some(Ok(self.chunk(bytes.into())))),
                Piece::File(file) => self.reading = Some(spawn_blocking(move || read(file.open()?))),
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        self.reading.is_none() && self.next >= self.pieces.len()
    }

    fn size_hint(&self) -> SizeHint {
        self.left.map_or_else(SizeHint::default, SizeHint::with_exact)
    }
}

/// A response that is a file, received in chunks; made by [`Client::download`](crate::Client::download).
///
/// Dropping it cancels the download. `Debug` does not show the content.
pub struct DownloadStream {
    source: Source,
    status: StatusCode,
    headers: HeaderMap,
    limit: u64,
    received: u64,
}

enum Source {
    Open(reqwest::Response),
    Whole(Vec<u8>),
}

impl DownloadStream {
    pub(super) fn open(response: reqwest::Response, limit: u64) -> Self {
        let (status, headers) = (response.status(), response.headers().clone());
        Self { source: Source::Open(response), status, headers, limit, received: 0 }
    }

    pub(super) fn whole(response: http::Response<Vec<u8>>, limit: u64) -> Self {
        let (head, body) = response.into_parts();
        Self { source: Source::Whole(body), status: head.status, headers: head.headers, limit, received: 0 }
    }

    /// Sets the maximum number of bytes; the default is the limit of the client for responses.
    #[must_use]
    pub fn limit(mut self, bytes: u64) -> Self {
        self.limit = bytes;
        self
    }

    /// The file name from the server: never with a directory in it, and never `.` or `..`.
    pub fn file_name(&self) -> Option<Text> {
        file_name(&self.headers)
    }

    /// The content type, such as `image/png`.
    pub fn content_type(&self) -> Option<Text> {
        content_type(&self.headers)
    }

    /// The number of bytes that the server announced.
    pub fn content_length(&self) -> Option<u64> {
        match &self.source {
            Source::Open(response) => response.content_length(),
            Source::Whole(bytes) => u64::try_from(bytes.len()).ok(),
        }
    }

    /// The next chunk; `None` at the end of the file. An error of the kind
    /// [`TooLarge`](crate::ErrorKind::TooLarge) as soon as the file is larger than the limit.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, Error> {
        let chunk = match &mut self.source {
            Source::Open(response) => response.chunk().await.map_err(failed)?,
            Source::Whole(bytes) if bytes.is_empty() => None,
            Source::Whole(bytes) => Some(mem::take(bytes).into()),
        };
        let len = chunk.as_ref().map_or(0, Bytes::len);
        self.received = self.received.saturating_add(u64::try_from(len).unwrap_or(u64::MAX));
        if self.received <= self.limit {
            return Ok(chunk);
        }
        self.source = Source::Whole(Vec::new());
        let limit = usize::try_from(self.limit).unwrap_or(usize::MAX);
        Err(Error::new(Kind::TooLarge { limit, status: self.status, log_id: log_id(&self.headers) }))
    }
}

impl fmt::Debug for DownloadStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DownloadStream").field("received", &self.received).finish_non_exhaustive()
    }
}
