//! Open enums: a table of values, an index for each variant, and a variant that keeps any other text.

use proc_macro2::TokenStream;
use quote::quote;

use crate::lower::EnumPlan;
use crate::piece::Piece;

pub(super) fn open_enum(rt: &Piece, plan: &EnumPlan<'_>) -> TokenStream {
    let definition = definition(rt, plan);
    let table = table(rt, plan);
    let conversions = conversions(rt, plan);
    quote!(#definition #table #conversions)
}

/// ```ignore
/// pub enum CalendarRole { Owner, …, Unrecognized(Text) }
/// ```
fn definition(rt: &Piece, plan: &EnumPlan<'_>) -> TokenStream {
    let (ident, docs, cfg) = (&plan.item.ident, &plan.item.docs, &plan.item.cfg);
    let variants = plan.variants.iter().map(|variant| {
        let (ident, docs) = (&variant.ident, &variant.docs);
        quote!(#[doc = #docs] #ident,)
    });
    quote! {
        #[doc = #docs]
        #cfg
        #[derive(
            ::core::clone::Clone, ::core::fmt::Debug, ::core::cmp::PartialEq, ::core::cmp::Eq, ::core::hash::Hash,
        )]
        #[non_exhaustive]
        pub enum #ident {
            #(#variants)*
            /// A value that this version does not know, as it came.
            Unrecognized(#rt::Text),
        }
    }
}

/// ```ignore
/// impl OpenEnum for CalendarRole { const VALUES: &[&str] = &["owner", …]; … }
/// ```
fn table(rt: &Piece, plan: &EnumPlan<'_>) -> TokenStream {
    let (ident, cfg, name) = (&plan.item.ident, &plan.item.cfg, plan.name);
    let wire = plan.variants.iter().map(|variant| variant.wire);
    let variants: Vec<_> = plan.variants.iter().map(|variant| &variant.ident).collect();
    let indices: Vec<_> = (0..variants.len()).collect();
    let read_only = plan.variants.iter().enumerate().filter(|(_, variant)| variant.read_only).map(|(index, _)| index);
    quote! {
        #cfg
        impl #rt::OpenEnum for #ident {
            const NAME: &'static str = #name;
            const VALUES: &'static [&'static str] = &[#(#wire),*];
            const READ_ONLY: &'static [usize] = &[#(#read_only),*];
            #[inline]
            fn from_index(index: usize) -> ::core::option::Option<Self> {
                match index {
                    #(#indices => ::core::option::Option::Some(Self::#variants),)*
                    _ => ::core::option::Option::None,
                }
            }
            #[inline]
            fn from_text(text: #rt::Text) -> Self {
                Self::Unrecognized(text)
            }
            #[inline]
            fn index(&self) -> ::core::result::Result<usize, &#rt::Text> {
                match self {
                    #(Self::#variants => ::core::result::Result::Ok(#indices),)*
                    Self::Unrecognized(text) => ::core::result::Result::Err(text),
                }
            }
        }
    }
}

/// `as_str`, `Display`, `From<&str>`, and both directions of serde.
fn conversions(rt: &Piece, plan: &EnumPlan<'_>) -> TokenStream {
    let (ident, cfg) = (&plan.item.ident, &plan.item.cfg);
    quote! {
        #cfg
        impl #ident {
            /// The value as it stands in JSON.
            #[inline]
            pub fn as_str(&self) -> &str {
                #rt::enum_str(self)
            }
        }
        #cfg
        impl ::core::fmt::Display for #ident {
            #[inline]
            fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                formatter.write_str(self.as_str())
            }
        }
        /// A text that is none of the known values is kept.
        #cfg
        impl ::core::convert::From<&str> for #ident {
            #[inline]
            fn from(text: &str) -> Self {
                #rt::enum_from(text)
            }
        }
        #cfg
        impl #rt::Serialize for #ident {
            fn serialize<S: #rt::Serializer>(&self, serializer: S) -> ::core::result::Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }
        #cfg
        impl<'de> #rt::Deserialize<'de> for #ident {
            fn deserialize<D: #rt::Deserializer<'de>>(deserializer: D) -> ::core::result::Result<Self, D::Error> {
                #rt::decode_enum(deserializer)
            }
        }
    }
}
