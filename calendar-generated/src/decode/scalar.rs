//! Strings, numbers and booleans of responses.
//!
//! Servers send a number as a string, a string as a number, a boolean as 0 or 1. Such a value is read if it is
//! unambiguous; only [strict](super::strict) decoding requires the documented form.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{self, Deserialize, Deserializer, Visitor};

use super::list::Seed;
use super::tolerance::is_strict;
use crate::Text;

/// A type that is read from a string, a number or a boolean.
pub trait Scalar: Sized {
    /// Describes the expected value, such as `a date as …`.
    fn expecting(f: &mut fmt::Formatter<'_>) -> fmt::Result;

    /// From the content of a string.
    fn from_text<E: de::Error>(text: &str) -> Result<Self, E>;

    /// From a whole number.
    fn from_integer(number: i128) -> Option<Self>;

    /// From a number with a fraction or an exponent.
    fn from_float(number: f64) -> Option<Self> {
        whole(number).and_then(Self::from_integer)
    }

    /// From `true` or `false`.
    fn from_bool(_: bool) -> Option<Self> {
        None
    }
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
        T::from_text(text)
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<T, E> {
        T::from_integer(number.into()).ok_or_else(|| E::invalid_type(de::Unexpected::Signed(number), &self))
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<T, E> {
        T::from_integer(number.into()).ok_or_else(|| E::invalid_type(de::Unexpected::Unsigned(number), &self))
    }

    fn visit_f64<E: de::Error>(self, number: f64) -> Result<T, E> {
        T::from_float(number).ok_or_else(|| E::invalid_type(de::Unexpected::Float(number), &self))
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<T, E> {
        T::from_bool(value).ok_or_else(|| E::invalid_type(de::Unexpected::Bool(value), &self))
    }
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
        if text.is_empty() { Ok(None) } else { T::from_text(text).map(Some) }
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
fn not<T: Scalar, E: de::Error>(text: &str) -> E {
    E::invalid_type(de::Unexpected::Str(text), &ScalarVisitor::<T>(PhantomData))
}

impl Scalar for bool {
    fn expecting(f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a boolean")
    }

    fn from_text<E: de::Error>(text: &str) -> Result<Self, E> {
        let value = ["false", "true"].iter().position(|word| word.eq_ignore_ascii_case(text) && !is_strict());
        let value = value.map_or_else(|| integer(text).and_then(Self::from_integer), |index| Some(index == 1));
        value.ok_or_else(|| not::<Self, E>(text))
    }

    fn from_integer(number: i128) -> Option<Self> {
        match number {
            0 | 1 if !is_strict() => Some(number == 1),
            _ => None,
        }
    }

    fn from_bool(value: bool) -> Option<Self> {
        Some(value)
    }
}

impl Scalar for i32 {
    fn expecting(f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a whole number of 32 bits")
    }

    fn from_text<E: de::Error>(text: &str) -> Result<Self, E> {
        integer(text).and_then(Self::from_integer).ok_or_else(|| not::<Self, E>(text))
    }

    /// A number that needs the 32nd bit is converted from its unsigned form: colors are sent in both forms.
    fn from_integer(number: i128) -> Option<Self> {
        let unsigned = || u32::try_from(number).ok().filter(|_| !is_strict()).map(u32::cast_signed);
        Self::try_from(number).ok().or_else(unsigned)
    }

    fn from_bool(value: bool) -> Option<Self> {
        (!is_strict()).then_some(value.into())
    }
}

impl Scalar for i64 {
    fn expecting(f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a whole number of 64 bits")
    }

    fn from_text<E: de::Error>(text: &str) -> Result<Self, E> {
        integer(text).and_then(Self::from_integer).ok_or_else(|| not::<Self, E>(text))
    }

    fn from_integer(number: i128) -> Option<Self> {
        Self::try_from(number).ok()
    }

    fn from_bool(value: bool) -> Option<Self> {
        (!is_strict()).then_some(value.into())
    }
}

impl Scalar for f64 {
    fn expecting(f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number")
    }

    fn from_text<E: de::Error>(text: &str) -> Result<Self, E> {
        let number = text.parse().ok().filter(|number: &Self| number.is_finite() && !is_strict());
        number.ok_or_else(|| not::<Self, E>(text))
    }

    #[allow(clippy::cast_precision_loss)] // JSON has one kind of number, and this is how it is read into this type
    fn from_integer(number: i128) -> Option<Self> {
        Some(number as Self)
    }

    fn from_float(number: f64) -> Option<Self> {
        Some(number)
    }
}

/// The whole number that a string holds in decimal.
pub(crate) fn integer(text: &str) -> Option<i128> {
    let text = text.trim_ascii();
    let number = text.parse().ok().or_else(|| text.parse().ok().and_then(whole));
    number.filter(|_| !is_strict())
}

/// Up to here a number with a fraction is exact.
const EXACT: f64 = 9_007_199_254_740_991.0;

/// The number without its fraction, if the fraction is zero: `5.0`, `1e3`.
#[allow(clippy::cast_possible_truncation)] // the bound is below the largest number
pub(crate) fn whole(number: f64) -> Option<i128> {
    (number.fract() == 0.0 && number.abs() <= EXACT && !is_strict()).then_some(number as i128)
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

    fn from_integer(number: i128) -> Option<Self> {
        (!is_strict()).then(|| number.to_string().into())
    }

    /// The digits that were sent are lost here: `1.10`, or more than there are in a float. The caller reads the number
    /// again, as the string of its digits.
    fn from_float(_: f64) -> Option<Self> {
        None
    }

    fn from_bool(value: bool) -> Option<Self> {
        (!is_strict()).then(|| value.to_string().into())
    }
}
