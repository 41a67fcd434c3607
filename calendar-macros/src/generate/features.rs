//! Features of the crate of the shipped spec: what other crates can ask, and what they ask.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::lower::{Gated, Plan};

/// For each feature, a macro that expands to what it is given only where the feature is off.
///
/// ```ignore
/// #[cfg(not(feature = "calendar"))] macro_rules! __without_calendar { ($($content:tt)*) => { $($content)* } }
/// ```
pub(super) fn gates(plan: &Plan<'_>) -> TokenStream {
    let gates = plan.gates.iter().map(|(feature, gate): &(&str, Ident)| {
        quote! {
            #[cfg(feature = #feature)]
            #[doc(hidden)]
            #[macro_export]
            macro_rules! #gate { ($($content:tt)*) => {}; }
            #[cfg(not(feature = #feature))]
            #[doc(hidden)]
            #[macro_export]
            macro_rules! #gate { ($($content:tt)*) => { $($content)* }; }
        }
    });
    quote!(#(#gates)*)
}

/// An error for types that the other crate has not compiled.
///
/// ```ignore
/// ::calendar_generated::__without_calendar! { ::core::compile_error!("…"); }
/// ```
pub(super) fn missing(plan: &Plan<'_>) -> TokenStream {
    let root = plan.root;
    let errors = plan.gated.iter().map(|Gated { gates, message }| {
        let error = quote!(::core::compile_error!(#message););
        gates.iter().fold(error, |inner, gate| quote!(#root::#gate! { #inner }))
    });
    quote!(#(#errors)*)
}
