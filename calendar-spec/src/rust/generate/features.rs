//! Features of the crate of the shipped spec: what the macro learns of them, and what other crates ask.

use crate::model::Spec;
use proc_macro2::TokenStream;
use quote::quote;

use crate::rust::Features;
use crate::rust::lower::{Gate, Gated, Plan, ident};

/// An enum with a variant for each resource whose feature is on. Which ones these are the compiler says only to a
/// derive, by leaving the others out; so the derive is what generates. What is off costs nothing then.
///
/// ```text
/// #[derive(ShippedResources)] enum __Resources { #[cfg(feature = "calendar")] calendar, … }
/// ```
pub fn ask(spec: &Spec) -> TokenStream {
    let resources = spec.resources.iter().map(|resource| {
        let (name, variant) = (&resource.name, ident(&resource.name));
        quote!(#[cfg(feature = #name)] #variant,)
    });
    let docs = ident(Features::DOCS);
    quote! {
        #[derive(::calendar_macros::ShippedResources)]
        enum __Resources {
            #(#resources)*
            #[cfg(docsrs)] #docs,
        }
    }
}

/// For each feature, a macro that expands to what it is given only where the feature is off. Of the module of one that
/// is off only so much is there that the compiler can say why it is missing.
///
/// ```ignore
/// macro_rules! __without_calendar { ($($content:tt)*) => { $($content)* } }
/// #[cfg(feature = "calendar")] pub mod calendar {}
/// ```
pub(super) fn gates(plan: &Plan<'_>) -> TokenStream {
    let gates = plan.gates.iter().map(|Gate { ident: gate, resource, is_on }| {
        let content = (!is_on).then(|| quote!($($content)*));
        let module = (!is_on).then(|| {
            let ident = ident(resource);
            quote!(#[cfg(feature = #resource)] pub mod #ident {})
        });
        quote! {
            #module
            #[doc(hidden)]
            #[macro_export]
            macro_rules! #gate { ($($content:tt)*) => { #content }; }
        }
    });
    quote!(#(#gates)*)
}

/// An error for types that the other crate has not compiled.
///
/// ```ignore
/// $crate::__without_calendar! { ::core::compile_error!("…"); }
/// ```
pub(super) fn missing(plan: &Plan<'_>) -> TokenStream {
    let root = plan.root;
    let errors = plan.gated.iter().map(|Gated { gates, message }| {
        let error = quote!(::core::compile_error!(#message););
        gates.iter().fold(error, |inner, gate| quote!(#root::#gate! { #inner }))
    });
    quote!(#(#errors)*)
}
