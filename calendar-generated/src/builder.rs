//! What builders of requests share: the markers of a required field, and the placeholders of fields that are not set.

use std::collections::BTreeMap;

use crate::check::{Validate, ValidationError, validate};
use crate::open_enum::OpenEnum;
use crate::{Date, DateTime, Id, Json, Scalar, Secret, Text, Timestamp, TimestampMs, TimestampOrDate};

/// The marker of a required field that is not set yet.
#[derive(Clone, Copy, Debug)]
pub struct Missing;

/// The marker of a required field that is set.
#[derive(Clone, Copy, Debug)]
pub struct Set;

/// A type that has a placeholder for "not set yet".
///
/// A builder starts with placeholders; the type state ensures that the placeholder of a required field is never used.
pub trait Unset {
    /// The placeholder: `None`, an empty string, zero.
    fn unset() -> Self;

    /// Whether the field has a value. Only an `Option` can have none.
    fn is_set(&self) -> bool {
        true
    }
}

/// The placeholder of a field; see [`Unset`].
pub fn unset<T: Unset>() -> T {
    T::unset()
}

/// Whether a field has a value.
pub fn is_set<T: Unset>(field: &T) -> bool {
    field.is_set()
}

/// Finishes a builder: returns the value, or every rule that it breaks.
pub fn build<T: Validate>(value: T) -> Result<T, ValidationError> {
    validate(&value)?;
    Ok(value)
}

impl<T> Unset for Option<T> {
    fn unset() -> Self {
        None
    }

    fn is_set(&self) -> bool {
        self.is_some()
    }
}

impl<T> Unset for Vec<T> {
    fn unset() -> Self {
        Self::new()
    }
}

impl<K, V> Unset for BTreeMap<K, V> {
    fn unset() -> Self {
        Self::new()
    }
}

impl<K> Unset for Id<K> {
    fn unset() -> Self {
        Self::from("")
    }
}

impl<E: OpenEnum> Unset for E {
    fn unset() -> Self {
        Self::from_index(0).unwrap_or_else(|| Self::from_unknown(Text::default().into()))
    }
}

impl Unset for Date {
    fn unset() -> Self {
        Self::EPOCH
    }
}

impl Unset for DateTime {
    fn unset() -> Self {
        Self::epoch()
    }
}

impl Unset for TimestampOrDate {
    fn unset() -> Self {
        Self::Seconds(Timestamp::default())
    }
}

impl Unset for crate::Upload {
    fn unset() -> Self {
        Self::bytes("", Vec::new())
    }
}

/// Types whose placeholder is their default.
macro_rules! unset_is_default {
    ($($name:ty),*) => {
        $(impl Unset for $name {
            fn unset() -> Self {
                Self::default()
            }
        })*
    };
}

unset_is_default!(Text, Secret, Scalar, Json, bool, i32, i64, f64, Timestamp, TimestampMs);
