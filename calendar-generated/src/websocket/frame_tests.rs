//! Frames as bytes, and bytes that are not frames.

use super::*;

fn frame() -> Frame {
    let mut frame = Frame {
        seq_id: 300,
        log_id: u64::MAX,
        service: -1,
        method: 1,
        payload_encoding: Some("gzip".to_owned()),
        payload_type: Some(String::new()),
        payload: b"{}".to_vec(),
        log_id_new: Some("程".to_owned()),
        ..Frame::default()
    };
    frame.add_header("type", "event");
    frame.add_header("sum", "1");
    frame
}

/// The bytes that the vendor's SDK for Python 1.7.5 produces for a ping and for a frame with all fields.
const PING: &[u8] = b"\x08\x00\x10\x00\x18\x07\x20\x00\x2a\x0c\x0a\x04type\x12\x04ping";
const FULL: &[u8] = b"\x08\xac\x02\x10\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01\
    \x18\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01\x20\x01\x2a\x0d\x0a\x04type\x12\x05event\x2a\x08\x0a\x03sum\x12\x011\
    \x32\x04gzip\x3a\x00\x42\x02{}\x4a\x03\xe7\xa8\x8b";

#[test]
fn frames_have_the_bytes_that_the_vendors_library_writes() {
    let mut ping = Frame { service: 7, ..Frame::default() };
    ping.add_header("type", "ping");
    assert_eq!(ping.encode(), PING);
    assert_eq!(frame().encode(), FULL);
}

#[test]
fn a_frame_reads_back_as_it_was_written() {
    for bytes in [PING, FULL] {
        assert_eq!(Frame::decode(bytes).map(|frame| frame.encode()), Ok(bytes.to_vec()));
    }
}

#[test]
fn unknown_fields_and_types_are_skipped() {
    let unknown: &[&[u8]] = &[
        b"\x50\x01",                             // 10: a number
        b"\xfa\x01\x03abc",                      // 31: bytes
        b"\x59\x01\x02\x03\x04\x05\x06\x07\x08", // 11: eight bytes
        b"\x65\x01\x02\x03\x04",                 // 12: four bytes
        b"\x0a\x01a",                            // 1, which is a number, as bytes
        b"\x40\x01",                             // 8, which is bytes, as a number
    ];
    for unknown in unknown {
        let bytes = [unknown, FULL, unknown].concat();
        assert!(Frame::decode(&bytes) == Ok(frame()), "{unknown:?}");
    }
}

#[test]
fn an_invalid_frame_has_a_reason() {
    let many = [&b"\x20\x01"[..], &b"\x2a\x00".repeat(65)].concat();
    let cases: [(&[u8], &str); 9] = [
        (b"", "`method`"),
        (b"\x08\x01", "`method`"),
        (b"\x20", "ends within"),
        (b"\x2a\x05ab", "ends within"),
        (b"\x2a\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01", "ends within"),
        (b"\x20\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01", "ten bytes"),
        (b"\x23", "wire type"),
        (b"\x00\x00", "number 0"),
        (&many, "64 headers"),
    ];
    for (bytes, words) in cases {
        let message = Frame::decode(bytes).err().map(|error| error.to_string()).unwrap_or_default();
        assert!(message.contains(words), "{bytes:?}: {message}");
    }
    assert!(Frame::decode(b"\x20\x01\x32\x01\xff").is_err_and(|error| error.to_string().contains("UTF-8")));
}

#[test]
fn a_changed_or_cut_frame_never_panics() {
    for at in 0..FULL.len() {
        let _ = Frame::decode(&FULL[..at]);
        for byte in 0..=255 {
            let mut bytes = FULL.to_vec();
            bytes[at] = byte;
            if let Ok(frame) = Frame::decode(&bytes) {
                let _ = Frame::decode(&frame.encode());
            }
        }
    }
}
