//! How far the time of a request may be from now, so that a recorded request cannot be replayed much later.

use std::time::{Duration, SystemTime};

use http::HeaderMap;

use super::error::Reason;
use crate::notification::unix_time;

/// The time at which the platform sent the request.
pub(super) const TIMESTAMP: &str = "x-lark-request-timestamp";

/// Checks that the request was sent within `window` of now, before or after.
pub(super) fn check(window: Duration, headers: &HeaderMap, now: SystemTime) -> Result<(), Reason> {
    let sent = sent_at(headers).ok_or(Reason::NoTimestamp)?;
    let apart = now.duration_since(sent).unwrap_or_else(|error| error.duration());
    if apart > window { Err(Reason::Outdated { apart, window }) } else { Ok(()) }
}

fn sent_at(headers: &HeaderMap) -> Option<SystemTime> {
    let text = headers.get(TIMESTAMP)?.to_str().ok()?;
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    unix_time(text.parse().ok().filter(|_| is_number)?)
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    const WINDOW: Duration = Duration::from_secs(300);

    fn at(timestamp: &str, seconds: u64) -> Result<(), Reason> {
        let mut headers = HeaderMap::new();
        headers.insert(TIMESTAMP, HeaderValue::from_str(timestamp).expect("a header"));
        check(WINDOW, &headers, SystemTime::UNIX_EPOCH + Duration::from_secs(seconds))
    }

    #[test]
    fn a_request_is_accepted_within_the_window_on_either_side() {
        for now in [1_602_503_700, 1_602_504_000, 1_602_504_300] {
            assert!(at("1602504000", now).is_ok(), "{now}");
        }
        for now in [0, 1_602_503_699, 1_602_504_301, u64::from(u32::MAX)] {
            assert!(matches!(at("1602504000", now), Err(Reason::Outdated { .. })), "{now}");
        }
    }

    #[test]
    fn a_finer_unit_is_recognized_by_its_size() {
        assert!(at("1602504000000", 1_602_504_000).is_ok(), "milliseconds");
        assert!(at("1602504000000000", 1_602_504_000).is_ok(), "microseconds");
    }

    #[test]
    fn invalid_times_are_rejected() {
        for text in ["", "now", "-1602504000", "+1602504000", "1602504000.5", "1e9", "NaN", "inf", " 1602504000"] {
            assert!(matches!(at(text, 1_602_504_000), Err(Reason::NoTimestamp)), "{text}");
        }
        let huge = "9".repeat(400);
        assert!(at(&huge, 1_602_504_000).is_err());
        assert!(matches!(check(WINDOW, &HeaderMap::new(), SystemTime::UNIX_EPOCH), Err(Reason::NoTimestamp)));
    }
}
