//! [`Node`]: a token as text. The tokens of the macro library are read once, since reading copies them.

use std::cell::OnceCell;
use std::fmt::{Display, Write};
use std::ops::Range;

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};

use super::space::{self, Line};

/// A token. Words and literals are ranges of one string, which costs less than a string for each.
pub(crate) enum Node {
    Word { text: Range<usize>, is_keyword: bool },
    Literal(Range<usize>),
    Sign(char, Spacing),
    Group(Group),
}

/// Tokens in delimiters.
pub(crate) struct Group {
    pub(super) delimiter: Delimiter,
    pub(super) nodes: Vec<Node>,
    /// The length of the content on one line.
    len: OnceCell<usize>,
}

/// Keywords that have a space before and after them in any case.
const KEYWORDS: [&str; 14] =
    ["as", "const", "else", "for", "if", "impl", "in", "let", "match", "mut", "pub", "use", "where", "dyn"];

impl Node {
    /// All tokens of a stream; their words and literals are added to `words`. A stream that nobody else has is taken
    /// apart, any other is copied.
    pub(crate) fn all(stream: TokenStream, words: &mut String) -> Vec<Self> {
        stream.into_iter().map(|token| Self::new(token, words)).collect()
    }

    fn new(token: TokenTree, words: &mut String) -> Self {
        match token {
            TokenTree::Group(group) => {
                let (delimiter, stream) = (group.delimiter(), group.stream());
                drop(group);
                Self::Group(Group { delimiter, nodes: Self::all(stream, words), len: OnceCell::new() })
            }
            TokenTree::Ident(ident) => {
                let text = add(&ident, words);
                Self::Word { is_keyword: KEYWORDS.contains(&&words[text.clone()]), text }
            }
            TokenTree::Punct(punct) => Self::Sign(punct.as_char(), punct.spacing()),
            TokenTree::Literal(literal) => Self::Literal(add(&literal, words)),
        }
    }

    /// Whether it is one of some words.
    pub(super) fn is_word(&self, words: &str, those: &[&str]) -> bool {
        matches!(self, Self::Word { text, .. } if those.contains(&&words[text.clone()]))
    }

    pub(super) fn is_comma(&self) -> bool {
        matches!(self, Self::Sign(',', _))
    }

    /// Whether it ends an item, a field or a statement.
    pub(super) fn is_end(&self) -> bool {
        matches!(self, Self::Sign(',' | ';', _))
    }
}

fn add(token: &impl Display, words: &mut String) -> Range<usize> {
    let start = words.len();
    let _ = write!(words, "{token}");
    start..words.len()
}

impl Group {
    /// What is written on one line: without a trailing comma, unless it makes a tuple of one item.
    pub(super) fn content(&self) -> &[Node] {
        match self.nodes.split_last() {
            Some((last, others)) if last.is_comma() && !self.is_tuple_of_one() => others,
            _ => &self.nodes,
        }
    }

    fn is_tuple_of_one(&self) -> bool {
        self.delimiter == Delimiter::Parenthesis && space::split(&self.nodes).len() == 1
    }

    /// The length of the content on one line.
    pub(super) fn len(&self) -> usize {
        *self.len.get_or_init(|| Line::default().len(self.content()))
    }
}
