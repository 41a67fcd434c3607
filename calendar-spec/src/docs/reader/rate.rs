//! Rate limits.

use crate::docs::facts::RateLimit;
use crate::docs::terms::{self, Rate};

/// A rate limit such as "1000 次/分钟、50 次/秒".
pub(in crate::docs) fn read(text: &str) -> Option<RateLimit> {
    let text = without_link(text);
    let mut limit = RateLimit { text: text.clone(), ..RateLimit::default() };
    let is_read = terms::is_special_rate(&text) || text.split(['、', ',', '，']).all(|rate| add_rate(&mut limit, rate));
    is_read.then_some(limit)
}

fn add_rate(limit: &mut RateLimit, text: &str) -> bool {
    let Some((rate, number)) = terms::rate(text) else { return false };
    let Ok(number) = number.trim().parse() else { return false };
    match rate {
        Rate::PerMinute => limit.per_minute = Some(number),
        Rate::PerSecond => limit.per_second = Some(number),
    }
    true
}

/// `[text](target)` as its text.
pub(super) fn without_link(text: &str) -> String {
    let inner = text.strip_prefix('[').and_then(|rest| rest.split_once("](")).map(|(inner, _)| inner);
    inner.unwrap_or(text).to_owned()
}
