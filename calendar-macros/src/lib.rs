//! The procedural macros that turn a calendar spec into a typed client.
//!
//! A spec directory comes in, Rust comes out. The stages are the modules: `input` reads the macro's arguments,
//! `calendar-spec` loads and checks the YAML, `lower` settles every name, type and sentence, `generate` writes
//! tokens and decides nothing.

mod generate;
mod input;
mod lower;

use input::{Options, UserInput};
use proc_macro::TokenStream;

/// Generates a client from a spec directory of your own.
///
/// The path is relative to the file that calls the macro. The modules `types`, `events` and one for each resource, and
/// the enum `ErrorCode`, appear where the macro is called; so a module can hold one spec.
///
/// ```ignore
/// calendar_generated::api!("spec");
/// ```
///
/// `api!("spec", crate = ::lark)` generates against the runtime under another name, for a renamed dependency.
///
/// In a module with `#![no_implicit_prelude]`, say so: `api!("spec", no_implicit_prelude)`. There the compiler knows no
/// `#[diagnostic::…]`, and the message for a missing required field is the compiler's own.
#[proc_macro]
pub fn api(tokens: TokenStream) -> TokenStream {
    let input = syn::parse_macro_input!(tokens as UserInput);
    expand(&input.options()).into()
}

/// Generates the client of the shipped spec; for `calendar-generated` alone.
#[doc(hidden)]
#[proc_macro]
pub fn shipped_api(_: TokenStream) -> TokenStream {
    expand(&Options::shipped()).into()
}

/// Load, lower, generate. What is sound in a broken spec is generated beside its errors, so that the rest of the
/// caller's errors stay readable.
fn expand(options: &Options) -> proc_macro2::TokenStream {
    let loaded = calendar_spec::load_as(&options.directory, &options.shown_as);
    let errors = generate::errors(&loaded.report);
    let plan = lower::lower(&loaded.spec, options);
    let code = generate::generate(&plan);
    quote::quote!(#errors #code)
}
