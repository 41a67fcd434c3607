//! YAML with the places of its pieces, for edits that leave everything else as it is.
//!
//! In: the text of a file. Out: a [`Node`] for the whole, each with its bytes. The loader's own tree has numbers instead
//! of places, and no ends, so the text is parsed once more, by a parser that says where each event begins and ends.

use std::ops::Range;

use saphyr_parser::{Event, Parser, ScalarStyle, Span};

/// How deep YAML may be nested; the loader allows no more.
const DEEPEST: usize = 64;

/// A piece of YAML.
#[derive(Clone, Debug)]
pub(super) struct Node {
    /// Its bytes, without trailing white space.
    pub(super) bytes: Range<usize>,
    pub(super) content: Content,
}

/// What a piece holds.
#[derive(Clone, Debug)]
pub(super) enum Content {
    Scalar(String),
    List(Vec<Node>),
    Map(Vec<(Node, Node)>),
    /// An alias: what it stands for is elsewhere.
    Alias,
}

impl Node {
    /// Parses a file; nothing if it is not one document of YAML.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let starts: Vec<usize> = text.char_indices().map(|(byte, _)| byte).chain([text.len()]).collect();
        let mut reader = Reader { text, starts, events: Parser::new_from_str(text) };
        loop {
            let (event, span) = reader.next()?;
            if !matches!(event, Event::Nothing | Event::StreamStart | Event::DocumentStart(_)) {
                return reader.node(&event, span, 0);
            }
        }
    }

    /// The value of a key, or the item of a list that is this word.
    pub(super) fn child(&self, wanted: &str) -> Option<&Self> {
        match &self.content {
            Content::Map(entries) => entries.iter().find(|(key, _)| key.is(wanted)).map(|(_, value)| value),
            Content::List(items) => items.iter().find(|item| item.is(wanted)),
            _ => None,
        }
    }

    pub(super) fn is(&self, wanted: &str) -> bool {
        matches!(&self.content, Content::Scalar(text) if text == wanted)
    }

    /// Whether it stands in brackets or braces.
    pub(super) fn is_flow(&self, text: &str) -> bool {
        text[self.bytes.clone()].starts_with(['{', '['])
    }
}

struct Reader<'t> {
    text: &'t str,
    /// The first byte of each character, since the parser counts characters.
    starts: Vec<usize>,
    events: Parser<'t, saphyr_parser::StrInput<'t>>,
}

impl<'t> Reader<'t> {
    fn next(&mut self) -> Option<(Event<'t>, Span)> {
        self.events.next()?.ok()
    }

    fn node(&mut self, event: &Event<'t>, span: Span, depth: usize) -> Option<Node> {
        let start = *self.starts.get(span.start.index())?;
        let own_end = *self.starts.get(span.end.index())?;
        let is_flow = self.text[start..].starts_with(['{', '[']);
        if depth > DEEPEST {
            return None;
        }
        let mut start = start;
        let (content, end) = match event {
            Event::Scalar(text, style, ..) => {
                start = self.start(*style, start);
                (Content::Scalar(text.to_string()), own_end)
            }
            Event::Alias(_) => (Content::Alias, own_end),
            Event::SequenceStart(..) => {
                let mut items = Vec::new();
                let closed = loop {
                    match self.next()? {
                        (Event::SequenceEnd, span) => break span,
                        (event, span) => items.push(self.node(&event, span, depth + 1)?),
                    }
                };
                let last = items.last().map_or(own_end, |item: &Node| item.bytes.end);
                (Content::List(items), if is_flow { self.bracket(closed)? } else { last })
            }
            Event::MappingStart(..) => {
                let mut entries = Vec::new();
                let closed = loop {
                    match self.next()? {
                        (Event::MappingEnd, span) => break span,
                        (event, span) => {
                            let key = self.node(&event, span, depth + 1)?;
                            let (event, span) = self.next()?;
                            entries.push((key, self.node(&event, span, depth + 1)?));
                        }
                    }
                };
                let last = entries.last().map_or(own_end, |(_, value): &(Node, Node)| value.bytes.end);
                (Content::Map(entries), if is_flow { self.bracket(closed)? } else { last })
            }
            _ => return None,
        };
        let end = start + self.text.get(start..end)?.trim_end().len();
        Some(Node { bytes: start..end, content })
    }

    /// The byte after a closing bracket. The event ends after the comment that follows.
    fn bracket(&self, span: Span) -> Option<usize> {
        let start = *self.starts.get(span.start.index())?;
        self.text[start..].starts_with([']', '}']).then_some(start + 1)
    }

    /// The byte at which a scalar starts. In block style the event starts after the mark and its line.
    fn start(&self, style: ScalarStyle, start: usize) -> usize {
        match style {
            ScalarStyle::Literal | ScalarStyle::Folded => self.text[..start].rfind(['|', '>']).unwrap_or(start),
            _ => start,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every piece of the text, outermost first.
    fn pieces<'t>(node: &Node, text: &'t str) -> Vec<&'t str> {
        let inner: Vec<&Node> = match &node.content {
            Content::List(items) => items.iter().collect(),
            Content::Map(entries) => entries.iter().flat_map(|(key, value)| [key, value]).collect(),
            _ => Vec::new(),
        };
        let own = std::iter::once(&text[node.bytes.clone()]);
        own.chain(inner.into_iter().flat_map(|node| pieces(node, text))).collect()
    }

    #[test]
    fn every_part_has_its_position() {
        let text = "# é\nkeys: [1, 'two', { three: é }]  # after\nblock:\n  - a\n  # between\n  - >-\n    b\n    c\n\nlast: \"x\"\n";
        let node = Node::parse(text).expect("YAML");
        let wanted = [
            "keys",
            "[1, 'two', { three: é }]",
            "1",
            "'two'",
            "{ three: é }",
            "three",
            "é",
            "block",
            "- a\n  # between\n  - >-\n    b\n    c",
            "a",
            ">-\n    b\n    c",
            "last",
            "\"x\"",
        ];
        assert_eq!(pieces(&node, text)[1..], wanted);
    }

    #[test]
    fn invalid_yaml_has_no_tree() {
        assert!(Node::parse("a: [").is_none());
        assert!(Node::parse("").is_none());
        assert!(Node::parse(&"[".repeat(1000)).is_none());
    }
}
