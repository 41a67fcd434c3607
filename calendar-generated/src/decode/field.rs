//! Reading one field of an object: what `null` and, for forms of text, the empty string mean.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde::de::value::StrDeserializer;
use serde::de::{self, Deserialize, DeserializeSeed, Deserializer, IgnoredAny, IntoDeserializer, MapAccess, Visitor};

use super::list::{ListOf, MapOf};

/// The type of a field of a response: an option, a list, a map or a flag. `null` gives its empty value.
pub trait ReadField<'de>: Sized {
    /// Reads the value of the field.
    fn read_field<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error>;
}

impl<'de, T: Deserialize<'de>> ReadField<'de> for Option<T> {
    fn read_field<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::deserialize(deserializer)
    }
}

impl<'de, T: Deserialize<'de>> ReadField<'de> for Vec<T> {
    fn read_field<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        ListOf(PhantomData).deserialize(deserializer)
    }
}

impl<'de, K, V> ReadField<'de> for BTreeMap<K, V>
where
    K: Deserialize<'de> + Ord + AsRef<str>,
    V: Deserialize<'de>,
{
    fn read_field<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        MapOf(PhantomData, PhantomData).deserialize(deserializer)
    }
}

impl<'de> ReadField<'de> for bool {
    fn read_field<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Option::deserialize(deserializer).map(Option::unwrap_or_default)
    }
}

/// The value of the current key of an object. It keeps what became of reading it: results of every field would be many
/// types for the compiler to settle.
pub struct FieldValue<'a, 'de, A: MapAccess<'de>> {
    map: &'a mut A,
    result: Result<(), A::Error>,
}

impl<'a, 'de, A: MapAccess<'de>> FieldValue<'a, 'de, A> {
    pub(super) fn new(map: &'a mut A) -> Self {
        Self { map, result: Ok(()) }
    }

    /// Whether it was read.
    pub(super) fn end(self) -> Result<(), A::Error> {
        self.result
    }

    /// Reads it into a field.
    pub fn read<T: ReadField<'de>>(&mut self, field: &mut T) {
        self.read_with(field, Field(PhantomData));
    }

    /// Reads it as the seed says: for lists and maps in one another, the seed names each step on the way to an error.
    pub fn read_with<S: DeserializeSeed<'de>>(&mut self, field: &mut S::Value, seed: S) {
        self.result = self.map.next_value_seed(seed).map(|value| *field = value);
    }

    /// Reads a form of text or number, such as a date. `null` and `""` both give `None`, since servers send empty
    /// strings for what is absent.
    pub fn read_form<T: Deserialize<'de>>(&mut self, field: &mut Option<T>) {
        self.read_with(field, Form(PhantomData));
    }

    /// Skips it.
    pub fn skip(&mut self) {
        self.result = self.map.next_value().map(|IgnoredAny| ());
    }
}

struct Field<T>(PhantomData<fn() -> T>);

impl<'de, T: ReadField<'de>> DeserializeSeed<'de> for Field<T> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        T::read_field(deserializer)
    }
}

struct Form<T>(PhantomData<fn() -> T>);

impl<'de, T: Deserialize<'de>> DeserializeSeed<'de> for Form<T> {
    type Value = Option<T>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<T>, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de, T: Deserialize<'de>> Visitor<'de> for Form<T> {
    type Value = Option<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string or a number")
    }

    fn visit_unit<E: de::Error>(self) -> Result<Option<T>, E> {
        Ok(None)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Option<T>, E> {
        if text.is_empty() {
            return Ok(None);
        }
        T::deserialize(StrDeserializer::new(text)).map(Some)
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<Option<T>, E> {
        T::deserialize(number.into_deserializer()).map(Some)
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<Option<T>, E> {
        T::deserialize(number.into_deserializer()).map(Some)
    }
}
