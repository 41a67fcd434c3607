//! [`InvalidValue`]: a string or number from which a value of this module cannot be made.

use std::error::Error;
use std::fmt;

use crate::Text;
use crate::text::Excerpt;

/// A value that cannot be used, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidValue(Text);

impl InvalidValue {
    pub(super) fn new(message: impl Into<Text>) -> Self {
        Self(message.into())
    }
}

impl fmt::Display for InvalidValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Excerpt(&self.0).fmt(f)
    }
}

impl Error for InvalidValue {}
