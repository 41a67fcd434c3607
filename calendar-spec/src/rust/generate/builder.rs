//! Builders: a setter for each field, and a type parameter for each required one.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};

use crate::rust::lower::{CheckKind, ConstructorPlan, FieldPlan, RequestPlan, Shape, StructPlan};

/// Docs in one string, since each line of a comment would be an attribute.
const BUILD: &str = "Checks every documented rule.\n\n# Errors\n\n\
                     All rules that are broken, each with the path of the field.";

/// The builder of a struct that can be sent.
pub(super) fn builder(plan: &StructPlan<'_>, request: &RequestPlan<'_>) -> TokenStream {
    let definition = definition(plan, request);
    let (builder, states) = (&request.builder, states(plan));
    let settable = plan.fields.iter().filter(|field| !field.constructed);
    let setters = settable.map(|field| match &field.state {
        Some(state) => required_setter(field, builder, &set(&states, state)),
        None => optional_setter(field),
    });
    let finish = finish(plan);
    let states = in_angles(&states);
    quote! {
        #definition
        impl #states self::#builder #states {
            #(#setters)*
            #finish
        }
    }
}

/// `<A, B>`; nothing for none.
fn in_angles(items: &[impl ToTokens]) -> Option<TokenStream> {
    (!items.is_empty()).then(|| quote!(<#(#items),*>))
}

fn states<'p>(plan: &'p StructPlan<'p>) -> Vec<&'p Ident> {
    plan.fields.iter().filter_map(|field| field.state.as_ref()).collect()
}

/// ```ignore
/// pub struct AclScopeBuilder<Type = Missing> { value: AclScope, state: PhantomData<fn() -> (Type,)> }
/// ```
fn definition(plan: &StructPlan<'_>, request: &RequestPlan<'_>) -> TokenStream {
    let (ident, builder, states) = (&plan.item.ident, &request.builder, states(plan));
    let docs = format!("Builds [`{ident}`].");
    let missing: Vec<_> = states.iter().map(|state| quote!(#state = __rt::Missing)).collect();
    let (parameters, arguments) = (in_angles(&missing), in_angles(&states));
    quote! {
        #[doc = #docs]
        #[must_use = "a builder does nothing until it is built"]
        pub struct #builder #parameters {
            value: self::#ident,
            state: __rt::PhantomData<fn() -> (#(#states,)*)>,
        }
        // A derived impl would require the same of the type parameters, which the compiler would have to prove.
        impl #arguments __rt::Clone for self::#builder #arguments {
            #[inline]
            fn clone(&self) -> Self {
                Self { value: __rt::Clone::clone(&self.value), state: __rt::PhantomData }
            }
        }
    }
}

/// `builder()`, or the constructors in its place; `empty` is the initial value.
pub(super) fn start(plan: &StructPlan<'_>, request: &RequestPlan<'_>, empty: &TokenStream) -> TokenStream {
    let builder = &request.builder;
    let empty = quote!(self::#builder { value: #empty, state: __rt::PhantomData });
    if !request.constructors.is_empty() {
        return request.constructors.iter().map(|constructor| start_with(plan, request, constructor, &empty)).collect();
    }
    quote! {
        /// Starts without any field.
        #[inline]
        pub fn builder() -> self::#builder {
            #empty
        }
    }
}

/// ```ignore
/// pub fn at(value: impl IntoField<Timestamp>) -> TimeInfoBuilder { … }
/// ```
fn start_with(
    plan: &StructPlan<'_>,
    request: &RequestPlan<'_>,
    constructor: &ConstructorPlan,
    empty: &TokenStream,
) -> TokenStream {
    let ConstructorPlan { ident, docs, field } = constructor;
    let plan = &plan.fields[*field];
    let (field, (argument, value)) = (&plan.ident, taken(plan));
    let builder = &request.builder;
    quote! {
        #[doc = #docs]
        pub fn #ident(value: #argument) -> self::#builder {
            let mut builder = #empty;
            builder.value.#field = __rt::Some(#value);
            builder
        }
    }
}

/// The type parameters after a field is set.
fn set(states: &[&Ident], which: &Ident) -> Vec<TokenStream> {
    states.iter().map(|state| if *state == which { quote!(__rt::Set) } else { quote!(#state) }).collect()
}

/// ```ignore
/// pub fn r#type(mut self, value: impl IntoField<AclScopeType>) -> AclScopeBuilder<Set> { … }
/// ```
fn required_setter(field: &FieldPlan<'_>, builder: &Ident, after: &[TokenStream]) -> TokenStream {
    let FieldPlan { ident, docs, .. } = field;
    let (argument, value) = taken(field);
    let (deprecated, line) = (deprecated(field), super::from(&field.line));
    quote! {
        #[doc = #docs]
        ///
        /// Required.
        #line
        #deprecated
        pub fn #ident(mut self, value: #argument) -> self::#builder<#(#after),*> {
            self.value.#ident = #value;
            self::#builder { value: self.value, state: __rt::PhantomData }
        }
    }
}

/// ```ignore
/// pub fn user_id<M>(mut self, value: impl IntoOptional<UserId, M>) -> Self { … }
/// ```
fn optional_setter(field: &FieldPlan<'_>) -> TokenStream {
    let FieldPlan { ident, docs, .. } = field;
    let (parameter, argument, value) = taken_optional(field);
    let (deprecated, line) = (deprecated(field), super::from(&field.line));
    quote! {
        #[doc = #docs]
        #line
        #deprecated
        pub fn #ident #parameter(mut self, value: #argument) -> Self {
            self.value.#ident = #value;
            self
        }
    }
}

fn deprecated(field: &FieldPlan<'_>) -> Option<TokenStream> {
    field.field.deprecated.as_ref().map(|note| quote!(#[deprecated(note = #note)]))
}

/// The type of a setter's argument, and its conversion to the field's value.
fn taken(field: &FieldPlan<'_>) -> (TokenStream, TokenStream) {
    let leaf = &field.leaf;
    match &field.shape {
        Shape::Plain | Shape::Whole => (quote!(#leaf), quote!(value)),
        // The compiler then names the field that its builder lacks.
        Shape::Into if is_object(field) => (quote!(impl __rt::Into<#leaf>), quote!(__rt::Into::into(value))),
        Shape::Into => (quote!(impl __rt::IntoField<#leaf>), quote!(__rt::IntoField::into_field(value))),
        Shape::PlainList => (quote!(impl __rt::IntoIterator<Item = #leaf>), quote!(__rt::list(value))),
        Shape::IntoList => {
            (quote!(impl __rt::IntoIterator<Item = impl __rt::IntoItem<#leaf>>), quote!(__rt::list(value)))
        }
        Shape::Map(key) => (
            quote!(impl __rt::IntoIterator<Item = (impl __rt::Into<#key>, impl __rt::Into<#leaf>)>),
            quote!(__rt::map(value)),
        ),
    }
}

/// The same for an optional field, whose setter takes an option as well; before it, the type parameter that this needs.
fn taken_optional(field: &FieldPlan<'_>) -> (Option<TokenStream>, TokenStream, TokenStream) {
    let leaf = &field.leaf;
    let name = match &field.shape {
        Shape::Plain | Shape::Whole => {
            return (None, quote!(impl __rt::Into<__rt::Option<#leaf>>), quote!(__rt::Into::into(value)));
        }
        Shape::PlainList | Shape::Map(_) => {
            let (argument, value) = taken(field);
            return (None, argument, quote!(__rt::Some(#value)));
        }
        Shape::Into if is_object(field) => "IntoOptionalObject",
        Shape::Into => "IntoOptional",
        Shape::IntoList => "IntoOptionalList",
    };
    let name = crate::rust::lower::ident(name);
    (Some(quote!(<M>)), quote!(impl __rt::#name<#leaf, M>), quote!(__rt::#name::into_optional(value)))
}

fn is_object(field: &FieldPlan<'_>) -> bool {
    field.check == CheckKind::Nested
}

/// `build` and `build_unchecked`. The bounds are on the methods: on the impl block, the compiler would not find the
/// method and would not mention the field.
///
/// ```ignore
/// pub fn build(self) -> Result<AclScope, ValidationError> where Type: __field::r#type { build(self.value) }
/// ```
fn finish(plan: &StructPlan<'_>) -> TokenStream {
    let (ident, given) = (&plan.item.ident, given(plan));
    let bounds = (!given.is_empty()).then(|| quote!(where #(#given),*));
    quote! {
        #[doc = #BUILD]
        #[inline]
        pub fn build(self) -> __rt::Result<self::#ident, __rt::ValidationError> #bounds {
            __rt::build(self.value)
        }
        /// Takes the fields as they are, for rules that the server has loosened.
        #[inline]
        pub fn build_unchecked(self) -> self::#ident #bounds {
            self.value
        }
    }
}

/// `Type: __field::r#type` for each required field.
fn given(plan: &StructPlan<'_>) -> Vec<TokenStream> {
    let required = plan.fields.iter().filter_map(|field| Some((field.state.as_ref()?, &field.ident)));
    required.map(|(state, name)| quote!(#state: super::__field::#name)).collect()
}

/// The conversion that lets a setter take the builder of an object.
///
/// ```ignore
/// impl<Type: __field::r#type> From<AclScopeBuilder<Type>> for AclScope { … }
/// ```
pub(super) fn conversion(plan: &StructPlan<'_>, request: &RequestPlan<'_>) -> TokenStream {
    let (ident, builder) = (&plan.item.ident, &request.builder);
    let (states, given) = (in_angles(&states(plan)), in_angles(&given(plan)));
    quote! {
        impl #given __rt::From<self::#builder #states> for self::#ident {
            #[inline]
            fn from(builder: self::#builder #states) -> Self {
                builder.value
            }
        }
    }
}
