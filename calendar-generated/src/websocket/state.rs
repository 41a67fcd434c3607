//! [`ConnectionState`]: the state of the long connection.

use std::time::Duration;

/// The state of the long connection; see [`LongConnection::state`](super::LongConnection::state).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ConnectionState {
    /// The client requests the URL and connects.
    Connecting,
    /// Connected: events arrive.
    Connected,
    /// The connection was lost or could not be opened.
    Waiting {
        /// The number of failed attempts since the last connection.
        failures: u32,
        /// The pause before the next attempt.
        pause: Duration,
    },
    /// Closing: no more events are accepted, and running handlers are waited for.
    Closing,
    /// Closed.
    Closed,
}
