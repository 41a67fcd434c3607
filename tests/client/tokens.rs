//! Tenant tokens: fetched once, renewed in time, dropped when the server rejects them.

use std::sync::Arc;
use std::time::Duration;

use calendar_generated::mock::{Fault, TestClock};
use calendar_generated::{
    AnyToken, BaseUrl, Client, ErrorCode, ErrorKind, MemoryTokenStore, Retry, RetryPolicy, TokenStore,
};

use crate::support::{APP, APP_SECRET, Setup, at_once, get, patch};

const INTERNAL: &str = "auth.tenant_access_token_internal";
const MINUTE: Duration = Duration::from_secs(60);

#[tokio::test]
async fn one_variable_can_hold_a_client_of_a_user_or_of_an_application() {
    let setup = Setup::with(|server| server.only_known_tokens(false)).await;
    for (user_token, sent) in [(Some("u-1"), "Bearer u-1"), (None, "Bearer t-1")] {
        let client: Client<AnyToken> = match user_token {
            Some(token) => setup.at(Client::builder().user_token(token)).build().unwrap().into(),
            None => setup.at(Client::builder().tenant_token("t-1")).build().unwrap().into(),
        };
        client.send(&get()).await.unwrap();
        assert_eq!(setup.authorizations("calendar.get").pop().as_deref(), Some(sent));
    }
}

#[test]
fn a_base_url_can_be_a_string_and_an_invalid_one_fails_build() {
    let client = |url: &str| Client::builder().tenant_token("t-1").base_url(url).build();
    assert_eq!(client("https://open.larksuite.com/").unwrap().base_url(), &BaseUrl::LARK);
    let error = client("open.larksuite.com").unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Configuration);
    assert!(error.to_string().contains("does not start with `https://`"), "{error}");
}

#[tokio::test]
async fn a_code_is_compared_with_a_variant_and_with_a_number() {
    let setup = Setup::new().await;
    let client = setup.app().build().unwrap();
    setup.server.fault(Fault::code(191_000).on("calendar.get")).unwrap();
    let error = client.send(&get()).await.unwrap_err();
    assert_eq!(error.code(), Some(ErrorCode::CalendarNotFound));
    assert!(matches!(error.code(), Some(191_000)), "{error}");
}

#[tokio::test]
async fn a_hundred_tasks_wait_for_one_token() {
    let setup = Setup::new().await;
    let client = setup.app().build().unwrap();
    let ends = at_once(100, || client.send(&get())).await;
    assert!(ends.iter().all(Result::is_ok), "{ends:?}");
    assert_eq!((setup.calls(INTERNAL), setup.calls("calendar.get")), (1, 100));
}

#[tokio::test]
async fn a_hundred_tasks_whose_token_is_rejected_wait_for_one_new_one() {
    let setup = Setup::new().await;
    let client = setup.app().build().unwrap();
    client.send(&get()).await.unwrap();
    let used = setup.authorizations("calendar.get").remove(0);
    setup.server.reject_token(used.trim_start_matches("Bearer "));
    let ends = at_once(100, || client.send(&get())).await;
    assert!(ends.iter().all(Result::is_ok), "{ends:?}");
    assert_eq!(setup.calls(INTERNAL), 2);
}

#[tokio::test]
async fn a_hundred_tasks_share_one_failure_to_get_a_token() {
    let setup = Setup::new().await;
    setup.server.fault(Fault::code(10_015).on(INTERNAL).always()).unwrap();
    let client = setup.app().build().unwrap();
    let ends = at_once(100, || client.send(&get())).await;
    for end in &ends {
        let error = end.as_ref().unwrap_err();
        assert!(error.is_token() && error.code_number() == Some(10_015), "{error}");
        let line = error.to_string();
        assert!(line.starts_with("calendar.get: not sent, since there is no access token: auth.tenant"), "{line}");
        assert!(line.contains("Copy the app secret"), "{line}");
    }
    assert_eq!(setup.calls("calendar.get"), 0);
    assert!(setup.calls(INTERNAL) < 10, "{}", setup.calls(INTERNAL));
}

