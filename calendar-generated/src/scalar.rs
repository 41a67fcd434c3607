//! [`Scalar`]: a value that may be of any scalar type.

use std::fmt;

use serde::de::{self, Deserialize, Deserializer, Visitor};
use serde::ser::{Error as _, Serialize, Serializer};

use crate::Text;

/// A string, a number or a boolean: for fields that take any of them. It is sent as what it is.
///
/// ```
/// use calendar_generated::Scalar;
/// assert_eq!(Scalar::from(3).to_string(), "3");
/// assert_eq!(Scalar::from("three").as_str(), Some("three"));
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Scalar {
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// Any other number; only finite ones can be sent.
    Float(f64),
    /// A string.
    Text(Text),
}

impl Scalar {
    /// The string, if it is one.
    pub fn as_str(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }
}

/// An empty string.
impl Default for Scalar {
    fn default() -> Self {
        Self::Text(Text::default())
    }
}

impl fmt::Display for Scalar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bool(flag) => flag.fmt(f),
            Self::Int(number) => number.fmt(f),
            Self::Float(number) => number.fmt(f),
            Self::Text(text) => f.write_str(text),
        }
    }
}

impl From<bool> for Scalar {
    fn from(flag: bool) -> Self {
        Self::Bool(flag)
    }
}

impl From<i32> for Scalar {
    fn from(number: i32) -> Self {
        Self::Int(number.into())
    }
}

impl From<i64> for Scalar {
    fn from(number: i64) -> Self {
        Self::Int(number)
    }
}

impl From<f64> for Scalar {
    fn from(number: f64) -> Self {
        Self::Float(number)
    }
}

impl From<&str> for Scalar {
    fn from(text: &str) -> Self {
        Self::Text(text.into())
    }
}

impl From<String> for Scalar {
    fn from(text: String) -> Self {
        Self::Text(text.into())
    }
}

impl From<Text> for Scalar {
    fn from(text: Text) -> Self {
        Self::Text(text)
    }
}

impl Serialize for Scalar {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Bool(flag) => serializer.serialize_bool(*flag),
            Self::Int(number) => serializer.serialize_i64(*number),
            Self::Float(number) if number.is_finite() => serializer.serialize_f64(*number),
            Self::Float(_) => Err(S::Error::custom("a number must be finite to be sent")),
            Self::Text(text) => serializer.serialize_str(text),
        }
    }
}

impl<'de> Deserialize<'de> for Scalar {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ScalarVisitor)
    }
}

struct ScalarVisitor;

impl Visitor<'_> for ScalarVisitor {
    type Value = Scalar;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string, a number or a boolean")
    }

    fn visit_bool<E: de::Error>(self, flag: bool) -> Result<Scalar, E> {
        Ok(Scalar::Bool(flag))
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<Scalar, E> {
        Ok(Scalar::Int(number))
    }

    /// A number that is too large for `i64` keeps all its digits as a string.
    fn visit_u64<E: de::Error>(self, number: u64) -> Result<Scalar, E> {
        Ok(i64::try_from(number).map_or_else(|_| Scalar::Text(number.to_string().into()), Scalar::Int))
    }

    fn visit_f64<E: de::Error>(self, number: f64) -> Result<Scalar, E> {
        Ok(Scalar::Float(number))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Scalar, E> {
        Ok(Scalar::Text(text.into()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scalar_goes_back_as_it_came() -> Result<(), serde_json::Error> {
        for json in ["true", "-3", "2.5", "\"x\"", "\"\"", "9223372036854775807"] {
            assert_eq!(serde_json::to_string(&serde_json::from_str::<Scalar>(json)?)?, json);
        }
        assert_eq!(serde_json::from_str::<Scalar>("18446744073709551615")?, "18446744073709551615".into());
        for json in ["null", "[]", "{}"] {
            assert!(serde_json::from_str::<Scalar>(json).is_err(), "{json}");
        }
        assert!(serde_json::to_string(&Scalar::from(f64::NAN)).is_err());
        let error = serde_json::from_str::<Scalar>("[]").expect_err("a list");
        assert!(error.to_string().contains("expected a string, a number or a boolean"), "{error}");
        Ok(())
    }

    #[test]
    fn a_scalar_prints_its_value_and_only_a_string_is_one() {
        let scalars =
            [true.into(), 3.into(), (1_i64 << 40).into(), 2.5.into(), "x".to_owned().into(), Text::from("y").into()];
        assert_eq!(scalars.each_ref().map(Scalar::to_string), ["true", "3", "1099511627776", "2.5", "x", "y"]);
        assert_eq!(scalars.each_ref().map(Scalar::as_str), [None, None, None, None, Some("x"), Some("y")]);
    }
}
