//! The long connection on the platform's side: the endpoint that returns the URL, the handshake, and the connection.
//!
//! In: connections of clients, and notifications from [`push`](super::push). Out: events, pongs, and the clients'
//! responses.

mod connection;
mod handshake;
mod url;

pub(super) use connection::Accepted;
