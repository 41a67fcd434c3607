//! The envelope of every answer, `{"code": 0, "msg": "success", "data": {…}}`, read in one pass.
//!
//! `code` comes first in practice, and then `data` is decoded where it stands. When `data` comes before `code`, it is
//! stepped over, since that of a failure may have any shape; the caller then reads once more with the code known.

use std::fmt;
use std::marker::PhantomData;

use calendar_spec::path::Step;
use serde::de::{DeserializeOwned, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};

use super::json::{number, walk};
use crate::decode::{NameIn, within};

/// An answer whose code is read and whose failure is not looked into yet.
pub(super) struct Envelope<T> {
    pub(super) code: Option<i64>,
    pub(super) data: Data<T>,
}

/// What became of `data`.
pub(super) enum Data<T> {
    /// There is none, or it is `null`.
    Absent,
    /// It stands before the code, and was stepped over.
    Skipped,
    /// It is there.
    Decoded(T),
}

/// How to read an envelope.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Reading {
    /// Decode `data` once a code of zero is seen.
    WhenSuccessful,
    /// Decode `data` wherever it stands.
    Always,
}

/// The envelope. An error is what is wrong with the data of a success, or none for what is no envelope.
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
    /// Set as soon as the envelope shows that the call succeeded, so that what is wrong after that is no longer taken
    /// for the page of somebody else, whose start an error shows: data may hold secrets.
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
        let data = map.next_value::<Option<T>>().map_err(|error| within(Step::Field("data"), &error))?;
        Ok(data.map_or(Data::Absent, Data::Decoded))
    }
}

/// The code alone; nothing after it is read, nor is it checked.
pub(super) fn code(body: &str) -> Option<i64> {
    let mut code = None;
    // Stopping in the middle of the object is an error, which does not matter once the code is there.
    let _ = walk(body, &["code"], &mut |_, json| {
        code = number(json);
        false
    });
    code
}
