//! The module `events`: an open enum of all notifications.

use proc_macro2::TokenStream;
use quote::quote;

use crate::rust::code::Module;
use crate::rust::lower::{EventPlan, Plan, ident};

pub(super) fn events(plan: &Plan<'_>) -> Option<Module> {
    let plans = plan.events.as_deref()?;
    // From the crate of the extended spec: one URL receives the events of both.
    let base = plan.extends.then(|| quote!(super::__events::Event));
    let definition = definition(plans, base.as_ref());
    let decode = decode(plans, base.as_ref());
    let encode = plan.encode_responses.then(|| encode(plans, base.as_ref()));
    let docs = quote!(#[doc = "Notifications that the server pushes."]);
    Some(super::module(ident("events"), &docs, &quote!(#definition #decode #encode)))
}

/// ```ignore
/// pub enum Event { CalendarChanged(CalendarChanged), …, Unrecognized(UnrecognizedEvent) }
/// ```
fn definition(plans: &[EventPlan<'_>], base: Option<&TokenStream>) -> TokenStream {
    let variants = plans.iter().map(|EventPlan { item, payload, .. }| {
        let (ident, docs) = (&item.ident, super::docs(item));
        quote!(#docs #ident(#payload),)
    });
    let shipped = base.map(|base| {
        quote! {
            /// A notification of the spec that this one extends.
            Shipped(#base),
        }
    });
    quote! {
        /// What happened. Decode it with `Notification::decode`.
        #[derive(__rt::Clone, __rt::Debug, __rt::PartialEq)]
        #[non_exhaustive]
        pub enum Event {
            #(#variants)*
            #shipped
            /// A notification of a type that this version does not know, with its JSON.
            Unrecognized(__rt::UnrecognizedEvent),
        }
    }
}

/// ```ignore
/// impl Events for Event { fn decode(event_type: &str, json: &str) -> Result<Option<Self>, …> { match event_type { … } } … }
/// ```
fn decode(plans: &[EventPlan<'_>], base: Option<&TokenStream>) -> TokenStream {
    let arms = plans.iter().map(|EventPlan { item, event, .. }| {
        let (ident, event_type) = (&item.ident, &event.event_type);
        quote! {
            #event_type => __rt::Ok(__rt::Some(Self::#ident(__rt::decode_event(json)?))),
        }
    });
    let others = if let Some(base) = base {
        quote! {
            _ => match <#base as __rt::Events>::decode(event_type, json)? {
                __rt::Some(event) => __rt::Ok(__rt::Some(Self::Shipped(event))),
                __rt::None => __rt::Ok(__rt::None),
            },
        }
    } else {
        quote!(_ => __rt::Ok(__rt::None),)
    };
    quote! {
        impl __rt::Events for Event {
            #[inline]
            fn decode(event_type: &str, json: &str) -> __rt::Result<__rt::Option<Self>, __rt::JsonError> {
                match event_type {
                    #(#arms)*
                    #others
                }
            }

            #[inline]
            fn unrecognized(event: __rt::UnrecognizedEvent) -> Self {
                Self::Unrecognized(event)
            }
        }
    }
}

fn encode(plans: &[EventPlan<'_>], base: Option<&TokenStream>) -> TokenStream {
    let shipped = base.map(|_| quote!(Self::Shipped(event) => __rt::Serialize::serialize(event, serializer),));
    let arms = plans.iter().map(|EventPlan { item, .. }| {
        let ident = &item.ident;
        quote!(Self::#ident(event) => __rt::Serialize::serialize(event, serializer),)
    });
    quote! {
        impl __rt::Serialize for Event {
            fn serialize<S: __rt::Serializer>(&self, serializer: S) -> __rt::Result<S::Ok, S::Error> {
                match self {
                    #(#arms)*
                    #shipped
                    Self::Unrecognized(event) => __rt::Serialize::serialize(event, serializer),
                }
            }
        }
    }
}
