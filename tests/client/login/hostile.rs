//! Forged redirects and requests: none of them completes a login, and none ends one.

use std::net::SocketAddr;

use calendar_generated::LoginErrorKind;

use super::{CALLBACK, alice, browse, exchanges, get_request, http, login};

/// Queries of which `S` stands for the state of the login and `C` for a code.
fn queries() -> Vec<String> {
    let mut queries: Vec<String> = [
        "",
        "?",
        "S",
        "state=S",
        "code=&state=S",
        "code=C&code=C&state=S",
        "code=C&state=S&state=S",
        "code=C&state=S&state=x",
        "code=C&error=access_denied&state=S",
        "error=a&error=b&state=S",
        "code=%ff%fe&state=S",
        "code=%E6%97%A5&state=S",
        "code=a%00b&state=S",
        "code=a%0d%0aX: y&state=S",
        "code=a+b&state=S",
        "code[]=C&state=S",
        "CODE=C&state=S",
        "code%20=C&state=S",
    ]
    .map(str::to_owned)
    .into();
    queries.push(format!("code={}&state=S", "x".repeat(9000)));
    queries.push(format!("{}code=C&state=S", "a=b&".repeat(3000)));
    queries
}

#[tokio::test]
async fn a_query_that_is_not_a_redirect_is_rejected_before_anything_is_sent() {
    let setup = alice().await;
    let login = login(&setup.app().build().unwrap());
    let request = login.authorize_url().unwrap();
    for query in queries() {
        let query = query.replace('S', request.pending.state().expose()).replace('C', "code");
        for redirect in [format!("{CALLBACK}?{query}"), query.clone()] {
            let error = login.exchange_redirect(request.pending.clone(), &redirect).await.unwrap_err();
            let is_expected = matches!(error.kind(), LoginErrorKind::InvalidRedirect | LoginErrorKind::StateMismatch);
            assert!(is_expected, "{query}: {error}");
            let shown = format!("{error} {error:?}");
            assert!(!shown.contains(request.pending.state().expose()) && shown.len() < 2000, "{shown}");
        }
    }
    assert!(exchanges(&setup).is_empty());
}

#[tokio::test]
async fn a_foreign_error_message_is_escaped_and_truncated() {
    let setup = alice().await;
    let login = login(&setup.app().build().unwrap());
    let request = login.authorize_url().unwrap();
    let state = request.pending.state().expose();
    let redirect = format!("{CALLBACK}?error=a%0ab%1b[31m{}&state={state}", "x".repeat(5000));
    let error = login.exchange_redirect(request.pending.clone(), &redirect).await.unwrap_err();
    assert_eq!(error.kind(), LoginErrorKind::AccessDenied);
    let shown = error.to_string();
    assert!(shown.contains(r"a\nb\u{1b}[31mxx") && shown.len() < 1200, "{shown}");
}

#[tokio::test]
async fn foreign_requests_to_the_listener_do_not_end_the_login() {
    let setup = alice().await;
    let client = setup.app().build().unwrap();
    let waiting = client.login("http://127.0.0.1:0/callback").unwrap().listen().await.unwrap();
    let host = waiting.redirect_url().split('/').nth(2).unwrap().to_owned();
    let address: SocketAddr = host.parse().unwrap();
    let redirect = browse(&setup, waiting.url()).await.unwrap();
    let query = redirect.split_once('?').unwrap().1.to_owned();
    let finish = tokio::spawn(waiting.finish());

    let right = format!("/callback?{query}");
    let state = query.split_once("state=").unwrap().1;
    let mut requests = vec![
        (get_request("/favicon.ico", &host), "404"),
        (get_request("/", &host), "404"),
        (get_request(&format!("/other?{query}"), &host), "404"),
        (get_request(&format!("/callback/?{query}"), &host), "404"),
        (get_request(&right, "evil.example"), "421"),
        (get_request(&right, &format!("localhost:{}", address.port())), "421"),
        (get_request(&right, "127.0.0.1"), "421"),
        (get_request(&right, &format!("{host}\r\nhost: {host}")), "4"),
        (get_request("/callback?code=x&state=wrong", &host), "400"),
        (get_request(&format!("/callback?code=%ff&state={state}"), &host), "400"),
        (get_request(&format!("/callback?{query}&{query}"), &host), "400"),
        (get_request(&format!("/callback?code={}&state={state}", "x".repeat(9000)), &host), "400"),
        (get_request(&format!("/callback?{}", "x".repeat(100_000)), &host), "4"),
        (format!("POST {right} HTTP/1.1\r\nhost: {host}\r\ncontent-length: 0\r\n\r\n").into_bytes(), "405"),
        (format!("HEAD {right} HTTP/1.1\r\nhost: {host}\r\n\r\n").into_bytes(), "405"),
        (format!("GET {right} HTTP/1.1\r\n\r\n").into_bytes(), "4"),
        (b"\x16\x03\x01 this is TLS\r\n\r\n".to_vec(), "4"),
        (b"GET /callback?\xff\xfe HTTP/1.1\r\nhost: x\r\n\r\n".to_vec(), "4"),
    ];
    requests.extend(queries().into_iter().filter(|query| query.is_ascii() && !query.contains(' ')).map(|query| {
        let query = query.replace('S', state).replace('C', "code");
        (get_request(&format!("/callback?{query}"), &host), "4")
    }));
    for (request, status) in requests {
        let answer = http(address, &request).await;
        let shown = String::from_utf8_lossy(&request[..request.len().min(200)]).into_owned();
        assert!(answer.starts_with(&format!("HTTP/1.1 {status}")), "{shown}\n{answer}");
        assert!(!answer.contains(state), "nothing is repeated");
    }
    // Silent connections do not block the browser.
    let silent: Vec<_> = (0..20).map(|_| std::net::TcpStream::connect(address).unwrap()).collect();
    assert!(!finish.is_finished() && exchanges(&setup).is_empty());

    let answer = http(address, &get_request(&right, &host)).await;
    assert!(answer.starts_with("HTTP/1.1 200") && answer.contains("You can close this window"), "{answer}");
    finish.await.unwrap().unwrap();
    drop(silent);
}
