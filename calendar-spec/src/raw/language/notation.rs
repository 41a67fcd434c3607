//! The notations of strings: names, types, ranges and the like.
//!
//! `conform` only requires a string; the readers and the resolver parse it, and the schema has a pattern for it.

use crate::raw::syntax;

/// A notation of a string.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Notation {
    /// A name in snake case.
    Snake,
    /// A name in upper camel case.
    UpperCamel,
    /// Name of a header.
    Header,
    /// Number of an error, as a key.
    ErrorCode,
    /// A type.
    Type,
    /// Method and path of an endpoint.
    Http,
    /// A span of time.
    Span,
    /// A day.
    Date,
    /// Path of a reference page.
    Page,
}

impl Notation {
    /// What it is, with an article.
    pub(crate) fn what(self) -> &'static str {
        match self {
            Self::Snake => "a name in snake case",
            Self::UpperCamel => "a name in upper camel case",
            Self::Header => "the name of a header",
            Self::ErrorCode => "the number of an error",
            Self::Type => "a type",
            Self::Http => "method and path",
            Self::Span => "a span of time",
            Self::Date => "a day",
            Self::Page => "the path of a reference page",
        }
    }

    /// How to write it.
    pub(crate) fn help(self) -> &'static str {
        match self {
            Self::Snake => "this name is written in snake case, such as `calendar_event`",
            Self::UpperCamel => "this name is written in upper camel case, such as `CalendarEvent`",
            Self::Header => "write letters, digits and hyphens",
            Self::ErrorCode => "an error code is a whole number",
            Self::Type => syntax::TYPES,
            Self::Http => syntax::HTTP,
            Self::Span => syntax::SPAN,
            Self::Date => "write year, month and day, such as `2024-07-16`",
            Self::Page => "leave out the site: what follows `https://open.feishu.cn/document`",
        }
    }
}
