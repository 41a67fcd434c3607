//! A login of a program on the user's machine, which listens for the redirect of the browser.

use std::net::{SocketAddr, TcpListener};
use std::time::Duration;

use calendar_generated::LoginErrorKind;
use calendar_generated::mock::Fault;

use super::{READ, alice, browse, decide, exchanges, get_request, http, is_logged_in, with};

const LOCAL: &str = "http://127.0.0.1:0/callback";

/// Follows the redirect like a browser.
async fn follow(redirect: &str) -> String {
    let (host, target) = redirect.strip_prefix("http://").and_then(|rest| rest.split_once('/')).unwrap();
    let address: SocketAddr = host.replace("localhost", "127.0.0.1").parse().unwrap();
    http(address, &get_request(&format!("/{target}"), host)).await
}

#[tokio::test]
async fn the_browser_is_redirected_to_a_page_that_says_to_close_the_window() {
    let setup = alice().await;
    let client = setup.app().build().unwrap();
    for url in [LOCAL, "http://localhost:0/", "http://127.0.0.1:0/a/b?c=d"] {
        let waiting = client.login(url).unwrap().scopes([READ]).listen().await.unwrap();
        let redirect = browse(&setup, waiting.url()).await.unwrap();
        let (page, user) = tokio::join!(follow(&redirect), waiting.finish());
        assert!(page.starts_with("HTTP/1.1 200") && page.contains("You are logged in"), "{page}");
        assert!(page.contains("You can close this window"), "{page}");
        for header in
            ["cache-control: no-store", "referrer-policy: no-referrer", "content-security-policy: default-src 'none'"]
        {
            assert!(page.contains(header), "{header}\n{page}");
        }
        assert!(is_logged_in(&user.unwrap().client).await);
    }
}

#[tokio::test]
async fn the_port_is_closed_afterwards() {
    let setup = alice().await;
    let client = setup.app().build().unwrap();
    let waiting = client.login(LOCAL).unwrap().listen().await.unwrap();
    let url = waiting.redirect_url().to_owned();
    let redirect = browse(&setup, waiting.url()).await.unwrap();
    let (_, user) = tokio::join!(follow(&redirect), waiting.finish());
    user.unwrap();
    let address: SocketAddr = url.split('/').nth(2).unwrap().parse().unwrap();
    assert!(std::net::TcpStream::connect(address).is_err(), "nothing listens any more");
}

#[tokio::test]
async fn a_repeated_redirect_is_one_login() {
    let setup = alice().await;
    let client = setup.app().build().unwrap();
    let waiting = client.login(LOCAL).unwrap().listen().await.unwrap();
    let redirect = browse(&setup, waiting.url()).await.unwrap();
    setup.server.fault(Fault::delay(Duration::from_millis(50)).on("authen.oauth_token")).unwrap();
    let (one, other, user) = tokio::join!(follow(&redirect), follow(&redirect), waiting.finish());
    user.unwrap();
    assert_eq!(exchanges(&setup).len(), 1);
    let shown = [one, other].map(|page| page.contains("You are logged in"));
    assert_eq!(shown.into_iter().filter(|is_shown| *is_shown).count(), 1);
}

#[tokio::test]
async fn the_page_reports_a_failure_and_the_program_its_reason() {
    let setup = alice().await;
    let client = setup.app().build().unwrap();
    let waiting = client.login(LOCAL).unwrap().listen().await.unwrap();
    let redirect = browse(&setup, waiting.url()).await.unwrap();
    setup.server.fault(Fault::code(20_010).on("authen.oauth_token")).unwrap();
    let (page, outcome) = tokio::join!(follow(&redirect), waiting.finish());
    assert!(page.starts_with("HTTP/1.1 400") && page.contains("You are not logged in"), "{page}");
    let error = outcome.unwrap_err();
    assert_eq!(error.code_number(), Some(20_010));
    assert!(error.to_string().contains("availability of the application"), "{error}");

    let waiting = client.login(LOCAL).unwrap().listen().await.unwrap();
    let redirect = decide(&setup, waiting.url(), "decision=deny").await.unwrap();
    let (page, outcome) = tokio::join!(follow(&redirect), waiting.finish());
    assert!(page.contains("You declined"), "{page}");
    assert_eq!(outcome.unwrap_err().kind(), LoginErrorKind::AccessDenied);
}

#[tokio::test]
async fn a_missing_redirect_is_explained() {
    let setup = with(|server| server.redirect_url("http://127.0.0.1:8400/registered")).await;
    let client = setup.app().build().unwrap();
    let login = client.login(LOCAL).unwrap().scopes([READ]).timeout(Duration::from_millis(20));
    let waiting = login.listen().await.unwrap();
    let page = browse(&setup, waiting.url()).await.unwrap_err();
    assert!(page.contains("Error code: 20029 redirect_uri request is invalid."), "{page}");
    let url = waiting.redirect_url().to_owned();
    let error = waiting.finish().await.unwrap_err();
    assert_eq!(error.kind(), LoginErrorKind::TimedOut);
    let shown = error.to_string();
    for part in ["20029", &url, "20027", READ, "page \"Security Settings\""] {
        assert!(shown.contains(part), "{part}: {shown}");
    }
}

#[tokio::test]
async fn an_address_that_cannot_be_bound_is_an_immediate_error() {
    let setup = alice().await;
    let client = setup.app().build().unwrap();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/callback", taken.local_addr().unwrap());
    for url in [&url, "https://127.0.0.1:0/", "http://example.com:0/", "http://0.0.0.0:0/", "http://192.0.2.1:0/"] {
        let error = client.login(url).unwrap().listen().await.unwrap_err();
        assert_eq!(error.kind(), LoginErrorKind::Listen, "{url}");
        assert!(error.to_string().contains("cannot listen on"), "{error}");
    }
}
