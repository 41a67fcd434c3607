//! Strings, numbers and booleans of responses.
//!
//! Servers send a number as a string, a string as a number, a boolean as 0 or 1. Such a value is read if it is
//! unambiguous; only [strict](super::strict) decoding requires the documented form. Types know both forms, and one
//! function, [`undocumented`], decides whether the second one counts.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{self, Deserialize, Deserializer, Unexpected, Visitor};

use super::list::Seed;
use super::tolerance::is_strict;
use crate::Text;

/// A type that is read from a string, a number or a boolean.
pub trait Scalar: Sized {
    /// Describes the expected value, such as `a date as …`.
    fn expecting(f: &mut fmt::Formatter<'_>) -> fmt::Result;

    /// From the content of a string.
    fn from_text<E: de::Error>(text: &str) -> Result<Self, E> {
        Err(invalid_text::<Self, E>(text))
    }

    /// From a whole number.
    fn from_integer(_: i128) -> Option<Self> {
        None
    }

    /// From a number with a fraction or an exponent.
    fn from_float(_: f64) -> Option<Self> {
        None
    }

    /// From `true` or `false`.
    fn from_bool(_: bool) -> Option<Self> {
        None
    }

    /// From a value that is not in the documented form.
    fn from_undocumented(value: Unexpected<'_>) -> Option<Self> {
        match value {
            Unexpected::Float(number) => whole(number).and_then(Self::from_integer),
            _ => None,
        }
    }
}

/// Reads a value that is not in the documented form; `None` in strict mode.
#[cold]
pub(crate) fn undocumented<T>(read: impl FnOnce() -> Option<T>) -> Option<T> {
    if is_strict() { None } else { read() }
}

/// Reads a scalar.
pub(crate) fn decode_scalar<'de, T: Scalar, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_any(ScalarVisitor(PhantomData))
}

struct ScalarVisitor<T>(PhantomData<fn() -> T>);

