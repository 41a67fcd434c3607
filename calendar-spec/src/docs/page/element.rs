//! The site's own elements as a tree.
//!
//! In: a piece of a page. Out: [`Node`]s that point into it. Tags that are neither the site's nor plain formatting, such
//! as `<string>` in a type, are text. A tag that is not closed is reported, and so is a tree that is too deep.

use std::ops::Range;

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{Span, StartTag, Token, Tokenizer};

use super::Builder;

/// How deep elements may be nested; the pages need eight levels.
const DEEPEST: usize = 48;

/// How many nodes a piece of a page may have; the largest known page has two thousand.
const MOST_NODES: usize = 200_000;

/// HTML that the pages use besides the site's own elements.
const PLAIN: [&str; 27] = [
    "a", "b", "br", "center", "div", "em", "font", "hr", "i", "img", "li", "ol", "p", "s", "small", "span", "strong",
    "sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "u", "ul",
];

/// Elements without an end tag.
const VOID: [&str; 3] = ["br", "hr", "img"];

/// Elements whose end tag HTML lets authors leave out.
const OPEN_ENDED: [&str; 2] = ["li", "p"];

/// A piece of the tree.
#[derive(Debug)]
pub(super) enum Node {
    Element(Element),
    Text(Range<usize>),
    /// An end tag that ends nothing.
    Stray(String),
}

/// An element.
#[derive(Debug)]
pub(super) struct Element {
    pub(super) name: String,
    pub(super) attributes: Vec<(String, String)>,
    /// Where its start tag begins.
    pub(super) start: usize,
    /// What stands between its tags.
    pub(super) inner: Range<usize>,
    pub(super) children: Vec<Node>,
}

impl Element {
    /// The value of an attribute.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Whether its content is shown verbatim.
    fn is_verbatim(&self) -> bool {
        self.name.starts_with("md-code")
    }
}

/// Reads a piece of a page.
pub(super) fn parse(builder: &mut Builder<'_>, range: Range<usize>) -> Vec<Node> {
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(false);
    let mut tree = Tree { base: range.start, end: range.start, ..Tree::default() };
    let text = builder.text;
    for token in Tokenizer::new_with_emitter(&text[range.clone()], emitter) {
        let Ok(token) = token;
        if let Err(reason) = tree.add(builder, token) {
            builder.unread(range.start, reason);
            return Vec::new();
        }
    }
    // An incomplete tag at the end of the piece is text.
    tree.text(tree.end..range.end);
    tree.close_down_to(0, range.end, builder);
    tree.roots
}

/// The tree so far.
#[derive(Default)]
struct Tree {
    base: usize,
    /// Where the last token ended.
    end: usize,
    open: Vec<Element>,
    roots: Vec<Node>,
    nodes: usize,
    ticks: Ticks,
}

impl Tree {
    fn add(&mut self, builder: &mut Builder<'_>, token: Token<usize>) -> Result<(), String> {
        match token {
            Token::StartTag(tag) => {
                let range = self.range(tag.span);
                self.start(builder.text, &tag, range)?;
            }
            Token::EndTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                let range = self.range(tag.span);
                self.end_tag(builder, name, range);
            }
            Token::String(string) => {
                let range = self.range(string.span);
                self.text(range);
            }
            Token::Comment(comment) => {
                let range = self.range(comment.span);
                self.comment(builder.text, range);
            }
            Token::Doctype(doctype) => {
                let range = self.range(doctype.span);
                self.text(range);
            }
            Token::Error(_) => {}
        }
        if self.nodes > MOST_NODES {
            return Err(format!("a page has at most {MOST_NODES} elements"));
        }
        Ok(())
    }

    /// Where a token stands in the page.
    fn range(&mut self, span: Span<usize>) -> Range<usize> {
        self.end = self.base + span.end;
        self.base + span.start..self.end
    }

    /// What only HTML parsers take for a comment, such as `<?`, is text.
    fn comment(&mut self, text: &str, range: Range<usize>) {
        let written = &text[range.clone()];
        if !(written.starts_with("<!--") && written.ends_with("-->")) {
            self.text(range);
        }
    }

    fn start(&mut self, text: &str, tag: &StartTag<usize>, range: Range<usize>) -> Result<(), String> {
        let name = String::from_utf8_lossy(&tag.name).into_owned();
        if self.is_literal(text, &name, range.start) {
            self.text(range);
            return Ok(());
        }
        let decoded = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let attributes = tag.attributes.iter().map(|(name, value)| (decoded(name), decoded(value))).collect();
        let inner = range.end..range.end;
        let is_whole = tag.self_closing || VOID.contains(&&*name);
        let element = Element { name, attributes, start: range.start, inner, children: Vec::new() };
        if is_whole {
            self.push(Node::Element(element));
        } else if self.open.len() == DEEPEST {
            return Err(format!("elements are nested at most {DEEPEST} deep"));
        } else {
            self.open.push(element);
        }
        Ok(())
    }

    fn end_tag(&mut self, builder: &mut Builder<'_>, name: String, range: Range<usize>) {
        let ends_verbatim = self.open.last().is_some_and(|open| open.is_verbatim() && open.name == name);
        if !ends_verbatim && self.is_literal(builder.text, &name, range.start) {
            self.text(range);
        } else if let Some(index) = self.open.iter().rposition(|open| open.name == name) {
            self.close_down_to(index + 1, range.start, builder);
            self.close(range.start);
        } else {
            self.push(Node::Stray(name));
        }
    }

    /// Whether a tag is text: unknown, in code, or in an element that shows its content verbatim.
    fn is_literal(&mut self, text: &str, name: &str, at: usize) -> bool {
        self.open.last().is_some_and(Element::is_verbatim)
            || !(name.starts_with("md-") || PLAIN.contains(&name))
            || self.ticks.is_in_code(text, self.base, at)
    }

    fn text(&mut self, range: Range<usize>) {
        if !range.is_empty() {
            self.push(Node::Text(range));
        }
    }

    fn push(&mut self, node: Node) {
        self.nodes += 1;
        match self.open.last_mut() {
            Some(open) => open.children.push(node),
            None => self.roots.push(node),
        }
    }

    /// Closes the innermost element.
    fn close(&mut self, end: usize) {
        if let Some(mut element) = self.open.pop() {
            element.inner.end = end;
            self.push(Node::Element(element));
        }
    }

    /// Closes all but the outer `kept` elements, whose end tags are missing.
    fn close_down_to(&mut self, kept: usize, end: usize, builder: &mut Builder<'_>) {
        while self.open.len() > kept {
            if let Some(open) = self.open.last().filter(|open| !OPEN_ENDED.contains(&&*open.name)) {
                builder.unread(open.start, format!("`<{}>` is not closed", open.name));
            }
            self.close(end);
        }
    }
}

/// Counts backticks, to tell whether a tag stands in code. Code ends with its line.
#[derive(Default)]
struct Ticks {
    seen: usize,
    is_odd: bool,
}

impl Ticks {
    fn is_in_code(&mut self, text: &str, base: usize, at: usize) -> bool {
        let from = self.seen.max(base);
        for byte in text[from..at].bytes() {
            match byte {
                b'`' => self.is_odd = !self.is_odd,
                b'\n' => self.is_odd = false,
                _ => {}
            }
        }
        self.seen = at;
        self.is_odd
    }
}
