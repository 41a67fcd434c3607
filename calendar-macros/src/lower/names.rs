//! Identifiers and paths.

use proc_macro2::{Ident, Span};

use crate::piece::{Piece, piece};

/// An identifier; a keyword becomes raw, or takes an underscore where it cannot.
pub(crate) fn ident(name: &str) -> Ident {
    match name {
        "self" | "Self" | "super" | "crate" | "_" => Ident::new(&format!("{name}_"), Span::call_site()),
        _ => syn::parse_str(name).unwrap_or_else(|_| Ident::new_raw(name, Span::call_site())),
    }
}

/// Upper camel case.
pub(crate) fn camel(name: &str) -> String {
    heck::ToUpperCamelCase::to_upper_camel_case(name)
}

/// The module in which a path is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Home {
    /// `types`
    Types,
    /// The module of a resource.
    Resource,
}

/// Paths as seen from one module.
#[derive(Clone, Copy)]
pub(crate) struct Names<'a> {
    pub(crate) runtime: &'a Piece,
    pub(crate) home: Home,
}

impl Names<'_> {
    /// A type of the module `types`.
    pub(crate) fn shared(self, name: &str) -> Piece {
        let name = ident(name);
        match self.home {
            Home::Types => piece!(self::#name),
            Home::Resource => piece!(super::types::#name),
        }
    }

    /// A type of the runtime.
    pub(crate) fn runtime(self, name: &str) -> Piece {
        let (runtime, name) = (self.runtime, ident(name));
        piece!(#runtime::#name)
    }
}

/// The condition of what these resources need: a feature of any of their names; nothing without a resource.
pub(crate) fn cfg(resources: &[String]) -> Piece {
    match resources {
        [] => Piece::default(),
        [one] => piece!(#[cfg(feature = #one)]),
        some => piece!(#[cfg(any(#(feature = #some),*))]),
    }
}
