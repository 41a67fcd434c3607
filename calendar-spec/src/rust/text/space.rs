//! Spaces between tokens.

use proc_macro2::{Delimiter, Group, Spacing, TokenTree};

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

/// Keywords that have a space before and after them in any case.
const KEYWORDS: [&str; 14] =
    ["as", "const", "else", "for", "if", "impl", "in", "let", "match", "mut", "pub", "use", "where", "dyn"];

impl Line {
    /// The text of tokens that follow the previous ones.
    pub(super) fn all(&mut self, tokens: &[TokenTree]) -> String {
        let mut text = String::new();
        for token in tokens {
            text.push_str(self.gap(token));
            self.push(token, &mut text);
        }
        text
    }

    fn push(&mut self, token: &TokenTree, text: &mut String) {
        match token {
            TokenTree::Group(group) => {
                self.push_group(group, text);
                self.after_group();
            }
            TokenTree::Punct(punct) => {
                text.push(punct.as_char());
                self.last = self.after_sign(punct.as_char(), punct.spacing());
            }
            // In a macro each conversion of a token to a string is a call into the compiler.
            TokenTree::Ident(ident) => {
                let word = ident.to_string();
                self.last = if KEYWORDS.contains(&word.as_str()) { Last::Keyword } else { Last::Value };
                text.push_str(&word);
            }
            TokenTree::Literal(literal) => {
                text.push_str(&literal.to_string());
                self.last = Last::Value;
            }
        }
    }

    fn push_group(&self, group: &Group, text: &mut String) {
        let tokens: Vec<TokenTree> = group.stream().into_iter().collect();
        let inner = Self::default().all(&tokens);
        let (open, close) = delimiters(group.delimiter());
        let is_wide = group.delimiter() == Delimiter::Brace && self.last != Last::Prefix && !tokens.is_empty();
        // A comma makes a tuple of one item.
        let is_tuple = group.delimiter() == Delimiter::Parenthesis && split(&tokens).len() == 1;
        let inner = if is_tuple { &inner } else { inner.strip_suffix(',').unwrap_or(&inner) };
        for piece in [open, if is_wide { " " } else { "" }, inner, if is_wide { " " } else { "" }, close] {
            text.push_str(piece);
        }
    }

    /// The space before a token.
    pub(super) fn gap(&self, next: &TokenTree) -> &'static str {
        if matches!(self.last, Last::Start | Last::Prefix | Last::Joint) {
            return "";
        }
        let is_spaced = match next {
            TokenTree::Ident(_) | TokenTree::Literal(_) => true,
            TokenTree::Group(group) => group.delimiter() == Delimiter::Brace || self.last != Last::Value,
            TokenTree::Punct(punct) => match punct.as_char() {
                ',' | ';' | '.' | '?' => false,
                ':' => punct.spacing() == Spacing::Joint && self.last != Last::Value,
                '<' | '>' | '!' if punct.spacing() == Spacing::Alone || punct.as_char() != '!' => {
                    self.last == Last::Operator || (self.last == Last::Keyword && punct.as_char() == '!')
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
    pub(super) fn pass(&mut self, token: &TokenTree) {
        let TokenTree::Punct(punct) = token else {
            self.is_arrow = false;
            return;
        };
        match punct.as_char() {
            '<' => self.depth += 1,
            '>' if !self.is_arrow => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
        self.is_arrow = punct.spacing() == Spacing::Joint && matches!(punct.as_char(), '-' | '=');
    }

    pub(super) fn are_closed(&self) -> bool {
        self.depth == 0
    }
}

/// Splits at commas.
pub(super) fn split(tokens: &[TokenTree]) -> Vec<&[TokenTree]> {
    let mut angles = Angles::default();
    let is_separator = |token: &TokenTree| {
        angles.pass(token);
        angles.are_closed() && matches!(token, TokenTree::Punct(punct) if punct.as_char() == ',')
    };
    let mut items: Vec<_> = tokens.split(is_separator).collect();
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
