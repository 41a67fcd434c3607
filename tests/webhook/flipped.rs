//! Every byte of a request changed, one at a time: each such request is rejected.

use calendar_generated::webhook::Received;

use crate::support::{Sent, vector};

/// Values that differ from a byte in each of its bits, in case, and in all of them.
fn changes(byte: u8) -> impl Iterator<Item = u8> {
    (0..8).map(move |bit| byte ^ (1 << bit)).chain([!byte])
}

/// The request with each byte of its body changed.
fn bodies(request: &Sent) -> impl Iterator<Item = Sent> {
    (0..request.body.len()).flat_map(move |index| {
        changes(request.body[index]).map(move |byte| {
            let mut request = request.clone();
            request.body[index] = byte;
            request
        })
    })
}

/// The request with each byte of its headers changed, as far as HTTP carries it.
fn headers(request: &Sent) -> impl Iterator<Item = Sent> {
    let names = request.headers.keys().cloned().collect::<Vec<_>>();
    names.into_iter().flat_map(move |name| {
        let value = request.headers[&name].as_bytes().to_vec();
        (0..value.len()).flat_map(changed_at(value)).filter_map(move |value| {
            let mut request = request.clone();
            request.headers.insert(name.clone(), value.try_into().ok()?);
            Some(request)
        })
    })
}

fn changed_at(value: Vec<u8>) -> impl Fn(usize) -> Vec<Vec<u8>> {
    move |index| {
        let change = |byte| [&value[..index], &[byte], &value[index + 1..]].concat();
        changes(value[index]).map(change).collect()
    }
}

#[test]
fn a_notification_with_any_byte_changed_is_rejected() {
    for name in ["calendar-changed", "third-party-room", "unknown-event-of-whole-blocks"] {
        let request = vector(name);
        assert!(request.received().is_ok());
        let forgeries: Vec<_> = bodies(&request).chain(headers(&request)).collect();
        assert!(forgeries.len() > 8 * (request.body.len() + 64), "{}", forgeries.len());
        for forgery in forgeries {
            assert!(forgery.received().is_err(), "{:?} {}", forgery.headers, forgery.body.escape_ascii());
        }
    }
}

#[test]
fn a_truncated_or_extended_notification_is_rejected() {
    let request = vector("calendar-changed");
    for length in 0..request.body.len() {
        let body = request.body[..length].to_vec();
        assert!(Sent { body, ..request.clone() }.received().is_err(), "{length}");
    }
    for more in ["\n", " ", "{}", "\0"] {
        let body = [&request.body[..], more.as_bytes()].concat();
        assert!(Sent { body, ..request.clone() }.received().is_err(), "{more:?}");
    }
}

/// It is not signed, so a changed challenge is returned changed; nothing else is accepted.
#[test]
fn a_url_verification_with_any_byte_changed_is_rejected_or_echoed_but_never_a_notification() {
    let request = vector("url-verification");
    let mut refused = 0;
    for forgery in bodies(&request) {
        match forgery.received() {
            Err(_) => refused += 1,
            Ok(Received::Challenge(challenge)) => assert!(challenge.text().len() <= 256),
            Ok(other) => panic!("{other:?}"),
        }
    }
    assert!(refused > 8 * request.body.len(), "nearly all are refused, not {refused}");
}

#[test]
fn the_signature_of_one_notification_is_invalid_for_another() {
    let (one, other) = (vector("calendar-changed"), vector("third-party-room"));
    assert!(Sent { headers: one.headers, body: other.body }.received().is_err());
}
