//! [`FrameFault`]: failures on a long connection.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use crate::mock::check::shorten;
use crate::mock::fault::InvalidFault;

/// A failure on a long connection, at the next event or the next ping.
///
/// To reject the request for the URL or the handshake, use a [`Fault`](super::super::Fault) on `websocket.endpoint` or
/// on `websocket.handshake`. The codes of the handshake are 403 (forbidden), 514 (authentication failed) and 1000040350
/// (too many connections).
///
/// As text, in the admin route, a fault is its name in lower case with hyphens: `missing-piece`, `flip=17,64`, and
/// `late-pong=250` in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FrameFault {
    /// The event is sent as it should be, which spaces other faults apart.
    Nothing,
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
    /// The ping gets no pong.
    NoPong,
    /// The ping gets its pong after this delay.
    LatePong(Duration),
}

impl FrameFault {
    /// Whether it applies to pings; the others apply to events.
    pub(in crate::mock) fn is_of_pings(self) -> bool {
        matches!(self, Self::NoPong | Self::LatePong(_))
    }
}

/// Those without a value.
const NAMED: [(&str, FrameFault); 9] = [
    ("nothing", FrameFault::Nothing),
    ("lost", FrameFault::Lost),
    ("duplicate", FrameFault::Duplicate),
    ("wrong-seq", FrameFault::WrongSeq),
    ("garbage", FrameFault::Garbage),
    ("reversed", FrameFault::Reversed),
    ("missing-piece", FrameFault::MissingPiece),
    ("cut", FrameFault::Cut),
    ("no-pong", FrameFault::NoPong),
];

impl FromStr for FrameFault {
    type Err = InvalidFault;

    fn from_str(text: &str) -> Result<Self, InvalidFault> {
        if let Some((_, fault)) = NAMED.iter().find(|(name, _)| *name == text) {
            return Ok(*fault);
        }
        let flip = |value: &str| {
            let (at, bits) = value.split_once(',')?;
            Some(Self::Flip(at.trim().parse().ok()?, bits.trim().parse().ok()?))
        };
        let late = |value: &str| Some(Self::LatePong(Duration::from_millis(value.parse().ok()?)));
        let with_value = match text.split_once('=') {
            Some(("flip", value)) => flip(value),
            Some(("late-pong", value)) => late(value),
            _ => None,
        };
        with_value.ok_or_else(|| {
            let names = NAMED.map(|(name, _)| format!("`{name}`")).join(", ");
            InvalidFault::new(format!(
                "`{}` is not a fault of frames; allowed are {names}, `flip=INDEX,BITS` and `late-pong=MILLISECONDS`",
                shorten(text)
            ))
        })
    }
}

impl fmt::Display for FrameFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Flip(at, bits) => write!(f, "flip={at},{bits}"),
            Self::LatePong(delay) => write!(f, "late-pong={}", delay.as_millis()),
            named => f.write_str(NAMED.iter().find(|(_, fault)| fault == named).map_or("", |(name, _)| name)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fault_has_its_text() {
        let with_values =
            [("flip=17,64", FrameFault::Flip(17, 64)), ("late-pong=5", FrameFault::LatePong(Duration::from_millis(5)))];
        for (text, fault) in NAMED.into_iter().chain(with_values) {
            assert_eq!((fault.to_string().as_str(), text.parse()), (text, Ok(fault)));
        }
    }

    #[test]
    fn other_text_is_rejected_with_what_is_allowed() {
        for text in ["", "Lost", "lost=1", "flip", "flip=1", "flip=-1,2", "flip=1,256", "late-pong=x"] {
            let message = text.parse::<FrameFault>().expect_err(text).to_string();
            assert!(message.contains("is not a fault of frames; allowed are `nothing`, `lost`"), "{message}");
        }
    }
}
