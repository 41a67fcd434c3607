//! Structs: objects of requests and responses.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

use crate::model::Type;

use super::{builder, checks};
use crate::rust::lower::{FieldPlan, Reading, Resend, ResendField, ResendPlan, StructPlan, is_number};

/// A struct with the impls for its directions.
pub(super) fn structure(plan: &StructPlan<'_>) -> TokenStream {
    let definition = definition(plan);
    let decode = plan.response.then(|| decode(plan));
    let encode = plan.encode.then(|| encode(plan));
    let request = plan.request.as_ref().map(|request| {
        let (ident, unset) = (&plan.item.ident, unset(plan));
        let start = builder::start(plan, request, &quote!(__rt::unset()));
        let validate = checks::validate(plan, request);
        let builder = builder::builder(plan, request);
        let conversion = builder::conversion(plan, request);
        let ordered = (!request.times.is_empty()).then(|| ordered(ident, &request.times));
        quote!(impl #ident { #start } #unset #validate #ordered #builder #conversion)
    });
    let resend = plan.resend.as_ref().map(|resend| self::resend(plan, resend));
    quote!(#definition #decode #encode #request #resend)
}

/// ```ignore
/// impl Ordered for TimeInfo { … first_position(&[&self.date, &self.timestamp]) … }
/// ```
fn ordered(ident: &Ident, times: &[Ident]) -> TokenStream {
    quote! {
        impl __rt::Ordered for #ident {
            fn position(&self) -> __rt::Option<__rt::Position> {
                __rt::first_position(&[#(&self.#times),*])
            }
        }
    }
}

/// ```ignore
/// pub struct CalendarAcl { pub acl_id: Option<AclId>, … }
/// ```
pub(super) fn definition(plan: &StructPlan<'_>) -> TokenStream {
    let (ident, docs) = (&plan.item.ident, super::docs(&plan.item));
    let default = plan.response.then(|| quote!(__rt::Default,));
    let deprecated = plan.deprecated.map(|note| quote!(#[deprecated(note = #note)]));
    let fields = plan.fields.iter().map(|field| {
        let FieldPlan { ident, docs, ty, .. } = field;
        let deprecated = field.field.deprecated.as_ref().map(|note| quote!(#[deprecated(note = #note)]));
        let line = super::from(&field.line);
        quote!(#[doc = #docs] #line #deprecated pub #ident: #ty,)
    });
    quote! {
        #docs
        #deprecated
        #[derive(__rt::Clone, __rt::Debug, #default __rt::PartialEq)]
        #[non_exhaustive]
        pub struct #ident {
            #(#fields)*
        }
    }
}

/// ```ignore
/// impl Object for CalendarAcl { const SHAPE: Shape = Shape { name: "CalendarAcl", fields: &["acl_id", …] }; fn set(…) … }
/// ```
fn decode(plan: &StructPlan<'_>) -> TokenStream {
    let (ident, name) = (&plan.item.ident, plan.item.ident.to_string());
    let names = plan.fields.iter().map(|field| &field.field.wire);
    let arms = plan.fields.iter().enumerate().map(|(index, field)| {
        let (ident, index) = (&field.ident, Literal::usize_unsuffixed(index));
        match field.reading {
            Reading::Scalar => quote!(#index => value.read_scalar(&mut self.#ident),),
            Reading::Enum => quote!(#index => value.read_enum(&mut self.#ident),),
            Reading::Seed => {
                let seed = seed(&field.field.ty);
                quote!(#index => value.read_with(&mut self.#ident, #seed),)
            }
            Reading::Plain => quote!(#index => value.read(&mut self.#ident),),
        }
    });
    quote! {
        impl __rt::Object for #ident {
            const SHAPE: __rt::Shape = __rt::Shape { name: #name, fields: &[#(#names),*] };
            fn set<'de, A: __rt::MapAccess<'de>>(&mut self, index: usize, value: &mut __rt::FieldValue<'_, 'de, A>) {
                match index {
                    #(#arms)*
                    _ => value.skip(),
                }
            }
        }
        impl<'de> __rt::Deserialize<'de> for #ident {
            fn deserialize<D: __rt::Deserializer<'de>>(deserializer: D) -> __rt::Result<Self, D::Error> {
                __rt::decode_object(deserializer)
            }
        }
    }
}

/// `MapOf(PhantomData, ListOf(PhantomData))`
fn seed(ty: &Type) -> TokenStream {
    match ty {
        Type::List(item) => {
            let item = seed(item);
            quote!(__rt::ListOf(#item))
        }
        Type::Map(_, item) => {
            let item = seed(item);
            quote!(__rt::MapOf(__rt::PhantomData, #item))
        }
        ty if is_number(ty) => quote!(__rt::ScalarItem(__rt::PhantomData)),
        _ => quote!(__rt::PhantomData),
    }
}

/// ```ignore
/// impl Serialize for AclScope { … fields.put("type", &self.r#type); … }
/// ```
fn encode(plan: &StructPlan<'_>) -> TokenStream {
    let ident = &plan.item.ident;
    let body = put(plan.fields.iter());
    quote! {
        impl __rt::Serialize for #ident {
            fn serialize<S: __rt::Serializer>(&self, serializer: S) -> __rt::Result<S::Ok, S::Error> {
                #body
            }
        }
    }
}

/// The statements that write fields.
pub(super) fn put<'p>(fields: impl Iterator<Item = &'p FieldPlan<'p>>) -> TokenStream {
    let puts = fields.map(|field| {
        let (ident, wire) = (&field.ident, &field.field.wire);
        quote!(fields.put(#wire, &self.#ident);)
    });
    quote! {
        let mut fields = __rt::Fields::new(serializer);
        #(#puts)*
        fields.end()
    }
}

/// `Self { r#type: unset(), user_id: None, … }`
pub(super) fn empty(plan: &StructPlan<'_>) -> TokenStream {
    let fields = plan.fields.iter().map(|FieldPlan { ident, required, .. }| {
        let value = if *required { quote!(__rt::unset()) } else { quote!(__rt::None) };
        quote!(#ident: #value,)
    });
    quote!(Self { #(#fields)* })
}

/// ```ignore
/// impl Unset for AclScope { fn unset() -> Self { Self { r#type: unset(), user_id: None, … } } }
/// ```
fn unset(plan: &StructPlan<'_>) -> TokenStream {
    let (ident, empty) = (&plan.item.ident, empty(plan));
    quote! {
        impl __rt::Unset for #ident {
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
fn resend(plan: &StructPlan<'_>, resend: &ResendPlan) -> TokenStream {
    let (ident, target) = (&plan.item.ident, &resend.target);
    // Checked before any field is moved out.
    let excluded = resend.fields.iter().filter(|field| !field.unless.is_empty()).map(|field| {
        let (flag, others) = (excluded(&field.ident), field.unless.iter().map(|(ident, how)| is_received(ident, *how)));
        quote!(let #flag = #(#others)||*;)
    });
    let fields = resend.fields.iter().map(|ResendField { ident, how, unless }| {
        let value = resend_value(ident, *how);
        if unless.is_empty() {
            quote!(#ident: #value,)
        } else {
            let flag = self::excluded(ident);
            quote!(#ident: if #flag { __rt::None } else { #value },)
        }
    });
    quote! {
        impl #ident {
            /// What can be sent again of what was received; `None` when a field that a request needs is missing.
            ///
            /// An empty list is left out, since it may have been absent: to clear a list, set it on the request.
            #[inline]
            pub fn into_request(self) -> __rt::Option<#target> {
                #(#excluded)*
                __rt::Some(#target { #(#fields)* })
            }
        }
        impl __rt::Resend for #ident {
            type Request = #target;
            #[inline]
            fn resend(self) -> __rt::Option<#target> {
                self.into_request()
            }
        }
    }
}

/// The variable that says whether another constructor excludes a field.
fn excluded(field: &Ident) -> Ident {
    format_ident!("{}_is_excluded", field)
}

/// Whether a received field holds anything.
fn is_received(ident: &Ident, how: Resend) -> TokenStream {
    if how.list { quote!(!self.#ident.is_empty()) } else { quote!(self.#ident.is_some()) }
}

fn resend_value(ident: &Ident, Resend { required, list, convert }: Resend) -> TokenStream {
    let received = if required && !list { quote!(self.#ident?) } else { quote!(self.#ident) };
    let value = if convert { quote!(__rt::Resend::resend(#received)?) } else { received };
    if list && !required { quote!(if self.#ident.is_empty() { __rt::None } else { __rt::Some(#value) }) } else { value }
}
