//! The envelope of every response, `{"code": 0, "msg": "success", "data": {…}}`, decoded in one pass.
//!
//! In practice `code` comes first, and `data` is then decoded in place. When `data` comes before `code`, it is skipped,
//! since the data of a failure may have any shape; the caller then decodes again with the code known.

use std::fmt;
use std::marker::PhantomData;

use calendar_spec::path::Step;
use serde::de::{DeserializeOwned, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};

use super::json::{number, walk};
use crate::decode::{NameIn, Whole, within};

/// A response whose code was read; a failure is not examined yet.
pub(super) struct Envelope<T> {
    pub(super) code: Option<i64>,
    pub(super) data: Data<T>,
}

/// The state of `data`.
pub(super) enum Data<T> {
    /// Missing or `null`.
    Absent,
    /// Skipped, since it comes before the code.
    Skipped,
    /// Decoded.
    Decoded(T),
}

/// How to decode an envelope.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Reading {
    /// Decode `data` only after a code of zero.
    WhenSuccessful,
    /// Decode `data` wherever it comes.
    Always,
}

/// Decodes the envelope. `Err(Some(_))` is an error in the data of a success; `Err(None)` means that it is not an
/// envelope.
pub(super) fn read<T: DeserializeOwned>(
    body: &str,
    reading: Reading,
) -> Result<Envelope<T>, Option<serde_json::Error>> {
    let mut is_success = false;
    let seed = EnvelopeSeed { reading, is_success: &mut is_success, data: PhantomData };
    let mut json = serde_json::Deserializer::from_str(body);
    let envelope = seed.deserialize(&mut json).and_then(|envelope| json.end().map(|()| envelope));
    envelope.map_err(|error| is_success.then_some(error))
}

struct EnvelopeSeed<'s, T> {
    reading: Reading,
    /// Set as soon as the envelope says success, so that an error after that is not reported as a page of another
    /// server, whose start would be shown: data may hold secrets.
    is_success: &'s mut bool,
    data: PhantomData<fn() -> T>,
}

impl<'de, T: DeserializeOwned> DeserializeSeed<'de> for EnvelopeSeed<'_, T> {
    type Value = Envelope<T>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de, T: DeserializeOwned> Visitor<'de> for EnvelopeSeed<'_, T> {
    type Value = Envelope<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with `code`, `msg` and `data`")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut envelope = Envelope { code: None, data: Data::Absent };
        while let Some(index) = map.next_key_seed(NameIn { names: &["code", "data"], likely: 0 })? {
            match index {
                0 => envelope.code = self.code(&mut map)?,
                1 => envelope.data = self.data(&mut map, envelope.code)?,
                _ => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        Ok(envelope)
    }
}

impl<T: DeserializeOwned> EnvelopeSeed<'_, T> {
    fn code<'de, A: MapAccess<'de>>(&mut self, map: &mut A) -> Result<Option<i64>, A::Error> {
        let code = number(map.next_value()?);
        *self.is_success = code == Some(0);
        Ok(code)
    }

    fn data<'de, A: MapAccess<'de>>(&mut self, map: &mut A, code: Option<i64>) -> Result<Data<T>, A::Error> {
        if self.reading == Reading::WhenSuccessful && code != Some(0) {
            *self.is_success |= code.is_none();
            return map.next_value().map(|IgnoredAny| Data::Skipped);
        }
        *self.is_success = true;
        let data = map
            .next_value_seed(Whole(PhantomData::<Option<T>>))
            .map_err(|error| within(Step::Field("data"), &error))?;
        Ok(data.map_or(Data::Absent, Data::Decoded))
    }
}

/// The code alone; the rest is neither read nor checked.
pub(super) fn code(body: &str) -> Option<i64> {
    let mut code = None;
    // Stopping in the middle of the object is an error, which does not matter once the code is known.
    let _ = walk(body, &["code"], &mut |_, json| {
        code = number(json);
        false
    });
    code
}
