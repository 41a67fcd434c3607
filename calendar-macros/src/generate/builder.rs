//! Builders: a setter for each field, and a type parameter for each required one.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::lower::{ConstructorPlan, FieldPlan, RequestPlan, Shape, StructPlan};
use crate::piece::Piece;

/// The builder of a struct that can be sent.
pub(super) fn builder(rt: &Piece, plan: &StructPlan<'_>, request: &RequestPlan<'_>) -> TokenStream {
    let definition = definition(rt, plan, request);
    let start = start(rt, plan, request);
    let setters = setters(rt, plan, request);
    let finish = finish(rt, plan, request);
    quote!(#definition #start #setters #finish)
}

fn states<'p>(plan: &'p StructPlan<'p>) -> Vec<&'p Ident> {
    plan.fields.iter().filter_map(|field| field.state.as_ref()).collect()
}

/// ```ignore
/// pub struct AclScopeBuilder<Type = Missing> { value: AclScope, state: PhantomData<fn() -> (Type,)> }
/// ```
fn definition(rt: &Piece, plan: &StructPlan<'_>, request: &RequestPlan<'_>) -> TokenStream {
    let (ident, cfg, builder, states) = (&plan.item.ident, &plan.item.cfg, &request.builder, states(plan));
    let docs = format!("Builds [`{ident}`].");
    quote! {
        #[doc = #docs]
        #cfg
        #[derive(::core::clone::Clone)]
        #[must_use = "a builder does nothing until it is built"]
        pub struct #builder<#(#states = #rt::Missing),*> {
            value: self::#ident,
            state: ::core::marker::PhantomData<fn() -> (#(#states,)*)>,
        }
    }
}

/// `builder()`, or the constructors that take its place.
fn start(rt: &Piece, plan: &StructPlan<'_>, request: &RequestPlan<'_>) -> TokenStream {
    let (ident, cfg, builder) = (&plan.item.ident, &plan.item.cfg, &request.builder);
    let value = super::structs::empty(rt, plan);
    let empty = quote!(self::#builder {
        value: #value,
        state: ::core::marker::PhantomData,
    });
    let functions = if request.constructors.is_empty() {
        quote! {
            /// Starts without any field.
            #[inline]
            pub fn builder() -> self::#builder {
                #empty
            }
        }
    } else {
        request.constructors.iter().map(|constructor| start_with(plan, request, constructor, &empty)).collect()
    };
    quote!(#cfg impl #ident { #functions })
}

/// ```ignore
/// pub fn at(value: impl Into<Timestamp>) -> TimeInfoBuilder { … }
/// ```
fn start_with(
    plan: &StructPlan<'_>,
    request: &RequestPlan<'_>,
    constructor: &ConstructorPlan,
    empty: &TokenStream,
) -> TokenStream {
    let ConstructorPlan { ident, docs, field } = constructor;
    let FieldPlan { ident: field, shape, leaf, .. } = &plan.fields[*field];
    let (argument, value) = taken(shape, leaf);
    let builder = &request.builder;
    quote! {
        #[doc = #docs]
        pub fn #ident(value: #argument) -> self::#builder {
            let mut builder = #empty;
            builder.value.#field = ::core::option::Option::Some(#value);
            builder
        }
    }
}

fn setters(rt: &Piece, plan: &StructPlan<'_>, request: &RequestPlan<'_>) -> TokenStream {
    let (cfg, builder, states) = (&plan.item.cfg, &request.builder, states(plan));
    let settable = plan.fields.iter().filter(|field| !field.constructed);
    let functions = settable.map(|field| match &field.state {
        Some(state) => required_setter(field, builder, &set(rt, &states, state)),
        None => optional_setter(field),
    });
    quote! {
        #cfg
        impl<#(#states),*> self::#builder<#(#states),*> {
            #(#functions)*
        }
    }
}

