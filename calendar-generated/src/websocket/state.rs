//! [`ConnectionState`]: what the long connection is doing.

use std::time::Duration;

/// What the long connection is doing; see [`LongConnection::state`](super::LongConnection::state).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ConnectionState {
    /// It asks the platform where to connect, and connects.
    Connecting,
    /// Events arrive.
    Connected,
    /// The connection was lost, or could not be made.
    Waiting {
        /// How many attempts have failed since the last connection.
        failures: u32,
        /// The pause before the next one.
        pause: Duration,
    },
    /// No more events are taken; handlers that run are waited for.
    Closing,
    /// It is over.
    Closed,
}
