//! Edits of YAML by position: everything else stays as it is, including comments, order and layout.
//!
//! In: a text, the keys that lead to a place, and what is to stand there. Out: the edited text, or nothing where the
//! place does not allow it. Braces stay braces as long as the line is not too long.

use super::tree::{Content, Node};
use super::write::{Entry, WIDTH, Yaml};

/// Keys of fields, endpoints and files in the order in which they are written; others come last.
const ORDERS: [&[&str]; 3] = [
    &["resource", "ids", "enums", "objects", "errors", "error_groups", "endpoints", "events"],
    &[
        "page",
        "http",
        "tokens",
        "apps",
        "scopes",
        "rate_limit",
        "paging",
        "path",
        "query",
        "header",
        "body",
        "response",
        "field_scopes",
        "errors",
        "fields",
        "payload",
    ],
    &["type", "required", "read_only", "length", "items", "range", "one_of", "default", "scopes"],
];

/// What is to stand under a key.
#[derive(Clone, Debug)]
pub(in crate::docs) struct New {
    pub(in crate::docs) value: Yaml,
    /// Lines above it, if it gets lines of its own.
    pub(in crate::docs) comments: Vec<String>,
    /// The sibling after which it is inserted, if that exists.
    pub(in crate::docs) after: Option<String>,
}

impl From<Yaml> for New {
    fn from(value: Yaml) -> Self {
        Self { value, comments: Vec::new(), after: None }
    }
}

impl From<Entry> for New {
    fn from(entry: Entry) -> Self {
        Self { value: entry.value, comments: entry.comments, after: None }
    }
}

/// The text with a value under a key, new or instead of what is there. Keys that are missing on the way are made.
pub(super) fn put(text: &str, keys: &[String], new: &New) -> Option<String> {
    let root = Node::parse(text)?;
    let mut node = &root;
    for (depth, key) in keys.iter().enumerate() {
        let Some(child) = node.child(key) else {
            let after = new.after.as_deref().filter(|_| depth + 1 == keys.len());
            return insert(text, node, &nested(&keys[depth..], new)?, after);
        };
        node = child;
    }
    let is_collection = !matches!(node.content, Content::Scalar(_));
    let written = new.value.inline().filter(|_| !is_collection)?;
    Some(replaced(text, node.bytes.clone(), &written))
}

/// The text with one more item in a list; a list that is not there is made.
pub(super) fn add_item(text: &str, keys: &[String], item: &str) -> Option<String> {
    let root = Node::parse(text)?;
    let Some(list) = find(&root, keys) else {
        return put(text, keys, &Yaml::List(vec![item.to_owned()]).into());
    };
    let Content::List(items) = &list.content else { return None };
    // Numbers stand in their order.
    let is_before = |known: &Node| match (&known.content, item.parse::<i64>()) {
        (Content::Scalar(known), Ok(number)) => known.parse::<i64>().map_or(true, |known| known < number),
        _ => true,
    };
    let before = items.iter().rfind(|item| is_before(item));
    match (before, items.first(), list.is_flow(text)) {
        (None, None, true) => Some(replaced(text, list.bytes.clone(), &format!("[{item}]"))),
        (None, Some(first), true) => Some(replaced(text, first.bytes.start..first.bytes.start, &format!("{item}, "))),
        (Some(before), _, true) => {
            let end = before.bytes.end;
            let line_length = line_at(text, end).chars().count() + item.chars().count() + 2;
            let column = column(text, items.first().map_or(end, |first| first.bytes.start));
            let gap = if line_length > WIDTH { format!("\n{:column$}", "") } else { " ".to_owned() };
            Some(replaced(text, end..end, &format!(",{gap}{item}")))
        }
        (before, first, false) => {
            let near = before.or(first)?;
            let dash = column(text, near.bytes.start).checked_sub(2)?;
            let at = if before.is_some() { line_end(text, near.bytes.end) } else { line_start(text, near.bytes.start) };
            Some(replaced(text, at..at, &format!("{:dash$}- {item}\n", "")))
        }
    }
}

/// The text without an entry or item. The last item of a list takes its key with it, unless the key is needed.
pub(super) fn remove(text: &str, keys: &[String], is_needed: bool) -> Option<String> {
    let root = Node::parse(text)?;
    let (last, outer) = keys.split_last()?;
    let around = find(&root, outer)?;
    let pieces: Vec<std::ops::Range<usize>> = match &around.content {
        Content::List(items) => items.iter().map(|item| item.bytes.clone()).collect(),
        Content::Map(entries) => entries.iter().map(|(key, value)| key.bytes.start..value.bytes.end).collect(),
        _ => return None,
    };
    let index = match &around.content {
        Content::List(items) => items.iter().position(|item| item.is(last))?,
        Content::Map(entries) => entries.iter().position(|(key, _)| key.is(last))?,
        _ => return None,
    };
    if pieces.len() == 1 {
        return match (&around.content, is_needed) {
            (Content::List(_), true) if around.is_flow(text) => Some(replaced(text, around.bytes.clone(), "[]")),
            (Content::List(_), false) => remove(text, outer, false),
            _ => None,
        };
    }
    let piece = &pieces[index];
    let bytes = if !around.is_flow(text) {
        line_start(text, piece.start)..line_end(text, piece.end)
    } else if let Some(next) = pieces.get(index + 1) {
        piece.start..next.start
    } else {
        pieces[index - 1].end..piece.end
    };
    Some(replaced(text, bytes, ""))
}

