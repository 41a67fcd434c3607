//! Nothing that a client prints, traces or fails with shows a token or a secret.
//!
//! A program of its own, since what is traced goes to one place for a whole program: subscribers that come and go while
//! other tests run lose spans.

#[path = "../client/support.rs"]
#[allow(dead_code, reason = "the tests of the client use more of it")]
mod support;

use std::cell::RefCell;
use std::fmt::Write as _;
use std::io::Write;
use std::sync::Once;
use std::time::Duration;

use calendar_generated::mock::Fault;
use calendar_generated::{Client, MemoryTokenStore, UserToken};
use tracing_subscriber::fmt::format::FmtSpan;

use support::{APP, APP_SECRET, Setup, create_event, get};

thread_local! {
    /// What is traced by this thread, which is to say by one test.
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
    assert!(secrets.len() > 10 && traced.contains("calendar.call") && shown.contains("191000"));
    for secret in secrets {
        assert!(!traced.contains(secret) && !shown.contains(secret), "{secret}");
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
    for part in [
        "calendar.call{otel.name=calendar.get",
        "calendar.attempt{otel.kind=client otel.name=calendar.get http.request.method=GET \
         url.template=/open-apis/calendar/v4/calendars/:calendar_id server.address=",
        "http.request.resend_count=1",
        "http.response.status_code=429",
        "attempts=2",
        "code=191000",
        "error.type=\"api\"",
        "log_id=",
        "wait=3",
        "otel.name=auth.tenant_access_token_internal",
        " WARN calendar_generated::client::trace: calendar.get: code 191000 (HTTP 404): calendar not found",
    ] {
        assert!(traced.contains(part), "{part}\n{traced}");
    }
}
