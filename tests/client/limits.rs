//! The documented rate limits hold on the side of the client, so that the server need not refuse.

use std::time::Duration;

use crate::support::{Setup, at_once, get, patch};

async fn limited() -> Setup {
    Setup::with(|server| server.rate_limits(true)).await
}

#[tokio::test]
async fn a_server_that_counts_never_has_to_refuse() {
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
    let user = client.as_user("u-1").unwrap();
    for _ in 0..25 {
        client.clone().send(&get()).await.unwrap();
        user.send(&get()).await.unwrap();
    }
    assert!(setup.clock.waits().is_empty());
    user.send(&get()).await.unwrap();
    assert_eq!(setup.clock.waits().len(), 1);
    // Each endpoint has a limit of its own.
    client.send(&patch()).await.unwrap();
    assert_eq!(setup.clock.waits().len(), 1);
}

#[tokio::test]
async fn switched_off_nobody_waits_and_the_server_decides() {
    let setup = limited().await;
    let client = setup.app().rate_limits(false).build().unwrap();
    let ends = at_once(60, || client.send(&get())).await;
    assert!(ends.iter().all(Result::is_ok), "{ends:?}");
    assert!(setup.calls("calendar.get") > 60, "some were refused and made again");
}

#[tokio::test]
async fn a_turn_after_the_deadline_is_an_error_that_says_when_it_would_be() {
    let setup = Setup::new().await;
    let policy = calendar_generated::RetryPolicy::default().deadline(Duration::from_millis(500));
    let client = setup.app().retry(policy).build().unwrap();
    for _ in 0..50 {
        client.send(&get()).await.unwrap();
    }
    let error = client.send(&get()).await.unwrap_err();
    assert!(error.is_rate_limited() && error.retry_after() > Some(Duration::from_millis(900)), "{error}");
    assert!(error.to_string().starts_with("calendar.get: not sent: by the documented rate limit"), "{error}");
    assert_eq!(setup.calls("calendar.get"), 50);
}
