//! Values that can be part of a path, a query or a header, and how they are written.

use std::fmt::{self, Write};

use crate::open_enum::{OpenEnum, enum_str};
use crate::{Date, DateTime, Id, Scalar, Secret, Text, Timestamp, TimestampMs, TimestampOrDate};

/// One value of a parameter.
pub trait Parameter {
    /// Writes the value as a plain string.
    fn write_to(&self, out: &mut dyn Write) -> fmt::Result;
}

impl Parameter for Text {
    fn write_to(&self, out: &mut dyn Write) -> fmt::Result {
        out.write_str(self)
    }
}

impl Parameter for Secret {
    fn write_to(&self, out: &mut dyn Write) -> fmt::Result {
        out.write_str(self.expose())
    }
}

impl<K> Parameter for Id<K> {
    fn write_to(&self, out: &mut dyn Write) -> fmt::Result {
        out.write_str(self.as_str())
    }
}

impl<E: OpenEnum> Parameter for E {
    fn write_to(&self, out: &mut dyn Write) -> fmt::Result {
        out.write_str(enum_str(self))
    }
}

/// Types whose `Display` is their form on the wire.
macro_rules! parameter_is_display {
    ($($name:ty),*) => {
        $(impl Parameter for $name {
            fn write_to(&self, out: &mut dyn Write) -> fmt::Result {
                write!(out, "{self}")
            }
        })*
    };
}

parameter_is_display!(bool, i32, i64, f64, Scalar, Timestamp, TimestampMs, Date, DateTime, TimestampOrDate);

/// A field that holds any number of values of a parameter: none when it is not set, one for each list item.
pub trait Parameters {
    /// Passes every value to `each`.
    fn for_each(&self, each: &mut dyn FnMut(&dyn Parameter));
}

impl<T: Parameter> Parameters for T {
    fn for_each(&self, each: &mut dyn FnMut(&dyn Parameter)) {
        each(self);
    }
}

impl<T: Parameters> Parameters for Option<T> {
    fn for_each(&self, each: &mut dyn FnMut(&dyn Parameter)) {
        if let Some(value) = self {
            value.for_each(each);
        }
    }
}

impl<T: Parameters> Parameters for Vec<T> {
    fn for_each(&self, each: &mut dyn FnMut(&dyn Parameter)) {
        for value in self {
            value.for_each(each);
        }
    }
}
