//! Writes tokens as readable text: one file of Rust.
//!
//! It knows the code that the generator writes, not all of Rust. Unlike a formatter it needs no syntax tree, which
//! would be most of the cost. A test compares the text with the tokens.

mod comment;
mod space;

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

pub(super) use comment::lines as comment_lines;
use space::Line;
pub(super) use space::delimiters;

/// The longest line, unless it cannot be broken.
const WIDTH: usize = 120;

/// The text of items.
pub(crate) fn text(items: TokenStream) -> String {
    let mut writer = Writer::default();
    writer.block(items);
    writer.text
}

#[derive(Default)]
struct Writer {
    text: String,
    depth: usize,
}

impl Writer {
    /// Items, fields, variants, arms or statements: each on lines of its own.
    fn block(&mut self, tokens: TokenStream) {
        let mut tokens = tokens.into_iter().peekable();
        let mut statement = Statement::default();
        // Whether the last one was an item with a body, which is followed by a blank line.
        let mut is_after_body = false;
        while let Some(token) = tokens.next() {
            if statement.tokens.is_empty() && std::mem::take(&mut is_after_body) {
                self.text.push('\n');
            }
            match token {
                TokenTree::Punct(punct) if punct.as_char() == '#' && statement.tokens.is_empty() => {
                    if let Some(TokenTree::Group(attribute)) = tokens.next() {
                        self.attribute(&attribute);
                    }
                }
                TokenTree::Group(body) if body.delimiter() == Delimiter::Brace && statement.has_body() => {
                    self.body(&statement.tokens, body.stream());
                    if let Some(sign) = tokens.next_if(is_end) {
                        self.text.push_str(&sign.to_string());
                    }
                    self.text.push('\n');
                    is_after_body = statement.is_item();
                    statement = Statement::default();
                }
                token => {
                    if statement.push(token) {
                        self.line(&statement.tokens, "\n");
                        statement = Statement::default();
                    }
                }
            }
        }
        if !statement.tokens.is_empty() {
            self.line(&statement.tokens, "\n");
        }
    }

    /// `head { … }`, without the end of the line.
    fn body(&mut self, head: &[TokenTree], body: TokenStream) {
        match head.iter().position(|token| is_word(token, &["where"])) {
            Some(bounds) => self.bounded(&head[..bounds], &head[bounds + 1..]),
            None => {
                self.line(head, " ");
            }
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
    fn bounded(&mut self, head: &[TokenTree], bounds: &[TokenTree]) {
        self.line(head, "\n");
        self.indent();
        self.text.push_str("where\n");
        self.items(bounds);
        self.indent();
    }

    fn attribute(&mut self, attribute: &Group) {
        let Some(lines) = comment_lines(attribute.stream()) else {
            self.indent();
            self.text.push_str("#[");
            self.tokens(&attribute.stream().into_iter().collect::<Vec<_>>(), "#[]".len());
            self.text.push_str("]\n");
            return;
        };
        for line in lines {
            self.indent();
            self.text.push_str(&line);
            self.text.push('\n');
        }
    }

    fn line(&mut self, tokens: &[TokenTree], end: &str) {
        self.indent();
        self.tokens(tokens, end.trim_end_matches('\n').len());
        self.text.push_str(end);
    }

    /// Tokens on one line after some other characters, or with their longest group on several lines.
    fn tokens(&mut self, tokens: &[TokenTree], others: usize) {
        let whole = Line::default().all(tokens);
        if self.depth * INDENT.len() + whole.len() + others <= WIDTH {
            self.text.push_str(&whole);
            return;
        }
        let groups = tokens.iter().enumerate().filter(|(_, token)| matches!(token, TokenTree::Group(_)));
        let longest = groups.max_by_key(|(index, _)| Line::default().all(&tokens[*index..=*index]).len());
        match longest {
            Some((index, _)) => self.broken(tokens, index),
            None => self.text.push_str(&whole),
        }
    }

    /// Tokens with a group whose items are on lines of their own.
    fn broken(&mut self, tokens: &[TokenTree], index: usize) {
        let TokenTree::Group(group) = &tokens[index] else { return };
        let (open, close) = delimiters(group.delimiter());
        let mut line = Line::default();
        self.text.push_str(&line.all(&tokens[..index]));
        self.text.push_str(line.gap(&tokens[index]));
        self.text.push_str(open);
        self.text.push('\n');
        self.items(&group.stream().into_iter().collect::<Vec<_>>());
        self.indent();
        self.text.push_str(close);
        line.after_group();
        self.text.push_str(&line.all(&tokens[index + 1..]));
    }

    /// Comma-separated items, each on a line of its own; literals fill the lines.
    fn items(&mut self, tokens: &[TokenTree]) {
        self.depth += 1;
        let is_short = |token: &TokenTree| matches!(token, TokenTree::Literal(_)) || is_comma(token);
        if tokens.iter().all(is_short) {
            self.filled(tokens);
        } else {
            let items = space::split(tokens);
            // Without a comma it may be the value of a block, which does not end with one.
            let end = if items.len() == 1 && !tokens.last().is_some_and(is_comma) { "\n" } else { ",\n" };
            for item in items {
                self.line(item, end);
            }
        }
        self.depth -= 1;
    }

    fn filled(&mut self, tokens: &[TokenTree]) {
        let mut line = String::new();
        for literal in tokens.iter().filter(|token| !is_comma(token)).map(ToString::to_string) {
            if !line.is_empty() && self.depth * INDENT.len() + line.len() + literal.len() + 2 > WIDTH {
                self.filled_line(&mut line);
            }
            line.push_str(if line.is_empty() { "" } else { " " });
            line.push_str(&literal);
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
}

const INDENT: &str = "    ";

/// The start of a line or an item.
#[derive(Default)]
struct Statement {
    tokens: Vec<TokenTree>,
    angles: space::Angles,
}

impl Statement {
    /// Adds a token; returns whether it is the last one.
    fn push(&mut self, token: TokenTree) -> bool {
        self.angles.pass(&token);
        let is_last = is_end(&token) && self.angles.are_closed() && !(is_comma(&token) && self.is_item());
        self.tokens.push(token);
        is_last
    }

    /// Whether braces contain items, fields, arms or statements, rather than the fields of a value.
    fn has_body(&self) -> bool {
        self.is_item() || self.tokens.first().is_some_and(|token| is_word(token, &["match", "if"]))
    }

    fn is_item(&self) -> bool {
        const ITEMS: [&str; 7] = ["mod", "struct", "enum", "trait", "impl", "fn", "macro_rules"];
        self.tokens.iter().take(2).any(|token| is_word(token, &ITEMS))
    }
}

/// Whether a token is one of some words.
fn is_word(token: &TokenTree, words: &[&str]) -> bool {
    matches!(token, TokenTree::Ident(ident) if words.contains(&ident.to_string().as_str()))
}

fn is_comma(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == ',')
}

fn is_end(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(punct) if matches!(punct.as_char(), ',' | ';'))
}