#[tokio::test]
async fn a_hundred_tasks_share_one_temporary_failure() {
    let setup = Setup::new().await;
    setup.server.fault(Fault::status(503).on(INTERNAL).always()).unwrap();
    let client = setup.app().retry(RetryPolicy::none()).build().unwrap();
    let ends = at_once(100, || client.send(&get())).await;
    assert!(ends.iter().all(|end| end.as_ref().is_err_and(|error| error.status() == Some(503))), "{ends:?}");
    assert!(setup.calls(INTERNAL) < 10, "{}", setup.calls(INTERNAL));
    // The failure is temporary, so the next call requests a token again.
    setup.server.clear_faults();
    client.send(&get()).await.unwrap();
}

#[tokio::test]
async fn a_token_is_renewed_when_the_platform_gives_a_new_one() {
    let setup = Setup::new().await;
    let client = setup.app().build().unwrap();
    for (pass, fetched) in [(0, 1), (90, 1), (1, 2), (90, 2), (1, 3)] {
        setup.clock.advance(pass * MINUTE);
        client.send(&get()).await.unwrap();
        assert_eq!(setup.calls(INTERNAL), fetched, "{pass}");
    }
    let used = setup.authorizations("calendar.get");
    assert!(used[0] == used[1] && used[1] != used[2] && used[2] == used[3] && used[3] != used[4]);
}

#[tokio::test]
async fn a_valid_token_is_used_while_it_cannot_be_renewed() {
    let setup = Setup::new().await;
    let client = setup.app().build().unwrap();
    client.send(&get()).await.unwrap();
    setup.clock.advance(95 * MINUTE);
    setup.server.fault(Fault::code(10_014).on(INTERNAL).always()).unwrap();
    client.send(&get()).await.unwrap();
    client.send(&get()).await.unwrap();
    assert_eq!(setup.calls(INTERNAL), 2);
    setup.clock.advance(Duration::from_secs(31));
    client.send(&get()).await.unwrap();
    assert_eq!(setup.calls(INTERNAL), 3, "it is tried again after half a minute");
    setup.clock.advance(26 * MINUTE);
    let error = client.send(&get()).await.unwrap_err();
    assert_eq!((error.is_token(), error.code_number()), (true, Some(10_014)));
    setup.server.clear_faults();
    setup.clock.advance(Duration::from_secs(1));
    client.send(&get()).await.unwrap();
}

#[tokio::test]
async fn a_token_call_that_fails_for_another_reason_than_its_own_token_is_made_once() {
    let setup = Setup::new().await;
    setup.server.fault(Fault::code(10_014).on(INTERNAL).always()).unwrap();
    let client = setup.app().build().unwrap();
    assert!(client.send(&get()).await.unwrap_err().is_token());
    assert_eq!(setup.calls(INTERNAL), 1);

    let client = setup.at(Client::builder().store_app(APP, APP_SECRET, "tenant-1")).build().unwrap();
    client.set_app_ticket("ticket-1").await.unwrap();
    setup.server.fault(Fault::code(10_014).on("auth.tenant_access_token").always()).unwrap();
    assert!(client.send(&get()).await.unwrap_err().is_token());
    assert_eq!((setup.calls("auth.tenant_access_token"), setup.calls("auth.app_access_token")), (1, 1));
}

#[tokio::test]
async fn an_error_of_a_token_call_says_what_its_response_said() {
    let setup = Setup::new().await;
    let client = setup.app().retry(RetryPolicy::none()).build().unwrap();
    setup.server.fault(Fault::rate_limit(Duration::from_secs(30)).on(INTERNAL)).unwrap();
    let error = client.send(&get()).await.unwrap_err();
    assert!(error.is_token() && error.is_rate_limited() && error.log_id().is_some(), "{error:?}");
    assert_eq!((error.retry(), error.retry_after()), (Retry::RateLimit, Some(Duration::from_secs(30))));

    setup.clock.advance(MINUTE);
    setup.server.fault(Fault::code(191_000).on("calendar.get")).unwrap();
    let error = client.send(&get()).await.unwrap_err();
    assert!(!error.is_token() && !error.is_rate_limited() && error.is_not_found(), "{error:?}");
}

