//! A field that a page has and the spec does not: written as an import would, with the types that it needs.

use super::case::Case;
use crate::docs::difference::Anchor;
use crate::docs::drift::{Node, tree};
use crate::docs::facts::{Place, Required};
use crate::docs::import::{Addition, Into, Ways, addition};
use crate::docs::yaml::{Edit, New};

/// Places of fields, as facts name them.
const PLACES: [(&str, Place); 5] = [
    ("query", Place::Query),
    ("header", Place::Header),
    ("body", Place::Body),
    ("response", Place::Response),
    ("event", Place::Event),
];

/// The edits that add an optional field; a request that needs a new one is for a person to look at.
pub(super) fn edits(case: &Case<'_>) -> Option<Vec<Edit>> {
    let (place, path) = case.difference.fact.split_once('.')?;
    let (_, place) = PLACES.into_iter().find(|(name, _)| *name == place)?;
    let fields = case.facts.fields(place)?;
    let roots = tree(&fields);
    let wrapper = match place {
        Place::Response => Some("data"),
        Place::Event => Some("event"),
        _ => None,
    };
    let top = match wrapper {
        Some(wrapper) => &roots.iter().find(|node| node.field.name == wrapper)?.children,
        None => &roots,
    };
    let (siblings, index) = find(top, case.difference.line)?;
    let node = &siblings[index];
    let is_optional = case.is_received() || node.field.required == Some(Required::No);
    let anchor = &case.difference.anchor;
    if !is_optional || path.is_empty() || !is_of_fields(anchor) {
        return None;
    }
    let ways = if case.is_received() { Ways::RECEIVED } else { Ways::SENT };
    let object = anchor.keys().get(1).filter(|_| anchor.keys()[0] == "objects");
    let object = object.and_then(|name| case.spec.objects.iter().find(|object| object.name == *name));
    let is_read_only = case.is_received() && object.is_some_and(|object| object.usage.request);
    let around = object.map_or_else(|| case.subject.to_owned(), |object| object.name.clone());
    let into = Into { file: case.file, around: &around, ways, is_read_only, spec: case.spec };
    let Addition { field, declared } = addition(node, into)?;
    let after = index.checked_sub(1).map(|before| siblings[before].field.name.clone());
    let mut edits = vec![Edit::Put(anchor.then(&node.field.name), New { after, ..field.into() })];
    for (kind, entry) in declared {
        let anchor = Anchor::in_resource(case.resource(), &[kind, &entry.key]);
        edits.push(Edit::Put(anchor, entry.into()));
    }
    Some(edits)
}

/// Whether the place is a mapping of fields.
fn is_of_fields(anchor: &Anchor) -> bool {
    anchor.keys().last().is_some_and(|key| ["fields", "query", "header", "body"].contains(&&**key))
}

/// The fields among which the one of a line is, and its index.
fn find<'n, 'p>(nodes: &'n [Node<'p>], line: usize) -> Option<(&'n [Node<'p>], usize)> {
    match nodes.iter().position(|node| node.field.line == line) {
        Some(index) => Some((nodes, index)),
        None => nodes.iter().find_map(|node| find(&node.children, line)),
    }
}
