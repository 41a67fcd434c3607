//! [`FrameFault`]: failures on a long connection.

use std::time::Duration;

/// A failure on a long connection, at the next event or the next ping.
///
/// To reject the request for the URL or the handshake, use a [`Fault`](super::super::Fault) on `websocket.endpoint` or
/// on `websocket.handshake`. The codes of the handshake are 403 (forbidden), 514 (authentication failed) and 1000040350
/// (too many connections).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FrameFault {
    /// The event is not sent.
    Lost,
    /// The event is sent twice.
    Duplicate,
    /// The event is sent as an impossible part: its `seq` is as large as its `sum`.
    WrongSeq,
    /// Bytes that are not a frame are sent in place of the event.
    Garbage,
    /// The frame of the event has one byte changed, at this index modulo its length: the bits of the second number are
    /// flipped there.
    Flip(usize, u8),
    /// The parts of the event are sent in reverse order.
    Reversed,
    /// The first part of the event is not sent.
    MissingPiece,
    /// The connection is cut in place of the event.
    Cut,
    /// The ping is not answered.
    NoPong,
    /// The ping is answered after this delay.
    LatePong(Duration),
}

impl FrameFault {
    /// Whether it applies to pings; the others apply to events.
    pub(super) fn is_of_pings(self) -> bool {
        matches!(self, Self::NoPong | Self::LatePong(_))
    }
}
