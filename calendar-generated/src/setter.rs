//! What the setters of builders take: a value or what converts to it, and for an optional field an [`Option`] of either.
//!
//! Two impls, for a value and for an `Option`, would overlap if they were of one trait. So each is of another one: the
//! last parameter of a trait, which the compiler infers, tells them apart.

use std::collections::BTreeMap;

/// A value for a field of the type `T`: a `T`, or what converts to it by [`Into`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be used as `{T}`",
    label = "expected `{T}`, or a value that converts to it",
    note = "if it is an `Option`: a required field takes none; unwrap it, or leave early by `let Some(value) = value else {{ … }}`",
    note = "if it is a string for a time: parse it, as `\"2026-03-02T09:00:00+08:00\".parse::<calendar_generated::DateTime>()?`, and a day as `\"2026-03-02\".parse::<calendar_generated::Date>()?`"
)]
pub trait IntoField<T> {
    /// The value of the field.
    fn into_field(self) -> T;
}

// So that the message is the one above, and not a list of all that converts.
#[diagnostic::do_not_recommend]
impl<T, V: Into<T>> IntoField<T> for V {
    #[inline]
    fn into_field(self) -> T {
        self.into()
    }
}

/// The parameter of a trait here that stands for a value.
#[derive(Clone, Copy, Debug)]
pub enum Plain {}

/// The parameter of a trait here that stands for an [`Option`] of a value.
#[derive(Clone, Copy, Debug)]
pub enum Optional {}

/// A value for an optional field of the type `T`: whatever is [`IntoField<T>`], or an [`Option`] of that. `None` leaves
/// the field unset.
///
/// ```
/// # #[cfg(feature = "calendar")]
/// # fn run(description: Option<String>) -> Result<(), calendar_generated::ValidationError> {
/// use calendar_generated::calendar;
///
/// let request = calendar::Create::builder().summary("Team").description(description).build()?;
/// # Ok(())
/// # }
/// ```
pub trait IntoOptional<T, M> {
    /// The value of the field.
    fn into_optional(self) -> Option<T>;
}

impl<T, V: IntoField<T>> IntoOptional<T, Plain> for V {
    #[inline]
    fn into_optional(self) -> Option<T> {
        Some(self.into_field())
    }
}

impl<T, V: IntoField<T>> IntoOptional<T, Optional> for Option<V> {
    #[inline]
    fn into_optional(self) -> Option<T> {
        self.map(IntoField::into_field)
    }
}

/// The same for an object, which its builder converts to once every required field is set.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be used as an optional `{T}`",
    label = "expected a `{T}`, its builder, or an `Option` of either",
    note = "a builder converts once every required field is set"
)]
pub trait IntoOptionalObject<T, M> {
    /// The value of the field.
    fn into_optional(self) -> Option<T>;
}

impl<T, V: Into<T>> IntoOptionalObject<T, Plain> for V {
    #[inline]
    fn into_optional(self) -> Option<T> {
        Some(self.into())
    }
}

impl<T, V: Into<T>> IntoOptionalObject<T, Optional> for Option<V> {
    #[inline]
    fn into_optional(self) -> Option<T> {
        self.map(Into::into)
    }
}

/// An item of a list of `T`: a `T`, or what converts to it by [`Into`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be used as an item of a list of `{T}`",
    label = "expected items that are `{T}` or convert to it",
    note = "if they are references: `.to_vec()` of a slice and `.cloned()` of an iterator give values"
)]
pub trait IntoItem<T> {
    /// The item.
    fn into_item(self) -> T;
}

#[diagnostic::do_not_recommend]
impl<T, V: Into<T>> IntoItem<T> for V {
    #[inline]
    fn into_item(self) -> T {
        self.into()
    }
}

/// The same for a list: anything to iterate over, or an [`Option`] of it. `None` leaves the field unset, an empty list is
/// sent.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be used as an optional list of `{T}`",
    label = "expected something to iterate over, or an `Option` of it"
)]
pub trait IntoOptionalList<T, M> {
    /// The value of the field.
    fn into_optional(self) -> Option<Vec<T>>;
}

impl<T, V: IntoIterator<Item: IntoItem<T>>> IntoOptionalList<T, Plain> for V {
    #[inline]
    fn into_optional(self) -> Option<Vec<T>> {
        Some(list(self))
    }
}

impl<T, V: IntoIterator<Item: IntoItem<T>>> IntoOptionalList<T, Optional> for Option<V> {
    #[inline]
    fn into_optional(self) -> Option<Vec<T>> {
        self.map(list)
    }
}

/// The value of a list.
pub fn list<T>(values: impl IntoIterator<Item = impl IntoItem<T>>) -> Vec<T> {
    values.into_iter().map(IntoItem::into_item).collect()
}

/// The value of a map.
pub fn map<K: Ord, V>(entries: impl IntoIterator<Item = (impl Into<K>, impl Into<V>)>) -> BTreeMap<K, V> {
    entries.into_iter().map(|(key, value)| (key.into(), value.into())).collect()
}

#[cfg(test)]
mod tests {
    use std::time::SystemTime;

    use super::*;
    use crate::{Text, Timestamp};

    fn text<M>(value: impl IntoOptional<Text, M>) -> Option<Text> {
        value.into_optional()
    }

    fn time<M>(value: impl IntoOptional<Timestamp, M>) -> Option<Timestamp> {
        value.into_optional()
    }

    fn texts<M>(value: impl IntoOptionalList<Text, M>) -> Option<Vec<Text>> {
        value.into_optional()
    }

    #[test]
    fn an_optional_field_takes_a_value_and_an_option_of_it() {
        assert_eq!((text("a"), text(String::from("a"))), (Some("a".into()), Some("a".into())));
        assert_eq!((text(Some("a")), text(None::<String>)), (Some("a".into()), None));
        assert_eq!((time(5), time(Some(5)), time(SystemTime::UNIX_EPOCH)), (time(5), time(5), time(0)));
    }

    #[test]
    fn an_optional_list_takes_a_list_and_an_option_of_it() {
        assert_eq!(texts(["a"]), Some(vec!["a".into()]));
        assert_eq!(texts(Some(vec!["a"])), texts(["a"]));
        assert_eq!((texts(None::<Vec<&str>>), texts([""; 0])), (None, Some(Vec::new())));
    }
}
