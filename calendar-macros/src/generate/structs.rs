//! Structs: objects of requests and responses.

use proc_macro2::TokenStream;
use quote::quote;

use super::{builder, checks};
use crate::lower::{FieldPlan, Resend, ResendPlan, StructPlan};

/// A struct with all that its directions need.
pub(super) fn structure(rt: &TokenStream, plan: &StructPlan<'_>) -> TokenStream {
    let definition = definition(plan);
    let decode = plan.response.then(|| decode(rt, plan));
    let encode = encode(rt, plan);
    let request = plan.request.as_ref().map(|request| {
        let unset = unset(rt, plan);
        let validate = checks::validate(rt, plan, request);
        let builder = builder::builder(rt, plan, request);
        quote!(#unset #validate #builder)
    });
    let resend = plan.resend.as_ref().map(|resend| self::resend(plan, resend));
    quote!(#definition #decode #encode #request #resend)
}

/// ```ignore
/// pub struct CalendarAcl { pub acl_id: Option<AclId>, … }
/// ```
pub(super) fn definition(plan: &StructPlan<'_>) -> TokenStream {
    let (ident, docs, cfg) = (&plan.item.ident, &plan.item.docs, &plan.item.cfg);
    let default = plan.response.then(|| quote!(::core::default::Default,));
    let deprecated = plan.deprecated.map(|note| quote!(#[deprecated(note = #note)]));
    let fields = plan.fields.iter().map(|field| {
        let FieldPlan { ident, docs, ty, .. } = field;
        let deprecated = field.field.deprecated.as_ref().map(|note| quote!(#[deprecated(note = #note)]));
        quote!(#[doc = #docs] #deprecated pub #ident: #ty,)
    });
    quote! {
        #[doc = #docs]
        #cfg
        #deprecated
        #[derive(::core::clone::Clone, ::core::fmt::Debug, #default ::core::cmp::PartialEq)]
        #[non_exhaustive]
        pub struct #ident {
            #(#fields)*
        }
    }
}

/// ```ignore
/// impl Object for CalendarAcl { const NAMES: &[&str] = &["acl_id", …]; fn set(…) { match index { 0 => …, } } }
/// ```
fn decode(rt: &TokenStream, plan: &StructPlan<'_>) -> TokenStream {
    let (ident, cfg, name) = (&plan.item.ident, &plan.item.cfg, plan.item.ident.to_string());
    let names = plan.fields.iter().map(|field| &field.field.wire);
    let arms = plan.fields.iter().enumerate().map(|(index, field)| {
        let ident = &field.ident;
        if field.empty_is_absent {
            quote!(#index => #rt::read_form(map, &mut self.#ident),)
        } else {
            quote!(#index => #rt::read(map, &mut self.#ident),)
        }
    });
    quote! {
        #cfg
        impl #rt::Object for #ident {
            const NAME: &'static str = #name;
            const NAMES: &'static [&'static str] = &[#(#names),*];
            fn set<'de, A: #rt::MapAccess<'de>>(
                &mut self,
                index: usize,
                map: &mut A,
            ) -> ::core::result::Result<(), A::Error> {
                match index {
                    #(#arms)*
                    _ => #rt::skip(map),
                }
            }
        }
        #cfg
        impl<'de> #rt::Deserialize<'de> for #ident {
            fn deserialize<D: #rt::Deserializer<'de>>(deserializer: D) -> ::core::result::Result<Self, D::Error> {
                #rt::decode_object(deserializer)
            }
        }
    }
}

/// ```ignore
/// impl Serialize for AclScope { … fields.put("type", &self.r#type)?; … }
/// ```
fn encode(rt: &TokenStream, plan: &StructPlan<'_>) -> TokenStream {
    let (ident, cfg) = (&plan.item.ident, &plan.item.cfg);
    let body = put(rt, plan.fields.iter());
    let code = quote! {
        #cfg
        impl #rt::Serialize for #ident {
            fn serialize<S: #rt::Serializer>(&self, serializer: S) -> ::core::result::Result<S::Ok, S::Error> {
                #body
            }
        }
    };
    if plan.request.is_some() { code } else { quote!(#rt::encode_responses! { #code }) }
}

/// The statements that write fields.
pub(super) fn put<'p>(rt: &TokenStream, fields: impl Iterator<Item = &'p FieldPlan<'p>>) -> TokenStream {
    let puts = fields.map(|field| {
        let (ident, wire) = (&field.ident, &field.field.wire);
        quote!(fields.put(#wire, &self.#ident)?;)
    });
    quote! {
        let mut fields = #rt::Fields::new(serializer)?;
        #(#puts)*
        fields.end()
    }
}

/// ```ignore
/// impl Unset for AclScope { fn unset() -> Self { Self { r#type: unset(), … } } }
/// ```
fn unset(rt: &TokenStream, plan: &StructPlan<'_>) -> TokenStream {
    let (ident, cfg) = (&plan.item.ident, &plan.item.cfg);
    let fields = plan.fields.iter().map(|field| &field.ident);
    quote! {
        #cfg
        impl #rt::Unset for #ident {
            fn unset() -> Self {
                Self { #(#fields: #rt::unset(),)* }
            }
        }
    }
}

/// ```ignore
/// impl AclScopeOutput { pub fn into_request(self) -> Option<AclScope> { … } }
/// ```
fn resend(plan: &StructPlan<'_>, resend: &ResendPlan) -> TokenStream {
    let (ident, cfg, target) = (&plan.item.ident, &plan.item.cfg, &resend.target);
    let fields = resend.fields.iter().map(|(ident, how)| {
        let value = resend_value(plan, ident, *how);
        quote!(#ident: #value,)
    });
    quote! {
        #cfg
        impl #ident {
            /// What can be sent again of what was received; `None` when a field that a request needs is missing.
            pub fn into_request(self) -> ::core::option::Option<#target> {
                ::core::option::Option::Some(#target { #(#fields)* })
            }
        }
    }
}

fn resend_value(plan: &StructPlan<'_>, ident: &proc_macro2::Ident, how: Resend) -> TokenStream {
    let convert = quote!(::core::iter::Iterator::collect::<::core::option::Option<_>>(::core::iter::Iterator::map(
        ::core::iter::IntoIterator::into_iter(self.#ident),
        |item| item.into_request(),
    ))?);
    match how {
        Resend::Keep | Resend::RequiredList => quote!(self.#ident),
        Resend::Unless(first) => {
            let first = plan.fields.iter().find(|field| field.index == first).map(|field| &field.ident);
            quote!(if self.#first.is_some() { ::core::option::Option::None } else { self.#ident })
        }
        Resend::Convert => quote!(match self.#ident {
            ::core::option::Option::Some(value) => ::core::option::Option::Some(value.into_request()?),
            ::core::option::Option::None => ::core::option::Option::None,
        }),
        Resend::List => quote!(::core::option::Option::Some(self.#ident)),
        Resend::ListConvert => quote!(::core::option::Option::Some(#convert)),
        Resend::Required => quote!(self.#ident?),
        Resend::RequiredConvert => quote!(self.#ident?.into_request()?),
        Resend::RequiredListConvert => convert,
    }
}
