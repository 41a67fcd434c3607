//! The module `events`: an open enum of all notifications.

use proc_macro2::TokenStream;
use quote::quote;

use crate::rust::code::Module;
use crate::rust::lower::{EventPlan, Plan, ident};

pub(super) fn events(plan: &Plan<'_>) -> Option<Module> {
    let plans = plan.events.as_deref()?;
    let definition = definition(plans);
    let decode = decode(plans);
    let encode = plan.encode_responses.then(|| encode(plans));
    let docs = quote!(#[doc = "Notifications that the server pushes."]);
    Some(super::module(ident("events"), &docs, &quote!(#definition #decode #encode)))
}

/// ```ignore
/// pub enum Event { CalendarChanged(CalendarChanged), …, Unrecognized(UnrecognizedEvent) }
/// ```
fn definition(plans: &[EventPlan<'_>]) -> TokenStream {
    let variants = plans.iter().map(|EventPlan { item, payload, .. }| {
        let (ident, docs) = (&item.ident, super::docs(item));
        quote!(#docs #ident(#payload),)
    });
    quote! {
        /// What happened. Decode it with `Notification::decode`.
        #[derive(__rt::Clone, __rt::Debug, __rt::PartialEq)]
        #[non_exhaustive]
        pub enum Event {
            #(#variants)*
            /// A notification of a type that this version does not know, with its JSON.
            Unrecognized(__rt::UnrecognizedEvent),
        }
    }
}

/// ```ignore
/// impl Events for Event { fn decode(event_type: &str, json: &str) -> Result<Self, …> { match event_type { … } } }
/// ```
fn decode(plans: &[EventPlan<'_>]) -> TokenStream {
    let arms = plans.iter().map(|EventPlan { item, event, .. }| {
        let (ident, event_type) = (&item.ident, &event.event_type);
        quote! {
            #event_type => __rt::Ok(Self::#ident(__rt::decode_event(json)?)),
        }
    });
    quote! {
        impl __rt::Events for Event {
            #[inline]
            fn decode(event_type: &str, json: &str) -> __rt::Result<Self, __rt::JsonError> {
                match event_type {
                    #(#arms)*
                    _ => __rt::Ok(Self::Unrecognized(__rt::UnrecognizedEvent::new(event_type, json))),
                }
            }
        }
    }
}

fn encode(plans: &[EventPlan<'_>]) -> TokenStream {
    let arms = plans.iter().map(|EventPlan { item, .. }| {
        let ident = &item.ident;
        quote!(Self::#ident(event) => __rt::Serialize::serialize(event, serializer),)
    });
    quote! {
        impl __rt::Serialize for Event {
            fn serialize<S: __rt::Serializer>(&self, serializer: S) -> __rt::Result<S::Ok, S::Error> {
                match self {
                    #(#arms)*
                    Self::Unrecognized(event) => __rt::Serialize::serialize(event, serializer),
                }
            }
        }
    }
}
