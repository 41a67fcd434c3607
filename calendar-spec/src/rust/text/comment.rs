//! Attributes that are written as comments.

use proc_macro2::{TokenStream, TokenTree};

/// The attribute with the origin of an item.
const FROM: &str = "from";

/// The lines of a comment, if the attribute is one.
pub(crate) fn lines(attribute: TokenStream) -> Option<Vec<String>> {
    let mut tokens = attribute.into_iter();
    let (TokenTree::Ident(name), Some(TokenTree::Punct(equals)), Some(TokenTree::Literal(text)), None) =
        (tokens.next()?, tokens.next(), tokens.next(), tokens.next())
    else {
        return None;
    };
    let start = match name.to_string().as_str() {
        "doc" => "///",
        FROM => "//",
        _ => return None,
    };
    let text = unescape(&text.to_string()).filter(|text| equals.as_char() == '=' && is_plain(text))?;
    let text = text.strip_prefix(' ').unwrap_or(&text).trim_end_matches('\n');
    Some(text.split('\n').map(|line| format!("{start} {line}").trim_end().to_owned()).collect())
}

/// Whether a comment can contain it: no carriage returns, and no characters that change the direction of text, which
/// the compiler rejects in comments.
fn is_plain(text: &str) -> bool {
    let is_odd = |char| matches!(char, '\r' | '\0' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    !text.contains(is_odd)
}

/// The content of a literal.
fn unescape(literal: &str) -> Option<String> {
    if let Some(raw) = literal.strip_prefix("r\"") {
        return raw.strip_suffix('"').map(str::to_owned);
    }
    let escaped = literal.strip_prefix('"')?.strip_suffix('"')?;
    let mut text = String::with_capacity(escaped.len());
    let mut chars = escaped.chars();
    while let Some(char) = chars.next() {
        text.push(if char == '\\' { escape(&mut chars)? } else { char });
    }
    Some(text)
}

fn escape(chars: &mut std::str::Chars<'_>) -> Option<char> {
    match chars.next()? {
        'n' => Some('\n'),
        't' => Some('\t'),
        char @ ('"' | '\\' | '\'') => Some(char),
        _ => None,
    }
}
