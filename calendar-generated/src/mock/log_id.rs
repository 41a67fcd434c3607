//! Log ids in the form of the service: the time to the second, then twenty hexadecimal digits. Here these are `mock`
//! and a counter, so that the same calls at the same time have the same ids.

use std::time::SystemTime;

use crate::{Date, Timestamp};

/// The log id of the answer with this number.
pub(super) fn log_id(now: SystemTime, number: u64) -> String {
    let date = Date::try_from(now).unwrap_or(Date::EPOCH).to_string().replace('-', "");
    let second = Timestamp::from(now).unix_seconds().rem_euclid(86_400);
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    format!("{date}{hour:02}{minute:02}{second:02}6D6F636B{number:012X}")
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
