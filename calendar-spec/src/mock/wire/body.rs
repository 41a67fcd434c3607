//! Reads the body of a request: with limits on size and time, and few large ones at once.

use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;

use http::{HeaderMap, header};
use hyper::body::{Body as _, Bytes, Incoming};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

use super::Limits;
use super::limits::{DRAINED, SMALL_BODY};

/// A body, and the permit to hold it if it is a large one.
#[derive(Debug, Default)]
pub(in crate::mock) struct Body {
    pub(in crate::mock) bytes: Bytes,
    _permit: Option<OwnedSemaphorePermit>,
}

/// Why a body was not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::mock) enum BodyFault {
    TooLarge,
    TooSlow,
    /// The client closed the connection, or did not send valid HTTP.
    Broken,
}

/// Reads a body.
pub(in crate::mock) async fn read(
    incoming: Incoming,
    headers: &HeaderMap,
    limits: &Limits,
    large: &Arc<Semaphore>,
) -> Result<Body, BodyFault> {
    let reader = Reader { incoming, limit: limits.body_bytes, large };
    timeout(limits.body_timeout, reader.run(headers)).await.unwrap_or(Err(BodyFault::TooSlow))
}

struct Reader<'l> {
    incoming: Incoming,
    limit: usize,
    large: &'l Arc<Semaphore>,
}

impl Reader<'_> {
    async fn run(mut self, headers: &HeaderMap) -> Result<Body, BodyFault> {
        if self.announces_too_much() {
            // A client that waits for "100 Continue" has not sent the body yet, and need not.
            if !headers.contains_key(header::EXPECT) {
                self.drain().await?;
            }
            return Err(BodyFault::TooLarge);
        }
        let mut bytes = Vec::new();
        let mut permit = None;
        while let Some(piece) = self.piece().await? {
            if piece.len() > self.limit - bytes.len() {
                self.drain().await?;
                return Err(BodyFault::TooLarge);
            }
            bytes.extend_from_slice(&piece);
            if bytes.len() > SMALL_BODY && permit.is_none() {
                permit = Arc::clone(self.large).acquire_owned().await.ok();
            }
        }
        Ok(Body { bytes: bytes.into(), _permit: permit })
    }

    fn announces_too_much(&self) -> bool {
        let announced = self.incoming.size_hint().lower();
        usize::try_from(announced).map_or(true, |announced| announced > self.limit)
    }

    async fn piece(&mut self) -> Result<Option<Bytes>, BodyFault> {
        loop {
            let frame = poll_fn(|context| Pin::new(&mut self.incoming).poll_frame(context)).await;
            match frame {
                None => return Ok(None),
                Some(Err(_)) => return Err(BodyFault::Broken),
                // Trailers are ignored.
                Some(Ok(frame)) => {
                    if let Ok(piece) = frame.into_data() {
                        return Ok(Some(piece));
                    }
                }
            }
        }
    }

    async fn drain(&mut self) -> Result<(), BodyFault> {
        let mut dropped = 0;
        while let Some(piece) = self.piece().await? {
            dropped += piece.len();
            if dropped > DRAINED {
                break;
            }
        }
        Ok(())
    }
}
