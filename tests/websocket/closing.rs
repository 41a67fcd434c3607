//! How a connection is closed on request.

use std::time::Duration;

use calendar_generated::events::Event;
use calendar_generated::websocket::ConnectionState;

use crate::support::{Setup, until};

#[tokio::test]
async fn closing_waits_for_handlers_and_leaves_new_events_to_other_connections() {
    let setup = Setup::new().await;
    let (mut receiver, finish) = setup.receive_slowly();
    setup.connected(1).await;
    let id = setup.push();
    let mut late = String::new();
    let close = async {
        until(|| receiver.handled.times(&id) == 1).await;
        receiver.stop();
        tokio::time::sleep(Duration::from_millis(20)).await;
        late = setup.push();
        finish.add_permits(1);
    };
    tokio::join!(setup.server.deliver(), close);
    let state = receiver.state.clone();
    let handled = receiver.handled.clone();
    receiver.end().await.unwrap();
    assert_eq!(setup.pushed(&id).answers, [200]);
    assert_eq!(*state.borrow(), ConnectionState::Closed);
    assert_eq!(handled.times(&late), 0);
    setup.connected(0).await;
    // The other connection gets it.
    let other = setup.receive();
    setup.deliver(&late).await;
    assert_eq!(other.handled.times(&late), 1);
    other.close().await;
}

#[tokio::test]
async fn a_dropped_stream_closes_its_connection_and_its_events_are_sent_again() {
    let setup = Setup::new().await;
    let mut events = setup.client.events::<Event>().stream();
    setup.connected(1).await;
    let id = setup.push();
    let take = async {
        let delivery = events.next().await.unwrap().unwrap();
        drop(events);
        drop(delivery);
    };
    tokio::join!(setup.server.deliver(), take);
    setup.connected(0).await;
    assert_eq!(setup.pushed(&id).answers, [500]);
}

#[tokio::test]
async fn waiting_for_the_next_event_can_be_cancelled_at_any_time() {
    let setup = Setup::new().await;
    let mut events = setup.client.events::<Event>().stream();
    setup.connected(1).await;
    let ids: Vec<String> = (0..50).map(|_| setup.push()).collect();
    let take = async {
        let mut taken = 0;
        while taken < ids.len() {
            let next = tokio::time::timeout(Duration::from_micros(50), events.next());
            if let Ok(delivery) = next.await {
                delivery.unwrap().unwrap().accept();
                taken += 1;
            }
        }
    };
    tokio::join!(setup.server.deliver(), take);
    assert!(ids.iter().all(|id| setup.pushed(id).answers == [200]));
}

#[tokio::test]
async fn a_connection_that_is_not_open_yet_closes_at_once() {
    let setup = Setup::new().await;
    let fault = calendar_generated::mock::Fault::status(503).on("websocket.endpoint").always();
    setup.server.fault(fault).unwrap();
    let receiver = setup.receive();
    until(|| matches!(*receiver.state.borrow(), ConnectionState::Waiting { .. })).await;
    receiver.close().await;
}
