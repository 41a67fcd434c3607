//! The module `events`: an open enum of all notifications.

use proc_macro2::TokenStream;
use quote::quote;

use crate::lower::EventPlan;
use crate::piece::Piece;

/// The module, or nothing for a spec without events.
pub(super) fn events(rt: &Piece, plans: &[EventPlan<'_>]) -> TokenStream {
    if plans.is_empty() {
        return TokenStream::new();
    }
    let definition = definition(rt, plans);
    let decode = decode(rt, plans);
    let encode = encode(rt, plans);
    quote! {
        /// Notifications that the server pushes.
        pub mod events {
            #definition
            #decode
            #encode
        }
    }
}

/// ```ignore
/// pub enum Event { CalendarChanged(CalendarChanged), …, Unrecognized(UnrecognizedEvent) }
/// ```
fn definition(rt: &Piece, plans: &[EventPlan<'_>]) -> TokenStream {
    let variants =
        plans.iter().map(|EventPlan { ident, docs, cfg, payload, .. }| quote!(#[doc = #docs] #cfg #ident(#payload),));
    quote! {
        /// What happened. Decode it with `Notification::decode`.
        #[derive(::core::clone::Clone, ::core::fmt::Debug, ::core::cmp::PartialEq)]
        #[non_exhaustive]
        pub enum Event {
            #(#variants)*
            /// A notification of a type that this version does not know, with its JSON.
            Unrecognized(#rt::UnrecognizedEvent),
        }
    }
}

/// ```ignore
/// impl Events for Event { fn decode(event_type: &str, json: &str) -> Result<Self, …> { match event_type { … } } }
/// ```
fn decode(rt: &Piece, plans: &[EventPlan<'_>]) -> TokenStream {
    let arms = plans.iter().map(|EventPlan { ident, cfg, event, .. }| {
        let event_type = &event.event_type;
        quote! {
            #cfg
            #event_type => ::core::result::Result::Ok(Self::#ident(#rt::decode_event(json)?)),
        }
    });
    quote! {
        impl #rt::Events for Event {
            #[inline]
            fn decode(event_type: &str, json: &str) -> ::core::result::Result<Self, #rt::JsonError> {
                match event_type {
                    #(#arms)*
                    _ => ::core::result::Result::Ok(Self::Unrecognized(#rt::UnrecognizedEvent::new(event_type, json))),
                }
            }
        }
    }
}

fn encode(rt: &Piece, plans: &[EventPlan<'_>]) -> TokenStream {
    let arms = plans.iter().map(|EventPlan { ident, cfg, .. }| {
        quote!(#cfg Self::#ident(event) => #rt::Serialize::serialize(event, serializer),)
    });
    quote! {
        #rt::encode_responses! {
            impl #rt::Serialize for Event {
                fn serialize<S: #rt::Serializer>(&self, serializer: S) -> ::core::result::Result<S::Ok, S::Error> {
                    match self {
                        #(#arms)*
                        Self::Unrecognized(event) => #rt::Serialize::serialize(event, serializer),
                    }
                }
            }
        }
    }
}
