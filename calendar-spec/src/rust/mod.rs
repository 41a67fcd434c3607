//! The Rust code of a spec: the types, builders, checks and error codes that the macro expands to.
//!
//! In: a checked spec and [`Options`]. Out: [`Code`], as tokens or as text. `lower` chooses the items and their names,
//! types and docs, `generate` writes them from the plan and the model. It runs inside of the compiler, in
//! `calendar-macros`, and in the command.

mod code;
mod generate;
mod lower;
mod piece;
#[cfg(test)]
mod tests;
mod text;

use proc_macro2::TokenStream;

pub use code::{Code, File};
pub use generate::{ask, errors};

use crate::Lines;
use crate::model::Spec;

/// What generated code depends on besides the spec.
pub struct Options {
    /// Path of the crate that has the runtime, and the types of the shipped spec.
    pub root: TokenStream,
    /// Where each resource is behind a cargo feature of its name, what is known of them.
    pub features: Option<Features>,
    /// Whether types that are only received encode too.
    pub encode_responses: bool,
    /// What the examples in the docs import; without it there are none.
    pub examples: Option<Examples>,
    /// Which line of the YAML each item comes from, for text; without it that is left out.
    pub lines: Option<Lines>,
}

impl Options {
    /// Those of a crate whose code has no features, and no examples in its docs.
    pub fn new(root: TokenStream) -> Self {
        Self { root, features: None, encode_responses: false, examples: None, lines: None }
    }
}

/// Paths as an example in the docs writes them, which is compiled as a crate of its own.
pub struct Examples {
    /// Where the generated modules are.
    pub modules: String,
    /// Where the runtime is.
    pub runtime: String,
}

/// Features of resources.
#[derive(Default)]
pub struct Features {
    /// Those that are on.
    pub on: Vec<String>,
    /// Whether items are labelled with them: where docs are built that can show it.
    pub labelled: bool,
}

impl Features {
    /// The variant of the enum of [`ask`] that is left where docs are built.
    pub const DOCS: &str = "__docs";
}

/// The text of the code of one endpoint, such as `calendar_acl.create`, and of its response if that is no shared type.
pub fn endpoint(spec: &Spec, options: &Options, name: &str) -> Option<String> {
    generate::endpoint(&lower::lower(spec, options), name).map(text::text)
}

/// The code of a spec.
pub fn generate(spec: &Spec, options: &Options) -> Code {
    generate::generate(&lower::lower(spec, options))
}
