//! Functions by which generated checks examine fields before they call a rule.

use std::collections::BTreeMap;

use super::Validate;
use crate::open_enum::{OpenEnum, enum_str};
use crate::{Date, Id, Secret, Text, Timestamp, TimestampOrDate};

/// A string on the wire: a plain string, an identifier or a value of an enum.
pub trait WireText {
    /// The string.
    fn wire_text(&self) -> &str;
}

impl WireText for Text {
    fn wire_text(&self) -> &str {
        self.as_str()
    }
}

impl<K> WireText for Id<K> {
    fn wire_text(&self) -> &str {
        self.as_str()
    }
}

impl<E: OpenEnum> WireText for E {
    fn wire_text(&self) -> &str {
        enum_str(self)
    }
}

/// A string, plain or optional.
pub trait MaybeText {
    /// The string, if there is one.
    fn text(&self) -> Option<&str>;
}

impl<T: WireText> MaybeText for T {
    fn text(&self) -> Option<&str> {
        Some(self.wire_text())
    }
}

impl MaybeText for Secret {
    fn text(&self) -> Option<&str> {
        Some(self.expose())
    }
}

impl MaybeText for Option<Secret> {
    fn text(&self) -> Option<&str> {
        self.as_ref().map(Secret::expose)
    }
}

impl<T: WireText> MaybeText for Option<T> {
    fn text(&self) -> Option<&str> {
        self.as_ref().map(WireText::wire_text)
    }
}

/// Whether a string, identifier or enum has this value.
pub fn is_value(field: &impl MaybeText, wire: &str) -> bool {
    field.text() == Some(wire)
}

/// A number, plain or optional.
pub trait MaybeNumber {
    /// The number, if there is one.
    fn number(&self) -> Option<i64>;
}

impl MaybeNumber for i32 {
    fn number(&self) -> Option<i64> {
        Some(i64::from(*self))
    }
}

impl MaybeNumber for i64 {
    fn number(&self) -> Option<i64> {
        Some(*self)
    }
}

/// For numbers; other values are strings.
impl<E: OpenEnum> MaybeNumber for E {
    fn number(&self) -> Option<i64> {
        enum_str(self).parse().ok().filter(|_| E::IS_NUMBER)
    }
}

impl<T: MaybeNumber> MaybeNumber for Option<T> {
    fn number(&self) -> Option<i64> {
        self.as_ref().and_then(MaybeNumber::number)
    }
}

/// Whether a number has this value.
pub fn is_number(field: &impl MaybeNumber, number: i64) -> bool {
    field.number() == Some(number)
}

/// A boolean, plain or optional.
pub trait MaybeFlag {
    /// The boolean, if there is one.
    fn flag(&self) -> Option<bool>;
}

impl MaybeFlag for bool {
    fn flag(&self) -> Option<bool> {
        Some(*self)
    }
}

impl MaybeFlag for Option<bool> {
    fn flag(&self) -> Option<bool> {
        *self
    }
}

/// Whether a boolean has this value.
pub fn is_flag(field: &impl MaybeFlag, flag: bool) -> bool {
    field.flag() == Some(flag)
}

/// A field that holds a list or a map.
pub trait Count {
    /// The number of items; `None` when it is not set.
    fn item_count(&self) -> Option<usize>;
}

impl<T> Count for Vec<T> {
    fn item_count(&self) -> Option<usize> {
        Some(self.len())
    }
}

impl<K, V> Count for BTreeMap<K, V> {
    fn item_count(&self) -> Option<usize> {
        Some(self.len())
    }
}

impl<T: Count> Count for Option<T> {
    fn item_count(&self) -> Option<usize> {
        self.as_ref().and_then(Count::item_count)
    }
}

/// The number of items of a list or map; 0 when it is not set.
pub fn count(field: &impl Count) -> usize {
    field.item_count().unwrap_or_default()
}

/// A list, plain or optional.
pub trait List {
    /// The type of the items.
    type Item;

    /// The items; none when it is not set.
    fn items(&self) -> &[Self::Item];
}

impl<T> List for Vec<T> {
    type Item = T;

    fn items(&self) -> &[T] {
        self
    }
}

impl<T> List for Option<Vec<T>> {
    type Item = T;

    fn items(&self) -> &[T] {
        self.as_deref().unwrap_or_default()
    }
}

/// The number of items that meet a condition.
pub fn count_where<L: List>(list: &L, condition: impl Fn(&L::Item) -> bool) -> usize {
    list.items().iter().filter(|item| condition(item)).count()
}

/// An object, plain or optional.
pub trait MaybeObject {
    /// The type of the object.
    type Object;

    /// The object, if there is one.
    fn object(&self) -> Option<&Self::Object>;
}

impl<T: Validate> MaybeObject for T {
    type Object = T;

    fn object(&self) -> Option<&T> {
        Some(self)
    }
}

impl<T: Validate> MaybeObject for Option<T> {
    type Object = T;

    fn object(&self) -> Option<&T> {
        self.as_ref()
    }
}

/// The base that a time is measured from, and the distance from it.
pub(super) type Offset = Option<(&'static str, i64)>;

/// The time that an object describes; `None` when it is not set.
pub fn offset<F: MaybeObject>(field: &F, moment: impl FnOnce(&F::Object) -> Offset) -> Offset {
    field.object().and_then(moment)
}

/// The time that is `amount` before or after the base of an anchor. `bases` holds the base for each value of the
/// anchor, and whether the amount counts backwards from it.
pub fn offset_from(anchor: &impl MaybeText, amount: &impl MaybeNumber, bases: &[(&str, &'static str, bool)]) -> Offset {
    let (anchor, amount) = (anchor.text()?, amount.number()?);
    let (_, base, is_backwards) = bases.iter().find(|(value, ..)| *value == anchor)?;
    Some((base, if *is_backwards { amount.checked_neg()? } else { amount }))
}

/// A field that holds a time or a date.
pub trait TimeForm {
    /// `seconds`, `date`, or `None` when it is not set.
    fn time_form(&self) -> Option<&'static str>;
}

impl TimeForm for Timestamp {
    fn time_form(&self) -> Option<&'static str> {
        Some("seconds")
    }
}

impl TimeForm for Date {
    fn time_form(&self) -> Option<&'static str> {
        Some("date")
    }
}

impl TimeForm for TimestampOrDate {
    fn time_form(&self) -> Option<&'static str> {
        match self {
            Self::Seconds(time) => time.time_form(),
            Self::Date(date) => date.time_form(),
        }
    }
}

impl<T: TimeForm> TimeForm for Option<T> {
    fn time_form(&self) -> Option<&'static str> {
        self.as_ref().and_then(TimeForm::time_form)
    }
}

/// The form of a time: `seconds`, `date`, or `None` when it is not set.
pub fn form(field: &impl TimeForm) -> Option<&'static str> {
    field.time_form()
}
