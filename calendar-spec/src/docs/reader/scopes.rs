//! Scopes, however a page sets them: as code, in parentheses, or bare.

use crate::docs::page::{Piece, plain};

/// The scopes in a cell or a part of one, each once.
pub(super) fn scopes(pieces: &[Piece]) -> Vec<String> {
    let text = plain(pieces);
    let mut scopes: Vec<String> = Vec::new();
    for word in text.split(|character: char| character.is_whitespace() || "()（），,、`".contains(character)) {
        if is_scope(word) && !scopes.iter().any(|scope| scope == word) {
            scopes.push(word.to_owned());
        }
    }
    scopes
}

/// Scopes are lower-case words with colons between them, such as `contact:user.employee_id:readonly`.
fn is_scope(word: &str) -> bool {
    let is_word = |part: &str| {
        !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_.-".contains(&byte))
    };
    word.contains(':') && word.starts_with(|first: char| first.is_ascii_lowercase()) && word.split(':').all(is_word)
}
