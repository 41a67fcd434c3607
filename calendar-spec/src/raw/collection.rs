//! Collections: from a checked tree to the raw type.
//!
//! In: a node under `collection`. Out: [`Collection`], in which every name is still a string.

use super::nodes::{integer, named, parsed, text, texts, value};
use super::{Text, syntax};
use crate::diagnostic::{Problem, Problems};
use crate::location::Located;
use crate::model::{OperationKind, Value};
use crate::source::{Content, Node};

/// The value of `collection`.
#[derive(Debug)]
pub(crate) struct Collection {
    pub(crate) object: Option<Text>,
    pub(crate) id: Option<Text>,
    pub(crate) new_id: Option<Text>,
    pub(crate) parent: Option<Text>,
    /// Names of endpoints.
    pub(crate) operations: Vec<(OperationKind, Text)>,
    pub(crate) search: Option<TextSearch>,
    pub(crate) missing: Option<Located<i64>>,
    pub(crate) deleted: Option<Located<i64>>,
    pub(crate) expired: Option<Located<i64>>,
    pub(crate) deleted_as: Option<(Text, Located<Value>)>,
    pub(crate) sync_seconds: Option<i64>,
}

/// The value of `search`, besides the endpoint.
#[derive(Debug)]
pub(crate) struct TextSearch {
    pub(crate) text: Option<Text>,
    pub(crate) fields: Vec<Text>,
}

pub(super) fn collection(node: &Node, problems: &mut Problems) -> Collection {
    let operation = |(kind, key): (OperationKind, &str)| {
        let search = node.get(key).filter(|_| kind == OperationKind::Search);
        Some((kind, search.map_or_else(|| text(node, key), |search| text(search, "endpoint"))?))
    };
    let code = |key| node.get(key).and_then(|node| Some(Located { value: integer(node)?, place: node.place }));
    let lifetime = text(node, "sync_lifetime");
    let lifetime = lifetime.and_then(|text| parsed("invalid-span", &text, syntax::span, problems));
    Collection {
        object: text(node, "object"),
        id: text(node, "id"),
        new_id: text(node, "new_id"),
        parent: text(node, "parent"),
        operations: OperationKind::ALL.into_iter().filter_map(operation).collect(),
        search: node.get("search").map(|node| TextSearch { text: text(node, "text"), fields: texts(node, "in") }),
        missing: code("missing"),
        deleted: code("deleted"),
        expired: code("expired"),
        deleted_as: node.get("deleted_as").and_then(|mark| deleted_as(mark, node, problems)),
        sync_seconds: lifetime.map(|lifetime| lifetime.value),
    }
}

/// A field and its value, if there is exactly one.
fn deleted_as(mark: &Node, node: &Node, problems: &mut Problems) -> Option<(Text, Located<Value>)> {
    let count = mark.entries().len();
    if count != 1 && matches!(mark.content, Content::Map(_)) {
        let message = format!("one field says that an item is deleted, and here are {count}");
        problems
            .push(Problem::new("invalid-collection", mark.place, message).help("write `is_deleted: true` or the like"));
        return None;
    }
    named(node, "deleted_as").find_map(|(name, node)| Some((name, value(node)?)))
}
