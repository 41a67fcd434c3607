//! Lists and maps of a response; errors name the item.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use calendar_spec::path::Step;
use serde::de::{self, Deserialize, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

use super::place::within;
use super::{budget, tolerance};

/// Reads a list of the seed's values; `null` is an empty list.
#[derive(Clone, Copy)]
pub struct ListOf<S>(pub S);

impl<'de, S: DeserializeSeed<'de> + Copy> DeserializeSeed<'de> for ListOf<S> {
    type Value = Vec<S::Value>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        if tolerance::is_skipping() {
            tolerance::list(self.0, deserializer)
        } else {
            deserializer.deserialize_any(self)
        }
    }
}

impl<'de, S: DeserializeSeed<'de> + Copy> Visitor<'de> for ListOf<S> {
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
            match sequence.next_element_seed(self.0) {
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

impl<'de, K, S> DeserializeSeed<'de> for MapOf<K, S>
where
    K: Deserialize<'de> + Ord + AsRef<str>,
    S: DeserializeSeed<'de> + Copy,
{
    type Value = BTreeMap<K, S::Value>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        if tolerance::is_skipping() { tolerance::map(self.1, deserializer) } else { deserializer.deserialize_any(self) }
    }
}

impl<'de, K, S> Visitor<'de> for MapOf<K, S>
where
    K: Deserialize<'de> + Ord + AsRef<str>,
    S: DeserializeSeed<'de> + Copy,
{
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
            match entries.next_value_seed(self.1) {
                Ok(value) => map.insert(key, value),
                Err(error) => return Err(within(Step::Key(key.as_ref()), &error)),
            };
        }
        Ok(map)
    }
}
