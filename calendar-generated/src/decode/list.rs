//! Lists and maps of a response; errors name the item.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use calendar_spec::path::Step;
use serde::de::{self, DeserializeOwned, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

use super::place::within;
use super::{budget, tolerance};

/// Reads a value from any deserializer. [`DeserializeSeed`] is bound to the lifetime of one, and a value that is read
/// in [another form](super::tolerance) comes from another one.
pub trait Seed: Sized {
    /// What is read.
    type Value;

    /// Reads it.
    fn read<'de, D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error>;
}

impl<T: DeserializeOwned> Seed for PhantomData<T> {
    type Value = T;

    fn read<'de, D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        T::deserialize(deserializer)
    }
}

/// A seed, as serde takes it.
pub(super) struct With<S>(pub(super) S);

impl<'de, S: Seed> DeserializeSeed<'de> for With<S> {
    type Value = S::Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<S::Value, D::Error> {
        self.0.read(deserializer)
    }
}

/// Reads a list of the seed's values; `null` is an empty list.
#[derive(Clone, Copy)]
pub struct ListOf<S>(pub S);

impl<S: Seed + Copy> Seed for ListOf<S> {
    type Value = Vec<S::Value>;

    fn read<'de, D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        if tolerance::is_skipping() {
            tolerance::list(self.0, deserializer)
        } else {
            deserializer.deserialize_any(self)
        }
    }
}

impl<'de, S: Seed + Copy> Visitor<'de> for ListOf<S> {
    type Value = Vec<S::Value>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_unit<E: de::Error>(self) -> Result<Self::Value, E> {
        Ok(Vec::new())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<Self::Value, A::Error> {
        let mut list = Vec::new();
        loop {
            match sequence.next_element_seed(With(self.0)) {
                Ok(Some(item)) => budget::push(&mut list, item)?,
                Ok(None) => return Ok(list),
                Err(error) => return Err(within(Step::Index(list.len()), &error)),
            }
        }
    }
}

/// Reads a map to the seed's values; `null` is an empty map. Of repeated keys the last one counts.
pub struct MapOf<K, S>(pub PhantomData<K>, pub S);

// Derived impls would require the same of the key.
impl<K, S: Copy> Copy for MapOf<K, S> {}

impl<K, S: Copy> Clone for MapOf<K, S> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<K: DeserializeOwned + Ord + AsRef<str>, S: Seed + Copy> Seed for MapOf<K, S> {
    type Value = BTreeMap<K, S::Value>;

    fn read<'de, D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        if tolerance::is_skipping() { tolerance::map(self.1, deserializer) } else { deserializer.deserialize_any(self) }
    }
}

impl<'de, K: DeserializeOwned + Ord + AsRef<str>, S: Seed + Copy> Visitor<'de> for MapOf<K, S> {
    type Value = BTreeMap<K, S::Value>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with keys of any name")
    }

    fn visit_unit<E: de::Error>(self) -> Result<Self::Value, E> {
        Ok(BTreeMap::new())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
        let mut map = BTreeMap::new();
        while let Some(key) = entries.next_key::<K>()? {
            budget::charge_entry::<K, S::Value, _>(map.len())?;
            match entries.next_value_seed(With(self.1)) {
                Ok(value) => map.insert(key, value),
                Err(error) => return Err(within(Step::Key(key.as_ref()), &error)),
            };
        }
        Ok(map)
    }
}
