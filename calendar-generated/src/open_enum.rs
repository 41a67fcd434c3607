//! Enums that keep values which this version does not know.
//!
//! A generated enum gives its values as a table and maps variants to indices; decoding, encoding and printing are
//! implemented here once.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::ops::Deref;

use serde::de::{self, Deserializer, MapAccess, Unexpected};
use serde::ser::Serializer;

use crate::Text;
use crate::decode::{FieldValue, Scalar, ScalarField, decode_scalar, invalid_text, undocumented, whole_number};

/// A value of an enum that this version does not know. Reads like a `&str`.
///
/// What a response brings is kept, and can be sent back. What an enum is made from, as in `.role("writter")`, is more
/// often misspelt than new, so `build()` rejects it. A new value is sent by naming the variant:
///
/// ```
/// # #[cfg(feature = "calendar_acl")]
/// # {
/// use calendar_generated::types::CalendarRole;
///
/// let role = CalendarRole::Unrecognized("a_new_role".into());
/// # }
/// ```
#[derive(Clone)]
pub struct UnknownValue(Box<Unknown>); // Boxed, since it is rare, and so that no enum is larger for it.

#[derive(Clone)]
struct Unknown {
    text: Text,
    /// It was received, or its variant was named.
    is_meant: bool,
}

impl UnknownValue {
    fn new(text: Text, is_meant: bool) -> Self {
        Self(Box::new(Unknown { text, is_meant }))
    }

    /// The value as in JSON.
    pub fn as_str(&self) -> &str {
        &self.0.text
    }

    /// Whether it can be sent.
    pub(crate) fn is_meant(&self) -> bool {
        self.0.is_meant
    }
}

impl<T: Into<Text>> From<T> for UnknownValue {
    fn from(text: T) -> Self {
        Self::new(text.into(), true)
    }
}

impl Deref for UnknownValue {
    type Target = str;

    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl PartialEq for UnknownValue {
    fn eq(&self, other: &Self) -> bool {
        self.0.text == other.0.text
    }
}

impl Eq for UnknownValue {}

impl Hash for UnknownValue {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.text.hash(state);
    }
}

impl fmt::Debug for UnknownValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

impl fmt::Display for UnknownValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self.as_str(), f)
    }
}

/// An enum whose last variant holds any string that is not a known value.
pub trait OpenEnum: Sized {
    /// Its values.
    const TABLE: EnumTable;
    /// Whether they are whole numbers in JSON.
    const IS_NUMBER: bool = false;

    /// Returns the variant of a known value; `None` past the end of the table.
    fn from_index(index: usize) -> Option<Self>;

    /// Returns the variant that keeps an unknown value.
    fn from_unknown(value: UnknownValue) -> Self;

    /// Returns the index of a known value, or the unknown one.
    fn index(&self) -> Result<usize, &UnknownValue>;
}

/// The name of an enum, and its values.
#[derive(Clone, Copy, Debug)]
pub struct EnumTable {
    /// The name of the type.
    pub name: &'static str,
    /// The known values on the wire.
    pub values: &'static [&'static str],
    /// The indices of the values that only the server may send.
    pub read_only: &'static [usize],
}

/// Returns the value on the wire.
pub fn enum_str<E: OpenEnum>(value: &E) -> &str {
    match value.index() {
        Ok(index) => E::TABLE.values.get(index).copied().unwrap_or_default(),
        Err(unknown) => unknown,
    }
}

/// Returns the value of a string that was written by hand. An unknown one is kept, and `build()` rejects it.
pub fn enum_from<E: OpenEnum>(text: &str) -> E {
    from_str(text, false)
}

fn from_str<E: OpenEnum>(text: &str, is_meant: bool) -> E {
    known(text).unwrap_or_else(|| E::from_unknown(UnknownValue::new(text.into(), is_meant)))
}

fn known<E: OpenEnum>(text: &str) -> Option<E> {
    E::TABLE.values.iter().position(|value| *value == text).and_then(E::from_index)
}

/// Reads a value.
pub fn decode_enum<'de, E: OpenEnum, D: Deserializer<'de>>(deserializer: D) -> Result<E, D::Error> {
    decode_scalar(deserializer).map(|EnumScalar(value)| value)
}

