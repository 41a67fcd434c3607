//! The client keeps the documented rate limits, so that the server rejects no calls.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use bytes::Bytes;
use calendar_generated::mock::{Fault, TestClock};
use calendar_generated::{Client, Clock, EndpointMeta, ErrorKind, Hook, RetryPolicy};

use crate::support::{Setup, at_once, get, nobody, patch};

const SECOND: Duration = Duration::from_secs(1);

async fn limited() -> Setup {
    Setup::with(|server| server.rate_limits(true)).await
}

#[tokio::test]
async fn a_server_that_counts_calls_rejects_none() {
    let setup = limited().await;
    let client = setup.app().build().unwrap();
    for _ in 0..1100 {
        client.send(&get()).await.unwrap();
    }
    assert_eq!(setup.calls("calendar.get"), 1100, "none was made twice");
    let waited: Duration = setup.clock.waits().iter().sum();
    assert!(Duration::from_secs(60) < waited && waited < Duration::from_secs(65), "{waited:?}");
}

#[tokio::test]
async fn clones_and_users_share_the_limit_and_tenants_do_not() {
    let setup = Setup::with(|server| server.token("u-1", calendar_generated::mock::TokenKind::User)).await;
    let client = setup.app().build().unwrap();
    let user = client.with_user_token("u-1").unwrap();
    for _ in 0..25 {
        client.clone().send(&get()).await.unwrap();
        user.send(&get()).await.unwrap();
    }
    assert!(setup.clock.waits().is_empty());
    user.send(&get()).await.unwrap();
    assert_eq!(setup.clock.waits().len(), 1);
    // Each endpoint has its own limit.
    client.send(&patch()).await.unwrap();
    assert_eq!(setup.clock.waits().len(), 1);
}

#[tokio::test]
async fn without_a_limiter_no_call_waits_and_the_server_rejects_calls() {
    let setup = limited().await;
    let client = setup.app().rate_limits(false).build().unwrap();
    let ends = at_once(60, || client.send(&get())).await;
    assert!(ends.iter().all(Result::is_ok), "{ends:?}");
    assert!(setup.calls("calendar.get") > 60, "some were refused and made again");
}

#[tokio::test]
async fn a_slot_after_the_deadline_is_an_error_with_its_time() {
    let setup = Setup::new().await;
    let policy = RetryPolicy::default().deadline(Duration::from_millis(500));
    let client = setup.app().retry(policy).build().unwrap();
    for _ in 0..50 {
        client.send(&get()).await.unwrap();
    }
    let error = client.send(&get()).await.unwrap_err();
    assert!(error.is_rate_limited() && error.retry_after() > Some(Duration::from_millis(900)), "{error}");
    assert!(error.to_string().starts_with("calendar.get: not sent: by the documented rate limit"), "{error}");
    assert_eq!(setup.calls("calendar.get"), 50);
}

/// Records when calls are sent, by the clock of the client; every token takes four seconds.
#[derive(Clone)]
struct SlowTokens {
    clock: TestClock,
    sent: Arc<Mutex<Vec<Instant>>>,
}

impl Hook for SlowTokens {
    fn request(&self, endpoint: &'static EndpointMeta, _: &mut http::Request<Bytes>) {
        if endpoint.name == "calendar.get" {
            self.sent.lock().unwrap().push(self.clock.instant());
        }
    }

    fn response(&self, endpoint: &'static EndpointMeta, _: &mut http::Response<Vec<u8>>) {
        if endpoint.name != "calendar.get" {
            self.clock.advance(Duration::from_secs(4));
        }
    }
}

#[tokio::test]
async fn calls_that_wait_for_a_token_are_not_sent_all_at_once_when_it_comes() {
    let setup = Setup::new().await;
    let hook = SlowTokens { clock: setup.clock.clone(), sent: Arc::default() };
    let client = setup.app().hook(hook.clone()).build().unwrap();
    let ends = at_once(200, || client.send(&get())).await;
    assert!(ends.iter().all(Result::is_ok), "{ends:?}");
    let sent = hook.sent.lock().unwrap();
    let in_a_second = |from: Instant| sent.iter().filter(|time| **time >= from && **time < from + SECOND).count();
    let most = sent.iter().map(|from| in_a_second(*from)).max();
    assert_eq!((sent.len(), most), (200, Some(50)));
}

#[tokio::test]
async fn a_call_is_sent_with_the_token_that_came_while_it_waited() {
    let setup = Setup::new().await;
    let clock = TestClock::manual();
    let client = setup.app().clock(clock.clone()).build().unwrap();
    for _ in 0..50 {
        client.send(&get()).await.unwrap();
    }
    let mut waiting = client.send(&get());
    tokio::select! {
        biased;
        end = &mut waiting => panic!("it has to wait: {end:?}"),
        () = tokio::task::yield_now() => {}
    }
    let used = setup.authorizations("calendar.get").remove(0);
    setup.server.reject_token(used.trim_start_matches("Bearer "));
    client.send(&patch()).await.unwrap();
    clock.advance(2 * SECOND);
    waiting.await.unwrap();
    let sent = setup.authorizations("calendar.get");
    assert_eq!(sent.len(), 51, "it was not sent with the old token first");
    assert_ne!(sent[50], used);
}

#[tokio::test]
async fn calls_that_reached_no_server_do_not_count() {
    let setup = Setup::new().await;
    let client =
        setup.at(Client::builder().tenant_token("t-1")).base_url(nobody()).retry(RetryPolicy::none()).build().unwrap();
    for _ in 0..60 {
        assert_eq!(client.send(&get()).await.unwrap_err().kind(), ErrorKind::Connect);
    }
    assert!(setup.clock.waits().is_empty());
}

#[tokio::test]
async fn a_call_without_time_for_another_slot_fails_like_its_last_attempt() {
    let setup = Setup::new().await;
    let policy = RetryPolicy::default().deadline(Duration::from_millis(500)).backoff(Duration::ZERO, Duration::ZERO);
    let client = setup.app().retry(policy).build().unwrap();
    for _ in 0..49 {
        client.send(&get()).await.unwrap();
    }
    setup.server.fault(Fault::status(503).on("calendar.get")).unwrap();
    let error = client.send(&get()).await.unwrap_err();
    assert_eq!((error.status(), setup.calls("calendar.get")), (Some(503), 50), "{error}");
}

#[tokio::test]
async fn a_deadline_without_end_is_no_deadline() {
    let setup = Setup::new().await;
    let client = setup.app().retry(RetryPolicy::default().deadline(Duration::MAX)).build().unwrap();
    client.send(&get()).await.unwrap();
}
