//! The long connection, as the platform serves it: the call that names the URL, the handshake, and frames over
//! WebSocket.
//!
//! In: connections of clients, and notifications from [`push`](super::push). Out: events, pongs, and the answers of
//! clients to events. The protocol is that of the vendor's SDKs, since no page describes it; the frames have a codec of
//! their own here, so that a mistake in that of the client shows.

mod connection;
mod cut;
mod endpoint;
mod fault;
mod frame;
mod handshake;
mod hub;
mod settings;

pub(super) use connection::{Accepted, Event};
pub(super) use endpoint::SocketCall;
pub use fault::FrameFault;
pub(super) use hub::Hub;
pub use settings::ConnectionSettings;
