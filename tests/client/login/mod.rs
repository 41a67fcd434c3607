//! Logging in: which redirects complete a login, which do not, and what remains after a crash.

mod hostile;
mod kept;
mod local;
mod processes;
mod web;

use std::net::SocketAddr;

use calendar_generated::mock::{MockServerBuilder, Recorded};
use calendar_generated::{Client, Login, Tenant, User, calendar};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::support::Setup;

pub(super) const CALLBACK: &str = "https://app.example/callback";
pub(super) const READ: &str = "calendar:calendar:readonly";
pub(super) const CREATE: &str = "calendar:calendar:create";

/// A server on which Alice agrees to everything, and whose calls need the scopes that they document.
pub(super) async fn alice() -> Setup {
    with(|server| server).await
}

pub(super) async fn with(change: impl FnOnce(MockServerBuilder) -> MockServerBuilder) -> Setup {
    Setup::with(|server| change(server.auto_approve("alice").check_scopes(true))).await
}

pub(super) fn login(client: &Client<Tenant>) -> Login {
    client.login(CALLBACK).unwrap().scopes([READ])
}

/// The URL that the browser is redirected to once the user has agreed, or the page with the reason why not.
pub(super) async fn browse(setup: &Setup, url: &str) -> Result<String, String> {
    let target = url.strip_prefix(setup.server.url()).expect("the authorize page is on the server");
    let answer = http(setup.server.address(), &get_request(target, &setup.server.address().to_string())).await;
    location(&answer).ok_or(answer)
}

/// Like [`browse`], with a decision in the form of the page.
pub(super) async fn decide(setup: &Setup, url: &str, form: &str) -> Result<String, String> {
    let target = url.strip_prefix(setup.server.url()).expect("the authorize page is on the server");
    let address = setup.server.address();
    let request = format!(
        "POST {target} HTTP/1.1\r\nhost: {address}\r\norigin: http://{address}\r\nconnection: close\r\n\
         content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n{form}",
        form.len()
    );
    let answer = http(address, request.as_bytes()).await;
    location(&answer).ok_or(answer)
}

pub(super) fn location(answer: &str) -> Option<String> {
    let location = answer.lines().find_map(|line| line.strip_prefix("location: "))?;
    assert!(answer.starts_with("HTTP/1.1 302"), "{answer}");
    Some(location.to_owned())
}

pub(super) fn get_request(target: &str, host: &str) -> Vec<u8> {
    format!("GET {target} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n\r\n").into_bytes()
}

/// Sends bytes, and returns the whole response.
pub(super) async fn http(address: SocketAddr, request: &[u8]) -> String {
    let mut stream = TcpStream::connect(address).await.unwrap();
    // A server that rejects in the middle of the request may have closed the connection.
    let _ = stream.write_all(request).await;
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer).await;
    String::from_utf8_lossy(&answer).into_owned()
}

pub(super) fn list() -> calendar::List {
    calendar::List::builder().build().unwrap()
}

pub(super) fn create() -> calendar::Create {
    calendar::Create::builder().summary("Team").build().unwrap()
}

/// The calls for tokens of users.
pub(super) fn exchanges(setup: &Setup) -> Vec<Recorded> {
    setup.requests("authen.oauth_token")
}

pub(super) async fn is_logged_in(client: &Client<User>) -> bool {
    client.send(&list()).await.is_ok()
}