/// Writes a value of an enum of numbers. A string that is not a number was received as a string, and stays one.
pub fn encode_number<E: OpenEnum, S: Serializer>(value: &E, serializer: S) -> Result<S::Ok, S::Error> {
    let text = enum_str(value);
    match text.parse::<i64>() {
        Ok(number) => serializer.serialize_i64(number),
        Err(_) => serializer.serialize_str(text),
    }
}

impl<'de, A: MapAccess<'de>> FieldValue<'_, 'de, A> {
    /// Reads a value of an enum. `null` and `""` both give `None`.
    pub fn read_enum<E: OpenEnum>(&mut self, field: &mut Option<E>) {
        let mut value = None;
        self.read_with(&mut value, ScalarField(PhantomData));
        *field = value.map(|EnumScalar(value)| value);
    }
}

/// An enum in JSON. Each value is a string; a number is read as the string of its digits.
pub(crate) struct EnumScalar<E>(pub(crate) E);

impl<E: OpenEnum> Scalar for EnumScalar<E> {
    fn expecting(f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a {} (`{}`)", if E::IS_NUMBER { "whole number" } else { "string" }, E::TABLE.name)
    }

    fn from_text<X: de::Error>(text: &str) -> Result<Self, X> {
        if E::IS_NUMBER {
            return Err(invalid_text::<Self, X>(text));
        }
        Ok(Self(known(text).unwrap_or_else(|| received(text))))
    }

    fn from_integer(number: i128) -> Option<Self> {
        E::IS_NUMBER.then(|| Self(from_str(&number.to_string(), true)))
    }

    /// In place of a string, an unknown number with a fraction is read again as the string of its digits, as for
    /// [`Text`].
    fn from_undocumented(value: Unexpected<'_>) -> Option<Self> {
        let number = match value {
            Unexpected::Str(text) => return Some(Self(known(text).unwrap_or_else(|| received(text)))),
            Unexpected::Bool(_) => return None,
            _ => from_str(&whole_number(value)?.to_string(), true),
        };
        let keeps_digits = E::IS_NUMBER || !matches!(value, Unexpected::Float(_));
        Some(number).filter(|number: &E| keeps_digits || number.index().is_ok()).map(Self)
    }
}

