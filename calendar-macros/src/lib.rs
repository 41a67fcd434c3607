//! The procedural macros that turn a calendar spec into a typed client.
//!
//! A spec directory comes in, Rust comes out. The stages are the modules: `input` reads the macro's arguments,
//! `calendar-spec` loads and checks the YAML and generates the code.

mod call;
mod input;
mod output;
mod tokens;

use std::cell::Cell;

use calendar_spec::Loaded;
use calendar_spec::rust::Features;
use call::Call;
use input::{FeaturesThatAreOn, UserInput};
use proc_macro::TokenStream;
use proc_macro2::Span;
use quote::{quote, quote_spanned};

/// Generates a client from a spec directory of the caller's. `calendar_generated::api!` calls it with its own path, in
/// parentheses, before what the caller wrote.
#[doc(hidden)]
#[proc_macro]
pub fn user_api(tokens: TokenStream) -> TokenStream {
    let _one = tokens::one_at_a_time();
    let input = syn::parse_macro_input!(tokens as UserInput);
    expand(&input.call(), load).into()
}

/// Generates the client of the shipped spec; for `calendar-generated` alone. What comes out asks the compiler which
/// features are on, and [`shipped_resources`] generates.
#[doc(hidden)]
#[proc_macro]
pub fn shipped_api(_: TokenStream) -> TokenStream {
    let _one = tokens::one_at_a_time();
    let loaded = load(&Call::shipped(Features::default()));
    let (question, api) = (calendar_spec::rust::ask(&loaded.spec), call::api());
    LOADED.set(Some(loaded));
    quote!(#question #api).into()
}

/// Generates the resources whose features are on.
#[doc(hidden)]
#[proc_macro_derive(ShippedResources)]
pub fn shipped_resources(tokens: TokenStream) -> TokenStream {
    let _one = tokens::one_at_a_time();
    let FeaturesThatAreOn(features) = syn::parse_macro_input!(tokens);
    expand(&Call::shipped(features), |call| LOADED.take().unwrap_or_else(|| load(call))).into()
}

thread_local! {
    /// What `shipped_api` has read and `shipped_resources` needs. A compiler that keeps the two apart has it read twice.
    static LOADED: Cell<Option<Loaded>> = const { Cell::new(None) };
}

fn load(call: &Call) -> Loaded {
    calendar_spec::load_extending(&call.directory, &call.shown_as, &call.shipped)
}

/// Load, lower, generate. What is sound in a broken spec is generated beside its errors, so that the rest of the
/// caller's errors stay readable.
fn expand(call: &Call, load: fn(&Call) -> Loaded) -> proc_macro2::TokenStream {
    let mut loaded = load(call);
    let errors = calendar_spec::rust::errors(&loaded.report, call.span);
    let skew = skew(call.span);
    let spec = calendar_spec::own(std::mem::take(&mut loaded.spec));
    let watched = output::watch(&spec.files);
    let code = output::expansion(call, &spec, || loaded.lines(&spec));
    quote!(#skew #errors #watched #code)
}

/// Refuses a loader of another version, which the manifests exclude unless a build is made to replace it.
fn skew(span: Span) -> Option<proc_macro2::TokenStream> {
    const VERSION: &str = env!("CARGO_PKG_VERSION");
    let message = format!(
        "`calendar-macros` {VERSION} needs `calendar-spec` {VERSION} and got {}: remove what replaces one of them",
        calendar_spec::VERSION
    );
    (calendar_spec::VERSION != VERSION).then(|| quote_spanned!(span=> ::core::compile_error!(#message);))
}
