//! [`Obstacles`]: why a request cannot be walked page by page.

use std::fmt;

use crate::builder::Unset;

/// The fields of a request that rule out pages.
#[derive(Debug, Default)]
pub struct Obstacles {
    excluding: Vec<&'static str>,
    missing: Vec<&'static str>,
}

impl Obstacles {
    /// A field whose presence rules out pages.
    pub fn excludes(&mut self, name: &'static str, field: &impl Unset) {
        if field.is_set() {
            self.excluding.push(name);
        }
    }

    /// A field whose absence rules out pages.
    pub fn needs(&mut self, name: &'static str, field: &impl Unset) {
        if !field.is_set() {
            self.missing.push(name);
        }
    }

    #[cfg_attr(not(feature = "client"), allow(dead_code, reason = "only the client walks"))]
    pub(super) fn is_empty(&self) -> bool {
        self.excluding.is_empty() && self.missing.is_empty()
    }
}

impl fmt::Display for Obstacles {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut separator = "";
        for name in &self.excluding {
            write!(f, "{separator}with `{name}` there is a single response, which is truncated to its size limit")?;
            separator = "; ";
        }
        for name in &self.missing {
            write!(f, "{separator}without `{name}` the server gives no page token")?;
            separator = "; ";
        }
        Ok(())
    }
}
