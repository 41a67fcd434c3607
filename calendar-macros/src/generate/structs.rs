//! Structs: objects of requests and responses.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use calendar_spec::model::Type;

use super::{builder, checks};
use crate::lower::{FieldPlan, Resend, ResendField, ResendPlan, StructPlan};
use crate::piece::Piece;

/// A struct with all that its directions need.
pub(super) fn structure(rt: &Piece, plan: &StructPlan<'_>) -> TokenStream {
    let definition = definition(plan);
    let decode = plan.response.then(|| decode(rt, plan));
    let encode = encode(rt, plan);
    let request = plan.request.as_ref().map(|request| {
        let unset = unset(rt, plan);
        let validate = checks::validate(rt, plan, request);
        let builder = builder::builder(rt, plan, request);
        quote!(#unset #validate #builder)
    });
    let resend = plan.resend.as_ref().map(|resend| self::resend(rt, plan, resend));
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
fn decode(rt: &Piece, plan: &StructPlan<'_>) -> TokenStream {
    let (ident, cfg, name) = (&plan.item.ident, &plan.item.cfg, plan.item.ident.to_string());
    let names = plan.fields.iter().map(|field| &field.field.wire);
    let arms = plan.fields.iter().enumerate().map(|(index, field)| {
        let ident = &field.ident;
        if field.empty_is_absent {
            quote!(#index => #rt::read_form(map, &mut self.#ident),)
        } else if is_nested(&field.field.ty) {
            let seed = seed(rt, &field.field.ty);
            quote!(#index => #rt::read_nested(map, &mut self.#ident, #seed),)
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

/// A list or map of lists or maps.
fn is_nested(ty: &Type) -> bool {
    let (Type::List(item) | Type::Map(_, item)) = ty else { return false };
    matches!(**item, Type::List(_) | Type::Map(..))
}

/// `MapOf(PhantomData, ListOf(PhantomData))`
fn seed(rt: &Piece, ty: &Type) -> TokenStream {
    match ty {
        Type::List(item) => {
            let item = seed(rt, item);
            quote!(#rt::ListOf(#item))
        }
        Type::Map(_, item) => {
            let item = seed(rt, item);
            quote!(#rt::MapOf(::core::marker::PhantomData, #item))
        }
        _ => quote!(::core::marker::PhantomData),
    }
}

/// ```ignore
/// impl Serialize for AclScope { … fields.put("type", &self.r#type)?; … }
/// ```
fn encode(rt: &Piece, plan: &StructPlan<'_>) -> TokenStream {
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
pub(super) fn put<'p>(rt: &Piece, fields: impl Iterator<Item = &'p FieldPlan<'p>>) -> TokenStream {
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

/// `Self { r#type: unset(), … }`
pub(super) fn empty(rt: &Piece, plan: &StructPlan<'_>) -> TokenStream {
    let fields = plan.fields.iter().map(|field| &field.ident);
    quote!(Self { #(#fields: #rt::unset(),)* })
}

/// ```ignore
/// impl Unset for AclScope { fn unset() -> Self { Self { r#type: unset(), … } } }
/// ```
fn unset(rt: &Piece, plan: &StructPlan<'_>) -> TokenStream {
    let (ident, cfg, empty) = (&plan.item.ident, &plan.item.cfg, empty(rt, plan));
    quote! {
        #cfg
        impl #rt::Unset for #ident {
            #[inline]
            fn unset() -> Self {
                #empty
            }
        }
    }
}

/// ```ignore
/// impl AclScopeOutput { pub fn into_request(self) -> Option<AclScope> { … } }
/// ```
fn resend(rt: &Piece, plan: &StructPlan<'_>, resend: &ResendPlan) -> TokenStream {
    let (ident, cfg, target) = (&plan.item.ident, &plan.item.cfg, &resend.target);
    // Looked at before any field is moved out.
    let excluded = resend.fields.iter().filter(|field| !field.unless.is_empty()).map(|field| {
        let (flag, others) = (excluded(&field.ident), field.unless.iter().map(|(ident, how)| is_received(ident, *how)));
        quote!(let #flag = #(#others)||*;)
    });
    let fields = resend.fields.iter().map(|ResendField { ident, how, unless }| {
        let value = resend_value(rt, ident, *how);
        if unless.is_empty() {
            quote!(#ident: #value,)
        } else {
            let flag = self::excluded(ident);
            quote!(#ident: if #flag { ::core::option::Option::None } else { #value },)
        }
    });
    quote! {
        #cfg
        impl #ident {
            /// What can be sent again of what was received; `None` when a field that a request needs is missing.
            ///
            /// An empty list is left out, since it may have been absent: to clear a list, set it on the request.
            #[inline]
            pub fn into_request(self) -> ::core::option::Option<#target> {
                #(#excluded)*
                ::core::option::Option::Some(#target { #(#fields)* })
            }
        }
        #cfg
        impl #rt::Resend for #ident {
            type Request = #target;
            #[inline]
            fn resend(self) -> ::core::option::Option<#target> {
                self.into_request()
            }
        }
    }
}

/// The variable that says whether another way of making the object excludes a field.
fn excluded(field: &Ident) -> Ident {
    format_ident!("{}_is_excluded", field)
}

/// Whether a received field holds anything.
fn is_received(ident: &Ident, how: Resend) -> TokenStream {
    match how {
        Resend::List | Resend::ListConvert | Resend::RequiredList | Resend::RequiredListConvert => {
            quote!(!self.#ident.is_empty())
        }
        _ => quote!(self.#ident.is_some()),
    }
}

fn resend_value(rt: &Piece, ident: &Ident, how: Resend) -> TokenStream {
    let convert = quote!(#rt::Resend::resend(self.#ident)?);
    match how {
        Resend::Keep | Resend::RequiredList => quote!(self.#ident),
        Resend::Convert | Resend::RequiredListConvert => convert,
        Resend::List => quote! {
            if self.#ident.is_empty() { ::core::option::Option::None } else { ::core::option::Option::Some(self.#ident) }
        },
        Resend::ListConvert => quote! {
            if self.#ident.is_empty() { ::core::option::Option::None } else { ::core::option::Option::Some(#convert) }
        },
        Resend::Required => quote!(self.#ident?),
        Resend::RequiredConvert => quote!(#rt::Resend::resend(self.#ident?)?),
    }
}
