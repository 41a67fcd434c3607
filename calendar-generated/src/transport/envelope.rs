//! The envelope of every answer, `{"code": 0, "msg": "success", "data": {…}}`, read in one pass.
//!
//! `code` comes first in practice, and then `data` is decoded where it stands. When `data` comes before `code`, it is
//! stepped over, since that of a failure may have any shape; the caller then reads once more with the code known.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{DeserializeOwned, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::decode::{NameIn, Step, within};

const NAMES: &[&str] = &["code", "msg", "data", "error"];

/// An answer whose code is read and whose failure is not looked into yet.
pub(super) struct Envelope<'a, T> {
    pub(super) said: Said<'a>,
    pub(super) data: Data<T>,
}

/// What stands in an envelope beside the data.
#[derive(Default)]
pub(super) struct Said<'a> {
    pub(super) code: Option<i64>,
    pub(super) message: Option<&'a RawValue>,
    pub(super) error: Option<&'a RawValue>,
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

/// Why an answer is not read.
pub(super) enum Fault {
    /// It is no envelope.
    Envelope(serde_json::Error),
    /// It says success, but its data is not of the documented shape, or it is cut off.
    Success(serde_json::Error),
}

/// How to read an envelope.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Reading {
    /// Decode `data` once a code of zero is seen.
    WhenSuccessful,
    /// Decode `data` wherever it stands.
    Always,
    /// Never decode `data`: the HTTP status says failure.
    Never,
}

pub(super) fn read<T: DeserializeOwned>(body: &str, reading: Reading) -> Result<Envelope<'_, T>, Fault> {
    let mut is_success = false;
    let seed = EnvelopeSeed { reading, is_success: &mut is_success, data: PhantomData };
    let mut json = serde_json::Deserializer::from_str(body);
    let envelope = seed.deserialize(&mut json).and_then(|envelope| json.end().map(|()| envelope));
    envelope.map_err(|error| if is_success { Fault::Success(error) } else { Fault::Envelope(error) })
}

struct EnvelopeSeed<'s, T> {
    reading: Reading,
    /// Set as soon as the envelope shows that the call succeeded, so that what is wrong after that is no longer taken
    /// for the page of somebody else, whose start an error shows: data may hold secrets.
    is_success: &'s mut bool,
    data: PhantomData<fn() -> T>,
}

impl<'de, T: DeserializeOwned> DeserializeSeed<'de> for EnvelopeSeed<'_, T> {
    type Value = Envelope<'de, T>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de, T: DeserializeOwned> Visitor<'de> for EnvelopeSeed<'_, T> {
    type Value = Envelope<'de, T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with `code`, `msg` and `data`")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut said = Said::default();
        let mut data = Data::Absent;
        while let Some(index) = map.next_key_seed(NameIn(NAMES))? {
            match index {
                0 => said.code = self.code(&mut map)?,
                1 => said.message = Some(map.next_value()?),
                2 => data = self.data(&mut map, said.code)?,
                3 => said.error = Some(map.next_value()?),
                _ => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        Ok(Envelope { said, data })
    }
}

impl<T: DeserializeOwned> EnvelopeSeed<'_, T> {
    fn code<'de, A: MapAccess<'de>>(&mut self, map: &mut A) -> Result<Option<i64>, A::Error> {
        let code = number(map.next_value()?);
        *self.is_success = code == Some(0) && self.reading != Reading::Never;
        Ok(code)
    }

    fn data<'de, A: MapAccess<'de>>(&mut self, map: &mut A, code: Option<i64>) -> Result<Data<T>, A::Error> {
        let is_wanted = match self.reading {
            Reading::WhenSuccessful => code == Some(0),
            Reading::Always => true,
            Reading::Never => false,
        };
        if !is_wanted {
            *self.is_success |= code.is_none() && self.reading != Reading::Never;
            return map.next_value().map(|IgnoredAny| Data::Skipped);
        }
        *self.is_success = true;
        let data = map.next_value::<Option<T>>().map_err(|error| within(Step::Field("data"), &error))?;
        Ok(data.map_or(Data::Absent, Data::Decoded))
    }
}

/// The code alone; nothing after it is read, nor is it checked.
#[cfg(feature = "client")]
pub(super) fn code(body: &str) -> Option<i64> {
    struct CodeVisitor<'c>(&'c mut Option<i64>);

    impl<'de> Visitor<'de> for CodeVisitor<'_> {
        type Value = ();

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object with `code`")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
            while let Some(index) = map.next_key_seed(NameIn(&["code"]))? {
                if index == 0 {
                    *self.0 = number(map.next_value()?);
                    break;
                }
                map.next_value::<IgnoredAny>()?;
            }
            Ok(())
        }
    }

    let mut code = None;
    // Stopping in the middle of the object is an error, which does not matter once the code is there.
    let _ = serde_json::Deserializer::from_str(body).deserialize_map(CodeVisitor(&mut code));
    code
}

/// The code, written as a number or as a string of one.
fn number(json: &RawValue) -> Option<i64> {
    let text = json.get();
    let text = text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap_or(text);
    text.parse().ok()
}
