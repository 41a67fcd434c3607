//! The writer of a draft.

use crate::docs::import::draft::Draft;
use crate::docs::yaml::{Entry, Yaml};

/// Writes a draft.
pub(in crate::docs) struct Layout<'d> {
    pub(in crate::docs::import) draft: &'d Draft,
}

pub(super) fn push_if(entries: &mut Vec<Entry>, is_there: bool, key: &str, value: impl FnOnce() -> Yaml) {
    if is_there {
        entries.push(Entry::new(key, value()));
    }
}
