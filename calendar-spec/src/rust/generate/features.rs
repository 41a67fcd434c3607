//! Features of the crate of the shipped spec: how the macro learns of them, and how other crates do.

use crate::model::Spec;
use proc_macro2::TokenStream;
use quote::quote;

use crate::rust::Features;
use crate::rust::lower::{Gate, Gated, Plan, ident};

/// An enum with a variant for each resource whose feature is on. The compiler tells this only to a derive, by leaving
/// out the other variants; so the derive is what generates. Resources that are off then cost nothing.
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

/// For each feature, a macro that expands to its input only if the feature is off. For a module that is off, just
/// enough is generated for the compiler to say why it is missing.
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

/// An error about types that the other crate has not compiled.
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
