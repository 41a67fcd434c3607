//! Nothing that a client prints, traces or fails with shows a token or a secret.
//!
//! A separate program, since `tracing` is global to a program: subscribers that come and go while other tests run lose
//! spans.

#[path = "client/support.rs"]
#[allow(dead_code, reason = "the tests of the client use more of it")]
mod support;

use std::cell::RefCell;
use std::fmt::Write as _;
use std::io::Write;
use std::sync::Once;
use std::time::Duration;

use calendar_generated::events::Event;
use calendar_generated::mock::Fault;
use calendar_generated::{
    Client, FileTokenStore, MemoryTokenStore, Notification, RetryPolicy, UserToken, calendar, transport,
};
use http::{HeaderMap, StatusCode};
use tracing_subscriber::fmt::format::FmtSpan;

use support::{APP, APP_SECRET, Setup, create_event, get};

thread_local! {
    /// The trace of this thread, and so of one test.
    static TRACED: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

struct Output;

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        TRACED.with_borrow_mut(|traced| traced.extend_from_slice(bytes));
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

fn traced() -> String {
    String::from_utf8(TRACED.take()).unwrap()
}

fn listen() {
    static LISTEN: Once = Once::new();
    LISTEN.call_once(|| {
        let subscriber = tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE);
        let subscriber = subscriber.with_span_events(FmtSpan::FULL).with_writer(|| Output).with_ansi(false).finish();
        tracing::subscriber::set_global_default(subscriber).unwrap();
    });
}

#[tokio::test]
async fn no_output_holds_a_token_or_a_secret() {
    listen();
    let setup = Setup::new().await;
    let mut shown = String::new();
    let client = setup.app();
    write!(shown, "{client:#?}").unwrap();
    let client = client.build().unwrap();
    for fault in ["code=190003", "rate-limit=3", "status=502", "cut=after", "reject-token", "code=191000"] {
        setup.server.fault(fault.parse::<Fault>().unwrap().on("calendar.get")).unwrap();
        writeln!(shown, "{:?} {client:?}", client.send(&get()).await).unwrap();
        writeln!(shown, "{:?}", client.send(&create_event()).await).unwrap();
    }
    setup.server.fault(Fault::code(10_015).on("auth.tenant_access_token_internal").always()).unwrap();
    setup.clock.advance(Duration::from_secs(7200));
    let error = client.send(&get()).await.unwrap_err();
    write!(shown, "{error} {error:?} {:?}", std::error::Error::source(&error)).unwrap();

    let user = UserToken::new("u-s3cretaccess").refresh_token("ur-s3cretrefresh").name("ou_1");
    write!(shown, "{user:?}").unwrap();
    let store = MemoryTokenStore::new();
    write!(shown, "{store:?}").unwrap();
    let user = setup.at(Client::builder().user_token(user).app(APP, APP_SECRET)).token_store(store);
    write!(shown, "{user:?}").unwrap();
    let user = user.build().unwrap();
    write!(shown, "{user:?} {:?}", user.send(&get()).await).unwrap();

    let traced = traced();
    let tokens = setup.server.requests();
    let tokens = tokens.iter().filter_map(|request| request.header("authorization")?.strip_prefix("Bearer "));
    let secrets: Vec<&str> = tokens.chain([APP_SECRET, "s3cretaccess", "s3cretrefresh"]).collect();
    assert!(secrets.len() > 10 && traced.contains("calendar.call"));
    let app = format!("App {{ id: \"{APP}\"");
    for part in ["ClientBuilder {", &app, "Client { base_url", "UserToken {", "MemoryTokenStore {", "191000"] {
        assert!(shown.contains(part), "{part} in {shown}");
    }
    for secret in secrets {
        assert!(!traced.contains(secret) && !shown.contains(secret), "{secret}");
    }
}

