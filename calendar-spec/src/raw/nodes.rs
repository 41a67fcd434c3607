//! The values of a mapping's keys. Values that do not fit are skipped: `conform` has reported them.
//!
//! In: a node and a key. Out: a string, a number, a list, with its position.

use super::Text;
use super::language::Table;
use super::syntax::{self, Wrong};
use crate::diagnostic::{Problem, Problems};
use crate::location::{Located, Location};
use crate::model::{ConstraintKind, Limit, Undocumented, Value};
use crate::source::{Content, Entry, Node};

/// Parses a notation; an error is reported with this code.
pub(super) fn parsed<T>(
    code: &'static str,
    text: &Text,
    parse: impl Fn(&str) -> Result<T, Wrong>,
    problems: &mut Problems,
) -> Option<Located<T>> {
    match parse(&text.value) {
        Ok(value) => Some(Located { value, place: text.place }),
        Err((message, help)) => {
            problems.push(Problem::new(code, text.place, message).help(help));
            None
        }
    }
}

/// Whether everything under these keys, and nothing else, could be read: no key is misspelled, and the keys that should
/// hold mappings do.
pub(super) fn is_whole(node: &Node, table: &Table, mappings: &[&str]) -> bool {
    let is_known = |entry: &Entry| table.keys.iter().any(|key| entry.key.words().as_deref() == Some(key.name));
    let is_read = |key: &&str| node.get(key).is_none_or(|node| matches!(node.content, Content::Map(_)));
    node.entries().iter().all(is_known) && mappings.iter().all(is_read)
}

/// A range whose ends are at least this much.
pub(super) fn limit(node: &Node, least: i64, kind: ConstraintKind, problems: &mut Problems) -> Option<Limit> {
    let text = Located { value: node.words()?, place: node.place };
    let limit = parsed("invalid-range", &text, syntax::limit, problems)?;
    if [limit.value.min, limit.value.max].iter().flatten().any(|end| *end < least) {
        let message = format!("`{}` cannot be negative", kind.key());
        problems
            .push(Problem::new("invalid-range", limit.place, message).help("it counts, so its ends are zero or more"));
        return None;
    }
    Some(limit.value)
}

/// The entries of the mapping under a key, each made by `make`.
pub(super) fn each<T>(node: &Node, key: &str, mut make: impl FnMut(Text, &Node) -> T) -> Vec<T> {
    named(node, key).map(|(name, node)| make(name, node)).collect()
}

/// The entries of the mapping under a key, by name.
pub(super) fn named<'n>(node: &'n Node, key: &str) -> impl Iterator<Item = (Text, &'n Node)> {
    let entries = node.get(key).map_or(&[][..], Node::entries);
    entries.iter().filter_map(|entry| {
        let is_name = matches!(entry.key.content, Content::Text(_) | Content::Integer(_));
        let value = entry.key.words().filter(|_| is_name)?;
        Some((Located { value, place: entry.key.place }, &entry.value))
    })
}

/// The string under a key, unless it is empty.
pub(super) fn text(node: &Node, key: &str) -> Option<Text> {
    plain(node.get(key)?)
}

/// A node as a string.
pub(super) fn plain(node: &Node) -> Option<Text> {
    match &node.content {
        Content::Text(text) if !text.trim().is_empty() => Some(Located { value: text.clone(), place: node.place }),
        _ => None,
    }
}

/// The string under a key, or an empty one.
pub(super) fn words(node: &Node, key: &str) -> String {
    text(node, key).map_or_else(String::new, |text| text.value.trim_end().to_owned())
}

/// The strings of the list under a key.
pub(super) fn word_list(node: &Node, key: &str) -> Vec<String> {
    texts(node, key).into_iter().map(|text| text.value).collect()
}

/// The strings of the list under a key, with their positions.
pub(super) fn texts(node: &Node, key: &str) -> Vec<Text> {
    node.get(key).map_or(&[][..], Node::items).iter().filter_map(plain).collect()
}

/// The position of a boolean that is true.
pub(super) fn flag(node: &Node, key: &str) -> Option<Location> {
    node.get(key).filter(|node| matches!(node.content, Content::Flag(true))).map(|node| node.place)
}

/// The mark of something that no page describes, and the position of what it says.
pub(super) fn undocumented(node: &Node) -> Option<Located<Undocumented>> {
    let mark = node.get("undocumented")?;
    Some(Located { value: Undocumented { source: words(mark, "source") }, place: mark.place })
}

/// A node as a number.
pub(super) fn integer(node: &Node) -> Option<i64> {
    match node.content {
        Content::Integer(number) => Some(number),
        _ => None,
    }
}

/// A scalar, or a list or mapping of values.
pub(super) fn value(node: &Node) -> Option<Located<Value>> {
    let value = match &node.content {
        Content::Flag(flag) => Value::Bool(*flag),
        Content::Integer(number) => Value::Int(*number),
        Content::Float(number) => Value::Float(*number),
        Content::Text(text) => Value::String(text.clone()),
        Content::List(items) => Value::List(items.iter().filter_map(|item| Some(value(item)?.value)).collect()),
        Content::Map(entries) => Value::Object(
            entries.iter().filter_map(|entry| Some((entry.key.words()?, value(&entry.value)?.value))).collect(),
        ),
        Content::Nothing | Content::Foreign(_) => return None,
    };
    Some(Located { value, place: node.place })
}
