//! User tokens: a refresh token is used once, and the new tokens are saved before they are used.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use calendar_generated::mock::Fault;
use calendar_generated::{
    Client, ErrorKind, MemoryTokenStore, StoreFuture, StoreLock, StoredToken, TokenKey, TokenStore, User, UserToken,
};
use serde_json::{Value, json};

use crate::support::{APP, APP_SECRET, Setup, at_once, get, patch};

const OAUTH: &str = "authen.oauth_token";
const EXPIRED: u64 = 7200;

/// What the user's authorization gave: an access token and a refresh token.
async fn authorize(setup: &Setup) -> UserToken {
    let body =
        json!({ "grant_type": "authorization_code", "client_id": APP, "client_secret": APP_SECRET, "code": "c" });
    let call = http::Request::post("/open-apis/authen/v2/oauth/token").body(body.to_string()).unwrap();
    let answer: Value = send(setup, call).await;
    let text = |name: &str| answer[name].as_str().unwrap().to_owned();
    UserToken::new(text("access_token")).refresh_token(text("refresh_token")).expires_at(
        calendar_generated::Clock::now(&setup.clock) + Duration::from_secs(answer["expires_in"].as_u64().unwrap()),
    )
}

async fn send(setup: &Setup, call: http::Request<String>) -> Value {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let mut stream = tokio::net::TcpStream::connect(setup.server.address()).await.unwrap();
    let (path, body) = (call.uri().path(), call.body());
    let head = format!(
        "POST {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all(format!("{head}{body}").as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    serde_json::from_str(answer.split_once("\r\n\r\n").unwrap().1).unwrap()
}

fn user(setup: &Setup, token: UserToken, store: Arc<dyn TokenStore>) -> Client<User> {
    setup.at(Client::builder().user_token(token).app(APP, APP_SECRET)).shared_token_store(store).build().unwrap()
}

/// How often a refresh token was sent, and how many different ones.
fn spent(setup: &Setup) -> (usize, usize) {
    let requests = setup.requests(OAUTH);
    let mut tokens: Vec<_> =
        requests.iter().filter_map(|request| request.json()?["refresh_token"].as_str().map(str::to_owned)).collect();
    let sent = tokens.len();
    tokens.sort();
    tokens.dedup();
    (sent, tokens.len())
}

#[tokio::test]
async fn a_token_is_refreshed_before_it_expires_and_the_new_refresh_token_is_used_next() {
    let setup = Setup::new().await;
    let client = user(&setup, authorize(&setup).await, Arc::new(MemoryTokenStore::new()));
    client.send(&get()).await.unwrap();
    assert_eq!(spent(&setup), (0, 0));
    for round in 1..=3 {
        setup.clock.advance(Duration::from_secs(EXPIRED));
        client.send(&get()).await.unwrap();
        assert_eq!(spent(&setup), (round, round));
    }
}

#[tokio::test]
async fn a_rejected_token_is_refreshed_by_one_of_a_hundred_tasks() {
    let setup = Setup::new().await;
    let client = user(&setup, authorize(&setup).await, Arc::new(MemoryTokenStore::new()));
    setup.server.fault(Fault::reject_token().on("calendar.patch")).unwrap();
    client.send(&patch()).await.unwrap();
    assert_eq!(spent(&setup), (1, 1));
    setup.clock.advance(Duration::from_secs(EXPIRED));
    let ends = at_once(100, || client.send(&get())).await;
    assert!(ends.iter().all(Result::is_ok), "{ends:?}");
    assert_eq!(spent(&setup), (2, 2));
}

#[tokio::test]
async fn processes_that_share_a_store_never_use_a_refresh_token_twice() {
    let setup = Setup::new().await;
    let token = authorize(&setup).await.name("ou_1");
    let store: Arc<dyn TokenStore> = Arc::new(MemoryTokenStore::new());
    let clients = [(); 8].map(|()| user(&setup, token.clone(), Arc::clone(&store)));
    for round in 1..=3 {
        setup.clock.advance(Duration::from_secs(EXPIRED));
        let calls = clients.clone().map(|client| tokio::spawn(async move { client.send(&get()).await }));
        for call in calls {
            call.await.unwrap().unwrap();
        }
        assert_eq!(spent(&setup), (round, round));
    }
}

#[tokio::test]
async fn a_cancelled_caller_does_not_lose_the_new_refresh_token() {
    let setup = Setup::new().await;
    let client = user(&setup, authorize(&setup).await, Arc::new(MemoryTokenStore::new()));
    setup.clock.advance(Duration::from_secs(EXPIRED));
    setup.server.fault(Fault::delay(Duration::from_millis(50)).on(OAUTH)).unwrap();
    // Cancelled as soon as the server has received the refresh token.
    let call = tokio::spawn({
        let client = client.clone();
        async move { client.send(&get()).await }
    });
    while spent(&setup).0 == 0 {
        tokio::task::yield_now().await;
    }
    call.abort();
    client.send(&get()).await.unwrap();
    assert_eq!(spent(&setup), (1, 1));
}

/// A store that fails to save once, and records the order of events.
#[derive(Default)]
struct Unreliable {
    inner: MemoryTokenStore,
    has_failed: AtomicBool,
    saved: Arc<Mutex<Vec<StoredToken>>>,
}

impl TokenStore for Unreliable {
    fn lock<'a>(&'a self, key: &'a TokenKey) -> StoreFuture<'a, StoreLock> {
        self.inner.lock(key)
    }

    fn load<'a>(&'a self, key: &'a TokenKey) -> StoreFuture<'a, Option<StoredToken>> {
        self.inner.load(key)
    }

    fn save<'a>(&'a self, key: &'a TokenKey, token: &'a StoredToken) -> StoreFuture<'a, ()> {
        if !self.has_failed.swap(true, Ordering::Relaxed) {
            return Box::pin(async { Err("the disk is full".into()) });
        }
        self.saved.lock().unwrap().push(token.clone());
        self.inner.save(key, token)
    }
}

