//! The long connection on the platform's side: the endpoint that returns the URL, the handshake, and frames over
//! WebSocket.
//!
//! In: connections of clients, and notifications from [`push`](super::push). Out: events, pongs, and the clients'
//! responses. The protocol is that of the vendor's SDKs, since no page describes it; the server has a codec of its own,
//! so that a mistake in the client's codec is noticed.

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
pub(super) use hub::{Hub, MOST_FAULTS};
pub use settings::ConnectionSettings;
