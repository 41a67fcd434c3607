//! [`InvalidValue`]: the error for a string or number that is not a value of this module.

use std::error::Error;
use std::fmt;

use crate::Text;
use crate::text::Excerpt;

/// The reason why a value is not valid.
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
