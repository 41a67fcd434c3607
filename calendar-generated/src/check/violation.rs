//! [`Violation`]: one rule that one value breaks, and its message.

use calendar_spec::format::unit_hint;
use std::fmt::{self, Write};

use super::Format;
use super::words::{Amount, Limits, Listed, Seconds};
use crate::text::Excerpt;
use crate::{Secret, Text};

/// A rule that a value breaks; `Display` says what is wrong, where, and what is allowed.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Violation {
    /// The path of the field, such as `attendees[3].user_id`. Empty when the server names none.
    pub path: String,
    /// The rule that is broken.
    pub kind: ViolationKind,
}

impl Violation {
    pub(crate) fn new(path: String, kind: ViolationKind) -> Self {
        Self { path, kind }
    }
}

/// The rule that a value breaks. Other fields that take part are given with their full paths.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum ViolationKind {
    /// The field is required under a condition that is met.
    Required {
        /// The condition, such as "`type` is `user`".
        when: &'static str,
    },
    /// The string cannot be a path segment: it is empty, `.` or `..`.
    PathSegment,
    /// The string cannot be a header: it has a line break or a character outside ASCII.
    Header,
    /// The string has too many or too few characters (Unicode scalar values).
    Length {
        /// The number of characters.
        actual: usize,
        /// The smallest allowed number.
        min: usize,
        /// The largest allowed number; `usize::MAX` when there is no limit.
        max: usize,
    },
    /// The list or map has too many or too few items.
    Items {
        /// The number of items.
        actual: usize,
        /// The smallest allowed number.
        min: usize,
        /// The largest allowed number; `usize::MAX` when there is no limit.
        max: usize,
    },
    /// The number is too large or too small.
    Range {
        /// The number.
        actual: i64,
        /// The smallest allowed number; `i64::MIN` when there is no limit.
        min: i64,
        /// The largest allowed number; `i64::MAX` when there is no limit.
        max: i64,
    },
    /// The number is not one of the allowed ones.
    OneOf {
        /// The number.
        actual: i64,
        /// The allowed numbers.
        allowed: &'static [i64],
    },
    /// The number is not a multiple of the step.
    MultipleOf {
        /// The number.
        actual: i64,
        /// Only multiples of it are allowed.
        step: i64,
    },
    /// The number is infinite or NaN.
    NotFinite,
    /// The string does not have the documented format.
    Format {
        /// The format.
        format: Format,
        /// The reason; empty when the format says enough.
        reason: Text,
    },
    /// Only the server may send this value.
    ReadOnly {
        /// The value.
        value: &'static str,
    },
    /// The value was given as a string, and this version does not know it. A new value is sent by naming the variant
    /// `Unrecognized`.
    UnknownValue {
        /// The name of the enum.
        type_name: &'static str,
        /// The known value that differs least from it, if it differs little.
        nearest: Option<&'static str>,
        /// The values that can be sent.
        known: Vec<&'static str>,
    },
    /// The value is not allowed under a condition that is met.
    Forbidden {
        /// The value.
        value: &'static str,
        /// The condition.
        when: &'static str,
    },
    /// At most one of these fields may be set, but several are.
    Exclusive {
        /// The others that are set.
        with: Vec<String>,
    },
    /// Neither this field nor any of the others is set, but one must be.
    AtLeastOne {
        /// The others.
        or: Vec<String>,
    },
    /// The fields must be set together, but some are not.
    Together {
        /// The fields that are not set.
        missing: Vec<String>,
    },
    /// The field cannot be combined with others that are set.
    Conflict {
        /// The others.
        with: Vec<String>,
    },
    /// The field must be before another.
    Order {
        /// The later one.
        before: String,
        /// Whether both may be equal.
        or_equal: bool,
    },
    /// The field and another are too far apart.
    Span {
        /// The later one.
        to: String,
        /// The largest distance in seconds.
        max_seconds: i64,
    },
    /// The fields must all be times or all be dates.
    SameForm {
        /// The form of this field, `seconds` or `date`.
        form: &'static str,
        /// The fields of the other form.
        unlike: Vec<String>,
    },
    /// Several lists have too many items in total.
    ItemsTogether {
        /// The number of items.
        actual: usize,
        /// The largest allowed number.
        max: usize,
        /// The other lists.
        with: Vec<String>,
    },
    /// Too many items of a list meet a condition.
    ItemsWhere {
        /// The number of such items.
        actual: usize,
        /// The largest allowed number.
        max: usize,
        /// The condition.
        when: &'static str,
    },
    /// The server rejected the field.
    Server {
        /// The server's message.
        description: Text,
        /// The value that the server quoted, hidden since it may be a secret.
        value: Secret,
    },
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.path.is_empty() {
            write!(f, "`{}` ", Excerpt(&self.path))?;
        }
        self.kind.fmt(f)
    }
}

