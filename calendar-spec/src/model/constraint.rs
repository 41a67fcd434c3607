//! Constraints on a field beyond its type.

use super::{Format, Type};

/// Declares the constraints once: the enum, its kinds, and the key of each in the spec.
macro_rules! constraints {
    ($($(#[$doc:meta])* $name:ident($value:ty) = $key:literal,)*) => {
        /// A constraint on the values of a field. On a list or map, all but [`Constraint::Items`] apply to each item.
        ///
        /// All readers match it without a wildcard, so that a new kind does not compile before each of them handles it.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum Constraint {
            $($(#[$doc])* $name($value),)*
        }

        /// The kinds of [`Constraint`]; a field has at most one of each.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum ConstraintKind {
            $($(#[$doc])* $name,)*
        }

        impl ConstraintKind {
            /// Every kind, in the order in which fields hold them.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The key in the spec.
            pub const fn key(self) -> &'static str {
                match self {
                    $(Self::$name => $key,)*
                }
            }
        }

        impl Constraint {
            /// Which kind it is.
            pub const fn kind(&self) -> ConstraintKind {
                match self {
                    $(Self::$name(_) => ConstraintKind::$name,)*
                }
            }
        }
    };
}

constraints! {
    /// Characters of a string (Unicode scalar values).
    Length(Limit) = "length",
    /// Items of a list or map.
    Items(Limit) = "items",
    /// Bounds of a number.
    Range(Limit) = "range",
    /// The only allowed numbers.
    OneOf(Vec<i64>) = "one_of",
    /// A step, at least 1: only its multiples are allowed.
    MultipleOf(i64) = "multiple_of",
}

impl Constraint {
    /// Whether a field of a type can have it, and which types can.
    pub(crate) fn fits(&self, ty: &Type) -> (bool, &'static str) {
        let leaf = ty.leaf();
        let is_integer = matches!(leaf, Type::Int32 | Type::Int64);
        let is_timestamp = matches!(leaf, Type::Format(Format::Timestamp | Format::TimestampMs));
        match self {
            Self::Length(_) => (is_text(leaf), "texts have a length"),
            Self::Items(_) => (matches!(ty, Type::List(_) | Type::Map(..)), "lists and maps have items"),
            Self::Range(_) => {
                (is_integer || is_timestamp || *leaf == Type::Float, "numbers and timestamps have a range")
            }
            Self::OneOf(_) => (is_integer, "whole numbers can be limited to a list"),
            Self::MultipleOf(_) => (is_integer, "whole numbers have a step"),
        }
    }

    /// Its bounds, if it has two.
    pub fn limit(&self) -> Option<Limit> {
        match self {
            Self::Length(limit) | Self::Items(limit) | Self::Range(limit) => Some(*limit),
            Self::OneOf(_) | Self::MultipleOf(_) => None,
        }
    }

    /// The only allowed numbers.
    pub fn numbers(&self) -> Option<&[i64]> {
        match self {
            Self::OneOf(numbers) => Some(numbers),
            Self::Length(_) | Self::Items(_) | Self::Range(_) | Self::MultipleOf(_) => None,
        }
    }
}

fn is_text(ty: &Type) -> bool {
    match ty {
        Type::String | Type::Id(_) => true,
        Type::Format(format) => format.is_text(),
        _ => false,
    }
}

/// An inclusive range; at least one end is set and `min <= max`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    /// The smallest allowed value.
    pub min: Option<i64>,
    /// The largest allowed value.
    pub max: Option<i64>,
}

impl Limit {
    /// Whether a number is in the range.
    pub fn contains(self, number: i64) -> bool {
        self.min.is_none_or(|min| number >= min) && self.max.is_none_or(|max| number <= max)
    }
}