#[tokio::test]
async fn a_wrong_app_secret_is_not_sent_again_with_every_call() {
    let setup = Setup::new().await;
    setup.server.fault(Fault::code(10_014).on(INTERNAL).always()).unwrap();
    let client = setup.app().build().unwrap();
    for _ in 0..100 {
        let error = client.send(&get()).await.unwrap_err();
        assert_eq!((error.is_token(), error.code_number()), (true, Some(10_014)));
        setup.clock.advance(Duration::from_millis(100));
    }
    // After 1, 2 and 4 seconds.
    assert_eq!(setup.calls(INTERNAL), 4);
    // After a failure of the service, the call is repeated.
    setup.server.clear_faults();
    setup.server.fault(Fault::status(502).on(INTERNAL).always()).unwrap();
    setup.clock.advance(MINUTE);
    let before = setup.calls(INTERNAL);
    client.send(&get()).await.unwrap_err();
    client.send(&get()).await.unwrap_err();
    assert_eq!(setup.calls(INTERNAL), before + 8);
}

#[tokio::test]
async fn the_code_for_a_wrong_app_secret_says_to_check_the_secret() {
    let setup = Setup::new().await;
    setup.server.fault(Fault::code(10_014).on(INTERNAL)).unwrap();
    let client = setup.app().build().unwrap();
    let line = client.send(&get()).await.unwrap_err().to_string();
    assert!(line.contains("app secret invalid") && line.contains("Check the app ID and the app secret"), "{line}");
    assert!(!line.contains("in use") && !line.contains("unauthorized"), "{line}");
}

#[tokio::test]
async fn every_code_for_a_rejected_token_leads_to_a_new_token_with_any_status() {
    for code in [99_991_663, 99_991_664, 99_991_665, 99_991_668, 99_991_677] {
        for status in [200, 400, 401] {
            let setup = Setup::new().await;
            let client = setup.app().build().unwrap();
            client.send(&get()).await.unwrap();
            // Half an hour before the end a call for a token gives a new one.
            setup.clock.advance(80 * MINUTE);
            let fault: Fault = format!("code={code}; status={status}").parse().unwrap();
            setup.server.fault(fault.on("calendar.patch")).unwrap();
            client.send(&patch()).await.unwrap();
            assert_eq!((setup.calls("calendar.patch"), setup.calls(INTERNAL)), (2, 2), "{code}");
        }
    }
}

#[tokio::test]
async fn a_wrong_clock_of_the_client_does_no_harm() {
    let setup = Setup::new().await;
    let client = setup.app().clock(TestClock::new()).build().unwrap();
    for fetched in 1..=3 {
        client.send(&get()).await.unwrap();
        assert_eq!(setup.calls(INTERNAL), fetched);
        // The token expires at the server, and the client does not notice.
        setup.clock.advance(120 * MINUTE);
    }
    let ahead = TestClock::new();
    ahead.advance(1_000_000 * MINUTE);
    let client = setup.app().clock(ahead).build().unwrap();
    client.send(&get()).await.unwrap();
    client.send(&get()).await.unwrap();
    assert_eq!(setup.calls(INTERNAL), 4);
}

#[tokio::test]
async fn a_token_that_is_always_rejected_is_replaced_once() {
    let setup = Setup::new().await;
    setup.server.fault(Fault::code(99_991_663).on("calendar.get").always()).unwrap();
    let client = setup.app().build().unwrap();
    let error = client.send(&get()).await.unwrap_err();
    assert_eq!((error.is_token(), error.code_number(), error.attempts()), (true, Some(99_991_663), Some(2)));
    assert_eq!((setup.calls("calendar.get"), setup.calls(INTERNAL)), (2, 2));
}

