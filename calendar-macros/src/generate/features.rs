//! Features of the crate of the shipped spec: what the macro learns of them, and what other crates ask.

use calendar_spec::model::Spec;
use proc_macro2::TokenStream;
use quote::quote;

use crate::lower::{Gated, Plan, ident};

/// An enum with a variant for each resource whose feature is on. Which ones these are the compiler says only to a
/// derive, by leaving the others out; so the derive is what generates. What is off costs nothing then.
///
/// ```ignore
/// #[derive(ShippedResources)] enum __Resources { #[cfg(feature = "calendar")] calendar, … }
/// ```
pub(crate) fn ask(spec: &Spec) -> TokenStream {
    let resources = spec.resources.iter().map(|resource| {
        let (name, variant) = (&resource.name, ident(&resource.name));
        quote!(#[cfg(feature = #name)] #variant,)
    });
    quote! {
        #[derive(::calendar_macros::ShippedResources)]
        enum __Resources {
            #(#resources)*
        }
    }
}

/// For each feature, a macro that expands to what it is given only where the feature is off.
///
/// ```ignore
/// macro_rules! __without_calendar { ($($content:tt)*) => { $($content)* } }
/// ```
pub(super) fn gates(plan: &Plan<'_>) -> TokenStream {
    let gates = plan.gates.iter().map(|(gate, is_on)| {
        let content = (!is_on).then(|| quote!($($content)*));
        quote! {
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
/// __root::__without_calendar! { ::core::compile_error!("…"); }
/// ```
pub(super) fn missing(plan: &Plan<'_>) -> TokenStream {
    let errors = plan.gated.iter().map(|Gated { gates, message }| {
        let error = quote!(::core::compile_error!(#message););
        gates.iter().fold(error, |inner, gate| quote!(__root::#gate! { #inner }))
    });
    quote!(#(#errors)*)
}
