//! Connections that are lost, and peers that are silent.

use std::time::Duration;

use calendar_generated::mock::{ConnectionSettings, Fault, FrameFault};
use calendar_generated::websocket::ConnectionState;
use calendar_generated::{Client, RetryPolicy};

use crate::support::{APP, APP_SECRET, Setup, until};

const ENDPOINT: &str = "websocket.endpoint";

fn calls(setup: &Setup) -> u64 {
    setup.server.expect(ENDPOINT).requests().len() as u64
}

#[tokio::test]
async fn a_lost_connection_is_opened_again_with_a_new_url() {
    let setup = Setup::new().await;
    let receiver = setup.receive();
    for times in 1..=5 {
        setup.connected(1).await;
        until(|| setup.server.pong_count() == times).await;
        let id = setup.push();
        setup.deliver(&id).await;
        assert_eq!(calls(&setup), times);
        setup.server.cut_connections();
        until(|| setup.server.connection_count() == 0 || calls(&setup) > times).await;
        setup.clock.advance(Duration::from_secs(1));
    }
    assert_eq!(receiver.handled.total(), 5);
    receiver.close().await;
}

#[tokio::test]
async fn the_call_for_the_url_is_repeated_as_the_policy_says() {
    let busy = [1, 1_000_040_343, 1_000_040_345].map(Fault::code);
    for fault in busy.into_iter().chain([Fault::cut_after_reading()]) {
        let setup = Setup::new().await;
        let policy = RetryPolicy::default().backoff(Duration::ZERO, Duration::ZERO);
        let builder = Client::builder().app(APP, APP_SECRET).base_url(&setup.server).clock(setup.clock.clone());
        let setup = Setup { client: builder.retry(policy).build().unwrap(), ..setup };
        setup.server.fault(fault.on(ENDPOINT).times(2)).unwrap();
        // The clock stands still, so nothing else would make the call again.
        let receiver = setup.receive();
        setup.connected(1).await;
        assert_eq!(calls(&setup), 3);
        receiver.close().await;
    }
}

#[tokio::test]
async fn attempts_continue_at_the_interval_of_the_server() {
    let setup = Setup::settings(ConnectionSettings {
        reconnect_interval: Duration::from_secs(90),
        ..ConnectionSettings::default()
    })
    .await;
    let mut receiver = setup.receive();
    setup.connected(1).await;
    until(|| setup.server.pong_count() == 1).await;
    setup.server.fault(Fault::status(503).on(ENDPOINT).always()).unwrap();
    setup.server.cut_connections();
    for failures in 1..50 {
        let waiting =
            |state: &ConnectionState| matches!(state, ConnectionState::Waiting { failures: n, .. } if *n == failures);
        let state = *receiver.state.wait_for(waiting).await.unwrap();
        let pause = Duration::from_secs(90);
        assert_eq!(state, ConnectionState::Waiting { failures, pause });
        setup.clock.advance(pause);
    }
    setup.server.clear_faults();
    setup.clock.advance(Duration::from_secs(90));
    let connected = |state: &ConnectionState| *state == ConnectionState::Connected;
    tokio::time::timeout(Duration::from_secs(20), async {
        while !connected(&receiver.state.borrow()) {
            setup.clock.advance(Duration::from_secs(90));
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    })
    .await
    .unwrap();
    receiver.close().await;
}

#[tokio::test]
async fn a_day_of_pings_keeps_one_connection() {
    let setup = Setup::new().await;
    let receiver = setup.receive();
    setup.connected(1).await;
    let day = 24 * 60 * 60 / 120;
    for pongs in 1..=day {
        until(|| setup.server.pong_count() >= pongs).await;
        tokio::time::sleep(Duration::from_millis(2)).await;
        setup.clock.advance(Duration::from_secs(120));
    }
    assert_eq!(calls(&setup), 1, "one connection for the whole day");
    let id = setup.push();
    setup.deliver(&id).await;
    assert_eq!(receiver.handled.times(&id), 1);
    receiver.close().await;
}

#[tokio::test]
async fn a_connection_is_lost_after_a_missing_pong_but_not_after_a_late_one() {
    let setup = Setup::new().await;
    setup.server.frame_fault(FrameFault::LatePong(Duration::from_millis(50)));
    setup.server.frame_fault(FrameFault::NoPong);
    let receiver = setup.receive();
    setup.connected(1).await;
    until(|| setup.server.pong_count() == 1).await;
    tokio::time::sleep(Duration::from_millis(20)).await;
    assert_eq!(calls(&setup), 1, "the pong was late");
    // The second ping, and the time for its response.
    setup.clock.advance(Duration::from_secs(120));
    tokio::time::sleep(Duration::from_millis(50)).await;
    setup.clock.advance(Duration::from_secs(30));
    until(|| {
        setup.clock.advance(Duration::from_secs(1));
        calls(&setup) == 2
    })
    .await;
    receiver.close().await;
}

#[tokio::test]
async fn a_network_that_is_down_never_ends_the_stream() {
    let setup = Setup::new().await;
    setup.server.fault(Fault::cut_before_reading().on(ENDPOINT).times(3)).unwrap();
    setup.server.fault(Fault::code(1_000_040_343).on(ENDPOINT).times(3)).unwrap();
    setup.server.fault(Fault::status(502).on("websocket.handshake").times(3)).unwrap();
    setup.server.fault(Fault::cut_after_reading().on("websocket.handshake").times(3)).unwrap();
    let receiver = setup.receive();
    until(|| {
        setup.clock.advance(Duration::from_secs(120));
        setup.server.connection_count() == 1
    })
    .await;
    assert_eq!(calls(&setup), 13);
    receiver.close().await;
}
