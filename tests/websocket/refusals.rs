//! Errors that end the connection: the platform rejects the application.

use std::time::Duration;

use calendar_generated::events::Event;
use calendar_generated::mock::{ConnectionSettings, Fault};
use calendar_generated::{Client, EndpointMeta, Error, ErrorKind, Hook};
use http::Response;
use serde_json::json;

use crate::support::{APP, APP_SECRET, Setup, until};

const HANDSHAKE: &str = "websocket.handshake";

async fn refused(fault: Fault) -> Error {
    let setup = Setup::new().await;
    setup.server.fault(fault.on(HANDSHAKE).always()).unwrap();
    setup.receive().end().await.unwrap_err()
}

#[tokio::test]
async fn each_refusal_of_the_handshake_says_what_to_do() {
    for (code, advice) in
        [(403, "enabled and published"), (514, "app secret"), (1_000_040_350, "Close long connections")]
    {
        let error = refused(Fault::code(code)).await;
        assert_eq!(error.kind(), ErrorKind::Api, "{error}");
        assert_eq!((error.code_number(), error.endpoint()), (Some(code), Some(HANDSHAKE)));
        assert!(error.to_string().contains(advice), "{error}");
        println!("{error}");
    }
}

#[tokio::test]
async fn a_wrong_secret_ends_the_stream() {
    let setup = Setup::new().await;
    let client = Client::builder().app(APP, "wrong").base_url(&setup.server).build().unwrap();
    let mut events = client.events::<Event>().stream();
    let error = events.next().await.unwrap().unwrap_err();
    assert!((error.kind() == ErrorKind::Api) && error.endpoint() == Some("websocket.endpoint"), "{error}");
    assert!(!format!("{error} {error:?}").contains("wrong\""), "{error:?}");
    println!("{error}");
    assert!(events.next().await.is_none(), "it ends after an error");
}

/// A server that quotes what it received.
struct Quoting;

impl Hook for Quoting {
    fn response(&self, _: &'static EndpointMeta, response: &mut Response<Vec<u8>>) {
        let body = json!({ "code": 514, "msg": format!("{APP_SECRET} is not the secret of {APP}") });
        *response.body_mut() = body.to_string().into_bytes();
    }
}

#[tokio::test]
async fn an_error_that_quotes_the_secret_does_not_show_it() {
    let setup = Setup::new().await;
    let client = Client::builder().app(APP, APP_SECRET).base_url(&setup.server).hook(Quoting).build().unwrap();
    let error = client.events::<Event>().stream().next().await.unwrap().unwrap_err();
    assert_eq!(error.code_number(), Some(514), "{error}");
    let shown = format!("{error} {error:?}");
    assert!(shown.contains(&format!("is not the secret of {APP}")) && !shown.contains(APP_SECRET), "{shown}");
}

#[tokio::test]
async fn a_client_without_an_application_cannot_connect() {
    let setup = Setup::new().await;
    let client = Client::builder().tenant_token("t-1").base_url(&setup.server).build().unwrap();
    let error = client.events::<Event>().stream().next().await.unwrap().unwrap_err();
    assert!((error.kind() == ErrorKind::Configuration) && error.to_string().contains("app ID"), "{error}");
    assert!(setup.server.requests().is_empty());
}

#[tokio::test]
async fn one_connection_too_many_is_rejected_and_after_a_loss_only_the_third_time() {
    let setup = Setup::settings(ConnectionSettings { max_connections: 1, ..ConnectionSettings::default() }).await;
    let first = setup.receive();
    setup.connected(1).await;
    until(|| setup.server.pong_count() == 1).await;
    let error = setup.receive().end().await.unwrap_err();
    assert_eq!(error.code_number(), Some(1_000_040_350), "{error}");

    // The platform may still count a connection that was lost.
    setup.server.fault(Fault::code(1_000_040_350).on(HANDSHAKE).times(2)).unwrap();
    setup.server.cut_connections();
    until(|| {
        setup.clock.advance(Duration::from_secs(1));
        setup.server.connection_count() == 1 && setup.server.pong_count() == 2
    })
    .await;
    setup.server.fault(Fault::code(1_000_040_350).on(HANDSHAKE).always()).unwrap();
    setup.server.cut_connections();
    let clock = setup.clock.clone();
    let pass = tokio::spawn(async move {
        loop {
            clock.advance(Duration::from_secs(1));
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    });
    assert_eq!(first.end().await.unwrap_err().code_number(), Some(1_000_040_350));
    pass.abort();
}