impl<T: Scalar> Visitor<'_> for ScalarVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        T::expecting(f)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<T, E> {
        let other = || undocumented(|| T::from_undocumented(Unexpected::Str(text)));
        T::from_text(text).or_else(|error| other().ok_or(error))
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<T, E> {
        T::from_integer(number.into()).map_or_else(|| other(Unexpected::Signed(number)), Ok)
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<T, E> {
        T::from_integer(number.into()).map_or_else(|| other(Unexpected::Unsigned(number)), Ok)
    }

    fn visit_f64<E: de::Error>(self, number: f64) -> Result<T, E> {
        T::from_float(number).map_or_else(|| other(Unexpected::Float(number)), Ok)
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<T, E> {
        T::from_bool(value).map_or_else(|| other(Unexpected::Bool(value)), Ok)
    }
}

#[cold]
fn other<T: Scalar, E: de::Error>(value: Unexpected<'_>) -> Result<T, E> {
    undocumented(|| T::from_undocumented(value)).ok_or_else(|| E::invalid_type(value, &ScalarVisitor::<T>(PhantomData)))
}

/// Reads the scalar of a field: `null` and `""` give `None`, since servers send empty strings for missing values.
pub(crate) struct ScalarField<T>(pub(crate) PhantomData<fn() -> T>);

impl<T: Scalar> Seed for ScalarField<T> {
    type Value = Option<T>;

    fn read<'de, D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<T>, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<T: Scalar> Visitor<'_> for ScalarField<T> {
    type Value = Option<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        T::expecting(f)
    }

    fn visit_unit<E: de::Error>(self) -> Result<Option<T>, E> {
        Ok(None)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Option<T>, E> {
        if text.is_empty() { Ok(None) } else { ScalarVisitor(PhantomData).visit_str(text).map(Some) }
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<Option<T>, E> {
        ScalarVisitor(PhantomData).visit_i64(number).map(Some)
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<Option<T>, E> {
        ScalarVisitor(PhantomData).visit_u64(number).map(Some)
    }

    fn visit_f64<E: de::Error>(self, number: f64) -> Result<Option<T>, E> {
        ScalarVisitor(PhantomData).visit_f64(number).map(Some)
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<Option<T>, E> {
        ScalarVisitor(PhantomData).visit_bool(value).map(Some)
    }
}

/// Reads the scalars of a list or a map.
pub struct ScalarItem<T>(pub PhantomData<T>);

impl<T> Copy for ScalarItem<T> {}

impl<T> Clone for ScalarItem<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Scalar> Seed for ScalarItem<T> {
    type Value = T;

    fn read<'de, D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        decode_scalar(deserializer)
    }
}

#[cold]
pub(crate) fn invalid_text<T: Scalar, E: de::Error>(text: &str) -> E {
    E::invalid_type(Unexpected::Str(text), &ScalarVisitor::<T>(PhantomData))
}

impl Scalar for bool {
    fn expecting(f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a boolean")
    }

    fn from_bool(value: bool) -> Option<Self> {
        Some(value)
    }

    fn from_undocumented(value: Unexpected<'_>) -> Option<Self> {
        match value {
            Unexpected::Str(text) if text.eq_ignore_ascii_case("true") => Some(true),
            Unexpected::Str(text) if text.eq_ignore_ascii_case("false") => Some(false),
            _ => whole_number(value).filter(|number| matches!(number, 0 | 1)).map(|number| number == 1),
        }
    }
}

impl Scalar for i32 {
    fn expecting(f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a whole number of 32 bits")
    }

    fn from_integer(number: i128) -> Option<Self> {
        Self::try_from(number).ok()
    }

    /// A number that needs the 32nd bit is converted from its unsigned form: colors are sent in both forms.
    fn from_undocumented(value: Unexpected<'_>) -> Option<Self> {
        let number = whole_number(value)?;
        Self::from_integer(number).or_else(|| u32::try_from(number).ok().map(u32::cast_signed))
    }
}

impl Scalar for i64 {
    fn expecting(f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a whole number of 64 bits")
    }

    fn from_integer(number: i128) -> Option<Self> {
        Self::try_from(number).ok()
    }

    fn from_undocumented(value: Unexpected<'_>) -> Option<Self> {
        whole_number(value).and_then(Self::from_integer)
    }
}

impl Scalar for f64 {
    fn expecting(f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number")
    }

    #[allow(clippy::cast_precision_loss)] // JSON has one kind of number, and this is how it is read into this type
    fn from_integer(number: i128) -> Option<Self> {
        Some(number as Self)
    }

    fn from_float(number: f64) -> Option<Self> {
        Some(number)
    }

    fn from_undocumented(value: Unexpected<'_>) -> Option<Self> {
        match value {
            Unexpected::Str(text) => text.parse().ok().filter(|number: &Self| number.is_finite()),
            _ => None,
        }
    }
}

/// The whole number that a value stands for.
pub(crate) fn whole_number(value: Unexpected<'_>) -> Option<i128> {
    match value {
        Unexpected::Str(text) => integer(text),
        Unexpected::Signed(number) => Some(number.into()),
        Unexpected::Unsigned(number) => Some(number.into()),
        Unexpected::Float(number) => whole(number),
        Unexpected::Bool(value) => Some(value.into()),
        _ => None,
    }
}

/// The whole number that a string holds in decimal.
fn integer(text: &str) -> Option<i128> {
    let text = text.trim_ascii();
    text.parse().ok().or_else(|| text.parse().ok().and_then(whole))
}

/// Up to here a number with a fraction is exact.
const EXACT: f64 = 9_007_199_254_740_991.0;

/// The number without its fraction, if the fraction is zero: `5.0`, `1e3`.
#[allow(clippy::cast_possible_truncation)] // the bound is below the largest number
fn whole(number: f64) -> Option<i128> {
    (number.fract() == 0.0 && number.abs() <= EXACT).then_some(number as i128)
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        decode_scalar(deserializer)
    }
}

impl Scalar for Text {
    fn expecting(f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn from_text<E: de::Error>(text: &str) -> Result<Self, E> {
        Ok(text.into())
    }

    /// Of a number with a fraction the digits that were sent are lost here: `1.10`, or more than there are in a float.
    /// The caller reads the number again, as the string of its digits.
    fn from_undocumented(value: Unexpected<'_>) -> Option<Self> {
        match value {
            Unexpected::Signed(number) => Some(number.to_string().into()),
            Unexpected::Unsigned(number) => Some(number.to_string().into()),
            Unexpected::Bool(value) => Some(value.to_string().into()),
            _ => None,
        }
    }
}
