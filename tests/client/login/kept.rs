//! The tokens of a login: they are stored, and no clock, store or cancelled caller loses them.

use std::error::Error;
use std::time::Duration;

use calendar_generated::mock::{Fault, TestClock};
use calendar_generated::{Client, ErrorKind, FileTokenStore, LoginErrorKind, MemoryTokenStore, RetryPolicy};

use super::{alice, browse, exchanges, is_logged_in, login};
use crate::saving::{Saving, full};
use crate::support::{APP, APP_SECRET};

const EXPIRED: Duration = Duration::from_secs(7200);

#[tokio::test]
async fn clocks_that_differ_by_days_do_not_matter() {
    for is_ahead in [false, true] {
        let (setup, clock) = (alice().await, TestClock::new());
        let ahead = if is_ahead { &clock } else { &setup.clock };
        ahead.advance(Duration::from_secs(3 * 86_400));
        let client =
            Client::builder().app(APP, APP_SECRET).base_url(&setup.server).clock(clock.clone()).build().unwrap();
        let login = login(&client);
        let request = login.authorize_url().unwrap();
        let redirect = browse(&setup, &request.url).await.unwrap();
        let user = login.exchange_redirect(request.pending, &redirect).await.unwrap().client;
        assert!(is_logged_in(&user).await);
        assert_eq!(exchanges(&setup).len(), 1, "the token is fresh by either clock");
        // The clock of the server advances, that of the client does not: the server decides when the token expires.
        setup.clock.advance(EXPIRED);
        assert!(is_logged_in(&user).await);
        // And the reverse.
        clock.advance(EXPIRED);
        assert!(is_logged_in(&user).await);
        assert_eq!(exchanges(&setup).len(), 3);
    }
}

#[tokio::test]
async fn the_tokens_of_a_named_user_are_found_again() {
    let setup = alice().await;
    let directory = tempfile::tempdir().unwrap();
    let client = || setup.app().token_store(FileTokenStore::new(directory.path())).build().unwrap();
    assert!(client().stored_user("me").await.unwrap().is_none());
    let login = login(&client()).user_name("me");
    let request = login.authorize_url().unwrap();
    let redirect = browse(&setup, &request.url).await.unwrap();
    login.exchange_redirect(request.pending, &redirect).await.unwrap();
    // The program starts again, twice.
    for _ in 0..2 {
        setup.clock.advance(EXPIRED);
        let user = client().stored_user("me").await.unwrap().expect("a user");
        assert!(is_logged_in(&user).await);
    }
    assert!(client().stored_user("you").await.unwrap().is_none());
    assert_eq!(exchanges(&setup).len(), 3);
}

#[tokio::test]
async fn a_failure_to_save_tokens_is_an_error_of_its_own() {
    let setup = alice().await;
    let login = login(&setup.app().token_store(Saving(MemoryTokenStore::new(), full)).build().unwrap()).user_name("me");
    let request = login.authorize_url().unwrap();
    let redirect = browse(&setup, &request.url).await.unwrap();
    let error = login.exchange_redirect(request.pending, &redirect).await.unwrap_err();
    assert_eq!(error.kind(), LoginErrorKind::TokenStore);
    assert!(error.to_string().contains("the disk is full"), "{error}");
    assert_eq!(error.call_error().map(calendar_generated::Error::kind), Some(ErrorKind::TokenStore));
    assert!(error.source().is_some());
}

#[tokio::test]
async fn a_cancelled_caller_loses_no_tokens() {
    let setup = alice().await;
    let client = setup.app().build().unwrap();
    let login = login(&client).user_name("me");
    let request = login.authorize_url().unwrap();
    let redirect = browse(&setup, &request.url).await.unwrap();
    let slow = Fault::delay(Duration::from_millis(100)).on("authen.oauth_token");
    setup.server.fault(slow).unwrap();
    let exchange = login.exchange_redirect(request.pending, &redirect);
    assert!(tokio::time::timeout(Duration::from_millis(20), exchange).await.is_err());
    let user = loop {
        if let Some(user) = client.stored_user("me").await.unwrap() {
            break user;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    };
    assert!(is_logged_in(&user).await);
    assert_eq!(exchanges(&setup).len(), 1);
}

#[tokio::test]
async fn an_exchange_whose_response_is_lost_is_not_repeated() {
    let setup = alice().await;
    let login = login(&setup.app().retry(RetryPolicy::default()).build().unwrap());
    let request = login.authorize_url().unwrap();
    let redirect = browse(&setup, &request.url).await.unwrap();
    setup.server.fault(Fault::cut_after_reading().on("authen.oauth_token")).unwrap();
    let error = login.exchange_redirect(request.pending, &redirect).await.unwrap_err();
    assert_eq!(error.kind(), LoginErrorKind::Exchange);
    assert_eq!(exchanges(&setup).len(), 1, "the code may be spent");
}
