//! Constraints on a field beyond its type.

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
