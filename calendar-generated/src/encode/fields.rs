//! [`Fields`]: the fields of an object, one after the other.

use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::builder::Unset;

/// An object that is being written. Fields that are not set are left out; an empty list is written, since it clears.
pub struct Fields<S: Serializer> {
    map: S::SerializeMap,
}

impl<S: Serializer> Fields<S> {
    /// Starts an object.
    pub fn new(serializer: S) -> Result<Self, S::Error> {
        serializer.serialize_map(None).map(|map| Self { map })
    }

    /// Writes a field.
    pub fn put<T: Serialize + Unset>(&mut self, name: &'static str, field: &T) -> Result<(), S::Error> {
        if field.is_set() { self.map.serialize_entry(name, field) } else { Ok(()) }
    }

    /// Ends the object.
    pub fn end(self) -> Result<S::Ok, S::Error> {
        self.map.end()
    }
}
