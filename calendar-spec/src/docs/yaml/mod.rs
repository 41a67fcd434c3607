//! YAML as the spec is laid out: declarations in blocks, small mappings in braces, comments above what they are about.
//!
//! `write` makes text of values, `edit` changes a file by position, `texts` all files of a spec.

mod edit;
mod texts;
mod tree;
mod write;

pub(in crate::docs) use edit::New;
pub(in crate::docs) use texts::{Edit, Texts};
pub(in crate::docs) use write::{Entry, Yaml, value};