/// The type parameters once one field is set.
fn set(rt: &Piece, states: &[&Ident], which: &Ident) -> Vec<TokenStream> {
    states.iter().map(|state| if *state == which { quote!(#rt::Set) } else { quote!(#state) }).collect()
}

/// ```ignore
/// pub fn r#type(mut self, value: impl Into<AclScopeType>) -> AclScopeBuilder<Set> { … }
/// ```
fn required_setter(field: &FieldPlan<'_>, builder: &Ident, after: &[TokenStream]) -> TokenStream {
    let FieldPlan { ident, docs, shape, leaf, .. } = field;
    let (argument, value) = taken(shape, leaf);
    let docs = format!("{docs}\n\nRequired.");
    let deprecated = deprecated(field);
    quote! {
        #[doc = #docs]
        #deprecated
        pub fn #ident(mut self, value: #argument) -> self::#builder<#(#after),*> {
            self.value.#ident = #value;
            self::#builder { value: self.value, state: ::core::marker::PhantomData }
        }
    }
}

/// ```ignore
/// pub fn user_id(mut self, value: impl Into<UserId>) -> Self { … }
/// ```
fn optional_setter(field: &FieldPlan<'_>) -> TokenStream {
    let FieldPlan { ident, docs, shape, leaf, .. } = field;
    let (argument, value) = taken(shape, leaf);
    let deprecated = deprecated(field);
    quote! {
        #[doc = #docs]
        #deprecated
        pub fn #ident(mut self, value: #argument) -> Self {
            self.value.#ident = ::core::option::Option::Some(#value);
            self
        }
    }
}

fn deprecated(field: &FieldPlan<'_>) -> Option<TokenStream> {
    field.field.deprecated.as_ref().map(|note| quote!(#[deprecated(note = #note)]))
}

/// The type of a setter's argument, and the field's value made from it.
fn taken(shape: &Shape, leaf: &Piece) -> (TokenStream, TokenStream) {
    let collect = quote!(::core::iter::Iterator::collect);
    let into_iter = quote!(::core::iter::IntoIterator::into_iter(value));
    match shape {
        Shape::Plain | Shape::Whole => (quote!(#leaf), quote!(value)),
        Shape::Into => (quote!(impl ::core::convert::Into<#leaf>), quote!(::core::convert::Into::into(value))),
        Shape::PlainList => (quote!(impl ::core::iter::IntoIterator<Item = #leaf>), quote!(#collect(#into_iter))),
        Shape::IntoList => (
            quote!(impl ::core::iter::IntoIterator<Item = impl ::core::convert::Into<#leaf>>),
            quote!(#collect(::core::iter::Iterator::map(#into_iter, ::core::convert::Into::into))),
        ),
        Shape::Map(key) => (
            quote!(impl ::core::iter::IntoIterator<
                Item = (impl ::core::convert::Into<#key>, impl ::core::convert::Into<#leaf>),
            >),
            quote!(#collect(::core::iter::Iterator::map(#into_iter, |(key, value)| {
                (::core::convert::Into::into(key), ::core::convert::Into::into(value))
            }))),
        ),
    }
}

/// `build`, `build_unchecked`, and the conversion that lets a setter take a builder. The bounds stand on the methods: on
/// the block, the compiler would not find the method and say nothing of the field.
///
/// ```ignore
/// pub fn build(self) -> Result<AclScope, Invalid> where Type: __field::r#type { build(self.value) }
/// ```
fn finish(rt: &Piece, plan: &StructPlan<'_>, request: &RequestPlan<'_>) -> TokenStream {
    let (ident, cfg, builder, states) = (&plan.item.ident, &plan.item.cfg, &request.builder, states(plan));
    let names = plan.fields.iter().filter(|field| field.state.is_some()).map(|field| &field.ident);
    let given: Vec<_> = states.iter().zip(names).map(|(state, name)| quote!(#state: super::__field::#name)).collect();
    let bounds = (!given.is_empty()).then(|| quote!(where #(#given),*));
    quote! {
        #cfg
        impl<#(#states),*> self::#builder<#(#states),*> {
            /// Checks every documented rule.
            ///
            /// # Errors
            ///
            /// All rules that are broken, each with the path of the field.
            #[inline]
            pub fn build(self) -> ::core::result::Result<self::#ident, #rt::Invalid> #bounds {
                #rt::build(self.value)
            }
            /// Takes the fields as they are, for rules that the server has loosened.
            #[inline]
            pub fn build_unchecked(self) -> self::#ident #bounds {
                self.value
            }
        }
        #cfg
        impl<#(#given),*> ::core::convert::From<self::#builder<#(#states),*>> for self::#ident {
            #[inline]
            fn from(builder: self::#builder<#(#states),*>) -> Self {
                builder.value
            }
        }
    }
}
