//! The procedural macros that turn a calendar spec into a typed client.
//!
//! A spec directory comes in, Rust comes out. The stages are the modules: `input` reads the macro's arguments,
//! `calendar-spec` loads and checks the YAML and generates the code.

mod call;
mod input;
mod kept;
mod output;
mod tokens;

use std::cell::Cell;

use calendar_spec::Loaded;
use calendar_spec::rust::Features;
use call::{Call, PARTS};
use input::{FeaturesThatAreOn, UserInput};
use kept::{Kept, Record};
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
    let (question, api) = (question(), call::api());
    quote!(#question #api).into()
}

/// Asks which features are on.
fn question() -> proc_macro2::TokenStream {
    let call = Call::shipped(Features::default());
    let kept = Kept::of(&call, "question");
    if let Some(question) = kept.as_ref().and_then(Kept::read).and_then(|record| record.expansion.parse().ok()) {
        return question;
    }
    let loaded = load(&call);
    let question = calendar_spec::rust::ask(&loaded.spec);
    if let Some(kept) = kept.filter(|_| loaded.report.is_empty()) {
        let (files, sources) = (Vec::new(), loaded.spec.files.clone());
        kept.write(&Record { files, sources, expansion: question.to_string() });
    }
    LOADED.set(Some(loaded));
    question
}

/// Generates the resources whose features are on.
#[doc(hidden)]
#[proc_macro_derive(ShippedResources)]
pub fn shipped_resources(tokens: TokenStream) -> TokenStream {
    let _one = tokens::one_at_a_time();
    let FeaturesThatAreOn(features) = syn::parse_macro_input!(tokens);
    expand(&Call::shipped(features), |call| LOADED.take().unwrap_or_else(|| load(call))).into()
}

/// Generates the client of the spec beside the shipped one; for `calendar-generated` alone.
#[doc(hidden)]
#[proc_macro]
pub fn neighbours_api(_: TokenStream) -> TokenStream {
    let _one = tokens::one_at_a_time();
    expand(&Call::neighbours(), load).into()
}

thread_local! {
    /// What `shipped_api` has read and `shipped_resources` needs. A compiler that keeps the two apart has it read twice.
    static LOADED: Cell<Option<Loaded>> = const { Cell::new(None) };
}

fn load(call: &Call) -> Loaded {
    calendar_spec::load_extending(&call.directory, &call.shown_as, &call.shipped, PARTS)
}

/// Load, lower, generate. What is sound in a broken spec is generated beside its errors, so that the rest of the
/// caller's errors stay readable.
fn expand(call: &Call, load: fn(&Call) -> Loaded) -> proc_macro2::TokenStream {
    let (skew, kept) = (skew(call.span), Kept::of(call, &call.files));
    let again = |record: &Record| output::again(record, &call.options.root);
    if let Some(code) = kept.as_ref().and_then(Kept::read).as_ref().and_then(again) {
        return quote!(#skew #code);
    }
    let mut loaded = load(call);
    let errors = calendar_spec::rust::errors(&loaded.report, call.span);
    let spec = calendar_spec::own(std::mem::take(&mut loaded.spec));
    let write = |kept| output::write_files(kept, &spec, loaded.lines(&spec), &call.options).ok();
    let record = kept.as_ref().and_then(write);
    if let (Some(kept), Some(record), true) = (&kept, &record, loaded.report.is_empty()) {
        kept.write(record);
    }
    let code = record.as_ref().and_then(again).unwrap_or_else(|| output::in_place(&spec, &call.options));
    quote!(#skew #errors #code)
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
