//! Processes that share a directory of tokens, and processes that die.
//!
//! The other processes are this test program; an environment variable selects their role.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use calendar_generated::{BaseUrl, Client, FileTokenStore, Tenant, TokenStore};
use serde_json::Value;

use super::{alice, browse, exchanges, is_logged_in, login};
use crate::saving::Saving;
use crate::support::{APP, APP_SECRET, Setup};

const DIRECTORY: &str = "CALENDAR_TESTS_TOKENS";
const SERVER: &str = "CALENDAR_TESTS_SERVER";

/// This program, to run one of the ignored tests below.
fn start(test: &str, directory: &Path, setup: &Setup) -> Child {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "--ignored", &format!("login::processes::{test}")]);
    command.env(DIRECTORY, directory).env(SERVER, setup.server.url()).stdout(Stdio::null()).stderr(Stdio::null());
    command.spawn().unwrap()
}

/// In a child, the argument of the parent.
fn told() -> (PathBuf, BaseUrl) {
    let said = |name| std::env::var(name).expect("only another test runs this");
    (said(DIRECTORY).into(), BaseUrl::parse(&said(SERVER)).unwrap())
}

fn client(base_url: BaseUrl, store: impl TokenStore) -> Client<Tenant> {
    Client::builder().app(APP, APP_SECRET).base_url(base_url).token_store(store).build().unwrap()
}

async fn log_in(setup: &Setup, directory: &Path) {
    let login = login(&setup.app().token_store(FileTokenStore::new(directory)).build().unwrap()).user_name("me");
    let request = login.authorize_url().unwrap();
    let redirect = browse(setup, &request.url).await.unwrap();
    login.exchange_redirect(request.pending, &redirect).await.unwrap();
}

fn file(directory: &Path) -> PathBuf {
    directory.join("user").join(APP).join("me.json")
}

fn stored(directory: &Path) -> Value {
    serde_json::from_slice(&std::fs::read(file(directory)).unwrap()).unwrap()
}

/// Lets the token expire, for all processes.
fn expire(directory: &Path) {
    let mut token = stored(directory);
    (token["renew_at"], token["expires_at"]) = ("1".into(), "1".into());
    std::fs::write(file(directory), token.to_string()).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn processes_that_share_a_directory_never_spend_a_refresh_token_twice() {
    let setup = alice().await;
    let directory = tempfile::tempdir().unwrap();
    log_in(&setup, directory.path()).await;
    for round in 1..4 {
        expire(directory.path());
        let last = stored(directory.path())["refresh_token"].clone();
        let go = directory.path().join("go");
        let children: Vec<Child> = (0..4).map(|_| start("one_of_several", directory.path(), &setup)).collect();
        std::fs::write(&go, "").unwrap();
        for mut child in children {
            assert!(child.wait().unwrap().success(), "a child failed");
        }
        std::fs::remove_file(&go).unwrap();
        assert_eq!(exchanges(&setup).len(), 1 + round, "one of them renewed the token");
        assert_ne!(stored(directory.path())["refresh_token"], last);
    }
    let spent: Vec<Value> =
        exchanges(&setup).iter().filter_map(|call| call.json()?.get("refresh_token").cloned()).collect();
    assert_eq!(spent.len(), 3);
    assert!(spent[0] != spent[1] && spent[1] != spent[2] && spent[0] != spent[2]);
}

/// Waits for the others, and calls.
#[tokio::test]
#[ignore = "it is a process of another test"]
async fn one_of_several() {
    let (directory, server) = told();
    while !directory.join("go").exists() {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    let client = client(server, FileTokenStore::new(directory));
    let user = client.stored_user("me").await.unwrap().expect("a user");
    for _ in 0..3 {
        assert!(is_logged_in(&user).await);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_process_that_dies_between_the_exchange_and_the_store_does_not_change_the_last_login() {
    let setup = alice().await;
    let directory = tempfile::tempdir().unwrap();
    let die = || {
        let status = start("dies_in_the_middle", directory.path(), &setup).wait().unwrap();
        assert!(!status.success(), "it was to die");
    };
    // The first login.
    die();
    assert!(!file(directory.path()).exists());
    assert_eq!(exchanges(&setup).len(), 1, "the code was spent");
    // Its lock is released when it dies, so the next login works.
    log_in(&setup, directory.path()).await;
    let before = stored(directory.path());
    die();
    assert_eq!(stored(directory.path()), before);
    let client = setup.app().token_store(FileTokenStore::new(directory.path())).build().unwrap();
    assert!(is_logged_in(&client.stored_user("me").await.unwrap().unwrap()).await);
    assert_eq!(exchanges(&setup).len(), 3);
}

/// Logs in, holds the lock, and dies.
#[tokio::test]
#[ignore = "it is a process of another test"]
async fn dies_in_the_middle() {
    let (directory, server) = told();
    let address: std::net::SocketAddr = server.as_str().strip_prefix("http://").unwrap().parse().unwrap();
    let login = login(&client(server.clone(), Saving(FileTokenStore::new(directory), || std::process::abort())))
        .user_name("me");
    let request = login.authorize_url().unwrap();
    let target = request.url.strip_prefix(server.as_str()).unwrap();
    let answer = super::http(address, &super::get_request(target, &address.to_string())).await;
    let redirect = super::location(&answer).expect("a redirect");
    let _ = login.exchange_redirect(request.pending, &redirect).await;
}
