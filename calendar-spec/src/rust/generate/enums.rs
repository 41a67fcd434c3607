//! Open enums: a table of values, an index for each variant, and a variant that keeps any other string.

use proc_macro2::TokenStream;
use quote::quote;

use crate::rust::lower::EnumPlan;

pub(super) fn open_enum(plan: &EnumPlan<'_>) -> TokenStream {
    let definition = definition(plan);
    let table = table(plan);
    let conversions = conversions(plan);
    quote!(#definition #table #conversions)
}

/// ```ignore
/// pub enum CalendarRole { Owner, …, Unrecognized(UnknownValue) }
/// ```
fn definition(plan: &EnumPlan<'_>) -> TokenStream {
    let (ident, docs) = (&plan.item.ident, super::docs(&plan.item));
    let variants = plan.variants.iter().map(|variant| {
        let (ident, docs, line) = (&variant.ident, &variant.docs, super::from(&variant.line));
        quote!(#[doc = #docs] #line #ident,)
    });
    quote! {
        #docs
        #[derive(__rt::Clone, __rt::Debug, __rt::PartialEq, __rt::Hash)]
        #[non_exhaustive]
        pub enum #ident {
            #(#variants)*
            /// A value that this version does not know.
            Unrecognized(__rt::UnknownValue),
        }
        // A derived impl would be one more function for the compiler.
        impl __rt::Eq for #ident {}
    }
}

/// ```ignore
/// impl OpenEnum for CalendarRole { const TABLE: EnumTable = EnumTable { name: "CalendarRole", values: &["owner", …], … }; … }
/// ```
fn table(plan: &EnumPlan<'_>) -> TokenStream {
    let (ident, name) = (&plan.item.ident, plan.name);
    let wire = plan.variants.iter().map(|variant| variant.wire);
    let variants: Vec<_> = plan.variants.iter().map(|variant| &variant.ident).collect();
    let indices: Vec<_> = (0..variants.len()).collect();
    let is_number = plan.is_number.then(|| {
        quote!(
            const IS_NUMBER: bool = true;
        )
    });
    let read_only = plan.variants.iter().enumerate().filter(|(_, variant)| variant.read_only).map(|(index, _)| index);
    quote! {
        impl __rt::OpenEnum for #ident {
            const TABLE: __rt::EnumTable =
                __rt::EnumTable { name: #name, values: &[#(#wire),*], read_only: &[#(#read_only),*] };
            #is_number
            #[inline]
            fn from_index(index: usize) -> __rt::Option<Self> {
                match index {
                    #(#indices => __rt::Some(Self::#variants),)*
                    _ => __rt::None,
                }
            }
            #[inline]
            fn from_unknown(value: __rt::UnknownValue) -> Self {
                Self::Unrecognized(value)
            }
            #[inline]
            fn index(&self) -> __rt::Result<usize, &__rt::UnknownValue> {
                match self {
                    #(Self::#variants => __rt::Ok(#indices),)*
                    Self::Unrecognized(value) => __rt::Err(value),
                }
            }
        }
    }
}

/// `as_str`, `Display`, `From<&str>`, and both directions of serde.
fn conversions(plan: &EnumPlan<'_>) -> TokenStream {
    let ident = &plan.item.ident;
    let serialize = if plan.is_number {
        quote!(__rt::encode_number(self, serializer))
    } else {
        quote!(serializer.serialize_str(self.as_str()))
    };
    quote! {
        impl #ident {
            /// The value as it stands in JSON.
            #[inline]
            pub fn as_str(&self) -> &str {
                __rt::enum_str(self)
            }
        }
        impl __rt::fmt::Display for #ident {
            #[inline]
            fn fmt(&self, formatter: &mut __rt::fmt::Formatter<'_>) -> __rt::fmt::Result {
                formatter.write_str(self.as_str())
            }
        }
        /// A value that is not known is kept; `build()` of a request rejects it, as it may be misspelt.
        impl __rt::From<&str> for #ident {
            #[inline]
            fn from(text: &str) -> Self {
                __rt::enum_from(text)
            }
        }
        impl __rt::Serialize for #ident {
            fn serialize<S: __rt::Serializer>(&self, serializer: S) -> __rt::Result<S::Ok, S::Error> {
                #serialize
            }
        }
        impl<'de> __rt::Deserialize<'de> for #ident {
            fn deserialize<D: __rt::Deserializer<'de>>(deserializer: D) -> __rt::Result<Self, D::Error> {
                __rt::decode_enum(deserializer)
            }
        }
    }
}
