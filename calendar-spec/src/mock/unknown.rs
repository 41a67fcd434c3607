//! [`UnknownEndpoint`]: a name that no endpoint has, with the most similar one.

use std::fmt;

/// A name that no endpoint has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownEndpoint {
    name: String,
    nearest: Option<String>,
}

impl UnknownEndpoint {
    pub(super) fn new<'n>(name: &str, names: impl Iterator<Item = &'n str>) -> Self {
        // A very long name takes long to compare, and resembles none.
        let names = names.filter(|known| name.len() < 2 * known.len());
        let nearest = names.map(|known| (strsim::levenshtein(name, known), known)).min();
        let nearest = nearest.filter(|(distance, known)| distance * 2 < known.len());
        Self { name: super::check::shorten(name), nearest: nearest.map(|(_, known)| known.to_owned()) }
    }
}

impl fmt::Display for UnknownEndpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "there is no endpoint `{}`; names are of the form `calendar_acl.create`", self.name)?;
        match &self.nearest {
            Some(name) => write!(f, "; did you mean `{name}`?"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for UnknownEndpoint {}