/// A value that is not in the table: a known one with spaces around it or with another spelling of its number, or one
/// that is unknown.
#[cold]
fn received<E: OpenEnum>(text: &str) -> E {
    let other = || {
        let trimmed = text.trim();
        let number =
            if E::IS_NUMBER { whole_number(Unexpected::Str(trimmed)).map(|number| number.to_string()) } else { None };
        known(number.as_deref().unwrap_or(trimmed))
    };
    undocumented(other).unwrap_or_else(|| from_str(text, true))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decode::{in_either_form, skipping, strict};

    #[derive(Debug, PartialEq)]
    enum Light {
        Red,
        Green,
        Four,
        Unrecognized(UnknownValue),
    }

    impl OpenEnum for Light {
        const TABLE: EnumTable = EnumTable { name: "Light", values: &["red", "green", "4"], read_only: &[] };

        fn from_index(index: usize) -> Option<Self> {
            [Self::Red, Self::Green, Self::Four].into_iter().nth(index)
        }

        fn from_unknown(value: UnknownValue) -> Self {
            Self::Unrecognized(value)
        }

        fn index(&self) -> Result<usize, &UnknownValue> {
            match self {
                Self::Red => Ok(0),
                Self::Green => Ok(1),
                Self::Four => Ok(2),
                Self::Unrecognized(value) => Err(value),
            }
        }
    }

    impl From<&str> for Light {
        fn from(text: &str) -> Self {
            Self::Unrecognized(text.into())
        }
    }

    #[derive(Debug)]
    enum Level {
        Known(usize),
        Unrecognized(UnknownValue),
    }

    impl OpenEnum for Level {
        const TABLE: EnumTable = EnumTable { name: "Level", values: &["1", "2"], read_only: &[] };
        const IS_NUMBER: bool = true;

        fn from_index(index: usize) -> Option<Self> {
            (index < 2).then_some(Self::Known(index))
        }

        fn from_unknown(value: UnknownValue) -> Self {
            Self::Unrecognized(value)
        }

        fn index(&self) -> Result<usize, &UnknownValue> {
            match self {
                Self::Known(index) => Ok(*index),
                Self::Unrecognized(value) => Err(value),
            }
        }
    }

    fn decode(json: &str) -> Result<Light, serde_json::Error> {
        decode_enum(&mut serde_json::Deserializer::from_str(json))
    }

    #[test]
    fn known_values_become_variants_and_others_are_kept() -> Result<(), serde_json::Error> {
        assert_eq!(decode("\"green\"")?, Light::Green);
        for text in ["blue", "RED", "", "r\u{e9}d"] {
            let light = decode(&serde_json::to_string(text)?)?;
            assert_eq!(light, Light::Unrecognized(text.into()));
            assert_eq!(enum_str(&light), text);
        }
        Ok(())
    }

    #[test]
    fn only_values_that_are_given_as_strings_can_be_misspelt() {
        let is_meant = |light: Light| light.index().err().map(UnknownValue::is_meant);
        assert_eq!(is_meant(decode("\"blue\"").expect("a string")), Some(true));
        assert_eq!(is_meant(Light::Unrecognized("blue".into())), Some(true));
        assert_eq!(is_meant(enum_from("blue")), Some(false));
        assert_eq!(
            (enum_from::<Light>("blue"), is_meant(enum_from("red"))),
            (Light::Unrecognized("blue".into()), None)
        );
    }

    #[test]
    fn a_known_value_is_recognized_with_spaces_around_it() -> Result<(), serde_json::Error> {
        assert_eq!((decode("\" green\"")?, strict(|| decode("\"green \""))?), (Light::Green, Light::from("green ")));
        assert_eq!(decode("\" blue \"")?, Light::from(" blue "), "what is unknown is kept as it came");
        Ok(())
    }

    #[test]
    fn the_number_of_a_known_value_has_several_spellings() -> Result<(), serde_json::Error> {
        let decode = |json| decode_enum::<Level, _>(&mut serde_json::Deserializer::from_str(json));
        for json in ["2", "2.0", "\"2\"", "\" 2\"", "\"02\"", "\"2.0\""] {
            assert_eq!(decode(json)?.index().ok(), Some(1), "{json}");
        }
        assert_eq!(enum_str(&decode("\"2.5\"")?), "2.5");
        assert!(strict(|| decode("\"2\"")).is_err() && strict(|| decode("2.0")).is_err());
        Ok(())
    }

    #[test]
    fn a_number_in_place_of_a_string_is_kept_digit_by_digit_and_refused_in_strict_mode() {
        for json in ["7", "-7", "0", "18446744073709551615", "100000000000000000000", "1.10", "2.0", "1e3"] {
            let (light, skipped) = skipping("", || in_either_form(json, decode));
            let light = light.unwrap_or_else(|error| panic!("{json}: {error}"));
            assert_eq!((light, skipped.len()), (Light::from(json), 0));
            assert!(strict(|| decode(json)).is_err(), "{json}");
        }
        for json in ["4", "4.0"] {
            assert_eq!(decode(json).ok(), Some(Light::Four), "{json}");
            assert!(strict(|| decode(json)).is_err(), "{json}");
        }
    }

    #[test]
    fn a_number_that_is_not_in_the_table_is_kept_and_a_boolean_is_neither() {
        let decode = |json| decode_enum::<Level, _>(&mut serde_json::Deserializer::from_str(json));
        for (json, kept) in [("7", "7"), ("7.0", "7"), ("\"7\"", "7")] {
            assert_eq!(decode(json).ok().map(|level| enum_str(&level).to_owned()).as_deref(), Some(kept), "{json}");
        }
        for json in ["true", "false"] {
            assert!(decode(json).is_err() && self::decode(json).is_err(), "{json}");
        }
    }

    #[test]
    fn an_unknown_value_compares_and_prints_like_its_string() {
        use std::hash::{BuildHasher, RandomState};

        let (blue, pink) = (UnknownValue::from("blue"), UnknownValue::from("pink"));
        assert!(blue != pink && blue == UnknownValue::from("blue"));
        assert_eq!(format!("{blue} {blue:?}"), r#"blue "blue""#);
        let hasher = RandomState::new();
        assert_eq!(hasher.hash_one(&blue), hasher.hash_one("blue"));
        assert_ne!(hasher.hash_one(&blue), hasher.hash_one(&pink));
    }

    #[test]
    fn an_escaped_string_is_the_same_value() -> Result<(), serde_json::Error> {
        assert_eq!(decode(r#""\u0072ed""#)?, Light::Red);
        Ok(())
    }

    #[test]
    fn a_list_names_the_type() {
        let error = decode("[]").expect_err("a list");
        assert!(error.to_string().contains("expected a string (`Light`)"), "{error}");
    }
}
