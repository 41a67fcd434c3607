//! Modified responses of every endpoint: each is decoded, or rejected with the path.

use std::sync::LazyLock;

use calendar_generated::ErrorKind;
use calendar_spec::openapi::{Version, document};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::Value;

use crate::documented::{READERS, Read};

/// For each endpoint how its responses are read, and one with every field.
static ANSWERS: LazyLock<Vec<(Read, Value)>> = LazyLock::new(|| {
    let spec = calendar_spec::load(calendar_spec::DIR.as_ref()).spec;
    let document = document(&spec, Version::default());
    let paths = document["paths"].as_object().unwrap().values();
    let operations: Vec<&Value> = paths.flat_map(|path| path.as_object().unwrap().values()).collect();
    let answer = |name: &str| {
        let operation = operations.iter().find(|operation| operation["operationId"] == *name);
        let operation = operation.unwrap_or_else(|| panic!("{name} is not in the document"));
        operation["responses"]["200"]["content"]["application/json"]["example"].clone()
    };
    READERS.iter().map(|(name, read)| (*read, answer(name))).collect()
});

/// Values that are seldom what a field expects.
fn odd_value() -> impl Strategy<Value = String> {
    let plain = [
        "null",
        "true",
        "-1",
        "0.5",
        "1e400",
        "-0",
        "9223372036854775808",
        "123456789012345678901234567890",
        "\"\"",
        "\"x\"",
        "\"\\u0000\\ud83d\\ude00\"",
        "[]",
        "[null]",
        "{}",
        "{\"\":{}}",
        "[[],{}]",
    ];
    let nested = (select(vec![("[", "]"), ("{\"a\":", "}"), ("[{\"a\":", "}]")]), 1_usize..400)
        .prop_map(|((open, close), depth)| format!("{}0{}", open.repeat(depth), close.repeat(depth)));
    prop_oneof![
        4 => select(plain.to_vec()).prop_map(str::to_owned),
        1 => nested,
        1 => any::<String>().prop_map(|text| Value::from(text).to_string()),
    ]
}

/// The places of all values below one, as pointers, parents first.
fn places(value: &Value, at: &str, places: &mut Vec<String>) {
    places.push(at.to_owned());
    match value {
        Value::Object(fields) => {
            fields.iter().for_each(|(name, value)| self::places(value, &format!("{at}/{name}"), places));
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(index, item)| self::places(item, &format!("{at}/{index}"), places));
        }
        _ => {}
    }
}

/// The response with other JSON in one place of its data, and the place as errors name it.
fn with(answer: &Value, at: Index, odd: &str, is_repeated: bool) -> (String, String) {
    const HOLE: &str = "a hole";
    let mut pointers = Vec::new();
    places(&answer["data"], "/data", &mut pointers);
    let pointer = &pointers[at.index(pointers.len())];
    let mut answer = answer.clone();
    let value = answer.pointer_mut(pointer).unwrap();
    let key = pointer.rsplit('/').next().unwrap();
    let before = std::mem::replace(value, HOLE.into());
    let odd = match key.parse::<usize>() {
        Err(_) if is_repeated => format!("{before},\"{key}\":{odd}"),
        _ => odd.to_owned(),
    };
    (answer.to_string().replace(&format!("\"{HOLE}\""), &odd), pointer[1..].to_owned())
}

/// `data.items[0].free_busy["a"]` as `data/items/0/free_busy/a`.
fn pointer(path: &str) -> String {
    path.replace("[\"", "/").replace("\"]", "").replace(['.', '['], "/").replace(']', "")
}

proptest! {
    #[test]
    fn an_odd_value_is_decoded_or_rejected_with_its_path(
        endpoint in any::<Index>(), at in any::<Index>(), odd in odd_value(), is_repeated in any::<bool>(),
    ) {
        let (read, answer) = endpoint.get(&ANSWERS);
        let (text, place) = with(answer, at, &odd, is_repeated);
        if let Err(error) = read(text.as_bytes()) {
            prop_assert_eq!(error.kind(), ErrorKind::Decode, "{}", error);
            let line = error.to_string();
            let named = line.split('`').find(|part| pointer(part).starts_with(&place));
            prop_assert!(named.is_some(), "{line} does not name {place} in {text}");
        }
    }

    #[test]
    fn no_bytes_in_a_response_make_the_decoder_panic(
        endpoint in any::<Index>(), changes in prop::collection::vec((any::<Index>(), any::<u8>()), 0..4), end in any::<Index>(), is_cut in any::<bool>(),
    ) {
        let (read, answer) = endpoint.get(&ANSWERS);
        let mut bytes = answer.to_string().into_bytes();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if is_cut {
            bytes.truncate(end.index(bytes.len()));
        }
        if let Err(error) = read(&bytes) {
            prop_assert!(!error.to_string().contains(char::is_control), "{error}");
        }
    }
}

#[test]
fn every_endpoint_decodes_its_unchanged_response() {
    for (read, answer) in ANSWERS.iter() {
        read(answer.to_string().as_bytes()).unwrap_or_else(|error| panic!("{error}: {answer}"));
    }
    assert_eq!(ANSWERS.len(), crate::support::endpoints(|_| true).len());
}
