//! [`Unusable`]: why there is nothing to compare.

use std::fmt;

/// Why there is nothing to compare.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unusable {
    pub(super) message: String,
    pub(super) help: Vec<String>,
}

impl std::error::Error for Unusable {}

impl fmt::Display for Unusable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        self.help.iter().try_for_each(|help| write!(f, "\n  = help: {help}"))
    }
}