#[tokio::test]
async fn a_user_token_that_the_endpoint_does_not_accept_is_not_replaced() {
    let setup = Setup::with(|server| server.token("u-1", calendar_generated::mock::TokenKind::User)).await;
    let client = setup.at(Client::builder().user_token("u-1")).build().unwrap();
    setup.server.fault(Fault::code(99_991_668).on("calendar.get").always()).unwrap();
    let error = client.send(&get()).await.unwrap_err();
    assert!(error.is_token(), "{error}");
    assert_eq!(setup.calls("calendar.get"), 1);
}

#[tokio::test]
async fn clients_with_one_store_share_their_tokens() {
    let setup = Setup::new().await;
    let store: Arc<dyn TokenStore> = Arc::new(MemoryTokenStore::new());
    let clients = [(); 3].map(|()| setup.app().shared_token_store(Arc::clone(&store)).build().unwrap());
    for client in &clients {
        client.send(&get()).await.unwrap();
    }
    assert_eq!(setup.calls(INTERNAL), 1);
    // A client does not load a token from the store that it knows to be rejected; the others find the new one.
    let used = setup.authorizations("calendar.get").remove(0);
    setup.server.reject_token(used.trim_start_matches("Bearer "));
    for client in &clients {
        client.send(&get()).await.unwrap();
    }
    assert_eq!(setup.calls(INTERNAL), 2);
}

#[tokio::test]
async fn a_store_application_gets_the_token_of_each_tenant_with_its_ticket() {
    let setup = Setup::new().await;
    let client = setup.at(Client::builder().store_app(APP, APP_SECRET, "tenant-1")).build().unwrap();
    let error = client.send(&get()).await.unwrap_err();
    assert!(error.is_token() && error.to_string().contains("set_app_ticket"), "{error}");
    for said in ["there is no access token", "there is no app ticket yet"] {
        assert_eq!(error.to_string().matches(said).count(), 1, "{said}: {error}");
    }

    client.resend_app_ticket().await.unwrap();
    assert_eq!(setup.calls("auth.app_ticket_resend"), 1);
    client.set_app_ticket("ticket-1").await.unwrap();
    let other = client.with_store_tenant("tenant-2").unwrap();
    client.send(&get()).await.unwrap();
    other.send(&get()).await.unwrap();

    let tenants =
        setup.requests("auth.tenant_access_token").into_iter().map(|call| call.json().unwrap()["tenant_key"].clone());
    assert_eq!(tenants.collect::<Vec<_>>(), ["tenant-1", "tenant-2"]);
    assert_eq!(setup.requests("auth.app_access_token")[0].json().unwrap()["app_ticket"], "ticket-1");
    let used = setup.authorizations("calendar.get");
    assert_ne!(used[0], used[1]);
}

#[tokio::test]
async fn an_app_token_that_is_rejected_is_replaced_too() {
    let setup = Setup::new().await;
    let client = setup.at(Client::builder().store_app(APP, APP_SECRET, "tenant-1")).build().unwrap();
    client.set_app_ticket("ticket-1").await.unwrap();
    setup.server.fault(Fault::code(99_991_664).on("auth.tenant_access_token")).unwrap();
    client.send(&get()).await.unwrap();
    assert_eq!((setup.calls("auth.tenant_access_token"), setup.calls("auth.app_access_token")), (2, 2));
}

#[tokio::test]
async fn a_token_call_is_repeated_like_any_other_when_the_service_fails() {
    let setup = Setup::new().await;
    let client = setup.app().build().unwrap();
    setup.server.fault("code=2200; status=200".parse::<Fault>().unwrap().on(INTERNAL)).unwrap();
    client.send(&get()).await.unwrap();
    assert_eq!(setup.calls(INTERNAL), 2);
}
