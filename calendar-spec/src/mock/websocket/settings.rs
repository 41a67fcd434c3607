//! [`ConnectionSettings`]: how the server keeps long connections.

use std::time::Duration;

use serde_json::{Value, json};

/// How the server keeps long connections, and what it tells clients to do.
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
    /// `PingInterval`, 120 seconds.
    pub ping_interval: Duration,
    /// `ReconnectInterval`, 1 second; the service says 120.
    pub reconnect_interval: Duration,
    /// `ReconnectNonce`, the longest random pause before a client connects again, 0; the service says 30 seconds.
    pub reconnect_nonce: Duration,
    /// How many connections an application may have, 50.
    pub max_connections: usize,
    /// How long a client may take to answer an event, 3 seconds.
    pub answer_within: Duration,
    /// Longer events are split into pieces of so many bytes, 64 KiB.
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
    /// What clients are told, with the URL and in pongs.
    pub(super) fn client_config(&self) -> Value {
        json!({
            "ReconnectCount": -1,
            "ReconnectInterval": self.reconnect_interval.as_secs(),
            "ReconnectNonce": self.reconnect_nonce.as_secs(),
            "PingInterval": self.ping_interval.as_secs(),
        })
    }
}
