//! Values of YAML as text.

use std::fmt::Write as _;

use crate::model::Value;
use crate::openapi::yaml::{needs_escape, text_inside};

/// How long a line in braces may be.
pub(in crate::docs) const WIDTH: usize = 120;

/// A piece of YAML.
#[derive(Clone, Debug)]
pub(in crate::docs) enum Yaml {
    /// On one line, as it is written.
    Scalar(String),
    /// A list in brackets, of items as they are written.
    List(Vec<String>),
    /// Its entries; in braces if they are small.
    Map(Vec<Entry>),
    /// A mapping that is never in braces.
    Block(Vec<Entry>),
    /// As a block, with an empty line between the entries.
    Spaced(Vec<Entry>),
}

/// A key with its value.
#[derive(Clone, Debug)]
pub(in crate::docs) struct Entry {
    /// Lines above it, without their marks.
    pub(in crate::docs) comments: Vec<String>,
    pub(in crate::docs) key: String,
    pub(in crate::docs) value: Yaml,
}

impl Yaml {
    /// A string, quoted where necessary.
    pub(in crate::docs) fn text(content: &str) -> Self {
        Self::Scalar(text_inside(content))
    }

    /// A list of strings.
    pub(in crate::docs) fn texts<'t>(items: impl IntoIterator<Item = &'t String>) -> Self {
        Self::List(items.into_iter().map(|item| text_inside(item)).collect())
    }

    /// The mapping in one line, as it stands in braces; nothing if it does not fit there.
    pub(in crate::docs) fn inline(&self) -> Option<String> {
        match self {
            Self::Scalar(text) => Some(text.clone()),
            Self::List(items) => Some(format!("[{}]", items.join(", "))),
            Self::Map(entries) => {
                let is_small =
                    |entry: &Entry| entry.comments.is_empty() && matches!(entry.value, Self::Scalar(_) | Self::List(_));
                if !entries.iter().all(is_small) {
                    return None;
                }
                let entries: Option<Vec<String>> = entries.iter().map(Entry::inline).collect();
                Some(format!("{{ {} }}", entries?.join(", ")))
            }
            Self::Block(entries) | Self::Spaced(entries) => entries.is_empty().then(|| "{}".to_owned()),
        }
    }

    /// The entries in block style.
    pub(in crate::docs) fn block(&self, indent: usize) -> String {
        let mut out = String::new();
        let (Self::Map(entries) | Self::Block(entries) | Self::Spaced(entries)) = self else { return out };
        for entry in entries {
            if matches!(self, Self::Spaced(_)) && !out.is_empty() {
                out.push('\n');
            }
            entry.write(&mut out, indent);
        }
        out
    }
}

impl Entry {
    pub(in crate::docs) fn new(key: &str, value: Yaml) -> Self {
        Self { comments: Vec::new(), key: text_inside(key), value }
    }

    /// An entry whose key is a number.
    pub(in crate::docs) fn numbered(key: i64, value: Yaml) -> Self {
        Self { comments: Vec::new(), key: key.to_string(), value }
    }

    pub(in crate::docs) fn with_comments(self, comments: &[String]) -> Self {
        Self { comments: comments.to_vec(), ..self }
    }

    pub(in crate::docs) fn inline(&self) -> Option<String> {
        Some(format!("{}: {}", self.key, self.value.inline()?))
    }

    /// The entry on lines of its own, each set in.
    pub(in crate::docs) fn write(&self, out: &mut String, indent: usize) {
        for comment in &self.comments {
            // Characters that YAML does not allow in strings are not allowed in comments either.
            let comment = comment.replace(needs_escape, " ");
            let _ = writeln!(out, "{:indent$}# {comment}", "");
        }
        let fits = |line: &String| matches!(self.value, Yaml::Scalar(_)) || indent + line.chars().count() <= WIDTH;
        match (self.inline().filter(fits), &self.value) {
            (Some(line), _) => {
                let _ = writeln!(out, "{:indent$}{line}", "");
            }
            (None, Yaml::List(items)) => {
                let _ = writeln!(out, "{:indent$}{}:", "", self.key);
                write_wrapped(out, items, indent + 2);
            }
            (None, value) => {
                let _ = writeln!(out, "{:indent$}{}:", "", self.key);
                out.push_str(&value.block(indent + 2));
            }
        }
    }
}

/// A list in brackets over several lines.
fn write_wrapped(out: &mut String, items: &[String], indent: usize) {
    let mut line = format!("{:indent$}[", "");
    for (index, item) in items.iter().enumerate() {
        let end = if index + 1 < items.len() { "," } else { "]" };
        if line.chars().count() + 1 + item.chars().count() + end.len() > WIDTH && index > 0 {
            let _ = writeln!(out, "{line}");
            line = format!("{:indent$}", "");
        }
        let space = if line.ends_with([' ', '[']) { "" } else { " " };
        let _ = write!(line, "{space}{item}{end}");
    }
    let _ = writeln!(out, "{line}");
}

/// A value as it is written.
pub(in crate::docs) fn value(value: &Value) -> Yaml {
    match value {
        Value::Bool(flag) => Yaml::Scalar(flag.to_string()),
        Value::Int(number) => Yaml::Scalar(number.to_string()),
        // With a fraction even where it is zero.
        Value::Float(number) => Yaml::Scalar(format!("{number:?}")),
        Value::String(content) => Yaml::text(content),
        Value::List(items) => Yaml::List(items.iter().filter_map(|item| self::value(item).inline()).collect()),
        Value::Object(entries) => {
            let entry = |(key, value): &(String, Value)| Entry::new(key, self::value(value));
            Yaml::Map(entries.iter().map(entry).collect())
        }
    }
}
