//! Reading one field of an object: the meaning of `null` and, for formatted strings, of the empty string.

use std::collections::BTreeMap;
use std::marker::PhantomData;

use serde::de::{Deserialize, DeserializeOwned, Deserializer, IgnoredAny, MapAccess};

use super::list::{ListOf, MapOf, Seed, With};
use super::scalar::{Scalar, ScalarField};

/// The type of a field of a response: an option, a list, a map or a boolean. `null` gives its empty value.
pub trait ReadField: Sized {
    /// Reads the value of the field.
    fn read_field<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error>;
}

impl<T: DeserializeOwned> ReadField for Option<T> {
    fn read_field<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::deserialize(deserializer)
    }
}

impl<T: DeserializeOwned> ReadField for Vec<T> {
    fn read_field<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        ListOf(PhantomData).read(deserializer)
    }
}

impl<K: DeserializeOwned + Ord + AsRef<str>, V: DeserializeOwned> ReadField for BTreeMap<K, V> {
    fn read_field<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        MapOf(PhantomData, PhantomData).read(deserializer)
    }
}

impl ReadField for bool {
    fn read_field<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        ScalarField(PhantomData).read(deserializer).map(Option::unwrap_or_default)
    }
}

/// The value of the current key of an object. It stores whether reading succeeded: a result for every field would be
/// one more type for the compiler to infer.
pub struct FieldValue<'a, 'de, A: MapAccess<'de>> {
    map: &'a mut A,
    result: Result<(), A::Error>,
}

impl<'a, 'de, A: MapAccess<'de>> FieldValue<'a, 'de, A> {
    pub(super) fn new(map: &'a mut A) -> Self {
        Self { map, result: Ok(()) }
    }

    /// Whether the value was read.
    pub(super) fn end(self) -> Result<(), A::Error> {
        self.result
    }

    /// Reads it into a field.
    pub fn read<T: ReadField>(&mut self, field: &mut T) {
        self.read_with(field, Field(PhantomData));
    }

    /// Reads it with a seed: for nested lists and maps, the seed names each step on the path to an error.
    pub fn read_with<S: Seed>(&mut self, field: &mut S::Value, seed: S) {
        self.result = self.map.next_value_seed(With(seed)).map(|value| *field = value);
    }

    /// Reads a number, a boolean or a formatted string, such as a date. `null` and `""` both give `None`.
    pub fn read_scalar<T: Scalar>(&mut self, field: &mut Option<T>) {
        self.read_with(field, ScalarField(PhantomData));
    }

    /// Skips it.
    pub fn skip(&mut self) {
        self.result = self.map.next_value().map(|IgnoredAny| ());
    }
}

struct Field<T>(PhantomData<fn() -> T>);

impl<T: ReadField> Seed for Field<T> {
    type Value = T;

    fn read<'de, D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        T::read_field(deserializer)
    }
}
