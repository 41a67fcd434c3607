//! A page as the vendor's site delivers it, and as a file.
//!
//! In: the `data` of `/document_portal/v1/document/get_detail`. Out: the text of a file, which is read like every page:
//! a front, `content` as it is, and `schema.apiSchema` in an HTML comment at the end, where Markdown does not show it.

use std::fmt::Write;

use serde_json::{Map, Value};

/// The line that opens the schema at the end of a file.
const OPENING: &str = "<!-- apiSchema";

/// The line that closes it.
const CLOSING: &str = "-->";

/// What is used of a page of the site.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Detail {
    title: String,
    /// The canonical path of the page on the site.
    pub(super) path: String,
    /// Milliseconds since 1970.
    pub(super) updated: String,
    /// The raw form of the page.
    content: String,
    /// `apiSchema`, which only pages of endpoints and events have.
    schema: Option<Value>,
}

impl Detail {
    /// Reads the `data` of a response.
    pub(super) fn new(data: &Value) -> Result<Self, &'static str> {
        let text = |keys: &[&str]| keys.iter().find_map(|key| scalar(data.get(*key)?)).unwrap_or_default();
        let content = data.get("content").and_then(Value::as_str).filter(|content| !content.trim().is_empty());
        let schema =
            data.pointer("/schema/apiSchema").filter(|schema| schema.as_object().is_some_and(|map| !map.is_empty()));
        if content.is_none() && schema.is_none() {
            return Err("the site has no text for it");
        }
        Ok(Self {
            title: text(&["title", "name"]),
            path: text(&["fullPath"]),
            updated: text(&["updateTime"]),
            content: content.unwrap_or_default().to_owned(),
            schema: schema.cloned(),
        })
    }

    /// The text of the file; `more` are lines of the front that a reader of pages does not need.
    pub(super) fn to_text(&self, more: &[(&str, &str)]) -> String {
        let own = [("title", &*self.title), ("fullPath", &self.path), ("updateTime", &self.updated)];
        let mut text = "---\n".to_owned();
        for (key, value) in own.into_iter().chain(more.iter().copied()).filter(|(_, value)| !value.is_empty()) {
            let _ = writeln!(text, "{key}: {}", Value::from(value));
        }
        text.push_str("---\n\n");
        text.push_str(self.content.trim_end());
        text.push('\n');
        if let Some(schema) = &self.schema {
            // Within strings alone, where JSON allows the escape.
            let json = format!("{schema:#}").replace(CLOSING, "--\\u003e");
            let _ = write!(text, "\n{OPENING}\n{json}\n{CLOSING}\n");
        }
        text
    }
}

/// A string, or a number as it is written.
fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
    .filter(|text| !text.trim().is_empty())
}
/// The page that a JSON value is: a response of the site, its `data`, or an `apiSchema` alone.
pub(super) fn of_json(value: Value) -> Result<Detail, &'static str> {
    let is_schema = |value: &Value| value.get("httpMethod").is_some() && value.get("path").is_some();
    match value {
        schema if is_schema(&schema) => Ok(Detail { schema: Some(schema), ..Detail::default() }),
        Value::Object(mut map) => Detail::new(&map.remove("data").unwrap_or(Value::Object(map))),
        _ => Err("it is not a response of the site"),
    }
}

/// A page and the schema at its end, with the line on which its JSON starts.
pub(super) fn split(text: &str) -> (&str, Option<(usize, &str)>) {
    let Some(start) = text.rfind(OPENING).filter(|start| *start == 0 || text[..*start].ends_with('\n')) else {
        return (text, None);
    };
    let (page, rest) = text.split_at(start);
    let json = rest[OPENING.len()..].trim_end().strip_suffix(CLOSING);
    let line = page.matches('\n').count() + 2;
    (page, json.map(|json| (line, json)))
}

/// The entries of an object, without those that say nothing.
pub(super) fn stated(map: &Map<String, Value>) -> impl Iterator<Item = (&String, &Value)> {
    map.iter().filter(|(_, value)| match value {
        Value::Null => false,
        Value::String(text) => !text.trim().is_empty(),
        Value::Array(items) => !items.is_empty(),
        Value::Object(map) => !map.is_empty(),
        Value::Bool(_) | Value::Number(_) => true,
    })
}
