//! A place on a page, and the reader that makes fields of its rows.

use std::collections::HashMap;

use serde_json::Value as Json;

use super::draft::{Draft, Ways};
use crate::model::Spec;
use crate::unwritten;

/// A place on a page.
#[derive(Clone)]
pub(super) struct At<'a> {
    /// The page.
    pub(super) file: &'a str,
    /// The surrounding names, innermost first, in upper camel case.
    pub(super) around: Vec<String>,
    pub(super) ways: Ways,
    /// Whether the fields stand in a path, where all are required.
    pub(super) is_path: bool,
    /// Whether they are the parts of a body, which can be files.
    pub(super) is_body: bool,
    /// What the examples of the page show of the surrounding object.
    pub(super) shown: Vec<&'a Json>,
}

impl At<'_> {
    /// "TODO page.md:12"
    pub(super) fn unwritten(&self, line: usize) -> String {
        unwritten::at(self.file, line)
    }

    /// A comment for a person.
    pub(super) fn todo(&self, line: usize, what: &str) -> String {
        format!("{}: {what}", self.unwritten(line))
    }
}

/// Reads fields into a draft.
pub(super) struct Reader<'r> {
    pub(super) draft: &'r mut Draft,
    /// The spec that is extended.
    pub(super) base: Option<&'r Spec>,
    /// What could not become a field, for a comment.
    pub(super) todos: Vec<String>,
    /// The objects of the table at hand by the vendor's names: it shows what one holds only once.
    pub(super) shown: HashMap<String, usize>,
}

impl<'r> Reader<'r> {
    pub(super) fn new(draft: &'r mut Draft, base: Option<&'r Spec>) -> Self {
        Self { draft, base, todos: Vec::new(), shown: HashMap::new() }
    }
}
