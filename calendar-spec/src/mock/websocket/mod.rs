//! The parts of long connections: frames over WebSocket, the open connections, and faults.
//!
//! The protocol is that of the vendor's SDKs, since no page describes it; the server has a codec of its own, so that a
//! mistake in the client's codec is noticed.

mod call;
mod cut;
mod fault;
mod frame;
mod hub;
mod settings;

pub(super) use call::SocketCall;
pub(super) use cut::Cut;
pub use fault::FrameFault;
pub(super) use frame::Frame;
pub(super) use hub::{Event, Hub, MOST_FAULTS};
pub use settings::ConnectionSettings;
