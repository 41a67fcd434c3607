//! The Rust code of a spec: types, builders, checks and error codes.
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
#[derive(Clone)]
pub struct Options {
    /// Path of the crate that has the runtime, and the types of the shipped spec.
    pub root: TokenStream,
    /// The features of resources, if each resource is behind a cargo feature of its name.
    pub features: Option<Features>,
    /// Whether the crate of the extended spec itself generates it, so that its own features need not be queried.
    pub is_inside: bool,
    /// Whether types that are only received encode too.
    pub encode_responses: bool,
    /// The import paths of the examples in the docs; without them there are no examples.
    pub examples: Option<Examples>,
    /// The lines of the YAML that items come from, for text; without them they are left out.
    pub lines: Option<Lines>,
    /// Whether these lines are paragraphs of the docs, as editors show them; otherwise they are comments.
    pub lines_in_docs: bool,
}

impl Options {
    /// The options of a crate without features and without examples in its docs.
    pub fn new(root: TokenStream) -> Self {
        Self {
            root,
            features: None,
            is_inside: false,
            encode_responses: false,
            examples: None,
            lines: None,
            lines_in_docs: false,
        }
    }
}

/// Paths in the examples of the docs, which are compiled as crates of their own.
#[derive(Clone, Hash)]
pub struct Examples {
    /// The path of the generated modules.
    pub modules: String,
    /// The path of the runtime.
    pub runtime: String,
}

/// Features of resources.
#[derive(Clone, Default, Hash)]
pub struct Features {
    /// The features that are on.
    pub on: Vec<String>,
    /// Whether items are labelled with features: where docs are built that can show it.
    pub labelled: bool,
}

impl Features {
    /// The variant of the enum of [`ask`] that exists where docs are built.
    pub const DOCS: &str = "__docs";
}

/// The code of one endpoint, such as `calendar_acl.create`, as text, including its response unless that is a shared
/// type.
pub fn endpoint(spec: &Spec, options: &Options, name: &str) -> Option<String> {
    generate::endpoint(&lower::lower(spec, options), name).map(text::text)
}

/// The code of a spec.
pub fn generate(spec: &Spec, options: &Options) -> Code {
    generate::generate(&lower::lower(spec, options))
}
