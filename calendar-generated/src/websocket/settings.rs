//! [`Settings`]: how to maintain the connection, as the server says with its URL and in its pongs.
//!
//! The names, units and defaults are those of the vendor's SDKs.

use std::time::Duration;

use serde_json::value::RawValue;

use crate::transport::json;

/// Whatever the server says is limited to these ranges, so that it can make the client neither busy nor unresponsive.
const PING_INTERVAL: [Duration; 2] = [Duration::from_secs(5), Duration::from_secs(10 * 60)];
const RECONNECT_INTERVAL: [Duration; 2] = [Duration::from_secs(1), Duration::from_secs(10 * 60)];
const RECONNECT_NONCE: [Duration; 2] = [Duration::ZERO, Duration::from_secs(10 * 60)];

/// The server's parameters. Its limit on the number of attempts (`ReconnectCount`) is left out: the client keeps trying
/// to reconnect while the network is down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Settings {
    /// The time from one ping to the next.
    pub(super) ping_interval: Duration,
    /// The time between attempts to connect.
    pub(super) reconnect_interval: Duration,
    /// The longest random pause before the first attempt, so that not all clients reconnect at once.
    pub(super) reconnect_nonce: Duration,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            ping_interval: Duration::from_secs(120),
            reconnect_interval: Duration::from_secs(120),
            reconnect_nonce: Duration::from_secs(30),
        }
    }
}

impl Settings {
    /// Applies a `ClientConfig`; missing or unusable values remain as they are.
    pub(super) fn update(&mut self, client_config: &str) -> Result<(), serde_json::Error> {
        let [interval, nonce, ping] =
            json::pick(client_config, &["ReconnectInterval", "ReconnectNonce", "PingInterval"])?;
        set(&mut self.reconnect_interval, interval, RECONNECT_INTERVAL);
        set(&mut self.reconnect_nonce, nonce, RECONNECT_NONCE);
        set(&mut self.ping_interval, ping, PING_INTERVAL);
        Ok(())
    }
}

fn set(setting: &mut Duration, seconds: Option<&RawValue>, [least, most]: [Duration; 2]) {
    if let Some(seconds) = seconds.and_then(json::number).and_then(|seconds| u64::try_from(seconds).ok()) {
        *setting = Duration::from_secs(seconds).clamp(least, most);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn updated(json: &str) -> [u64; 3] {
        let mut settings = Settings::default();
        let _ = settings.update(json);
        [settings.ping_interval, settings.reconnect_interval, settings.reconnect_nonce].map(|time| time.as_secs())
    }

    #[test]
    fn the_servers_settings_apply_and_others_remain() {
        let all = r#"{"ReconnectCount":-1,"ReconnectInterval":60,"ReconnectNonce":0,"PingInterval":"90"}"#;
        assert_eq!(updated(all), [90, 60, 0]);
        assert_eq!(updated(r#"{"PingInterval":30}"#), [30, 120, 30]);
    }

    #[test]
    fn impossible_input_is_harmless() {
        assert_eq!(updated(r#"{"PingInterval":0,"ReconnectInterval":0,"ReconnectNonce":0}"#), [5, 1, 0]);
        let huge = r#"{"PingInterval":99999999999,"ReconnectInterval":9e99,"ReconnectNonce":86400}"#;
        assert_eq!(updated(huge), [600, 120, 600]);
        for json in ["", "[]", "{", "null", r#"{"PingInterval":-1}"#, r#"{"PingInterval":null}"#] {
            assert_eq!(updated(json), [120, 120, 30], "{json}");
        }
    }
}
