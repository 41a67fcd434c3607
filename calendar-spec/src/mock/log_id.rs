//! Log IDs in the form of the service: the time to the second, then twenty hexadecimal digits. Here these are `mock`
//! and a counter, so that the same calls at the same time have the same IDs.

use std::time::SystemTime;

use chrono::{DateTime, Utc};

/// The log ID of the response with this number.
pub(super) fn log_id(now: SystemTime, number: u64) -> String {
    let second = DateTime::<Utc>::from(now).format("%Y%m%d%H%M%S");
    format!("{second}6D6F636B{number:012X}")
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_log_id_is_the_time_and_a_number() {
        let time = SystemTime::UNIX_EPOCH + Duration::from_secs(1_602_504_000 + 61);
        assert_eq!(log_id(time, 255), "202010121201016D6F636B0000000000FF");
        assert_eq!(log_id(SystemTime::UNIX_EPOCH - Duration::from_secs(1), 1).len(), 34);
    }
}
