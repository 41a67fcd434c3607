//! Connections that break at any byte.

use std::time::Duration;

use calendar_generated::websocket::ConnectionState;

use crate::support::Setup;

#[tokio::test]
async fn an_event_is_handled_and_acknowledged_once_if_the_connection_breaks_at_any_byte() {
    let setup = Setup::new().await;
    let mut bytes = 0;
    loop {
        setup.server.reset();
        setup.server.cut_next_connection(bytes);
        let receiver = setup.receive();
        let id = setup.push();
        setup.deliver(&id).await;
        let pushed = setup.pushed(&id);
        assert_eq!(receiver.handled.times(&id), 1, "cut after {bytes} bytes: {pushed:?}");
        assert_eq!(pushed.answers, [200], "cut after {bytes} bytes: {pushed:?}");
        let was_whole = pushed.sent.len() == 1 && *receiver.state.borrow() == ConnectionState::Connected;
        receiver.close().await;
        setup.connected(0).await;
        // A complete session: the connection, a ping and a pong, an event and its response.
        if was_whole && bytes > 500 {
            break;
        }
        bytes += 1;
        assert!(bytes < 2000, "a session has fewer bytes");
    }
    println!("a session of {bytes} bytes, cut at each of them");
}

#[tokio::test]
async fn a_handler_outlives_the_connection_of_its_event() {
    let setup = Setup::new().await;
    let (begun, done) =
        (std::sync::Arc::new(tokio::sync::Semaphore::new(0)), std::sync::Arc::new(tokio::sync::Semaphore::new(0)));
    let (has_begun, finish) = (std::sync::Arc::clone(&begun), std::sync::Arc::clone(&done));
    let receiver = setup.receive_with(
        |connection| connection,
        move |_| {
            let (begun, done) = (std::sync::Arc::clone(&begun), std::sync::Arc::clone(&done));
            async move {
                begun.add_permits(1);
                done.acquire().await?.forget();
                Ok(())
            }
        },
    );
    setup.connected(1).await;
    let id = setup.push();
    let cut = async {
        has_begun.acquire().await.unwrap().forget();
        setup.server.cut_connections();
    };
    tokio::join!(setup.server.deliver(), cut);
    finish.add_permits(1);
    setup.clock.advance(Duration::from_secs(15));
    setup.deliver(&id).await;
    assert_eq!((setup.pushed(&id).answers, receiver.handled.times(&id)), (vec![200], 1));
    receiver.close().await;
}
