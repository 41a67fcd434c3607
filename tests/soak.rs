//! A long connection under load while frames, connections and handlers fail. A separate program, since it measures the
//! memory of its process.

#![cfg(unix)]

#[path = "websocket/support.rs"]
#[allow(dead_code, reason = "the tests of the connection use more of it")]
mod support;

use std::time::Duration;

use calendar_generated::mock::{ConnectionSettings, FrameFault};
use nix::sys::resource::{UsageWho, getrusage};
use serde_json::json;

use support::{ANSWER_WITHIN, EVENT, Handled, Receiver, Setup, until};

const EVENTS: usize = 10_000;
/// A hundred events a second by the clock of the test.
const STEP: usize = 10;
const STEP_TIME: Duration = Duration::from_millis(100);

/// The fault of every twelfth event.
const FAULTS: [FrameFault; 7] = [
    FrameFault::Lost,
    FrameFault::Duplicate,
    FrameFault::WrongSeq,
    FrameFault::Garbage,
    FrameFault::Reversed,
    FrameFault::MissingPiece,
    FrameFault::Flip(5, 0xff),
];

/// A tenth of the events fails: by a fault, by a cut of the connection, which affects all events in transit, or in the
/// handler.
fn fault(number: usize) -> FrameFault {
    match number {
        _ if number % 500 == 250 => FrameFault::Cut,
        _ if number.is_multiple_of(12) => FAULTS[number / 12 % FAULTS.len()],
        _ => FrameFault::Nothing,
    }
}

/// The number of events after which everything with a bound has reached it: the record of the server, pieces, queues.
const WARM: usize = 3_000;
/// A part of it are ten thousand remembered IDs; the events after the first 3,000 have 21 MB.
const MOST_GROWTH: i64 = 8 << 10;

#[tokio::test]
async fn ten_thousand_events_of_which_a_tenth_fails_are_handled_once_each_in_flat_memory() {
    let settings =
        ConnectionSettings { piece_bytes: 2048, answer_within: ANSWER_WITHIN, ..ConnectionSettings::default() };
    let setup = Setup::settings(settings).await;
    let succeeded = Handled::default();
    let receiver = receive(&setup, succeeded.clone());
    setup.connected(1).await;
    (0..EVENTS).for_each(|number| setup.server.frame_fault(fault(number)));
    let (ids, warm) = tokio::select! {
        pushed = push(&setup) => pushed,
        () = deliver(&setup) => unreachable!("it goes on for ever"),
    };
    setup.server.clear_faults();
    drain(&setup).await;
    let lost: Vec<_> = ids.iter().filter(|id| succeeded.times(id) == 0).collect();
    let fate = |id: &String| {
        let pushed = setup.server.notifications().into_iter().find(|pushed| pushed.event_id == *id);
        pushed.map(|pushed| (pushed.sent, pushed.answers, pushed.due))
    };
    assert!(lost.is_empty(), "{} are lost, such as {:?}: {:?}", lost.len(), lost[0], fate(lost[0]));
    assert_eq!((succeeded.total(), succeeded.most()), (EVENTS, 1));
    assert!(setup.server.notifications().iter().all(|pushed| pushed.is_delivered));
    let (calls, connections) = (receiver.handled.total(), setup.server.expect("websocket.handshake").requests().len());
    let grown = peak() - warm;
    println!("{EVENTS} events, {calls} calls of the handler, {connections} connections, {grown} KiB more at the end");
    assert!(calls > EVENTS && connections > 15, "too little went wrong");
    assert!(grown < MOST_GROWTH, "{grown} KiB");
    receiver.close().await;
}

/// A handler that fails the first time with every fiftieth event.
fn receive(setup: &Setup, succeeded: Handled) -> Receiver {
    let failed = Handled::default();
    setup.receive_with(
        |connection| connection,
        move |notification| {
            let id = notification.header.event_id.as_deref().unwrap_or_default();
            let number = usize::from_str_radix(&id[id.len() - 8..], 16).unwrap();
            let fails = number % 50 == 0 && failed.times(id) == 0;
            if fails {
                failed.note(&notification);
            } else {
                succeeded.note(&notification);
            }
            async move { if fails { Err("the database is down".into()) } else { Ok(()) } }
        },
    )
}

/// Pushes all events, no faster than the server sends them; returns their IDs, and the memory after the first ones.
async fn push(setup: &Setup) -> (Vec<String>, i64) {
    let (mut ids, mut warm) = (Vec::new(), 0);
    let text = "x".repeat(3000);
    while ids.len() < EVENTS {
        for _ in 0..STEP {
            ids.push(setup.server.push(EVENT, json!({ "user_id_list": [], "text": text })));
        }
        setup.clock.advance(STEP_TIME);
        tokio::time::sleep(Duration::from_millis(1)).await;
        if ids.len() % 100 == 0 {
            let never_sent = || setup.server.notifications().iter().filter(|pushed| pushed.sent.is_empty()).count();
            until(|| never_sent() < 100).await;
        }
        if ids.len() == WARM {
            warm = peak();
        }
    }
    (ids, warm)
}

async fn deliver(setup: &Setup) {
    loop {
        setup.server.deliver().await;
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
}

/// Advances the clock until the platform has delivered all events.
async fn drain(setup: &Setup) {
    for pause in [15, 300, 3600, 6 * 3600].into_iter().cycle().take(20) {
        setup.clock.advance(Duration::from_secs(pause));
        tokio::time::sleep(Duration::from_millis(20)).await;
        setup.server.deliver().await;
        if setup.server.notifications().iter().all(|pushed| pushed.due.is_none()) {
            break;
        }
    }
}

/// The peak memory of this process in KiB.
fn peak() -> i64 {
    let unit = if cfg!(target_vendor = "apple") { 1024 } else { 1 };
    getrusage(UsageWho::RUSAGE_SELF).unwrap().max_rss() / unit
}
