//! JSON of limited size, with its repeated keys.
//!
//! `serde_json` alone would keep the last of repeated keys, and let a small body grow into a large tree.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

use crate::path::{Path, Step};

/// The most values in one body; a documented one has about ten thousand at most.
const MOST_VALUES: u32 = 500_000;

/// The most repeated keys that are reported.
const MOST_REPEATED: usize = 50;

/// The error that stops parsing.
const TOO_MANY: &str = "too many values";

/// JSON, and its irregularities.
#[derive(Debug, Default)]
pub(crate) struct Parsed {
    pub(crate) value: Value,
    /// Paths of the keys that are repeated within one object.
    pub(crate) repeated: Vec<String>,
}

/// Why a body is not usable JSON.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum BadJson {
    /// The parser's message, with line and column.
    Syntax(String),
    /// It has more values than any request.
    TooMany,
}

/// Parses a body.
pub(crate) fn parse(bytes: &[u8]) -> Result<Parsed, BadJson> {
    let mut state = State { left: MOST_VALUES, repeated: Vec::new() };
    let mut json = serde_json::Deserializer::from_slice(bytes);
    let value = Seed { at: Path::root(), state: &mut state }.deserialize(&mut json);
    match value.and_then(|value| json.end().map(|()| value)) {
        Ok(value) => Ok(Parsed { value, repeated: state.repeated }),
        Err(_) if state.left == 0 => Err(BadJson::TooMany),
        Err(error) => Err(BadJson::Syntax(error.to_string())),
    }
}

struct State {
    left: u32,
    repeated: Vec<String>,
}

struct Seed<'a> {
    at: Path<'a>,
    state: &'a mut State,
}

impl<'de> DeserializeSeed<'de> for Seed<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        self.state.left = self.state.left.saturating_sub(1);
        if self.state.left == 0 {
            return Err(D::Error::custom(TOO_MANY));
        }
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Seed<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E: Error>(self, flag: bool) -> Result<Value, E> {
        Ok(Value::Bool(flag))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Value, E> {
        Ok(number.into())
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Value, E> {
        Ok(number.into())
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Value, E> {
        Ok(Number::from_f64(number).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Value, E> {
        Ok(Value::String(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
        let mut items = Vec::new();
        loop {
            let at = self.at.then(Step::Index(items.len()));
            match list.next_element_seed(Seed { at, state: &mut *self.state })? {
                Some(item) => items.push(item),
                None => return Ok(Value::Array(items)),
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Value, A::Error> {
        let mut entries = Map::new();
        while let Some(key) = object.next_key::<String>()? {
            let at = self.at.field(&key);
            if entries.contains_key(&key) && self.state.repeated.len() < MOST_REPEATED {
                self.state.repeated.push(at.to_string());
            }
            let value = object.next_value_seed(Seed { at, state: &mut *self.state })?;
            entries.insert(key, value);
        }
        Ok(Value::Object(entries))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn json_is_read_unchanged() {
        let text = r#"{"a": [1, -2, 2.5, "é", true, null, {}], "b": 18446744073709551615}"#;
        let parsed = parse(text.as_bytes()).expect("JSON");
        assert_eq!(parsed.value, json!({ "a": [1, -2, 2.5, "é", true, null, {}], "b": u64::MAX }));
        assert!(parsed.repeated.is_empty());
    }

    #[test]
    fn repeated_keys_are_named_with_their_paths() {
        let parsed = parse(br#"{"a": 1, "b": [{"c": 1, "c": 2}], "a": 3}"#).expect("JSON");
        assert_eq!(parsed.repeated, ["b[0].c", "a"]);
    }

    #[test]
    fn invalid_json_is_rejected_with_its_position() {
        for text in ["", "{", "{} {}", "{'a': 1}", "nul", "\"\u{0}\""] {
            let Err(BadJson::Syntax(words)) = parse(text.as_bytes()) else { panic!("{text}") };
            assert!(words.contains("line 1 column"), "{words}");
        }
        assert!(matches!(parse(b"\"\xff\""), Err(BadJson::Syntax(_))));
        assert!(matches!(parse("[".repeat(100_000).as_bytes()), Err(BadJson::Syntax(_))));
    }

    #[test]
    fn a_body_of_very_many_values_is_rejected() {
        let many = format!("[{}0]", "0,".repeat(MOST_VALUES as usize));
        assert_eq!(parse(many.as_bytes()).map(|_| ()), Err(BadJson::TooMany));
    }
}
