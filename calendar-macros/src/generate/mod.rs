//! From the plan to tokens: one function for each kind of item, and no decisions.

mod builder;
mod checks;
mod codes;
mod endpoint;
mod enums;
mod structs;

use calendar_spec::Report;
use proc_macro2::TokenStream;
use quote::quote;

use crate::lower::{IdPlan, Plan, ResourcePlan};

/// One `compile_error!` for each finding, in the words of the command.
pub(crate) fn errors(report: &Report) -> TokenStream {
    let messages = report.findings().iter().map(|finding| finding.render(false));
    quote!(#(::core::compile_error!(#messages);)*)
}

/// The modules `types` and one for each resource, and the error codes.
pub(crate) fn generate(plan: &Plan<'_>) -> TokenStream {
    let files = &plan.files;
    let types = types(plan);
    let markers = markers(plan);
    let resources = plan.resources.iter().map(|resource| self::resource(plan, resource));
    let codes = codes::codes(plan.runtime, &plan.codes);
    quote! {
        // A change of any of these files expands the macro anew.
        const _: &[&[::core::primitive::u8]] = &[#(::core::include_bytes!(#files)),*];
        #types
        #(#resources)*
        #codes
        #markers
    }
}

/// ```ignore
/// pub mod types { … }
/// ```
fn types(plan: &Plan<'_>) -> TokenStream {
    let tags = plan.ids.iter().map(|id| tag(plan.runtime, id));
    let ids = plan.ids.iter().map(|id| self::id(plan.runtime, id));
    let enums = plan.enums.iter().map(|item| enums::open_enum(plan.runtime, item));
    let structs = plan.structs.iter().map(|item| structs::structure(plan.runtime, item));
    quote! {
        /// Identifiers, enums and objects that endpoints share.
        pub mod types {
            /// What tells one kind of identifier from another.
            #[doc(hidden)]
            pub mod id {
                #(#tags)*
            }
            #(#ids)*
            #(#enums)*
            #(#structs)*
        }
    }
}

/// ```ignore
/// pub enum CalendarId {}
/// impl IdKind for CalendarId { const NAME: &str = "CalendarId"; }
/// ```
fn tag(rt: &TokenStream, IdPlan { item, id }: &IdPlan<'_>) -> TokenStream {
    let (ident, name) = (&item.ident, &id.name);
    quote! {
        pub enum #ident {}
        impl #rt::IdKind for #ident {
            const NAME: &'static str = #name;
        }
    }
}

/// ```ignore
/// pub type CalendarId = Id<id::CalendarId>;
/// ```
fn id(rt: &TokenStream, IdPlan { item, .. }: &IdPlan<'_>) -> TokenStream {
    let (ident, docs) = (&item.ident, &item.docs);
    quote! {
        #[doc = #docs]
        pub type #ident = #rt::Id<self::id::#ident>;
    }
}

/// One marker for each name of a required field, which the type state of builders refers to.
///
/// ```ignore
/// #[doc(hidden)]
/// pub mod field { pub struct calendar_id; }
/// ```
fn markers(plan: &Plan<'_>) -> TokenStream {
    let names = &plan.required;
    quote! {
        #[doc(hidden)]
        #[allow(non_camel_case_types)]
        pub mod field {
            #(pub struct #names;)*
        }
    }
}

/// ```ignore
/// pub mod calendar_acl { … }
/// ```
fn resource(plan: &Plan<'_>, resource: &ResourcePlan<'_>) -> TokenStream {
    let (ident, docs, cfg) = (&resource.item.ident, &resource.item.docs, &resource.item.cfg);
    let endpoints = resource.endpoints.iter().map(|item| endpoint::endpoint(plan.runtime, item));
    let responses = resource.structs.iter().map(|item| structs::structure(plan.runtime, item));
    quote! {
        #[doc = #docs]
        #cfg
        pub mod #ident {
            #(#endpoints)*
            #(#responses)*
        }
    }
}
