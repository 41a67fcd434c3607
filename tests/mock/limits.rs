//! The documented rate limits.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime};

use crate::support::{Connection, Sent, stateless, strict};

#[tokio::test]
async fn the_limits_of_an_endpoint_hold_for_each_caller_when_they_are_switched_on() {
    let milliseconds = Arc::new(AtomicU64::new(0));
    let read = Arc::clone(&milliseconds);
    let now = move || SystemTime::UNIX_EPOCH + Duration::from_millis(read.load(Ordering::Relaxed));
    let server = stateless().clock(now).rate_limits(true).start().await.unwrap();
    let mut connection = Connection::to(&server).await;
    let get = |token: &str| Sent::new("GET", "/open-apis/calendar/v4/calendars/x").token(token);

    for _ in 0..50 {
        assert_eq!(connection.send(&get("t-1")).await.code(), 0);
    }
    let refused = connection.send(&get("t-1")).await;
    assert_eq!((refused.status, refused.code()), (429, 99_991_400));
    assert_eq!(refused.header("x-ogw-ratelimit-limit"), Some("50"));
    assert_eq!(refused.header("x-ogw-ratelimit-reset"), Some("1"));
    assert_eq!(connection.send(&get("t-2")).await.code(), 0, "another caller");
    let list = Sent::new("GET", "/open-apis/calendar/v4/calendars").token("t-1");
    assert_eq!(connection.send(&list).await.code(), 0, "another endpoint");

    for second in 1..20 {
        milliseconds.store(second * 1000, Ordering::Relaxed);
        for _ in 0..50 {
            assert_eq!(connection.send(&get("t-1")).await.code(), 0);
        }
    }
    milliseconds.store(20_500, Ordering::Relaxed);
    let refused = connection.send(&get("t-1")).await;
    assert_eq!(refused.header("x-ogw-ratelimit-limit"), Some("1000"));
    assert_eq!(refused.header("x-ogw-ratelimit-reset"), Some("40"));
    milliseconds.store(60_000, Ordering::Relaxed);
    assert_eq!(connection.send(&get("t-1")).await.code(), 0);
}

#[tokio::test]
async fn there_are_none_unless_they_are_switched_on() {
    let server = strict().await;
    let mut connection = Connection::to(&server).await;
    for _ in 0..60 {
        let get = Sent::new("GET", "/open-apis/calendar/v4/calendars/x").token("t-1");
        assert_eq!(connection.send(&get).await.code(), 0);
    }
}
