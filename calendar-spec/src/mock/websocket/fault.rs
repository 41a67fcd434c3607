//! [`FrameFault`]: what goes wrong on a long connection.

use std::time::Duration;

/// Something that goes wrong on a long connection, with the next event or the next ping that the server sees.
///
/// To refuse the call for the URL or the handshake, use a [`Fault`](super::super::Fault) on `websocket.endpoint` or on
/// `websocket.handshake`. The codes of the handshake are 403 (forbidden), 514 (authentication failed) and 1000040350 (too
/// many connections).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FrameFault {
    /// The event is not sent.
    Lost,
    /// The event is sent twice.
    Duplicate,
    /// The event is sent as a piece that cannot be: its `seq` is as large as its `sum`.
    WrongSeq,
    /// Bytes are sent that are not a frame, in place of the event.
    Garbage,
    /// The frame of the event has one byte changed, at this index modulo its length: its bits are those of the second
    /// number or those of the frame, but not those of both.
    Flip(usize, u8),
    /// The pieces of the event are sent last one first.
    Reversed,
    /// The first piece of the event is not sent.
    MissingPiece,
    /// The connection is cut in place of the event.
    Cut,
    /// The ping is not answered.
    NoPong,
    /// The ping is answered so much later.
    LatePong(Duration),
}

impl FrameFault {
    /// Whether it happens to pings; the others happen to events.
    pub(super) fn is_of_pings(self) -> bool {
        matches!(self, Self::NoPong | Self::LatePong(_))
    }
}
