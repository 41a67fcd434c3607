//! The document as YAML.
//!
//! YAML 1.1 parsers, of which there are many, read a bare `2018-09-01` as a date and a bare `on` as `true`.
//! `serde_yaml` follows YAML 1.2 and leaves both bare, so strings are written here: bare only if no parser can take
//! them for anything else.

use std::fmt::Write as _;

use serde_json::Value;

/// A JSON value in block style, with a trailing line break.
pub fn to_yaml(value: &Value) -> String {
    let mut out = String::new();
    write(&mut out, value, Position { indent: 0, is_started: true });
    out.push('\n');
    out
}

/// The position of a value.
#[derive(Clone, Copy)]
struct Position {
    indent: usize,
    /// Whether a collection starts on this line, as after a dash, and not on the next.
    is_started: bool,
}

impl Position {
    /// Starts an entry of a collection.
    fn entry(self, out: &mut String, index: usize) {
        if index > 0 || !self.is_started {
            let _ = write!(out, "\n{:1$}", "", self.indent);
        }
    }

    fn inside(self, is_started: bool) -> Self {
        Self { indent: self.indent + 2, is_started }
    }
}

fn write(out: &mut String, value: &Value, position: Position) {
    match value {
        Value::Object(entries) if !entries.is_empty() => {
            for (index, (key, value)) in entries.iter().enumerate() {
                position.entry(out, index);
                let space = if is_collection(value) { "" } else { " " };
                let _ = write!(out, "{}:{space}", text(key));
                write(out, value, position.inside(false));
            }
        }
        Value::Array(items) if !items.is_empty() => {
            for (index, item) in items.iter().enumerate() {
                position.entry(out, index);
                out.push_str("- ");
                write(out, item, position.inside(true));
            }
        }
        Value::String(content) if is_block(content) => write_block(out, content, position.indent),
        Value::String(content) => out.push_str(&text(content)),
        // Numbers, `true`, `null`, `{}` and `[]` are the same in both.
        other => {
            let _ = write!(out, "{other}");
        }
    }
}

/// Whether it takes lines of its own.
fn is_collection(value: &Value) -> bool {
    match value {
        Value::Object(entries) => !entries.is_empty(),
        Value::Array(items) => !items.is_empty(),
        _ => false,
    }
}

/// Whether a string has several lines and a literal block preserves them.
fn is_block(content: &str) -> bool {
    let is_inside = |character| character == '\n' || !needs_escape(character);
    let edges = content.starts_with([' ', '\n']) || content.ends_with('\n');
    content.contains('\n') && !edges && content.chars().all(is_inside)
}

fn write_block(out: &mut String, content: &str, indent: usize) {
    out.push_str("|-");
    for line in content.split('\n') {
        let indent = if line.is_empty() { 0 } else { indent };
        let _ = write!(out, "\n{:indent$}{line}", "");
    }
}

/// A string on one line, in quotes unless it is plainly a string.
fn text(content: &str) -> String {
    if is_bare(content) { content.to_owned() } else { quoted(content) }
}

/// A string on one line that can also be inside of brackets and braces.
pub(crate) fn text_inside(content: &str) -> String {
    if is_bare(content) && !content.contains([',', '{', '}']) { content.to_owned() } else { quoted(content) }
}

fn quoted(content: &str) -> String {
    let mut quoted = String::new();
    for character in Value::from(content).to_string().chars() {
        if needs_escape(character) {
            let _ = write!(quoted, "\\u{:04x}", u32::from(character));
        } else {
            quoted.push(character);
        }
    }
    quoted
}

/// Words that some parser does not read as strings.
const RESERVED: [&str; 9] = ["y", "n", "yes", "no", "on", "off", "true", "false", "null"];

fn is_bare(content: &str) -> bool {
    let starts = content.starts_with(|first: char| first.is_ascii_alphabetic() || first == '/' || first == '$');
    let is_inside = |character: char| character.is_alphanumeric() || " _-./$:,;()`'{}<>".contains(character);
    let is_key = content.contains(": ") || content.ends_with([':', ' ']);
    let is_reserved = RESERVED.iter().any(|word| content.eq_ignore_ascii_case(word));
    starts && content.chars().all(is_inside) && !is_key && !is_reserved
}

/// Characters that YAML treats as line breaks or does not allow bare.
pub(crate) fn needs_escape(character: char) -> bool {
    character.is_control() || matches!(character, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn strings_are_strings_for_every_parser() {
        for content in [
            "2018-09-01",
            "on",
            "Y",
            "1_000",
            "0x1f",
            "12:30:00",
            "~",
            "=",
            "",
            " a",
            "a: b",
            "a:",
            "#a",
            "- a",
            "1e3",
            "null",
        ] {
            assert!(text(content).starts_with('"'), "{content:?} is bare");
        }
        for content in ["on time", "/open-apis/{id}", "$ref", "calendar:calendar.acl:read", "a, b (c)"] {
            assert_eq!(text(content), content);
        }
    }

    #[test]
    fn values_survive_a_round_trip() {
        let value = json!({
            "200": { "a": [], "b": {}, "c": null, "d": [1, -2, 1.5, true], "e": [["x", "y"], { "f": "g", "h": ["i"] }] },
            "lines": ["one\n\n  two\n- three: 3", " first\nsecond", "end\n", "a\r\nb", "tab\tand\u{7}", "\u{2028}\u{85}"],
            "texts": ["日程标题", "it's", "\"", "\\", "a # b", "{a}", "[a]", "%", "@", "`", "&a", "*a", "!a", "|", ">"],
        });
        let read: Value = serde_yaml::from_str(&to_yaml(&value)).expect("YAML");
        assert_eq!(read, value);
    }
}
