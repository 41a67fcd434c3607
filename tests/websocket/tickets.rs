//! The client receives the ticket of a store application, without a handler that passes it on.

use calendar_generated::{Client, calendar};
use serde_json::json;

use crate::support::{APP, APP_SECRET, Setup};

#[tokio::test]
async fn the_event_with_the_ticket_reaches_the_client_and_no_handler() {
    let mut setup = Setup::new().await;
    let store_app = Client::builder().store_app(APP, APP_SECRET, "acme").base_url(&setup.server);
    setup.client = store_app.clock(setup.clock.clone()).build().unwrap();
    let receiver = setup.receive();
    setup.connected(1).await;
    let list = calendar::List::builder().build().unwrap();
    let error = setup.client.send(&list).await.unwrap_err().to_string();
    assert!(error.contains("no app ticket yet"), "{error}");

    setup.client.resend_app_ticket().await.unwrap();
    let ticket = setup.server.notifications().last().unwrap().event_id.clone();
    setup.deliver(&ticket).await;
    assert_eq!(setup.pushed(&ticket).answers, [200]);
    setup.client.send(&list).await.unwrap();
    let calls = setup.server.expect("auth.app_access_token").requests().len();
    assert_eq!((calls, receiver.handled.times(&ticket)), (1, 0));

    // The ticket of another application is passed to the handler, like any event.
    let other = setup.server.push("app_ticket", json!({ "app_id": "cli_other", "app_ticket": "x" }));
    setup.deliver(&other).await;
    assert_eq!(receiver.handled.times(&other), 1);
    receiver.close().await;
}