/// Requests a page, and returns the URL that it redirects to.
async fn location(address: std::net::SocketAddr, url: &str) -> String {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let target = url.split_once("://").unwrap().1.split_once('/').unwrap().1;
    let mut stream = tokio::net::TcpStream::connect(address).await.unwrap();
    let request = format!("GET /{target} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    let location = answer.lines().find_map(|line| line.strip_prefix("location: ")).unwrap_or_default();
    location.to_owned()
}

/// The state in an authorize URL.
fn state(url: &str) -> String {
    url.split_once("&state=").unwrap().1.split('&').next().unwrap().to_owned()
}

#[tokio::test]
async fn no_output_of_a_login_holds_a_code_a_state_or_a_token() {
    listen();
    let setup = Setup::with(|server| server.auto_approve("alice")).await;
    let directory = tempfile::tempdir().unwrap();
    let store = FileTokenStore::new(directory.path());
    let mut shown = format!("{store:?}");
    let client = setup.app().token_store(store).build().unwrap();
    let login = client.login("http://127.0.0.1:0/callback").unwrap().user_name("me");
    write!(shown, "{login:#?}").unwrap();
    let request = login.authorize_url().unwrap();
    write!(shown, "{request:?}").unwrap();
    assert!(shown.contains("http://127.0.0.1:0/callback"), "{shown}");

    let (mut secrets, faults) =
        (vec![APP_SECRET.to_owned(), state(&request.url)], ["code=20049", "status=502", "cut=after", "half-body", ""]);
    for fault in faults {
        let waiting = login.clone().listen().await.unwrap();
        // The URL contains the state; it is meant for the browser.
        let url = waiting.url().to_owned();
        secrets.push(state(&url));
        let redirect = location(setup.server.address(), &url).await;
        secrets.push(redirect.split_once("code=").unwrap().1.split('&').next().unwrap().to_owned());
        if !fault.is_empty() {
            setup.server.fault(fault.parse::<Fault>().unwrap().on("authen.oauth_token")).unwrap();
        }
        let address = waiting.redirect_url().split('/').nth(2).unwrap().parse().unwrap();
        write!(shown, "{waiting:?}").unwrap();
        let wrong = redirect.replacen("state=", "state=x", 1);
        let browser = async {
            location(address, &wrong).await;
            location(address, &redirect).await;
        };
        let (outcome, ()) = tokio::join!(waiting.finish(), browser);
        match outcome {
            Ok(user) => {
                secrets.push(user.token.access_token().expose().to_owned());
                secrets.push(user.token.refresh_token().unwrap().expose().to_owned());
                write!(shown, "{user:#?} {:?}", user.client.send(&get()).await).unwrap();
            }
            Err(error) => {
                let source = std::error::Error::source(&error).map(ToString::to_string);
                writeln!(shown, "{error} {error:?} {source:?}").unwrap();
            }
        }
    }
    let sent = setup.requests("authen.oauth_token");
    secrets.extend(sent.iter().filter_map(|call| Some(call.json()?["code_verifier"].as_str()?.to_owned())));

    let traced = traced();
    assert!(secrets.len() == 2 + 2 * faults.len() + 2 + faults.len(), "{}", secrets.len());
    assert!(traced.contains("authen.oauth_token") && traced.contains("was rejected"));
    for part in ["Login {", "AuthorizationRequest {", "LoginError { kind", "20049"] {
        assert!(shown.contains(part), "{part} in {shown}");
    }
    for secret in secrets {
        assert!(secret.len() > 10 && !traced.contains(&secret) && !shown.contains(&secret), "{secret}\n{shown}");
    }
}

#[tokio::test]
async fn each_call_and_each_attempt_is_a_span_with_its_details() {
    listen();
    let setup = Setup::new().await;
    let client = setup.app().build().unwrap();
    setup.server.fault(Fault::rate_limit(Duration::from_secs(3)).on("calendar.get")).unwrap();
    client.send(&get()).await.unwrap();
    setup.server.fault(Fault::code(191_000).on("calendar.get")).unwrap();
    client.send(&get()).await.unwrap_err();
    let traced = traced();
    let address = format!(":calendar_id server.address={}", setup.server.address());
    for part in [
        &*address,
        "calendar.call{otel.name=calendar.get",
        "calendar.attempt{otel.kind=client otel.name=calendar.get http.request.method=GET \
         url.template=/open-apis/calendar/v4/calendars/:calendar_id",
        "http.request.resend_count=1",
        "http.response.status_code=429",
        "attempts=2",
        "code=191000",
        "error.type=\"api\"",
        "log_id=",
        "wait=3",
        "calendar.call{otel.name=auth.tenant_access_token_internal log_id=",
        " WARN calendar_generated::client::trace: calendar.get: code 191000 (HTTP 404): calendar not found",
    ] {
        assert!(traced.contains(part), "{part}\n{traced}");
    }
    assert!(!traced.contains("attempts=1"), "one attempt is the rule, and is not recorded");
}

#[tokio::test]
async fn a_wait_under_a_rate_limit_is_traced() {
    listen();
    let setup = Setup::new().await;
    let client = setup.app().retry(RetryPolicy::none()).build().unwrap();
    setup.server.fault(Fault::rate_limit(Duration::from_secs(2)).on("calendar.get")).unwrap();
    client.send(&get()).await.unwrap_err();
    // The pause that the server asks for applies to the next call as well.
    client.send(&get()).await.unwrap();
    let traced = traced();
    assert!(traced.contains("waits for its turn under the documented rate limit wait=2"), "{traced}");
}

#[test]
fn a_value_that_cannot_be_decoded_is_traced_by_its_path_alone() {
    listen();
    let body = br#"{"code":0,"msg":"success","data":{"calendar_list":[{"calendar_id":"c"},"s3cretvalue"]}}"#;
    let page = transport::decode::<calendar::List>(StatusCode::OK, &HeaderMap::new(), body).unwrap();
    assert_eq!(page.calendar_list.len(), 1);
    let traced = traced();
    let warning = " WARN calendar_generated::transport::decode: skipped a value that could not be decoded \
                   endpoint=\"calendar.list\" path=\"data.calendar_list[1]\" \
                   reason=\"invalid type: string, expected an object (`Calendar`)\"";
    assert!(traced.contains(warning) && !traced.contains("s3cretvalue"), "{traced}");
}

#[test]
fn a_value_of_a_notification_that_cannot_be_decoded_is_traced_by_its_path_alone() {
    listen();
    let body = br#"{"schema":"2.0","header":{"event_type":"a.b","app_id":["s3cretvalue"]},"event":{}}"#;
    Notification::<Event>::decode(body).unwrap();
    let traced = traced();
    let warning = " WARN calendar_generated::notification: skipped a value that could not be decoded \
                   event_type=\"a.b\" path=\"header.app_id\" reason=";
    assert!(traced.contains(warning) && !traced.contains("s3cretvalue"), "{traced}");
}
