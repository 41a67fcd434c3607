//! The client receives the ticket of a store application, without a handler that passes it on.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use calendar_generated::mock::MockServer;
use calendar_generated::webhook::{BoxError, Receiver};
use calendar_generated::{Client, MemoryTokenStore, calendar};
use serde_json::{Value, json};

use crate::saving::{Saving, full};
use crate::support::{Sent, TOKEN, encrypted, signed, timeless};

/// As on the page of the event.
fn ticket(app: &str, ticket: &Value) -> Sent {
    let event = json!({ "app_id": app, "app_ticket": ticket, "type": "app_ticket" });
    let body =
        json!({ "ts": "1502199207.7171419", "uuid": "u", "token": TOKEN, "type": "event_callback", "event": event });
    signed(encrypted(body.to_string().as_bytes()))
}

#[tokio::test]
async fn the_event_with_the_ticket_reaches_the_client_and_no_handler() {
    let server = MockServer::start().await.unwrap();
    let client = Client::builder().store_app("cli_a", "s", "acme").base_url(&server).build().unwrap();
    let calls = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&calls);
    let receiver = Receiver::new(timeless(), move |_| {
        counter.fetch_add(1, Ordering::SeqCst);
        std::future::ready(Ok::<(), BoxError>(()))
    });
    let receiver = receiver.keep_app_tickets(&client).unwrap();
    let list = calendar::List::builder().build().unwrap();
    assert!(client.send(&list).await.is_err(), "there is no ticket yet");

    // Events for another application, or without a ticket, are passed to the handler.
    for other in [ticket("cli_b", &json!("x")), ticket("cli_a", &json!("")), ticket("cli_a", &json!(5))] {
        assert_eq!(receiver.respond(&other.headers, &other.body).await.status(), 200);
    }
    assert!(client.send(&list).await.is_err());

    let before = calls.load(Ordering::SeqCst);
    // All four have one ID, which is remembered only for the handler.
    for text in ["first", "second"] {
        let sent = ticket("cli_a", &json!(text));
        assert_eq!(receiver.respond(&sent.headers, &sent.body).await.status(), 200);
    }
    client.send(&list).await.unwrap();
    let app_token = server.expect("auth.app_access_token").requests()[0].json().unwrap();
    assert_eq!(app_token["app_ticket"], "second");
    assert_eq!((before, calls.load(Ordering::SeqCst)), (1, 1));
}

#[tokio::test]
async fn a_ticket_that_could_not_be_saved_is_requested_again() {
    let client = Client::builder().store_app("cli_a", "s", "acme").token_store(Saving(MemoryTokenStore::new(), full));
    let client = client.build().unwrap();
    let receiver = Receiver::new(timeless(), |_| std::future::ready(Ok::<(), BoxError>(())));
    let receiver = receiver.keep_app_tickets(&client).unwrap();
    let sent = ticket("cli_a", &json!("x"));
    assert_eq!(receiver.respond(&sent.headers, &sent.body).await.status(), 500);
}

#[tokio::test]
async fn a_client_without_an_application_has_no_tickets() {
    let client = Client::builder().tenant_token("t-1").build().unwrap();
    let receiver = Receiver::new(timeless(), |_| std::future::ready(Ok::<(), BoxError>(())));
    let error = receiver.keep_app_tickets(&client).unwrap_err().to_string();
    assert!(error.contains("no application"), "{error}");
}
