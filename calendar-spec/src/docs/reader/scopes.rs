//! Scopes in every notation of the pages: as code, in parentheses, or bare.

use std::collections::HashSet;

use crate::docs::page::{Piece, plain};

/// The scopes in a cell or a part of one, each once.
pub(super) fn scopes(pieces: &[Piece]) -> Vec<String> {
    let is_between = |character: char| character.is_whitespace() || "()（），,、：`".contains(character);
    once(plain(pieces).split(is_between).filter(|word| is_scope(word)))
}

/// Words in their order, each once.
pub(super) fn once<'w>(words: impl Iterator<Item = &'w str>) -> Vec<String> {
    let mut seen = HashSet::new();
    words.filter(|word| seen.insert(*word)).map(str::to_owned).collect()
}

/// Scopes are lower-case words with colons between them, such as `contact:user.employee_id:readonly`.
fn is_scope(word: &str) -> bool {
    let is_word = |part: &str| {
        !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_.-".contains(&byte))
    };
    word.contains(':') && word.starts_with(|first: char| first.is_ascii_lowercase()) && word.split(':').all(is_word)
}
