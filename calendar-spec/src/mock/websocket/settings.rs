//! [`ConnectionSettings`]: how the server handles long connections.

use std::time::Duration;

use serde_json::{Value, json};

/// How the server handles long connections, and the parameters that it sends to clients.
///
/// ```
/// use std::time::Duration;
/// use calendar_spec::mock::ConnectionSettings;
///
/// let lively = ConnectionSettings { ping_interval: Duration::from_secs(10), ..ConnectionSettings::default() };
/// assert_eq!(lively.max_connections, 50);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ConnectionSettings {
    /// `PingInterval`, 120 seconds by default.
    pub ping_interval: Duration,
    /// `ReconnectInterval`, 1 second by default; the service sends 120.
    pub reconnect_interval: Duration,
    /// `ReconnectNonce`, the longest random pause before a client reconnects, 0 by default; the service sends 30
    /// seconds.
    pub reconnect_nonce: Duration,
    /// How many connections an application may have, 50 by default.
    pub max_connections: usize,
    /// How long a client may take to respond to an event, 3 seconds by default.
    pub answer_within: Duration,
    /// Longer events are split into parts of this many bytes, 64 KiB by default.
    pub piece_bytes: usize,
}

impl Default for ConnectionSettings {
    fn default() -> Self {
        Self {
            ping_interval: Duration::from_secs(120),
            reconnect_interval: Duration::from_secs(1),
            reconnect_nonce: Duration::ZERO,
            max_connections: 50,
            answer_within: Duration::from_secs(3),
            piece_bytes: 64 << 10,
        }
    }
}

impl ConnectionSettings {
    /// The parameters sent to clients, with the URL and in pongs.
    pub(in crate::mock) fn client_config(&self) -> Value {
        json!({
            "ReconnectCount": -1,
            "ReconnectInterval": self.reconnect_interval.as_secs(),
            "ReconnectNonce": self.reconnect_nonce.as_secs(),
            "PingInterval": self.ping_interval.as_secs(),
        })
    }
}
