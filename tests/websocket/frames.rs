//! Frames that are changed, split, out of order, missing or doubled.

use std::time::Duration;

use calendar_generated::mock::{ConnectionSettings, FrameFault};

use crate::support::{ANSWER_WITHIN, Setup};

fn in_pieces(bytes: usize) -> ConnectionSettings {
    ConnectionSettings { piece_bytes: bytes, answer_within: ANSWER_WITHIN, ..ConnectionSettings::default() }
}

#[tokio::test]
async fn an_event_is_handled_once_whichever_byte_of_a_frame_is_changed() {
    // An event whose frame is damaged is often not answered, so that waiting for that has to be short.
    let hasty = ConnectionSettings { answer_within: Duration::from_millis(60), ..ConnectionSettings::default() };
    let setup = Setup::settings(hasty).await;
    let receiver = setup.receive();
    setup.connected(1).await;
    let mut pushed = 0;
    // Many at once, changed so that no ID becomes that of another event, as all of them are hexadecimal. Where the ID
    // itself is changed, nobody can tell.
    for bytes in (0..420).collect::<Vec<_>>().chunks(35) {
        setup.server.reset();
        let mut ids = Vec::new();
        for byte in bytes {
            for bits in [0xff, 0x40] {
                setup.server.frame_fault(FrameFault::Flip(*byte, bits));
                ids.push(setup.push());
            }
        }
        setup.server.deliver().await;
        for id in &ids {
            setup.deliver(id).await;
        }
        pushed += ids.len();
        assert_eq!(receiver.handled.total(), pushed, "{bytes:?}");
    }
    // One by one, what comes before the content, so that digits become other digits.
    for byte in 0..140 {
        setup.server.reset();
        setup.server.frame_fault(FrameFault::Flip(byte, 0x02));
        setup.deliver(&setup.push()).await;
        pushed += 1;
        assert_eq!(receiver.handled.total(), pushed, "{byte}");
    }
    assert_eq!(receiver.handled.most(), 1);
    receiver.close().await;
}

#[tokio::test]
async fn an_event_in_pieces_arrives_whole_in_whatever_order_they_come() {
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
