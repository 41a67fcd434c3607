//! [`Secret`]: a string that must not be logged.

use std::fmt;

use serde::de::{self, Deserialize, Deserializer, Visitor};
use serde::ser::{Serialize, Serializer};

use secrecy::{ExposeSecret, SecretString};

use crate::Text;

/// A password or token. `Debug` and `Display` print `[hidden]`; [`expose`](Self::expose) returns the string.
///
/// Its memory is overwritten when it is dropped.
#[derive(Clone, Default)]
pub struct Secret(SecretString);

impl Secret {
    /// Returns the string itself. Every call is a place where the secret can leak, so keep them few.
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[hidden]")
    }
}

impl fmt::Display for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[hidden]")
    }
}

impl<T: Into<Text>> From<T> for Secret {
    fn from(text: T) -> Self {
        Self(SecretString::from(text.into().as_str()))
    }
}

impl From<SecretString> for Secret {
    fn from(secret: SecretString) -> Self {
        Self(secret)
    }
}

impl PartialEq for Secret {
    fn eq(&self, other: &Self) -> bool {
        self.expose() == other.expose()
    }
}

impl Eq for Secret {}

impl From<&Secret> for Secret {
    fn from(secret: &Secret) -> Self {
        secret.clone()
    }
}

impl Serialize for Secret {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.expose().serialize(serializer)
    }
}

/// Reads a string, or a number as its digits. An error never quotes the value.
impl<'de> Deserialize<'de> for Secret {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(SecretVisitor)
    }
}

struct SecretVisitor;

impl Visitor<'_> for SecretVisitor {
    type Value = Secret;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Secret, E> {
        Ok(Secret::from(text))
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<Secret, E> {
        Ok(Secret::from(number.to_string()))
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<Secret, E> {
        Ok(Secret::from(number.to_string()))
    }

    fn visit_f64<E: de::Error>(self, _: f64) -> Result<Secret, E> {
        Err(E::custom("a secret must be a string"))
    }

    fn visit_bool<E: de::Error>(self, _: bool) -> Result<Secret, E> {
        Err(E::custom("a secret must be a string"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_printed_nowhere_but_sent() -> Result<(), serde_json::Error> {
        let secret = Secret::from("hunter2");
        assert_eq!(format!("{secret} {secret:?} {:#?}", Some(&secret)), "[hidden] [hidden] Some(\n    [hidden],\n)");
        assert_eq!(serde_json::to_string(&secret)?, "\"hunter2\"");
        assert_eq!(serde_json::from_str::<Secret>("\"hunter2\"")?.expose(), "hunter2");
        for same in [Secret::from(&secret), SecretString::from("hunter2").into()] {
            assert_eq!(same.expose(), "hunter2");
        }
        Ok(())
    }

    #[test]
    fn an_error_does_not_quote_a_secret() -> Result<(), serde_json::Error> {
        assert_eq!(serde_json::from_str::<Secret>("971024")?.expose(), "971024");
        assert_eq!(serde_json::from_str::<Secret>("-971024")?.expose(), "-971024");
        for json in ["97.1024", "true", "[971024]", "{\"971024\":1}"] {
            let error = serde_json::from_str::<Secret>(json).err();
            assert!(
                error.is_some_and(|error| error.to_string().contains("a string") && !error.to_string().contains("97")),
                "{json}"
            );
        }
        Ok(())
    }
}
