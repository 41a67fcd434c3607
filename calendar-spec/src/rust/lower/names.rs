//! Identifiers, paths and strings.

use proc_macro2::{Ident, Literal, Span};

use crate::rust::piece::{Piece, piece};
use crate::rust::text::is_plain;

/// An identifier; a keyword becomes raw, or gets an underscore if it cannot be raw.
pub(crate) fn ident(name: &str) -> Ident {
    match name {
        "self" | "Self" | "super" | "crate" | "_" => Ident::new(&format!("{name}_"), Span::call_site()),
        _ if crate::is_keyword(name) => Ident::new_raw(name, Span::call_site()),
        _ => Ident::new(name, Span::call_site()),
    }
}

/// The literal of a string: a raw one where that is possible, since to escape all docs costs half as much as to load the
/// spec.
pub(crate) fn string(content: &str) -> Literal {
    let can_be_raw = !content.contains('"') && is_plain(content);
    let raw = can_be_raw.then(|| format!("r\"{content}\"").parse());
    raw.and_then(Result::ok).unwrap_or_else(|| Literal::string(content))
}

/// Upper camel case.
pub(crate) fn camel(name: &str) -> String {
    heck::ToUpperCamelCase::to_upper_camel_case(name)
}

/// The module in which a path is used.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Home {
    /// `types`
    Types,
    /// The module of a resource.
    Resource,
}

impl Home {
    /// A type of the module `types`, as named from here.
    pub(crate) fn shared(self, name: &str) -> Piece {
        let name = ident(name);
        match self {
            Self::Types => piece!(self::#name),
            Self::Resource => piece!(super::types::#name),
        }
    }
}

/// A type of the runtime. Every module has the runtime under this name.
pub(crate) fn runtime(name: &str) -> Piece {
    let name = ident(name);
    piece!(__rt::#name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_plain_string_is_raw() {
        assert_eq!(string("a \\ b\n日程").to_string(), "r\"a \\ b\n日程\"");
        for (content, escaped) in
            [("a \"b\"", r#""a \"b\"""#), ("a\rb", r#""a\rb""#), ("\u{202e}", r#""\u{202e}""#), ("\0", r#""\0""#)]
        {
            assert_eq!(string(content).to_string(), escaped);
        }
    }
}
