//! Spaces between tokens.

use std::ops::Range;

use proc_macro2::{Delimiter, Spacing};

use super::node::{Group, Node};

/// The kind of the last token, as far as it matters for the next one.
#[derive(Clone, Copy, Default, PartialEq)]
enum Last {
    /// No token: the start of a line or group.
    #[default]
    Start,
    /// A name, literal or group, or a sign that ends a value or type.
    Value,
    /// A keyword that is followed by a space.
    Keyword,
    /// A sign that belongs to the next token, such as `&`, `.`, `::`.
    Prefix,
    /// A sign between two values.
    Operator,
    /// The first of two joint signs.
    Joint,
}

/// A line in progress.
#[derive(Clone, Default)]
pub(super) struct Line {
    last: Last,
    /// The previous sign, if it is joint.
    joint: char,
    /// Whether a closure's parameters are in progress.
    in_closure: bool,
}

impl Line {
    /// Writes tokens that follow the previous ones.
    pub(super) fn write(&mut self, nodes: &[Node], words: &str, text: &mut String) {
        self.all(nodes, &mut Text { words, text });
    }

    /// The length of tokens that follow the previous ones.
    pub(super) fn len(&mut self, nodes: &[Node]) -> usize {
        let mut len = Length(0);
        self.all(nodes, &mut len);
        len.0
    }

    fn all(&mut self, nodes: &[Node], out: &mut impl Out) {
        for node in nodes {
            out.str(self.gap(node));
            match node {
                Node::Group(group) => {
                    let (open, close) = delimiters(group.delimiter);
                    let is_wide =
                        group.delimiter == Delimiter::Brace && self.last != Last::Prefix && !group.nodes.is_empty();
                    let space = if is_wide { " " } else { "" };
                    out.str(open);
                    out.str(space);
                    out.content(group);
                    out.str(space);
                    out.str(close);
                    self.after_group();
                }
                Node::Sign(sign, spacing) => {
                    out.char(*sign);
                    self.last = self.after_sign(*sign, *spacing);
                }
                Node::Word { text, is_keyword } => {
                    out.word(text);
                    self.last = if *is_keyword { Last::Keyword } else { Last::Value };
                }
                Node::Literal(text) => {
                    out.word(text);
                    self.last = Last::Value;
                }
            }
        }
    }

    /// The space before a token.
    pub(super) fn gap(&self, next: &Node) -> &'static str {
        if matches!(self.last, Last::Start | Last::Prefix | Last::Joint) {
            return "";
        }
        let is_spaced = match next {
            Node::Word { .. } | Node::Literal(_) => true,
            Node::Group(group) => group.delimiter == Delimiter::Brace || self.last != Last::Value,
            Node::Sign(sign, spacing) => match sign {
                ',' | ';' | '.' | '?' => false,
                ':' => *spacing == Spacing::Joint && self.last != Last::Value,
                '<' | '>' | '!' if *spacing == Spacing::Alone || *sign != '!' => {
                    self.last == Last::Operator || (self.last == Last::Keyword && *sign == '!')
                }
                '|' => !self.in_closure,
                _ => true,
            },
        };
        if is_spaced { " " } else { "" }
    }

    /// Records a group.
    pub(super) fn after_group(&mut self) {
        self.last = Last::Value;
    }

    fn after_sign(&mut self, sign: char, spacing: Spacing) -> Last {
        let joint = std::mem::replace(&mut self.joint, if spacing == Spacing::Joint { sign } else { '\0' });
        let is_binary = self.last == Last::Value;
        match sign {
            '\'' => Last::Joint,
            ':' if joint == ':' => Last::Prefix,
            '>' if joint == '-' || joint == '=' => Last::Operator,
            '|' if joint == '|' => Last::Operator,
            '&' if joint == '&' => Last::Operator,
            _ if spacing == Spacing::Joint && !matches!(sign, '>' | '<' | '?' | '&') => Last::Joint,
            '&' if spacing == Spacing::Joint && is_binary => Last::Joint,
            '|' => {
                self.in_closure = !self.in_closure;
                if self.in_closure { Last::Prefix } else { Last::Operator }
            }
            '!' if is_binary => Last::Value,
            '&' | '.' | '<' | '!' | '$' | '#' | '*' => Last::Prefix,
            '-' if !is_binary => Last::Prefix,
            '>' | '?' => Last::Value,
            _ => Last::Operator,
        }
    }
}

/// The current depth in angle brackets.
#[derive(Default)]
pub(super) struct Angles {
    depth: usize,
    /// Whether the last sign starts an arrow.
    is_arrow: bool,
}

impl Angles {
    pub(super) fn pass(&mut self, node: &Node) {
        let Node::Sign(sign, spacing) = node else {
            self.is_arrow = false;
            return;
        };
        match sign {
            '<' => self.depth += 1,
            '>' if !self.is_arrow => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
        self.is_arrow = *spacing == Spacing::Joint && matches!(sign, '-' | '=');
    }

    pub(super) fn are_closed(&self) -> bool {
        self.depth == 0
    }
}

/// Splits at commas.
pub(super) fn split(nodes: &[Node]) -> Vec<&[Node]> {
    let mut angles = Angles::default();
    let is_separator = |node: &Node| {
        angles.pass(node);
        angles.are_closed() && node.is_comma()
    };
    let mut items: Vec<_> = nodes.split(is_separator).collect();
    // Nothing follows a trailing comma.
    items.pop_if(|last| last.is_empty());
    items
}

pub(crate) fn delimiters(delimiter: Delimiter) -> (&'static str, &'static str) {
    match delimiter {
        Delimiter::Parenthesis => ("(", ")"),
        Delimiter::Bracket => ("[", "]"),
        Delimiter::Brace => ("{", "}"),
        Delimiter::None => ("", ""),
    }
}

/// Where tokens on one line are written, or how long they are.
trait Out {
    fn str(&mut self, text: &str);
    fn char(&mut self, char: char);
    /// A word or literal.
    fn word(&mut self, text: &Range<usize>);
    /// The content of a group.
    fn content(&mut self, group: &Group);
}

struct Text<'a> {
    words: &'a str,
    text: &'a mut String,
}

impl Out for Text<'_> {
    fn str(&mut self, text: &str) {
        self.text.push_str(text);
    }

    fn char(&mut self, char: char) {
        self.text.push(char);
    }

    fn word(&mut self, text: &Range<usize>) {
        self.text.push_str(&self.words[text.clone()]);
    }

    fn content(&mut self, group: &Group) {
        Line::default().all(group.content(), self);
    }
}

struct Length(usize);

impl Out for Length {
    fn str(&mut self, text: &str) {
        self.0 += text.len();
    }

    fn char(&mut self, char: char) {
        self.0 += char.len_utf8();
    }

    fn word(&mut self, text: &Range<usize>) {
        self.0 += text.len();
    }

    fn content(&mut self, group: &Group) {
        self.0 += group.len();
    }
}
