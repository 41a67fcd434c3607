//! The visitor that reads every generated object.

use std::fmt;
use std::marker::PhantomData;

use calendar_spec::path::Step;
use serde::de::{self, Deserialize, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};

use super::field::FieldValue;
use super::place::within;
use super::tolerance;

/// An object of a response.
pub trait Object: Default {
    /// The names of the type and of its fields.
    const SHAPE: Shape;

    /// Reads the value of the field at this index of the shape, or skips it past the end.
    fn set<'de, A: MapAccess<'de>>(&mut self, index: usize, value: &mut FieldValue<'_, 'de, A>);
}

/// The names of an object's type and of its fields.
pub struct Shape {
    /// The name of the type.
    pub name: &'static str,
    /// The names of the fields in JSON.
    pub fields: &'static [&'static str],
}

/// Reads an object. Unknown fields are skipped; of repeated fields the last one counts.
pub fn decode_object<'de, T: Object, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    if tolerance::is_skipping() {
        return tolerance::object(deserializer);
    }
    deserializer.deserialize_map(ObjectVisitor(PhantomData))
}

/// Implements [`Object`] and [`Deserialize`] for a struct of the runtime: each field in JSON, and how it is read.
macro_rules! readable {
    ($type:ty = $name:literal, |$object:ident, $value:ident| { $($field:literal => $read:expr,)+ }) => {
        impl $crate::decode::Object for $type {
            const SHAPE: $crate::decode::Shape = $crate::decode::Shape { name: $name, fields: &[$($field),+] };

            fn set<'de, A: ::serde::de::MapAccess<'de>>(
                &mut self,
                index: usize,
                value: &mut $crate::decode::FieldValue<'_, 'de, A>,
            ) {
                type Read<'de, A> = fn(&mut $type, &mut $crate::decode::FieldValue<'_, 'de, A>);
                let fields: &[Read<'de, A>] = &[$(|$object, $value| $read),+];
                match fields.get(index) {
                    Some(read) => read(self, value),
                    None => value.skip(),
                }
            }
        }

        impl<'de> ::serde::de::Deserialize<'de> for $type {
            fn deserialize<D: ::serde::de::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::decode::decode_object(deserializer)
            }
        }
    };
}
pub(crate) use readable;

struct ObjectVisitor<T>(PhantomData<fn() -> T>);

impl<'de, T: Object> Visitor<'de> for ObjectVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an object (`{}`)", T::SHAPE.name)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<T, A::Error> {
        let mut object = T::default();
        let (names, mut likely) = (T::SHAPE.fields, 0);
        while let Some(index) = map.next_key_seed(NameIn { names, likely })? {
            if index < names.len() {
                likely = index + 1;
            }
            let mut value = FieldValue::new(&mut map);
            object.set(index, &mut value);
            value.end().map_err(|error| in_field(names.get(index), error))?;
        }
        Ok(object)
    }
}

fn in_field<E: de::Error>(name: Option<&&'static str>, error: E) -> E {
    match name {
        Some(name) => within(Step::Field(name), &error),
        None => error,
    }
}

/// Reads a key as its index in a table; the length of the table means any other key.
pub(crate) struct NameIn {
    pub(crate) names: &'static [&'static str],
    /// The index to try first: keys usually come in the order of the table, with some left out.
    pub(crate) likely: usize,
}

impl<'de> DeserializeSeed<'de> for NameIn {
    type Value = usize;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<usize, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for NameIn {
    type Value = usize;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a field")
    }

    fn visit_str<E: de::Error>(self, key: &str) -> Result<usize, E> {
        let (before, after) = self.names.split_at_checked(self.likely).unwrap_or((self.names, &[]));
        let position = |names: &[&str]| names.iter().position(|name| *name == key);
        let index = position(after).map(|index| before.len() + index).or_else(|| position(before));
        Ok(index.unwrap_or(self.names.len()))
    }
}

/// The response of an endpoint that returns no data.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Empty;

/// Accepts any value: endpoints without data return `{}`, `null` or an undocumented object.
impl<'de> Deserialize<'de> for Empty {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        IgnoredAny::deserialize(deserializer).map(|_| Self)
    }
}

impl Serialize for Empty {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_map(Some(0))?.end()
    }
}
