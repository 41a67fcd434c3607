//! Listings: the parts of an endpoint that a walk from page to page needs.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::model::PagingBy;
use crate::rust::lower::{NamedField, PagingPlan};

/// ```ignore
/// impl Paged for List { type Item = …; fn page_token(&mut self) … fn next(response: &…) … fn items(response: …) … }
/// impl Synced for List {}
/// ```
pub(super) fn paging(ident: &Ident, plan: &PagingPlan) -> TokenStream {
    let PagingPlan { item, token, sync, items, .. } = plan;
    let (token_name, items) = (&token.wire, &items.ident);
    let (more_name, next) = (option(plan.more.as_ref().map(|more| &more.wire)), next(plan));
    let sync_token = sync.as_ref().map(|(sync, _)| sync_token(&sync.ident));
    let page = page(plan);
    let obstacles = obstacles(plan);
    let synced = sync.as_ref().map(|_| quote!(impl __rt::Synced for #ident {}));
    quote! {
        impl __rt::Paged for #ident {
            type Item = #item;
            const PAGING: &'static __rt::Paging = &__rt::Paging { token: #token_name, more: #more_name };
            #page
            #sync_token
            #obstacles
            #next
            #[inline]
            fn items(response: Self::Response) -> __rt::Vec<Self::Item> {
                response.#items
            }
        }
        #synced
    }
}

/// ```ignore
/// fn page_token(&mut self) -> Option<&mut Option<Text>> { Some(&mut self.page_token) }
/// ```
fn page(plan: &PagingPlan) -> TokenStream {
    let (token, items) = (&plan.token.ident, &plan.items.ident);
    let by = crate::rust::lower::ident(match plan.by {
        PagingBy::Token => {
            return quote! {
                #[inline]
                fn page_token(&mut self) -> __rt::Option<&mut __rt::Option<__rt::Text>> {
                    __rt::Some(&mut self.#token)
                }
            };
        }
        PagingBy::Offset => "Offset",
        PagingBy::Page => "Page",
    });
    let total = plan
        .total
        .as_ref()
        .map_or_else(|| quote!(__rt::None), |NamedField { ident, .. }| quote!(__rt::page_number(&response.#ident)));
    quote! {
        #[inline]
        fn page_number(&mut self) -> __rt::Option<&mut dyn __rt::PageNumber> {
            __rt::Some(&mut self.#token)
        }
        #[inline]
        fn counted(response: &Self::Response) -> __rt::Option<__rt::Counted> {
            __rt::Some(__rt::Counted { by: __rt::CountedBy::#by, items: response.#items.len(), total: #total })
        }
    }
}

/// ```ignore
/// fn sync_token(&mut self) -> Option<&mut Option<Text>> { Some(&mut self.sync_token) }
/// ```
fn sync_token(sync: &Ident) -> TokenStream {
    quote! {
        #[inline]
        fn sync_token(&mut self) -> __rt::Option<&mut __rt::Option<__rt::Text>> {
            __rt::Some(&mut self.#sync)
        }
    }
}

/// ```ignore
/// fn obstacles(&self, obstacles: &mut Obstacles) { obstacles.excludes("start_time", &self.start_time); … }
/// ```
fn obstacles(plan: &PagingPlan) -> Option<TokenStream> {
    let excludes =
        plan.excludes.iter().map(|NamedField { ident, wire }| quote!(obstacles.excludes(#wire, &self.#ident);));
    let needs = plan.needs.iter().map(|NamedField { ident, wire }| quote!(obstacles.needs(#wire, &self.#ident);));
    let checks: Vec<_> = excludes.chain(needs).collect();
    let obstacles = quote! {
        #[inline]
        fn obstacles(&self, obstacles: &mut __rt::Obstacles) {
            #(#checks)*
        }
    };
    (!checks.is_empty()).then_some(obstacles)
}

/// ```ignore
/// fn next(response: &Self::Response) -> Next<'_> { Next { token: response.page_token.as_deref(), more: …, sync: … } }
/// ```
fn next(plan: &PagingPlan) -> TokenStream {
    let token = plan
        .next
        .as_ref()
        .map_or_else(|| quote!(__rt::None), |NamedField { ident, .. }| quote!(response.#ident.as_deref()));
    let more = option(plan.more.as_ref().map(|NamedField { ident, .. }| quote!(__rt::is_flag(&response.#ident, true))));
    let sync = plan.sync.as_ref().map_or_else(
        || quote!(__rt::None),
        |(_, sync)| {
            let ident = &sync.ident;
            quote!(response.#ident.as_deref())
        },
    );
    quote! {
        #[inline]
        fn next(response: &Self::Response) -> __rt::Next<'_> {
            __rt::Next { token: #token, more: #more, sync: #sync }
        }
    }
}

fn option(value: Option<impl quote::ToTokens>) -> TokenStream {
    value.map_or_else(|| quote!(__rt::None), |value| quote!(__rt::Some(#value)))
}
