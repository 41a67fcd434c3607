//! Any bytes as the response of the service: the result or the error can be printed.

#![no_main]

use calendar_generated::transport::{decode, receive};
use calendar_generated::{calendar, calendar_event};
use http::{HeaderMap, StatusCode};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|body: &[u8]| {
    for status in [StatusCode::OK, StatusCode::BAD_REQUEST] {
        let headers = HeaderMap::new();
        if let Err(error) = decode::<calendar::Primarys>(status, &headers, body) {
            let _ = format!("{error} {error:?}");
        }
        match receive::<calendar_event::List>(status, &headers, body.to_vec()) {
            Ok(received) => drop(format!("{received:?} {:?}", received.raw.get("/items/0"))),
            Err(error) => drop(format!("{error} {error:?}")),
        }
    }
});
