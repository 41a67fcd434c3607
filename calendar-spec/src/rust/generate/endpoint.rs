//! Endpoints: the request, its target and encoding, and the response.

use crate::model::{Endpoint, PathPart, Place, RateLimit, ResponseAt, Tokens, Type};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::{builder, checks, codes, paging, structs};
use crate::rust::lower::{EndpointPlan, FieldPlan, RequestPlan};

/// Docs in one string, since each line of a comment would be an attribute.
const VALIDATE: &str = "Checks every documented rule, as `build()` does.\n\n# Errors\n\n\
                        All rules that are broken, each with the path of the field.";

pub(super) fn endpoint(plan: &EndpointPlan<'_>) -> TokenStream {
    let definition = structs::definition(&plan.request);
    let request = plan.request.request.as_ref().map(|request| {
        let methods = methods(plan, request);
        let validate = checks::validate(&plan.request, request);
        let builder = builder::builder(&plan.request, request);
        quote!(#methods #validate #builder)
    });
    let implementation = implementation(plan);
    let paging = plan.paging.as_ref().map(|paging| paging::paging(&plan.request.item.ident, paging));
    quote!(#definition #request #implementation #paging)
}

/// ```ignore
/// impl Create { pub fn builder() … pub fn validate(&self) … }
/// ```
fn methods(plan: &EndpointPlan<'_>, request: &RequestPlan<'_>) -> TokenStream {
    let ident = &plan.request.item.ident;
    let start = builder::start(&plan.request, request, &structs::empty(&plan.request));
    quote! {
        impl #ident {
            #start
            #[doc = #VALIDATE]
            #[inline]
            pub fn validate(&self) -> __rt::Result<(), __rt::ValidationError> {
                __rt::validate(self)
            }
        }
    }
}

/// ```ignore
/// impl Endpoint for Create { type Response = …; const META: &EndpointMeta = …; fn target(…) { … } fn body(…) { … } }
/// ```
fn implementation(plan: &EndpointPlan<'_>) -> TokenStream {
    let (ident, response) = (&plan.request.item.ident, &plan.response);
    let token = token(plan.endpoint.tokens);
    let meta = meta(plan);
    let target = target(plan);
    let key = idempotency_key(plan);
    let special = special(plan);
    let body = plan.endpoint.has_body().then(|| if plan.endpoint.is_multipart() { form(plan) } else { body(plan) });
    let file = (plan.endpoint.response_at == ResponseAt::File).then(file);
    quote! {
        impl __rt::Endpoint for #ident {
            type Response = #response;
            type Token = __rt::#token;
            const META: &'static __rt::EndpointMeta = &#meta;
            #special
            #[inline]
            fn target(&self, target: &mut __rt::Target) {
                #target
            }
            #key
            #body
            #file
        }
    }
}

fn token(Tokens { tenant, user, app }: Tokens) -> Ident {
    crate::rust::lower::ident(match (tenant, user, app) {
        (true, true, _) => "AnyToken",
        (true, false, _) => "Tenant",
        (false, true, _) => "User",
        (false, false, true) => "App",
        (false, false, false) => "NoToken",
    })
}

