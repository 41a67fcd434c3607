//! Attributes that are written as comments.

use std::borrow::Cow;

use super::node::Node;

/// The attribute with the origin of an item.
const FROM: &str = "from";

/// A comment.
pub(crate) struct Comment<'a> {
    /// Its first characters, `//` or `///`.
    pub(crate) start: &'static str,
    text: Cow<'a, str>,
}

impl<'a> Comment<'a> {
    /// The comment that an attribute is written as, if it is one.
    pub(crate) fn new(attribute: &[Node], words: &'a str) -> Option<Self> {
        let [Node::Word { text: name, .. }, Node::Sign('=', _), Node::Literal(literal)] = attribute else {
            return None;
        };
        let start = match &words[name.clone()] {
            "doc" => "///",
            FROM => "//",
            _ => return None,
        };
        let text = unescape(&words[literal.clone()]).filter(|text| is_plain(text))?;
        Some(Self { start, text })
    }

    /// Its lines, without the start.
    pub(crate) fn lines(&self) -> impl Iterator<Item = &str> {
        let text = self.text.strip_prefix(' ').unwrap_or(&self.text).trim_end_matches('\n');
        text.split('\n').map(str::trim_end)
    }
}

/// Whether a comment or a raw string can contain it: no carriage returns, and no characters that change the direction of
/// text, which the compiler rejects.
pub(crate) fn is_plain(text: &str) -> bool {
    let is_odd = |char| matches!(char, '\r' | '\0' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    // Most text has none of these bytes, which is quickly said.
    let may_be_odd = |byte| matches!(byte, b'\r' | b'\0' | b'\xe2');
    !text.bytes().any(may_be_odd) || !text.contains(is_odd)
}

/// The content of a literal.
fn unescape(literal: &str) -> Option<Cow<'_, str>> {
    if let Some(raw) = literal.strip_prefix("r\"") {
        return raw.strip_suffix('"').map(Cow::Borrowed);
    }
    let mut rest = literal.strip_prefix('"')?.strip_suffix('"')?;
    if !rest.contains('\\') {
        return Some(Cow::Borrowed(rest));
    }
    let mut text = String::with_capacity(rest.len());
    while let Some((plain, escaped)) = rest.split_once('\\') {
        let mut chars = escaped.chars();
        text.push_str(plain);
        text.push(escape(chars.next()?)?);
        rest = chars.as_str();
    }
    text.push_str(rest);
    Some(Cow::Owned(text))
}

fn escape(char: char) -> Option<char> {
    match char {
        'n' => Some('\n'),
        't' => Some('\t'),
        char @ ('"' | '\\' | '\'') => Some(char),
        _ => None,
    }
}