/// The part of the message after the path.
impl fmt::Display for ViolationKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write_to(f)
    }
}

impl ViolationKind {
    /// Generic over the writer, since `write!` to a `Formatter` itself compiles to more code.
    fn write_to(&self, out: &mut dyn Write) -> fmt::Result {
        match self {
            Self::Required { when } => write!(out, "is required when {when}"),
            Self::PathSegment => out.write_str("is empty, `.` or `..`, which cannot be part of a path"),
            Self::Header => out.write_str("has a character that a header cannot carry; use printable ASCII only"),
            Self::Length { actual, min, max } => {
                write!(out, "is {} long; {} allowed", Amount(*actual, "character"), Limits::of_count(*min, *max))
            }
            Self::Items { actual, min, max } => {
                write!(out, "has {}; {} allowed", Amount(*actual, "item"), Limits::of_count(*min, *max))
            }
            Self::Range { actual, min, max } => {
                let hint = unit_hint(*actual, Some(*max));
                write!(out, "is {actual}; {} allowed{hint}", Limits::of_number(*min, *max))
            }
            Self::OneOf { actual, allowed } => {
                write!(out, "is {actual}; allowed are {}", Listed(allowed, ""))
            }
            Self::MultipleOf { actual, step } => {
                write!(out, "is {actual}; only multiples of {step} are allowed")
            }
            Self::NotFinite => out.write_str("must be a finite number"),
            Self::Format { format, reason } if reason.is_empty() => write!(out, "is not {format}"),
            Self::Format { format, reason } => write!(out, "is not {format}: {reason}"),
            Self::ReadOnly { value } => write!(out, "may not be `{value}`; only the server sends it"),
            Self::UnknownValue { type_name, nearest, known } => {
                write!(out, "is not a known value of `{type_name}`; ")?;
                match nearest {
                    Some(nearest) => write!(out, "did you mean `{nearest}`?")?,
                    None => write!(out, "known are {}.", Listed(known, "`"))?,
                }
                write!(out, " `{type_name}::Unrecognized` sends a new value")
            }
            Self::Forbidden { value, when } => write!(out, "may not be `{value}` when {when}"),
            Self::ItemsWhere { actual, max, when } => {
                write!(out, "has {} where {when}; at most {max} are allowed", Amount(*actual, "item"))
            }
            Self::Server { description, .. } if description.is_empty() => out.write_str("was rejected by the server"),
            Self::Server { description, .. } => {
                write!(out, "was rejected by the server: {}", Excerpt(description))
            }
            across => across.write_across(out),
        }
    }

    /// The rules across fields.
    fn write_across(&self, out: &mut dyn Write) -> fmt::Result {
        match self {
            Self::Exclusive { with } => {
                write!(out, "and {} exclude each other; set at most one", Listed(with, "`"))
            }
            Self::AtLeastOne { or } if or.len() == 1 => {
                write!(out, "or {} must be set", Listed(or, "`"))
            }
            Self::AtLeastOne { or } => write!(out, "or one of {} must be set", Listed(or, "`")),
            Self::Together { missing } => {
                write!(out, "is set without {}; set all of them or none", Listed(missing, "`"))
            }
            Self::Conflict { with } => write!(out, "cannot be combined with {}", Listed(with, "`")),
            Self::Order { before, or_equal: true } => write!(out, "may not be after `{before}`"),
            Self::Order { before, or_equal: false } => write!(out, "must be before `{before}`"),
            Self::Span { to, max_seconds } => {
                write!(out, "and `{to}` are too far apart; at most {} are allowed", Seconds(*max_seconds))
            }
            Self::SameForm { form: "date", unlike } => {
                write!(out, "is a date and {} a time; give all in one form", Listed(unlike, "`"))
            }
            Self::SameForm { unlike, .. } => {
                write!(out, "is a time and {} a date; give all in one form", Listed(unlike, "`"))
            }
            Self::ItemsTogether { actual, max, with } => {
                write!(
                    out,
                    "and {} have {} together; at most {max} are allowed",
                    Listed(with, "`"),
                    Amount(*actual, "item")
                )
            }
            _ => Ok(()),
        }
    }
}