/// What stands at a place.
pub(super) fn find<'n>(root: &'n Node, keys: &[String]) -> Option<&'n Node> {
    keys.iter().try_fold(root, |node, key| node.child(key))
}

/// The entry of the first key, with the others in it.
fn nested(keys: &[String], new: &New) -> Option<Entry> {
    let (first, rest) = keys.split_first()?;
    let (value, comments) = match rest {
        [] => (new.value.clone(), new.comments.clone()),
        rest => (Yaml::Block(vec![nested(rest, new)?]), Vec::new()),
    };
    let entry = match first.parse() {
        Ok(number) => Entry::numbered(number, value),
        Err(_) => Entry::new(first, value),
    };
    Some(entry.with_comments(&comments))
}

fn insert(text: &str, map: &Node, entry: &Entry, after: Option<&str>) -> Option<String> {
    let Content::Map(entries) = &map.content else { return None };
    let before = predecessor(entries, &entry.key, after);
    if map.is_flow(text) {
        return insert_inline(text, map, entries, entry, before);
    }
    let (first, _) = entries.first()?;
    let indent = column(text, first.bytes.start);
    let at = match before.and_then(|index| entries.get(index)) {
        Some((_, value)) => line_end(text, value.bytes.end),
        None => line_start(text, first.bytes.start),
    };
    let mut lines = String::new();
    entry.write(&mut lines, indent);
    let is_section = indent == 0;
    let lines = if is_section { format!("\n{lines}") } else { lines };
    let newline = if text[..at].ends_with('\n') || at == 0 { "" } else { "\n" };
    Some(replaced(text, at..at, &format!("{newline}{lines}")))
}

fn insert_inline(
    text: &str,
    map: &Node,
    entries: &[(Node, Node)],
    entry: &Entry,
    before: Option<usize>,
) -> Option<String> {
    let written = entry.inline()?;
    let mut parts: Vec<&str> =
        entries.iter().map(|(key, value)| &text[key.bytes.start..value.bytes.end.max(key.bytes.end)]).collect();
    parts.insert(before.map_or(0, |index| index + 1), &written);
    let is_one_line = !text[map.bytes.clone()].contains('\n');
    let grows_by = written.chars().count() + 2;
    let line = line_at(text, map.bytes.start);
    if is_one_line && line.chars().count() + grows_by > WIDTH && !entries.is_empty() && is_value_of_block(line) {
        let indent = line.len() - line.trim_start().len() + 2;
        let lines = parts.join(&format!("\n{:indent$}", ""));
        let start = map.bytes.start - (text[..map.bytes.start].len() - text[..map.bytes.start].trim_end().len());
        return Some(replaced(text, start..map.bytes.end, &format!("\n{:indent$}{lines}", "")));
    }
    match before.and_then(|index| entries.get(index)) {
        Some((_, value)) => Some(replaced(text, value.bytes.end..value.bytes.end, &format!(", {written}"))),
        None if entries.is_empty() => Some(replaced(text, map.bytes.clone(), &format!("{{ {written} }}"))),
        None => {
            let start = entries[0].0.bytes.start;
            Some(replaced(text, start..start, &format!("{written}, ")))
        }
    }
}

/// Whether a line is "key: { … }" and nothing else.
fn is_value_of_block(line: &str) -> bool {
    let inner = line.trim();
    inner.ends_with('}') && inner.split_once(": {").is_some_and(|(key, _)| !key.contains(['{', '[', '#', ' ']))
}

/// The entry after which a new one is inserted: the one that is named, the last with a smaller number, or the last that
/// comes before it in the order of its kind.
fn predecessor(entries: &[(Node, Node)], new: &str, after: Option<&str>) -> Option<usize> {
    let named = entries.iter().position(|(key, _)| after.is_some_and(|after| key.is(after)));
    let word = |node: &Node| match &node.content {
        Content::Scalar(text) => text.clone(),
        _ => String::new(),
    };
    let words: Vec<String> = entries.iter().map(|(key, _)| word(key)).collect();
    if named.is_some() {
        return named;
    }
    if let Ok(number) = new.parse::<i64>() {
        return words.iter().rposition(|word| word.parse::<i64>().is_ok_and(|word| word < number));
    }
    let order = ORDERS.iter().find(|order| order.contains(&new) && words.iter().any(|word| order.contains(&&**word)));
    let rank = |word: &str| order.and_then(|order| order.iter().position(|known| *known == word));
    let ranked = words.iter().rposition(|word| rank(word).is_some_and(|known| Some(known) < rank(new)));
    ranked.or(words.len().checked_sub(1))
}

fn replaced(text: &str, bytes: std::ops::Range<usize>, by: &str) -> String {
    let by = if text.contains("\r\n") { by.replace('\n', "\r\n") } else { by.to_owned() };
    format!("{}{by}{}", &text[..bytes.start], &text[bytes.end..])
}

fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |newline| newline + 1)
}

/// The start of the next line.
fn line_end(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |newline| at + newline + 1)
}

fn line_at(text: &str, at: usize) -> &str {
    text[line_start(text, at)..line_end(text, at)].trim_end_matches(['\r', '\n'])
}

/// How many characters stand before a place on its line.
fn column(text: &str, at: usize) -> usize {
    text[line_start(text, at)..at].chars().count()
}

#[cfg(test)]
#[path = "edit_tests.rs"]
mod tests;
