//! Reading and writing the types of this module as JSON: always a string out, a string or a whole number in.

use std::str::FromStr;

use super::InvalidTime;

/// What a type can be read from.
pub(super) trait FromJson: FromStr<Err = InvalidTime> {
    /// Said when the JSON is of another shape, such as `a date as …`.
    const EXPECTED: &'static str;

    /// From a whole number; `None` when the type takes only strings.
    fn from_number(number: i64) -> Option<Self>;
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
                crate::decode::decode_scalar(deserializer)
            }
        }

        impl crate::decode::Scalar for $name {
            fn expecting(f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(<Self as crate::time::json::FromJson>::EXPECTED)
            }

            fn from_text<E: serde::de::Error>(text: &str) -> Result<Self, E> {
                text.parse().map_err(E::custom)
            }

            fn from_integer(number: i128) -> Option<Self> {
                i64::try_from(number).ok().and_then(crate::time::json::FromJson::from_number)
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
