//! [`Fields`]: the fields of an object, one after another.

use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::builder::Unset;

/// An object that is being written. Fields that are not set are left out; an empty list is written, since it clears.
///
/// An error is kept until the end, and nothing is written after it: a `?` after every field took a twentieth of the
/// compile time of all generated code.
pub struct Fields<S: Serializer> {
    map: Result<S::SerializeMap, S::Error>,
}

impl<S: Serializer> Fields<S> {
    /// Starts an object.
    pub fn new(serializer: S) -> Self {
        Self { map: serializer.serialize_map(None) }
    }

    /// Writes a field.
    pub fn put<T: Serialize + Unset>(&mut self, name: &'static str, field: &T) {
        if let Ok(map) = &mut self.map
            && field.is_set()
            && let Err(error) = map.serialize_entry(name, field)
        {
            self.map = Err(error);
        }
    }

    /// Ends the object, or gives the first error.
    pub fn end(self) -> Result<S::Ok, S::Error> {
        self.map?.end()
    }
}
