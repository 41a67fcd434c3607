//! [`Piece`]: tokens that are used many times.

use std::rc::Rc;

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;

/// A path or a type that is used in many places. Inside of a macro, appending a stream to another one is a call into
/// the compiler, while single tokens are collected first; so it is kept as single tokens.
#[derive(Clone, Debug)]
pub(crate) struct Piece(Rc<[TokenTree]>);

/// `quote!` for a [`Piece`].
macro_rules! piece {
    ($($tokens:tt)*) => { $crate::rust::piece::Piece::from(::quote::quote!($($tokens)*)) };
}

pub(crate) use piece;

impl Default for Piece {
    fn default() -> Self {
        Self(Rc::new([]))
    }
}

impl From<TokenStream> for Piece {
    fn from(stream: TokenStream) -> Self {
        Self(stream.into_iter().collect())
    }
}

impl ToTokens for Piece {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(self.0.iter().cloned());
    }
}
