//! What arrives, and when it is acknowledged.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use calendar_generated::events::Event;
use calendar_generated::{Client, calendar};
use serde_json::json;
use tokio::sync::Semaphore;

use crate::support::{EVENT, Setup, until};

#[tokio::test]
async fn an_event_is_typed_and_acknowledged_after_its_handler() {
    let setup = Setup::new().await;
    let mut events = setup.client.events::<Event>().stream();
    let id = setup.push();
    setup.connected(1).await;
    let (delivery, ()) = tokio::join!(events.next(), async {
        tokio::time::timeout(Duration::from_millis(1), setup.server.deliver()).await.ok();
    });
    let delivery = delivery.unwrap().unwrap();
    assert_eq!(delivery.notification.header.event_id.as_deref(), Some(id.as_str()));
    assert_eq!(delivery.notification.header.event_type.as_deref(), Some(EVENT));
    let Event::CalendarChanged(changed) = &delivery.notification.event else { panic!("{delivery:?}") };
    assert_eq!(changed.user_id_list[0].open_id.as_deref(), Some("ou_a"));
    delivery.accept();
    // The server waited only briefly above, so the event is sent again, and recognized.
    setup.deliver(&id).await;
    assert_eq!(setup.pushed(&id).answers, [200]);
}

#[tokio::test]
async fn notifications_about_calendar_subscriptions_arrive_too() {
    let setup = Setup::new().await;
    let receiver = setup.receive();
    setup.connected(1).await;
    let user =
        Client::builder().user_token("u-alice").base_url(&setup.server).clock(setup.clock.clone()).build().unwrap();
    user.send(&calendar::Subscription::builder().build().unwrap()).await.unwrap();
    user.send(&calendar::Create::builder().summary("Team").build().unwrap()).await.unwrap();
    setup.clock.advance(Duration::from_secs(4));
    setup.server.deliver().await;
    let notifications = setup.server.notifications();
    assert_eq!(notifications.len(), 1, "{notifications:?}");
    assert_eq!((receiver.handled.times(&notifications[0].event_id), &*notifications[0].answers), (1, &[200][..]));
    receiver.close().await;
}

#[tokio::test]
async fn an_event_of_an_unknown_type_keeps_its_json() {
    let setup = Setup::new().await;
    let mut events = setup.client.events::<Event>().stream();
    setup.connected(1).await;
    let event = json!({ "message": { "content": "程".repeat(1000) } });
    setup.server.push("im.message.receive_v1", event.clone());
    let server = &setup.server;
    let take = async {
        let delivery = events.next().await.unwrap().unwrap();
        let Event::Unrecognized(unknown) = delivery.notification.event.clone() else { panic!("{delivery:?}") };
        delivery.accept();
        (unknown.event_type().to_owned(), serde_json::from_str(unknown.json()).unwrap())
    };
    let (taken, ()) = tokio::join!(take, server.deliver());
    assert_eq!(taken, ("im.message.receive_v1".to_owned(), event));
    assert_eq!(server.notifications()[0].answers, [200]);
}

#[tokio::test]
async fn an_event_whose_handler_fails_is_repeated() {
    let setup = Setup::new().await;
    let calls = Arc::new(AtomicUsize::new(0));
    let receiver = setup.receive_with(
        |connection| connection,
        move |_| {
            let call = calls.fetch_add(1, Ordering::Relaxed);
            async move {
                match call {
                    0 => Err("the database is down".into()),
                    1 => panic!("a mistake in the handler"),
                    _ => Ok(()),
                }
            }
        },
    );
    setup.connected(1).await;
    let id = setup.push();
    setup.deliver(&id).await;
    assert_eq!((setup.pushed(&id).answers, receiver.handled.times(&id)), (vec![500, 500, 200], 3));
    receiver.close().await;
}

#[tokio::test]
async fn a_dropped_delivery_is_sent_again() {
    let setup = Setup::new().await;
    let mut events = setup.client.events::<Event>().stream();
    setup.connected(1).await;
    let id = setup.push();
    let take = async {
        drop(events.next().await.unwrap().unwrap());
        events.next().await.unwrap().unwrap().accept();
    };
    tokio::join!(take, setup.deliver(&id));
    assert_eq!(setup.pushed(&id).answers, [500, 200]);
}

#[tokio::test]
async fn a_slow_handler_is_not_cancelled_and_its_success_counts() {
    let setup = Setup::with(|server| server).await;
    let (receiver, finish) = setup.receive_slowly();
    setup.connected(1).await;
    let id = setup.push();
    let pass = async {
        until(|| receiver.handled.times(&id) == 1).await;
        // Longer than the platform waits.
        setup.clock.advance(Duration::from_millis(2500));
    };
    tokio::join!(setup.server.deliver(), pass);
    assert_eq!(setup.pushed(&id).answers, [500], "told before the platform gives up");
    setup.clock.advance(Duration::from_secs(15));
    setup.server.deliver().await;
    assert_eq!(setup.pushed(&id).answers, [500, 500], "it still runs");
    finish.add_permits(1);
    setup.clock.advance(Duration::from_secs(300));
    setup.server.deliver().await;
    assert_eq!((setup.pushed(&id).answers, receiver.handled.times(&id)), (vec![500, 500, 200], 1));
    receiver.close().await;
}

#[tokio::test]
async fn no_more_handlers_run_at_once_than_allowed_and_the_others_wait() {
    let setup = Setup::with(|server| {
        let patient = calendar_generated::mock::ConnectionSettings {
            answer_within: Duration::from_secs(20),
            ..calendar_generated::mock::ConnectionSettings::default()
        };
        server.connections(patient)
    })
    .await;
    let (gate, running, most) =
        (Arc::new(Semaphore::new(0)), Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let (open, peak) = (Arc::clone(&gate), Arc::clone(&most));
    let receiver = setup.receive_with(
        |connection| connection.max_in_flight(3).answer_within(Duration::from_secs(3600)),
        move |_| {
            let (gate, running, most) = (Arc::clone(&gate), Arc::clone(&running), Arc::clone(&most));
            async move {
                most.fetch_max(running.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                gate.acquire().await?.forget();
                running.fetch_sub(1, Ordering::SeqCst);
                Ok(())
            }
        },
    );
    setup.connected(1).await;
    let ids: Vec<String> = (0..40).map(|_| setup.push()).collect();
    let pass = async {
        until(|| receiver.handled.total() == 3).await;
        open.add_permits(ids.len());
    };
    tokio::join!(setup.server.deliver(), pass);
    assert!(ids.iter().all(|id| setup.pushed(id).answers == [200] && receiver.handled.times(id) == 1));
    assert_eq!(peak.load(Ordering::SeqCst), 3);
    receiver.close().await;
}

#[tokio::test]
async fn with_two_connections_each_event_goes_to_one_of_them() {
    let setup = Setup::new().await;
    let receivers = [setup.receive(), setup.receive()];
    setup.connected(2).await;
    let ids: Vec<String> = (0..20).map(|_| setup.push()).collect();
    setup.server.deliver().await;
    for id in &ids {
        assert_eq!(receivers.iter().map(|receiver| receiver.handled.times(id)).sum::<usize>(), 1);
        assert_eq!(setup.pushed(id).answers, [200]);
    }
    assert!(receivers.iter().all(|receiver| receiver.handled.total() == 10));
    for receiver in receivers {
        receiver.close().await;
    }
}
