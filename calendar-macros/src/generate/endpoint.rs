//! Endpoints: the request, how it is addressed and encoded, and what comes back.

use calendar_spec::model::{Endpoint, PathPart, Place, Tokens};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::{builder, checks, paging, structs};
use crate::lower::{EndpointPlan, FieldPlan};
use crate::piece::Piece;

pub(super) fn endpoint(rt: &Piece, plan: &EndpointPlan<'_>) -> TokenStream {
    let definition = structs::definition(&plan.request);
    let request = plan.request.request.as_ref().map(|request| {
        let validate = checks::validate(rt, &plan.request, request);
        let builder = builder::builder(rt, &plan.request, request);
        quote!(#validate #builder)
    });
    let methods = methods(rt, plan);
    let implementation = implementation(rt, plan);
    let paging = plan.paging.as_ref().map(|paging| paging::paging(rt, &plan.request.item.ident, paging));
    quote!(#definition #request #methods #implementation #paging)
}

/// ```ignore
/// impl Create { pub const ERRORS: &[ErrorCode] = &[…]; pub fn validate(&self) … }
/// ```
fn methods(rt: &Piece, plan: &EndpointPlan<'_>) -> TokenStream {
    let (ident, errors) = (&plan.request.item.ident, &plan.error_variants);
    quote! {
        impl #ident {
            /// The errors that the reference lists for this endpoint.
            pub const ERRORS: &'static [super::ErrorCode] = &[#(super::ErrorCode::#errors),*];
            /// Checks every documented rule, as `build()` does.
            ///
            /// # Errors
            ///
            /// All rules that are broken, each with the path of the field.
            #[inline]
            pub fn validate(&self) -> ::core::result::Result<(), #rt::Invalid> {
                #rt::validate(self)
            }
        }
    }
}

/// ```ignore
/// impl Endpoint for Create { type Response = …; const META: &Meta = …; fn target(…) { … } fn body(…) { … } }
/// ```
fn implementation(rt: &Piece, plan: &EndpointPlan<'_>) -> TokenStream {
    let (ident, response) = (&plan.request.item.ident, &plan.response);
    let token = token(plan.endpoint.tokens);
    let meta = meta(rt, plan);
    let target = target(plan);
    let key = idempotency_key(rt, plan);
    let body = plan.endpoint.has_body().then(|| body(rt, plan));
    quote! {
        impl #rt::Endpoint for #ident {
            type Response = #response;
            type Token = #rt::#token;
            const META: &'static #rt::Meta = &#meta;
            #[inline]
            fn target(&self, target: &mut #rt::Target) {
                #target
            }
            #key
            #body
        }
    }
}

fn token(tokens: Tokens) -> Ident {
    crate::lower::ident(match (tokens.tenant, tokens.user) {
        (true, true) => "Either",
        (true, false) => "Tenant",
        _ => "User",
    })
}

fn meta(rt: &Piece, plan: &EndpointPlan<'_>) -> TokenStream {
    let Endpoint { method, scopes, rate_limit, idempotency_key, .. } = plan.endpoint;
    let (name, method, path, errors) = (&plan.name, method.as_str(), plan.endpoint.path_template(), &plan.errors);
    let per_minute = rate_limit.and_then(|limit| limit.per_minute).unwrap_or(0);
    let per_second = rate_limit.and_then(|limit| limit.per_second).unwrap_or(0);
    let (has_body, idempotent) = (plan.endpoint.has_body(), idempotency_key.is_some());
    quote! {
        #rt::Meta {
            name: #name,
            method: #method,
            path: #path,
            has_body: #has_body,
            scopes: &[#(#scopes),*],
            rate_limit: #rt::RateLimit { per_minute: #per_minute, per_second: #per_second },
            errors: &[#(#errors),*],
            codes: super::CODES,
            idempotency_key: #idempotent,
        }
    }
}

/// The statements that write the path, the query and the headers.
fn target(plan: &EndpointPlan<'_>) -> TokenStream {
    let fields = &plan.request.fields;
    let path = plan.endpoint.path.iter().map(|part| match part {
        PathPart::Literal(text) => quote!(target.literal(#text);),
        PathPart::Parameter(index) => {
            let field = fields.iter().find(|field| field.index == *index);
            field.map(|field| call("segment", field)).unwrap_or_default()
        }
    });
    let rest = fields.iter().filter_map(|field| match field.place? {
        Place::Query => Some(call("query", field)),
        Place::Header => Some(call("header", field)),
        Place::Path | Place::Body => None,
    });
    quote!(#(#path)* #(#rest)*)
}

fn call(method: &str, field: &FieldPlan<'_>) -> TokenStream {
    let (method, wire, ident) = (crate::lower::ident(method), &field.field.wire, &field.ident);
    quote!(target.#method(#wire, &self.#ident);)
}

/// ```ignore
/// fn with_idempotency_key(&self, key: Text) -> Option<Self> { … }
/// ```
fn idempotency_key(rt: &Piece, plan: &EndpointPlan<'_>) -> Option<TokenStream> {
    let index = plan.endpoint.idempotency_key?;
    let field = &plan.request.fields.iter().find(|field| field.index == index)?.ident;
    Some(quote! {
        #[inline]
        fn with_idempotency_key(&self, key: #rt::Text) -> ::core::option::Option<Self> {
            if #rt::is_set(&self.#field) {
                return ::core::option::Option::None;
            }
            let mut request = ::core::clone::Clone::clone(self);
            request.#field = ::core::option::Option::Some(key);
            ::core::option::Option::Some(request)
        }
    })
}

/// ```ignore
/// fn body(…) { fields.put("role", &self.role)?; … }
/// ```
fn body(rt: &Piece, plan: &EndpointPlan<'_>) -> TokenStream {
    let fields = plan.request.fields.iter().filter(|field| field.place == Some(Place::Body));
    let statements = structs::put(rt, fields);
    quote! {
        fn body<S: #rt::Serializer>(&self, serializer: S) -> ::core::result::Result<S::Ok, S::Error> {
            #statements
        }
    }
}
