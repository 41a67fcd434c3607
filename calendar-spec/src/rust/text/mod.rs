//! Writes tokens as readable text: one file of Rust.
//!
//! It knows the code that the generator writes, not all of Rust. Unlike a formatter it needs no syntax tree, which
//! would be most of the cost. A test compares the text with the tokens.

mod comment;
mod node;
mod space;

use proc_macro2::{Delimiter, TokenStream};

use node::Group;
use space::{Angles, Line};

pub(super) use comment::{Comment, is_plain};
pub(super) use node::Node;
#[cfg(test)]
pub(super) use space::delimiters;

/// The longest line, unless it cannot be broken.
const WIDTH: usize = 120;

/// The text of items.
pub(crate) fn text(items: TokenStream) -> String {
    let mut words = String::new();
    let nodes = Node::all(items, &mut words);
    let mut writer = Writer { words: &words, text: String::new(), depth: 0 };
    writer.block(&nodes);
    writer.text
}

struct Writer<'a> {
    /// The words and literals.
    words: &'a str,
    text: String,
    depth: usize,
}

impl Writer<'_> {
    /// Items, fields, variants, arms or statements: each on lines of its own.
    fn block(&mut self, nodes: &[Node]) {
        let (mut start, mut index) = (0, 0);
        let mut angles = Angles::default();
        // Whether the last one was an item with a body, which is followed by a blank line.
        let mut is_after_body = false;
        while let Some(node) = nodes.get(index) {
            let statement = &nodes[start..index];
            if statement.is_empty() && std::mem::take(&mut is_after_body) {
                self.text.push('\n');
            }
            index += 1;
            match node {
                Node::Sign('#', _) if statement.is_empty() => {
                    if let Some(Node::Group(attribute)) = nodes.get(index) {
                        self.attribute(attribute);
                    }
                    index += 1;
                }
                Node::Group(body) if body.delimiter == Delimiter::Brace && self.has_body(statement) => {
                    self.body(statement, &body.nodes);
                    if let Some(Node::Sign(sign, _)) = nodes.get(index).filter(|node| node.is_end()) {
                        self.text.push(*sign);
                        index += 1;
                    }
                    self.text.push('\n');
                    is_after_body = self.is_item(statement);
                }
                node => {
                    angles.pass(node);
                    let is_last = node.is_end() && angles.are_closed() && !(node.is_comma() && self.is_item(statement));
                    if !is_last {
                        continue;
                    }
                    self.line(&nodes[start..index], "\n");
                }
            }
            (start, angles) = (index, Angles::default());
        }
        if start < nodes.len() {
            self.line(&nodes[start..], "\n");
        }
    }

    /// `head { … }`, without the end of the line.
    fn body(&mut self, head: &[Node], body: &[Node]) {
        match head.iter().position(|node| node.is_word(self.words, &["where"])) {
            Some(bounds) => self.bounded(&head[..bounds], &head[bounds + 1..]),
            None => self.line(head, " "),
        }
        if body.is_empty() {
            self.text.push_str("{}");
            return;
        }
        self.text.push_str("{\n");
        self.depth += 1;
        self.block(body);
        self.depth -= 1;
        self.indent();
        self.text.push('}');
    }

    /// `head where …`, with a line for each bound.
    fn bounded(&mut self, head: &[Node], bounds: &[Node]) {
        self.line(head, "\n");
        self.indent();
        self.text.push_str("where\n");
        self.items(bounds);
        self.indent();
    }

    fn attribute(&mut self, attribute: &Group) {
        let Some(comment) = Comment::new(&attribute.nodes, self.words) else {
            self.indent();
            self.text.push_str("#[");
            self.tokens(&attribute.nodes, "#[]".len());
            self.text.push_str("]\n");
            return;
        };
        for line in comment.lines() {
            self.indent();
            self.text.push_str(comment.start);
            if !line.is_empty() {
                self.text.push(' ');
                self.text.push_str(line);
            }
            self.text.push('\n');
        }
    }

    fn line(&mut self, nodes: &[Node], end: &str) {
        self.indent();
        self.tokens(nodes, end.trim_end_matches('\n').len());
        self.text.push_str(end);
    }

    /// Tokens on one line after some other characters, or with their longest group on several lines.
    fn tokens(&mut self, nodes: &[Node], others: usize) {
        if self.depth * INDENT.len() + Line::default().len(nodes) + others <= WIDTH {
            Line::default().write(nodes, self.words, &mut self.text);
            return;
        }
        let groups = nodes.iter().enumerate().filter_map(|(index, node)| match node {
            Node::Group(group) => Some((index, group)),
            _ => None,
        });
        match groups.max_by_key(|(_, group)| group.len()) {
            Some((index, group)) => self.broken(nodes, index, group),
            None => Line::default().write(nodes, self.words, &mut self.text),
        }
    }

    /// Tokens with a group whose items are on lines of their own.
    fn broken(&mut self, nodes: &[Node], index: usize, group: &Group) {
        let (open, close) = space::delimiters(group.delimiter);
        let mut line = Line::default();
        line.write(&nodes[..index], self.words, &mut self.text);
        self.text.push_str(line.gap(&nodes[index]));
        self.text.push_str(open);
        self.text.push('\n');
        self.items(&group.nodes);
        self.indent();
        self.text.push_str(close);
        line.after_group();
        line.write(&nodes[index + 1..], self.words, &mut self.text);
    }

    /// Comma-separated items, each on a line of its own; literals fill the lines.
    fn items(&mut self, nodes: &[Node]) {
        self.depth += 1;
        if nodes.iter().all(|node| node.is_comma() || matches!(node, Node::Literal(_))) {
            self.filled(nodes);
        } else {
            let items = space::split(nodes);
            // Without a comma it may be the value of a block, which does not end with one.
            let end = if items.len() == 1 && !nodes.last().is_some_and(Node::is_comma) { "\n" } else { ",\n" };
            for item in items {
                self.line(item, end);
            }
        }
        self.depth -= 1;
    }

    fn filled(&mut self, nodes: &[Node]) {
        let mut line = String::new();
        for node in nodes {
            let Node::Literal(literal) = node else { continue };
            if !line.is_empty() && self.depth * INDENT.len() + line.len() + literal.len() + 2 > WIDTH {
                self.filled_line(&mut line);
            }
            line.push_str(if line.is_empty() { "" } else { " " });
            line.push_str(&self.words[literal.clone()]);
            line.push(',');
        }
        self.filled_line(&mut line);
    }

    fn filled_line(&mut self, line: &mut String) {
        self.indent();
        self.text.push_str(line);
        self.text.push('\n');
        line.clear();
    }

    fn indent(&mut self) {
        for _ in 0..self.depth {
            self.text.push_str(INDENT);
        }
    }

    /// Whether braces after this contain items, fields, arms or statements, rather than the fields of a value.
    fn has_body(&self, statement: &[Node]) -> bool {
        let starts = |node: &Node| node.is_word(self.words, &["match", "if"]);
        self.is_item(statement) || statement.first().is_some_and(starts)
    }

    fn is_item(&self, statement: &[Node]) -> bool {
        const ITEMS: [&str; 7] = ["mod", "struct", "enum", "trait", "impl", "fn", "macro_rules"];
        statement.iter().take(2).any(|node| node.is_word(self.words, &ITEMS))
    }
}

const INDENT: &str = "    ";