#[tokio::test]
async fn a_token_that_the_store_failed_to_save_is_saved_before_it_is_used() {
    let setup = Setup::new().await;
    let store = Unreliable::default();
    let saved = Arc::clone(&store.saved);
    let client = user(&setup, authorize(&setup).await.name("ou_1"), Arc::new(store));
    setup.clock.advance(Duration::from_secs(EXPIRED));
    let error = client.send(&get()).await.unwrap_err();
    assert!(error.is_token() && error.to_string().contains("the disk is full"), "{error}");
    assert_eq!(setup.calls("calendar.get"), 0);

    client.send(&get()).await.unwrap();
    assert_eq!(spent(&setup), (1, 1));
    let saved = saved.lock().unwrap();
    let used = setup.authorizations("calendar.get").remove(0);
    assert_eq!(format!("Bearer {}", saved[0].access_token().expose()), used);
    assert!(saved[0].refresh_token().is_some());
}

#[tokio::test]
async fn the_error_about_a_used_refresh_token_says_to_log_the_user_in_again() {
    let setup = Setup::new().await;
    let token = authorize(&setup).await;
    setup.clock.advance(Duration::from_secs(EXPIRED));
    let first = user(&setup, token.clone(), Arc::new(MemoryTokenStore::new()));
    first.send(&get()).await.unwrap();
    let second = user(&setup, token, Arc::new(MemoryTokenStore::new()));
    let error = second.send(&get()).await.unwrap_err();
    assert_eq!((error.is_token(), error.code_number()), (true, Some(20_073)));
    assert!(error.to_string().contains("authorize the application again"), "{error}");
}

#[tokio::test]
async fn a_refresh_is_repeated_only_when_the_server_asks_for_it() {
    let setup = Setup::new().await;
    let client = user(&setup, authorize(&setup).await, Arc::new(MemoryTokenStore::new()));
    setup.clock.advance(Duration::from_secs(EXPIRED));
    setup.server.fault("code=20050; status=500".parse::<Fault>().unwrap().on(OAUTH)).unwrap();
    client.send(&get()).await.unwrap();
    assert_eq!(spent(&setup), (2, 1));

    setup.clock.advance(Duration::from_secs(EXPIRED));
    setup.server.fault(Fault::cut_after_reading().on(OAUTH)).unwrap();
    let error = client.send(&get()).await.unwrap_err();
    assert!(error.is_token(), "{error}");
    assert_eq!(spent(&setup), (3, 2));
}

#[tokio::test]
async fn a_refresh_token_without_its_application_is_rejected_at_once() {
    let setup = Setup::new().await;
    let error = setup.at(Client::builder().user_token(UserToken::new("u-1").refresh_token("r"))).build().unwrap_err();
    assert!(
        error.kind() == ErrorKind::Configuration && error.to_string().contains("app(app_id, app_secret)"),
        "{error}"
    );
    let error = setup.app().build().unwrap().with_user_token(UserToken::new("").refresh_token("r\n")).err();
    assert!(error.is_none(), "a missing access token is got by the refresh token");
    let tenant = setup.at(Client::builder().tenant_token("t-1")).build().unwrap();
    assert_eq!(tenant.with_store_tenant("x").unwrap_err().kind(), ErrorKind::Configuration);
}
