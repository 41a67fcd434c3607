//! Reading and writing the types of this module as JSON: always a string out, a string or a whole number in.

use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;

use serde::de::{self, Deserializer, Visitor};

use super::InvalidTime;

/// What a type can be read from.
pub(super) trait FromJson: FromStr<Err = InvalidTime> {
    /// Said when the JSON is of another shape, such as `a date as …`.
    const EXPECTED: &'static str;

    /// From a whole number; `None` when the type takes only strings.
    fn from_number(number: i64) -> Option<Self>;
}

pub(super) fn decode<'de, T: FromJson, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_any(TimeVisitor(PhantomData))
}

struct TimeVisitor<T>(PhantomData<fn() -> T>);

impl<T: FromJson> Visitor<'_> for TimeVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(T::EXPECTED)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<T, E> {
        text.parse().map_err(E::custom)
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<T, E> {
        T::from_number(number).ok_or_else(|| E::invalid_type(de::Unexpected::Signed(number), &self))
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<T, E> {
        let value = i64::try_from(number).ok().and_then(T::from_number);
        value.ok_or_else(|| E::invalid_value(de::Unexpected::Unsigned(number), &self))
    }
}

/// `Serialize` through `Display`, `Deserialize` through [`FromJson`], `TryFrom<&str>` through `FromStr`.
macro_rules! time_as_json {
    ($($name:ident),*) => {$(
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                crate::time::json::decode(deserializer)
            }
        }

        impl TryFrom<&str> for $name {
            type Error = crate::time::InvalidTime;

            fn try_from(text: &str) -> Result<Self, Self::Error> {
                text.parse()
            }
        }
    )*};
}

pub(super) use time_as_json;
