//! Generates tokens from the plan and the model that it refers to: one function for each kind of item.
//!
//! `lower` has chosen the items and their names.

mod builder;
mod checks;
mod codes;
mod endpoint;
mod enums;
mod events;
mod features;
mod paging;
mod structs;

pub use features::ask;

use crate::{Report, VERSION};
use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};

use crate::rust::code::{Code, Module};
use crate::rust::lower::{Declared, IdPlan, Item, KnownIdPlan, Line, Plan, ResourcePlan};

/// One `compile_error!` for each finding, with the text of the command.
pub fn errors(report: &Report, span: Span) -> TokenStream {
    let messages = report.findings().iter().map(|finding| {
        let text = finding.render(false);
        // The compiler writes `error: ` before it.
        text.strip_prefix("error").map_or_else(|| text.clone(), str::to_owned)
    });
    quote_spanned!(span=> #(::core::compile_error!(#messages);)*)
}

/// The modules `types` and one for each resource, and the error codes.
pub(crate) fn generate(plan: &Plan<'_>) -> Code {
    let mut modules = vec![types(plan)];
    modules.extend(plan.resources.iter().map(resource));
    modules.extend(events::events(plan));
    let (codes, required) = (codes::codes(&plan.codes), required(plan));
    Code { head: head(plan), modules, items: quote!(#codes #required) }
}

/// One endpoint, with its inline response.
pub(crate) fn endpoint(plan: &Plan<'_>, name: &str) -> Option<TokenStream> {
    let all = plan.resources.iter().flat_map(|resource| resource.endpoints.iter().map(move |found| (resource, found)));
    let (resource, found) = all.into_iter().find(|(_, found)| found.name == name)?;
    let response = format!("{}Response", found.request.item.ident);
    let responses = resource.structs.iter().filter(|structure| structure.item.ident == response.as_str());
    let (items, responses) = (endpoint::endpoint(found), responses.map(structs::structure));
    Some(quote!(#items #(#responses)*))
}

fn head(plan: &Plan<'_>) -> TokenStream {
    let root = plan.root;
    // A module of the runtime: before 1.95 the compiler does not import the crate itself by `$crate`.
    let taken = (!plan.taken.is_empty()).then(|| quote!(use #root::types as __types;));
    let base = (plan.extends && plan.events.is_some()).then(|| quote!(use #root::events as __events;));
    let (gates, missing) = (features::gates(plan), features::missing(plan));
    quote! {
        // Short paths, since the compiler parses and resolves them faster.
        use #root::__private as __rt;
        #taken
        #base
        #gates
        #missing
        const _: () = __rt::generated_by(#VERSION);
    }
}

/// The origin of an item, for the text.
fn from(line: &Line) -> Option<TokenStream> {
    line.as_ref().map(|line| match line {
        Declared::Comment(line) => quote!(#[from = #line]),
        Declared::Docs(line) => quote!(#[doc = #line]),
    })
}

/// The docs of an item, and a label with the features that bring it.
fn docs(Item { docs, features, line, .. }: &Item) -> TokenStream {
    let label = match &features[..] {
        [] => TokenStream::new(),
        [feature] => quote!(#[doc(cfg(feature = #feature))]),
        features => quote!(#[doc(cfg(any(#(feature = #features),*)))]),
    };
    let line = from(line);
    quote!(#[doc = #docs] #label #line)
}

/// ```ignore
/// pub mod types { … }
/// ```
fn types(plan: &Plan<'_>) -> Module {
    let tags = plan.ids.iter().map(tag);
    let ids = plan.ids.iter().map(id);
    let enums = plan.enums.iter().map(enums::open_enum);
    let structs = plan.structs.iter().map(structs::structure);
    let taken = taken(plan);
    let docs = quote!(#[doc = "Identifiers, enums and objects that endpoints share."]);
    let items = quote! {
        #taken
        /// The type that distinguishes one kind of identifier from another.
        #[doc(hidden)]
        pub mod id {
            use super::__rt;
            #(#tags)*
        }
        #(#ids)*
        #(#enums)*
        #(#structs)*
    };
    module(crate::rust::lower::ident("types"), &docs, &items)
}

/// Switches off lints about style. The compiler treats generated code in a file as hand-written.
fn quiet() -> TokenStream {
    quote! {
        #[allow(
            deprecated, unreachable_pub, missing_copy_implementations, missing_debug_implementations, unnameable_types,
            unused, unused_qualifications, unused_results, variant_size_differences,
            clippy::all, clippy::nursery, clippy::pedantic, clippy::restriction
        )]
    }
}

/// A module; every one has the runtime under a short name.
fn module(ident: Ident, docs: &TokenStream, items: &TokenStream) -> Module {
    let quiet = quiet();
    Module { ident, attributes: quote!(#docs #quiet), items: quote!(use super::__rt; #items) }
}

/// ```ignore
/// pub use super::__types::{CalendarId, …};
/// ```
fn taken(plan: &Plan<'_>) -> Option<TokenStream> {
    let taken = &plan.taken;
    (!taken.is_empty()).then(|| quote!(#[doc(no_inline)] pub use super::__types::{#(#taken),*};))
}

/// ```ignore
/// pub enum CalendarId {}
/// impl IdKind for CalendarId { const NAME: &str = "CalendarId"; }
/// ```
fn tag(IdPlan { item, id, .. }: &IdPlan<'_>) -> TokenStream {
    let (ident, name) = (&item.ident, &id.name);
    quote! {
        pub enum #ident {}
        impl __rt::IdKind for #ident {
            const NAME: &'static str = #name;
        }
    }
}

/// ```ignore
/// pub type CalendarId = Id<id::CalendarId>;
/// pub const PRIMARY_CALENDAR_ID: CalendarId = Id::from_static("primary");
/// ```
fn id(IdPlan { item, values, .. }: &IdPlan<'_>) -> TokenStream {
    let (ident, docs) = (&item.ident, docs(item));
    let values = values.iter().map(|KnownIdPlan { item, wire }| {
        let (name, docs) = (&item.ident, self::docs(item));
        quote!(#docs pub const #name: #ident = __rt::Id::from_static(#wire);)
    });
    quote! {
        #docs
        pub type #ident = __rt::Id<self::id::#ident>;
        #(#values)*
    }
}

/// One trait for each name of a required field. The type state of a builder implements it once the field is set; its
/// message is shown to callers that forgot the field.
///
/// ```ignore
/// #[doc(hidden)]
/// pub mod __field { pub trait calendar_id {} impl calendar_id for Set {} … }
/// ```
fn required(plan: &Plan<'_>) -> TokenStream {
    let traits = plan.required.iter().map(|name| {
        let message = missing(name);
        quote! {
            #message
            pub trait #name {}
            #[diagnostic::do_not_recommend]
            impl #name for __rt::Set {}
        }
    });
    quote! {
        #[doc(hidden)]
        #[allow(non_camel_case_types, unreachable_pub, unused)]
        pub mod __field {
            use super::__rt;
            #(#traits)*
        }
    }
}

/// The compiler's message for a missing required field.
fn missing(name: &Ident) -> TokenStream {
    let plain = name.to_string();
    let message = format!("required field `{}` is not set", plain.trim_start_matches("r#"));
    let label = format!("`.{name}(…)` must be called before this");
    quote! {
        #[diagnostic::on_unimplemented(
            message = #message,
            label = #label,
            note = "the builder can be built, or passed on, once every required field is set"
        )]
    }
}

/// ```ignore
/// pub mod calendar_acl { … }
/// ```
fn resource(resource: &ResourcePlan<'_>) -> Module {
    let endpoints = resource.endpoints.iter().map(endpoint::endpoint);
    let responses = resource.structs.iter().map(structs::structure);
    let items = quote!(#(#endpoints)* #(#responses)*);
    module(resource.item.ident.clone(), &docs(&resource.item), &items)
}