/// What differs from the usual call, if anything does.
///
/// ```ignore
/// const SPECIAL: &'static Special = &Special { host: None, is_multipart: true, sends_token: true, … };
/// ```
fn special(plan: &EndpointPlan<'_>) -> Option<TokenStream> {
    let Endpoint { host, tokens, response_at, .. } = plan.endpoint;
    let (is_multipart, sends_token) = (plan.endpoint.is_multipart(), !tokens.is_empty());
    let is_usual = host.is_none() && !is_multipart && sends_token && *response_at == ResponseAt::Data;
    if is_usual && plan.own_errors.is_empty() {
        return None;
    }
    let host = host.as_ref().map_or_else(|| quote!(__rt::None), |host| quote!(__rt::Some(#host)));
    let response = crate::rust::lower::ident(match response_at {
        ResponseAt::Data => "Data",
        ResponseAt::Body => "Body",
        ResponseAt::File => "File",
    });
    let codes = plan.own_errors.iter().map(codes::code);
    Some(quote! {
        const SPECIAL: &'static __rt::Special = &__rt::Special {
            host: #host,
            is_multipart: #is_multipart,
            sends_token: #sends_token,
            response: __rt::ResponseAt::#response,
            codes: &[#(#codes),*],
        };
    })
}

/// ```ignore
/// fn form(&self, form: &mut Form) { form.text("name", &self.name); form.file("file", &self.file); … }
/// ```
fn form(plan: &EndpointPlan<'_>) -> TokenStream {
    let fields = plan.request.fields.iter().filter(|field| field.place == Some(Place::Body));
    let calls = fields.map(|field| {
        let method = match field.field.ty {
            Type::File => "file",
            Type::Object(_) | Type::List(_) | Type::Map(..) | Type::Json => "json",
            _ => "text",
        };
        let (method, wire, ident) = (crate::rust::lower::ident(method), &field.field.wire, &field.ident);
        quote!(form.#method(#wire, &self.#ident);)
    });
    quote! {
        fn form(&self, form: &mut __rt::Form) {
            #(#calls)*
        }
    }
}

fn file() -> TokenStream {
    quote! {
        #[inline]
        fn file(file: __rt::Download) -> __rt::Option<Self::Response> {
            __rt::Some(file)
        }
    }
}

fn meta(plan: &EndpointPlan<'_>) -> TokenStream {
    let Endpoint { method, scopes, rate_limit, idempotency_key, is_repeatable, .. } = plan.endpoint;
    let (name, method, path) = (&plan.name, method.as_str(), plan.endpoint.path_template());
    let reach = plan.scope_reach.iter().copied().map(Literal::u32_unsuffixed);
    let paths = plan.field_scopes.iter().map(|field| &field.path);
    let unlocking = plan.field_scopes.iter().map(|field| &field.scopes);
    let errors = plan.errors.iter().copied().map(Literal::i64_unsuffixed);
    let rate_limit = rate_limit.map_or_else(|| quote!(__rt::RateLimit::NONE), self::rate_limit);
    let (has_body, idempotent) = (plan.endpoint.has_body(), idempotency_key.is_some());
    quote! {
        __rt::EndpointMeta {
            name: #name,
            method: #method,
            path: #path,
            has_body: #has_body,
            scopes: &[#(#scopes),*],
            scope_reach: &[#(#reach),*],
            field_scopes: &[#(__rt::FieldScopes { path: #paths, scopes: &[#(#unlocking),*] }),*],
            rate_limit: #rate_limit,
            errors: &[#(#errors),*],
            codes: super::CODES,
            idempotency_key: #idempotent,
            is_repeatable: #is_repeatable,
        }
    }
}

fn rate_limit(limit: RateLimit) -> TokenStream {
    let calls = |calls: Option<u32>| {
        let calls = calls.map(Literal::u32_unsuffixed);
        calls.map_or_else(|| quote!(__rt::None), |calls| quote!(__rt::Some(#calls)))
    };
    let (per_minute, per_second, is_special) = (calls(limit.per_minute), calls(limit.per_second), limit.is_special);
    quote!(__rt::RateLimit { per_minute: #per_minute, per_second: #per_second, is_special: #is_special })
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
    let (method, wire, ident) = (crate::rust::lower::ident(method), &field.field.wire, &field.ident);
    quote!(target.#method(#wire, &self.#ident);)
}

/// ```ignore
/// fn with_idempotency_key(&self, key: Text) -> Option<Self> { … }
/// ```
fn idempotency_key(plan: &EndpointPlan<'_>) -> Option<TokenStream> {
    let index = plan.endpoint.idempotency_key?;
    // One that is required is always set.
    let field = &plan.request.fields.iter().find(|field| field.index == index && !field.required)?.ident;
    Some(quote! {
        #[inline]
        fn with_idempotency_key(&self, key: __rt::Text) -> __rt::Option<Self> {
            if __rt::is_set(&self.#field) {
                return __rt::None;
            }
            let mut request = __rt::Clone::clone(self);
            request.#field = __rt::Some(key);
            __rt::Some(request)
        }
    })
}

/// ```ignore
/// fn body(…) { fields.put("role", &self.role); … }
/// ```
fn body(plan: &EndpointPlan<'_>) -> TokenStream {
    let fields = plan.request.fields.iter().filter(|field| field.place == Some(Place::Body));
    let statements = structs::put(fields);
    quote! {
        fn body<S: __rt::Serializer>(&self, serializer: S) -> __rt::Result<S::Ok, S::Error> {
            #statements
        }
    }
}
