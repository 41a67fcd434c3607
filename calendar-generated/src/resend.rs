//! Converts received values to values that can be sent again, through options, lists and maps.

use std::collections::BTreeMap;

/// A value that converts to a form that can be sent.
pub trait Resend {
    /// The form that can be sent.
    type Request;

    /// Returns the form that can be sent; `None` when a required field is missing.
    fn resend(self) -> Option<Self::Request>;
}

/// An absent value stays absent: only a present one can lack a field.
impl<T: Resend> Resend for Option<T> {
    type Request = Option<T::Request>;

    fn resend(self) -> Option<Self::Request> {
        match self {
            Some(value) => value.resend().map(Some),
            None => Some(None),
        }
    }
}

impl<T: Resend> Resend for Vec<T> {
    type Request = Vec<T::Request>;

    fn resend(self) -> Option<Self::Request> {
        self.into_iter().map(T::resend).collect()
    }
}

impl<K: Ord, V: Resend> Resend for BTreeMap<K, V> {
    type Request = BTreeMap<K, V::Request>;

    fn resend(self) -> Option<Self::Request> {
        self.into_iter().map(|(key, value)| value.resend().map(|value| (key, value))).collect()
    }
}
