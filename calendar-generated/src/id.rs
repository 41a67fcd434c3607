//! [`Id`]: an identifier that cannot be swapped with one of another kind.

use std::borrow::{Borrow, Cow};
use std::cmp::Ordering;
use std::convert::Infallible;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::ops::Deref;
use std::str::FromStr;

use serde::de::{Deserialize, Deserializer};
use serde::ser::{Serialize, Serializer};

use crate::Text;

/// What an [`Id`] identifies; implemented by uninhabited tags.
pub trait IdKind {
    /// The name of the identifier, such as `CalendarId`.
    const NAME: &'static str;
}

/// An identifier of the kind `K`. Any string converts into it, and it dereferences to `&str`.
pub struct Id<K> {
    text: Text,
    kind: PhantomData<fn() -> K>,
}

impl<K> Id<K> {
    /// Returns the identifier on the wire.
    pub fn as_str(&self) -> &str {
        self.text.as_str()
    }

    /// Makes a constant.
    pub const fn from_static(text: &'static str) -> Self {
        Self::new(Text::from_static(text))
    }

    const fn new(text: Text) -> Self {
        Self { text, kind: PhantomData }
    }
}

impl<K> Deref for Id<K> {
    type Target = str;

    fn deref(&self) -> &str {
        self.as_str()
    }
}

/// A map with identifiers as keys can be queried with a `&str`.
impl<K> Borrow<str> for Id<K> {
    fn borrow(&self) -> &str {
        self.as_str()
    }
}

impl<K> PartialEq<String> for Id<K> {
    fn eq(&self, text: &String) -> bool {
        self.as_str() == text.as_str()
    }
}

impl<K> Clone for Id<K> {
    fn clone(&self) -> Self {
        Self::new(self.text.clone())
    }
}

impl<K> PartialEq for Id<K> {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl<K> Eq for Id<K> {}

impl<K> PartialOrd for Id<K> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<K> Ord for Id<K> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.text.cmp(&other.text)
    }
}

impl<K> Hash for Id<K> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}

impl<K: IdKind> fmt::Debug for Id<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple(K::NAME).field(&self.text).finish()
    }
}

impl<K> fmt::Display for Id<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.text, f)
    }
}

impl<K> AsRef<str> for Id<K> {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl<K> PartialEq<str> for Id<K> {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == other
    }
}

impl<K> PartialEq<&str> for Id<K> {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == *other
    }
}

impl<K> From<&str> for Id<K> {
    fn from(text: &str) -> Self {
        Self::new(text.into())
    }
}

impl<K> From<String> for Id<K> {
    fn from(text: String) -> Self {
        Self::new(text.into())
    }
}

impl<K> From<&String> for Id<K> {
    fn from(text: &String) -> Self {
        Self::new(text.into())
    }
}

impl<K> From<Cow<'_, str>> for Id<K> {
    fn from(text: Cow<'_, str>) -> Self {
        Self::new(text.into())
    }
}

impl<K> From<Text> for Id<K> {
    fn from(text: Text) -> Self {
        Self::new(text)
    }
}

impl<K> From<&Id<K>> for Id<K> {
    fn from(id: &Id<K>) -> Self {
        id.clone()
    }
}

impl<K> From<Id<K>> for String {
    fn from(id: Id<K>) -> Self {
        id.text.into()
    }
}

impl<K> FromStr for Id<K> {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(Self::from(text))
    }
}

impl<K> Serialize for Id<K> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.text.serialize(serializer)
    }
}

impl<'de, K> Deserialize<'de> for Id<K> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Text::deserialize(deserializer).map(Self::new)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    enum Door {}

    impl IdKind for Door {
        const NAME: &'static str = "DoorId";
    }

    #[test]
    fn an_id_prints_its_kind_only_for_developers() {
        let id = Id::<Door>::from("d_1");
        assert_eq!(format!("{id} {id:?}"), r#"d_1 DoorId("d_1")"#);
    }

    #[test]
    fn an_id_is_a_json_string() -> Result<(), serde_json::Error> {
        let id: Id<Door> = serde_json::from_str("\"d_1\"")?;
        assert_eq!(id, "d_1");
        assert_eq!(serde_json::to_string(&id)?, "\"d_1\"");
        assert!(serde_json::from_str::<Id<Door>>("null").is_err());
        Ok(())
    }

    #[test]
    fn an_id_compares_and_converts_like_its_string() -> Result<(), Infallible> {
        use std::collections::{BTreeMap, HashMap};

        let (one, two) = (Id::<Door>::from("d_1"), "d_2".parse::<Id<Door>>()?);
        assert!(one == *"d_1" && one != *"d_2" && one == "d_1" && one != "d_2");
        let (text, other) = ("d_1".to_owned(), "d_2".to_owned());
        assert!(one == text && one != other);
        assert_eq!((one.partial_cmp(&two), two.cmp(&one)), (Some(Ordering::Less), Ordering::Greater));
        assert_eq!(
            (HashMap::from([(one.clone(), 1)]).get("d_1"), BTreeMap::from([(&*two, 2)]).get("d_2")),
            (Some(&1), Some(&2))
        );
        assert_eq!((one.as_ref(), String::from(two)), ("d_1", "d_2".to_owned()));
        Ok(())
    }

    #[test]
    fn equal_ids_have_one_hash_and_others_another() {
        use std::hash::{BuildHasher, RandomState};

        let hasher = RandomState::new();
        let hash = |id: &str| hasher.hash_one(Id::<Door>::from(id));
        assert_eq!(hash("d_1"), hasher.hash_one("d_1"));
        assert_ne!(hash("d_1"), hash("d_2"));
    }

    #[test]
    fn ids_of_any_kind_can_cross_threads() {
        fn is_send_and_sync<T: Send + Sync>() {}
        is_send_and_sync::<Id<std::rc::Rc<Door>>>();
    }
}
