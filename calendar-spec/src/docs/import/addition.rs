//! Parts of a page for an existing spec: one field with its types, or one error code.

use std::collections::HashSet;

use heck::ToUpperCamelCase;

use super::at::{At, Reader};
use super::draft::{Draft, Ways};
use super::error::error_code;
use super::layout::{self, Layout};
use crate::docs::drift::Node;
use crate::docs::facts::ErrorRow;
use crate::docs::yaml::Entry;
use crate::model::Spec;

/// One field of a page for an existing spec.
pub(in crate::docs) struct Addition {
    pub(in crate::docs) field: Entry,
    /// Declarations of the types that it needs, with their keys.
    pub(in crate::docs) declared: Vec<(&'static str, Entry)>,
}

/// Where a field is added: the page, and the surrounding object.
#[derive(Clone, Copy)]
pub(in crate::docs) struct Into<'i> {
    pub(in crate::docs) file: &'i str,
    pub(in crate::docs) around: &'i str,
    pub(in crate::docs) ways: Ways,
    /// Whether only the server sets it.
    pub(in crate::docs) is_read_only: bool,
    pub(in crate::docs) spec: &'i Spec,
}

/// Makes a field of a row and those nested in it; nothing if the page does not show what it holds.
pub(in crate::docs) fn addition(node: &Node<'_>, into: Into<'_>) -> Option<Addition> {
    let mut draft = Draft::default();
    let mut reader = Reader::new(&mut draft, Some(into.spec));
    let around = vec![into.around.to_upper_camel_case()];
    let at = At { file: into.file, around, ways: into.ways, is_path: false, is_body: false, shown: Vec::new() };
    let field = reader.fields(std::slice::from_ref(node), &at).pop()?;
    let layout = Layout { draft: &draft };
    let enums = draft.enums.iter().map(|item| ("enums", Layout::enumeration(item)));
    let objects = draft.objects.iter().map(|object| ("objects", layout.object(object)));
    let declared = enums.chain(objects).collect();
    Some(Addition { field: layout.field(&field, into.is_read_only, "", &mut HashSet::new()), declared })
}

/// The declaration of an error code of a page.
pub(in crate::docs) fn error_of(row: &ErrorRow, file: &str, spec: &Spec) -> Entry {
    layout::error(
        row.code,
        &error_code(row, file, |name| {
            let camel = name.to_upper_camel_case();
            spec.errors.iter().any(|error| error.rust == camel)
        }),
    )
}
