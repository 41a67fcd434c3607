//! Frames that are changed, split, out of order, missing or doubled.

use std::collections::HashSet;
use std::time::Duration;

use calendar_generated::mock::{ConnectionSettings, FrameFault};
use calendar_generated::reqwest;
use serde_json::{Value, json};

use crate::support::{ANSWER_WITHIN, Receiver, Setup};

fn in_pieces(bytes: usize) -> ConnectionSettings {
    ConnectionSettings { piece_bytes: bytes, answer_within: ANSWER_WITHIN, ..ConnectionSettings::default() }
}

fn push_with(setup: &Setup, fault: FrameFault) -> (String, FrameFault) {
    setup.server.frame_fault(fault);
    (setup.push(), fault)
}

/// Each event was handled once: unchanged, or, if the changed byte is part of its ID or of the keys of the ID, in its
/// changed form. Without TLS this cannot be detected.
async fn check(setup: &Setup, receiver: &Receiver, pushed: &[(String, FrameFault)], known: &mut HashSet<String>) {
    let mut strays = HashSet::new();
    for (id, _) in pushed {
        setup.deliver(id).await;
    }
    let ids: HashSet<&String> = pushed.iter().map(|(id, _)| id).collect();
    strays.extend(receiver.handled.ids().into_iter().filter(|id| known.insert(id.clone()) && !ids.contains(id)));
    for (id, fault) in pushed {
        let FrameFault::Flip(_, bits) = *fault else { panic!("{fault}") };
        let body = setup.pushed(id).body.to_string();
        let is_it = |stray: &String| is_flipped(stray, id, bits) || is_flipped(stray, &body, bits);
        let as_other = strays.extract_if(is_it).count();
        assert_eq!(receiver.handled.times(id) + as_other, 1, "{id} {fault}: {strays:?}");
    }
    assert!(strays.is_empty(), "{strays:?}");
}

/// Whether two IDs differ in these bits of one byte only.
fn is_flipped(one: &str, other: &str, bits: u8) -> bool {
    let changes = one.bytes().zip(other.bytes()).map(|(one, other)| one ^ other).filter(|change| *change != 0);
    one.len() == other.len() && changes.eq([bits])
}

#[tokio::test]
async fn an_event_is_handled_once_if_any_byte_of_its_frame_is_changed() {
    // Events with damaged frames often get no response, so the server waits for it only briefly.
    let hasty = ConnectionSettings { answer_within: Duration::from_millis(60), ..ConnectionSettings::default() };
    let setup = Setup::settings(hasty).await;
    let receiver = setup.receive();
    setup.connected(1).await;
    let mut handled = HashSet::new();
    // Many at once, with changes that turn no ID into that of another event, since IDs are hexadecimal.
    for bytes in (0..420).collect::<Vec<_>>().chunks(35) {
        setup.server.reset();
        let faults = bytes.iter().flat_map(|byte| [FrameFault::Flip(*byte, 0xff), FrameFault::Flip(*byte, 0x40)]);
        let pushed: Vec<_> = faults.map(|fault| push_with(&setup, fault)).collect();
        setup.server.deliver().await;
        check(&setup, &receiver, &pushed, &mut handled).await;
    }
    // One by one, the bytes before the content, so that digits become other digits.
    for byte in 0..140 {
        setup.server.reset();
        let pushed = push_with(&setup, FrameFault::Flip(byte, 0x02));
        check(&setup, &receiver, &[pushed], &mut handled).await;
    }
    assert_eq!(receiver.handled.most(), 1);
    receiver.close().await;
}

#[tokio::test]
async fn faults_can_be_set_over_http() {
    let setup = Setup::settings(in_pieces(1 << 20)).await;
    let receiver = setup.receive();
    setup.connected(1).await;
    let _ = rustls::crypto::ring::default_provider().install_default();
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let post = |path, body: Value| {
        let request = http.post(format!("{}/__mock/{path}", setup.server.url())).body(body.to_string());
        async { serde_json::from_str::<Value>(&request.send().await.unwrap().text().await.unwrap()).unwrap() }
    };
    post("connections/faults", json!({ "fault": "lost", "every": 2, "times": 2 })).await;
    let mut ids = Vec::new();
    for _ in 0..5 {
        let pushed = post("notifications", json!({ "event_type": "a.b", "event": {} })).await;
        ids.push(pushed["event_id"].as_str().unwrap().to_owned());
    }
    setup.server.deliver().await;
    let times = |id: &String| receiver.handled.times(id);
    assert_eq!(ids.iter().map(times).collect::<Vec<_>>(), [1, 0, 1, 0, 1]);
    post("connections/cut", json!({ "after_bytes": 200 })).await;
    setup.server.cut_connections();
    for id in &ids {
        setup.deliver(id).await;
    }
    assert_eq!(ids.iter().map(times).collect::<Vec<_>>(), [1; 5]);
    let connections = setup.server.expect("websocket.handshake").requests().len();
    assert_eq!(connections, 3, "the second was cut");
    receiver.close().await;
}

#[tokio::test]
async fn an_event_in_pieces_is_reassembled_in_any_order() {
    let setup = Setup::settings(in_pieces(7)).await;
    let receiver = setup.receive();
    setup.connected(1).await;
    for fault in [None, Some(FrameFault::Reversed), Some(FrameFault::Duplicate)] {
        if let Some(fault) = fault {
            setup.server.frame_fault(fault);
        }
        let id = setup.push();
        setup.server.deliver().await;
        assert_eq!((setup.pushed(&id).answers, receiver.handled.times(&id)), (vec![200], 1), "{fault:?}");
    }
    receiver.close().await;
}

#[tokio::test]
async fn a_damaged_or_lost_event_is_handled_when_it_is_repeated() {
    let setup = Setup::settings(in_pieces(100)).await;
    let receiver = setup.receive();
    setup.connected(1).await;
    for fault in [FrameFault::Lost, FrameFault::MissingPiece, FrameFault::WrongSeq, FrameFault::Garbage] {
        setup.server.frame_fault(fault);
        let id = setup.push();
        setup.server.deliver().await;
        assert_eq!((setup.pushed(&id).answers, receiver.handled.times(&id)), (vec![], 0), "{fault:?}");
        setup.clock.advance(Duration::from_secs(15));
        setup.server.deliver().await;
        assert_eq!((setup.pushed(&id).answers, receiver.handled.times(&id)), (vec![200], 1), "{fault:?}");
    }
    receiver.close().await;
}

#[tokio::test]
async fn an_event_that_is_sent_twice_is_handled_once() {
    let setup = Setup::new().await;
    let receiver = setup.receive();
    setup.connected(1).await;
    setup.server.frame_fault(FrameFault::Duplicate);
    let id = setup.push();
    setup.deliver(&id).await;
    assert_eq!(receiver.handled.times(&id), 1);
    receiver.close().await;
}
