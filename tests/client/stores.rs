//! Token stores that hang or panic, and their contents.

use std::collections::HashSet;
use std::future::{Future, pending};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use calendar_generated::mock::Fault;
use calendar_generated::{
    Client, ErrorKind, MemoryTokenStore, RetryPolicy, StoreFuture, StoreLock, StoredToken, TokenKey, TokenStore,
    UserToken,
};

use crate::support::{APP, APP_SECRET, Setup, get};

/// How a store fails.
#[derive(Clone, Copy)]
enum Flaw {
    LocksForEver,
    /// Only the first time.
    LocksForEverOnce,
    LoadsForEver,
    PanicsOnSave,
}

struct Flawed {
    inner: MemoryTokenStore,
    flaw: Flaw,
    locks: AtomicUsize,
}

impl TokenStore for Flawed {
    fn lock<'a>(&'a self, key: &'a TokenKey) -> StoreFuture<'a, StoreLock> {
        let is_first = self.locks.fetch_add(1, Ordering::Relaxed) == 0;
        match self.flaw {
            Flaw::LocksForEver => Box::pin(pending()),
            Flaw::LocksForEverOnce if is_first => Box::pin(pending()),
            _ => self.inner.lock(key),
        }
    }

    fn load<'a>(&'a self, key: &'a TokenKey) -> StoreFuture<'a, Option<StoredToken>> {
        if let Flaw::LoadsForEver = self.flaw { Box::pin(pending()) } else { self.inner.load(key) }
    }

    fn save<'a>(&'a self, key: &'a TokenKey, token: &'a StoredToken) -> StoreFuture<'a, ()> {
        if let Flaw::PanicsOnSave = self.flaw {
            panic!("this store panics in a test");
        }
        self.inner.save(key, token)
    }
}

fn flawed(setup: &Setup, flaw: Flaw) -> Client<calendar_generated::Tenant> {
    let policy = RetryPolicy::default().deadline(Duration::from_millis(50));
    setup
        .app()
        .retry(policy)
        .token_store(Flawed { inner: MemoryTokenStore::new(), flaw, locks: AtomicUsize::new(0) })
        .build()
        .unwrap()
}

#[tokio::test]
async fn a_store_that_hangs_fails_calls_at_their_deadline_and_does_not_hang_the_client() {
    for flaw in [Flaw::LocksForEver, Flaw::LoadsForEver] {
        let setup = Setup::new().await;
        let client = flawed(&setup, flaw);
        for _ in 0..3 {
            let error = client.send(&get()).await.unwrap_err();
            assert!(error.is_token() && error.to_string().contains("there is no access token"), "{error}");
        }
        assert_eq!(setup.calls("calendar.get"), 0);
    }
}

#[tokio::test]
async fn a_store_that_hung_once_is_asked_again() {
    let setup = Setup::new().await;
    let client = flawed(&setup, Flaw::LocksForEverOnce);
    client.send(&get()).await.unwrap_err();
    for _ in 0..100 {
        if client.send(&get()).await.is_ok() {
            return;
        }
    }
    panic!("calls still wait for the first lock");
}

#[tokio::test]
async fn a_token_that_is_late_fails_its_call_and_is_used_by_the_next_one() {
    let setup = Setup::new().await;
    let policy = RetryPolicy::default().deadline(Duration::from_millis(100));
    let client = setup.app().retry(policy).build().unwrap();
    setup.server.fault(Fault::delay(Duration::from_millis(400)).on("auth.tenant_access_token_internal")).unwrap();
    let error = client.send(&get()).await.unwrap_err();
    assert!(error.is_token() && error.to_string().contains("RetryPolicy::deadline"), "{error}");
    assert_eq!(setup.calls("calendar.get"), 0);
}

#[tokio::test]
async fn a_store_that_panics_is_a_failure_of_the_store() {
    let setup = Setup::new().await;
    let client = flawed(&setup, Flaw::PanicsOnSave);
    let error = client.send(&get()).await.unwrap_err();
    assert!(error.is_token() && error.to_string().contains("the store of tokens failed"), "{error}");
    assert!(error.to_string().contains("panicked"), "{error}");
}

/// Records the requested keys.
#[derive(Clone, Default)]
struct Keys {
    inner: Arc<MemoryTokenStore>,
    keys: Arc<Mutex<HashSet<String>>>,
}

impl TokenStore for Keys {
    fn lock<'a>(&'a self, key: &'a TokenKey) -> StoreFuture<'a, StoreLock> {
        self.keys.lock().unwrap().insert(key.to_string());
        self.inner.lock(key)
    }

    fn load<'a>(&'a self, key: &'a TokenKey) -> StoreFuture<'a, Option<StoredToken>> {
        self.inner.load(key)
    }

    fn save<'a>(&'a self, key: &'a TokenKey, token: &'a StoredToken) -> StoreFuture<'a, ()> {
        self.inner.save(key, token)
    }
}

#[tokio::test]
async fn tokens_of_users_without_a_name_are_not_put_into_a_shared_store() {
    let setup = Setup::new().await;
    let store = Keys::default();
    let client = setup.app().token_store(store.clone()).build().unwrap();
    for name in [None, Some("ou_1"), None] {
        let token = UserToken::new("").refresh_token("ur-spent");
        let token = if let Some(name) = name { token.name(name) } else { token };
        client.with_user_token(token).unwrap().send(&get()).await.unwrap_err();
    }
    let keys = store.keys.lock().unwrap();
    assert_eq!(*keys, HashSet::from([format!("user/{APP}/ou_1")]));
}

#[tokio::test]
async fn an_access_token_that_no_header_can_carry_is_not_kept_but_its_refresh_token_is() {
    let setup = Setup::new().await;
    let store = Arc::new(MemoryTokenStore::new());
    let token = UserToken::new("").refresh_token("ur-1").name("ou_1");
    let shared: Arc<dyn TokenStore> = store;
    let client = setup.at(Client::builder().user_token(token).app(APP, APP_SECRET)).shared_token_store(shared);
    let client = client.hook(BrokenTokens).build().unwrap();
    let error = client.send(&get()).await.unwrap_err();
    assert!(
        error.is_token() && error.to_string().contains("issued an access token with a character that no token has"),
        "{error}"
    );
    client.send(&get()).await.unwrap_err();
    let sent: Vec<_> = setup.requests("authen.oauth_token").iter().map(|call| call.json().unwrap()).collect();
    assert_eq!((&sent[0]["refresh_token"], &sent[1]["refresh_token"]), (&"ur-1".into(), &"ur-2".into()));
}

/// Issues tokens that contain a space.
#[derive(Default)]
struct BrokenTokens;

impl calendar_generated::Hook for BrokenTokens {
    fn response(&self, endpoint: &'static calendar_generated::EndpointMeta, response: &mut http::Response<Vec<u8>>) {
        if endpoint.name == "authen.oauth_token" {
            *response.status_mut() = http::StatusCode::OK;
            *response.body_mut() =
                br#"{"code":0,"access_token":"u 1","expires_in":7200,"refresh_token":"ur-2"}"#.to_vec();
        }
    }
}

#[test]
fn a_call_outside_of_tokio_fails_without_a_panic() {
    let client = Client::builder().tenant_token("t-1").build().unwrap();
    let mut call = Box::pin(client.send(&get()));
    let Poll::Ready(Err(error)) = call.as_mut().poll(&mut Context::from_waker(Waker::noop())) else { panic!("waits") };
    assert!(error.kind() == ErrorKind::Configuration && error.to_string().contains("tokio runtime"), "{error}");
}
