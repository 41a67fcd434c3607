//! The procedural macros that turn a calendar spec into a typed client.
//!
//! A spec directory comes in, Rust comes out. The stages are the modules: `input` reads the macro's arguments,
//! `calendar-spec` loads and checks the YAML, `lower` settles every name, type and sentence, `generate` writes
//! tokens and decides nothing.

mod generate;
mod input;
mod lower;
mod piece;
mod record;

use std::cell::Cell;

use calendar_spec::Loaded;
use input::{Features, Options, UserInput};
use proc_macro::TokenStream;
use record::Record;

/// Generates a client from a spec directory of the caller's. `calendar_generated::api!` calls it with its own path, in
/// parentheses, before what the caller wrote.
#[doc(hidden)]
#[proc_macro]
pub fn user_api(tokens: TokenStream) -> TokenStream {
    let input = syn::parse_macro_input!(tokens as UserInput);
    expand(&input.options(), load).into()
}

/// Generates the client of the shipped spec; for `calendar-generated` alone. What comes out asks the compiler which
/// features are on, and [`shipped_resources`] generates.
#[doc(hidden)]
#[proc_macro]
pub fn shipped_api(_: TokenStream) -> TokenStream {
    let loaded = load(&Options::shipped(Features::default()));
    let question = generate::ask(&loaded.spec);
    LOADED.set(Some(loaded));
    question.into()
}

/// Generates the resources whose features are on.
#[doc(hidden)]
#[proc_macro_derive(ShippedResources)]
pub fn shipped_resources(tokens: TokenStream) -> TokenStream {
    let features = syn::parse_macro_input!(tokens as Features);
    expand(&Options::shipped(features), |options| LOADED.take().unwrap_or_else(|| load(options))).into()
}

thread_local! {
    /// What `shipped_api` has read and `shipped_resources` needs. A compiler that keeps the two apart has it read twice.
    static LOADED: Cell<Option<Loaded>> = const { Cell::new(None) };
}

fn load(options: &Options) -> Loaded {
    calendar_spec::load_as(&options.directory, &options.shown_as)
}

/// Load, lower, generate. What is sound in a broken spec is generated beside its errors, so that the rest of the
/// caller's errors stay readable.
fn expand(options: &Options, load: fn(&Options) -> Loaded) -> proc_macro2::TokenStream {
    let mut record = Record::start();
    let loaded = load(options);
    record.loaded(loaded.timings);
    let errors = generate::errors(&loaded.report, options.span);
    let skew = generate::skew(options.span);
    let spec = calendar_spec::own(loaded.spec);
    let plan = lower::lower(&spec, options);
    record.stage("lower");
    let code = generate::generate(&plan);
    let expansion = quote::quote!(#skew #errors #code);
    record.stage("generate");
    record.finish(&expansion);
    expansion
}
