//! From the plan to tokens: one function for each kind of item, and no decisions.

mod builder;
mod checks;
mod codes;
mod endpoint;
mod enums;
mod events;
mod features;
mod paging;
mod structs;

use calendar_spec::Report;
use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};

use crate::lower::{IdPlan, Plan, ResourcePlan};
use crate::piece::Piece;

/// The version of this crate, which generated code shows to the runtime.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Refuses a loader of another version, which the manifests exclude unless a build is made to replace it.
pub(crate) fn skew(span: Span) -> Option<TokenStream> {
    let message = format!(
        "`calendar-macros` {VERSION} needs `calendar-spec` {VERSION} and got {}: remove what replaces one of them",
        calendar_spec::VERSION
    );
    (calendar_spec::VERSION != VERSION).then(|| quote_spanned!(span=> ::core::compile_error!(#message);))
}

/// One `compile_error!` for each finding, in the words of the command.
pub(crate) fn errors(report: &Report, span: Span) -> TokenStream {
    let messages = report.findings().iter().map(|finding| {
        let text = finding.render(false);
        // The compiler writes `error: ` before it.
        text.strip_prefix("error").map_or_else(|| text.clone(), str::to_owned)
    });
    quote_spanned!(span=> #(::core::compile_error!(#messages);)*)
}

/// The modules `types` and one for each resource, and the error codes.
pub(crate) fn generate(plan: &Plan<'_>) -> TokenStream {
    let files = &plan.files;
    let types = types(plan);
    let required = required(plan);
    let resources = plan.resources.iter().map(|resource| self::resource(plan, resource));
    let events = events::events(plan.runtime, &plan.events);
    let codes = codes::codes(plan.runtime, &plan.codes);
    let rt = plan.runtime;
    let (gates, missing) = (features::gates(plan), features::missing(plan));
    quote! {
        #gates
        #missing
        const _: () = #rt::generated_by(#VERSION);
        // A change of any of these files expands the macro anew.
        const _: &[&[::core::primitive::u8]] = &[#(::core::include_bytes!(#files)),*];
        #types
        #(#resources)*
        #events
        #codes
        #required
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
    let taken = taken(plan);
    quote! {
        /// Identifiers, enums and objects that endpoints share.
        #[allow(deprecated)]
        pub mod types {
            #taken
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
/// pub use ::calendar_generated::types::{CalendarId, …};
/// ```
fn taken(plan: &Plan<'_>) -> Option<TokenStream> {
    let (root, taken) = (plan.root, &plan.taken);
    (!taken.is_empty()).then(|| quote!(#[doc(no_inline)] pub use #root::types::{#(#taken),*};))
}

/// ```ignore
/// pub enum CalendarId {}
/// impl IdKind for CalendarId { const NAME: &str = "CalendarId"; }
/// ```
fn tag(rt: &Piece, IdPlan { item, id }: &IdPlan<'_>) -> TokenStream {
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
fn id(rt: &Piece, IdPlan { item, .. }: &IdPlan<'_>) -> TokenStream {
    let (ident, docs) = (&item.ident, &item.docs);
    quote! {
        #[doc = #docs]
        pub type #ident = #rt::Id<self::id::#ident>;
    }
}

/// One trait for each name of a required field. The type state of a builder implements it once the field is set; its
/// message is what a caller reads who forgot the field.
///
/// ```ignore
/// #[doc(hidden)]
/// pub mod __field { pub trait calendar_id {} impl calendar_id for Set {} … }
/// ```
fn required(plan: &Plan<'_>) -> TokenStream {
    let rt = plan.runtime;
    let traits = plan.required.iter().map(|name| {
        let message = plan.diagnostics.then(|| missing(name));
        let quiet = plan.diagnostics.then(|| quote!(#[diagnostic::do_not_recommend]));
        quote! {
            #message
            pub trait #name {}
            #quiet
            impl #name for #rt::Set {}
        }
    });
    quote! {
        #[doc(hidden)]
        #[allow(non_camel_case_types)]
        pub mod __field {
            #(#traits)*
        }
    }
}

/// What the compiler says where a required field was forgotten.
fn missing(name: &Ident) -> TokenStream {
    let plain = name.to_string();
    let message = format!("required field `{}` is not set", plain.trim_start_matches("r#"));
    let label = format!("`.{name}(…)` must be called before this");
    quote! {
        #[diagnostic::on_unimplemented(
            message = #message,
            label = #label,
            note = "the builder can be built, or handed on, once every required field is set"
        )]
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
        #[allow(deprecated)]
        pub mod #ident {
            #(#endpoints)*
            #(#responses)*
        }
    }
}
