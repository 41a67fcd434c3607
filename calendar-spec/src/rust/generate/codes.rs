//! The error codes of the spec: one table, one enum.

use crate::model::{ErrorCode, Retry};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::rust::lower::CodePlan;

pub(super) fn codes(plans: &[CodePlan<'_>]) -> TokenStream {
    let table = table(plans);
    let definition = definition(plans);
    let methods = methods(plans);
    quote!(#table #definition #methods)
}

/// ```ignore
/// const CODES: &[CodeInfo] = &[CodeInfo { number: 190002, status: 400, … }, …];
/// ```
fn table(plans: &[CodePlan<'_>]) -> TokenStream {
    let entries = plans.iter().map(|plan| code(plan.code));
    let quiet = super::quiet();
    quote! {
        #[doc(hidden)]
        #quiet
        pub static CODES: &[__rt::CodeInfo] = &[#(#entries),*];
    }
}

/// `CodeInfo { number: 190002, status: 400, … }`
pub(super) fn code(code: &ErrorCode) -> TokenStream {
    let ErrorCode { number, message, advice, .. } = code;
    let (status, retry) = (code.status.unwrap_or(0), retry(code.retry));
    quote! {
        __rt::CodeInfo {
            number: #number, status: #status, message: #message, advice: #advice, retry: __rt::Retry::#retry,
        }
    }
}

fn retry(retry: Retry) -> Ident {
    crate::rust::lower::ident(match retry {
        Retry::Never => "Never",
        Retry::Backoff => "Backoff",
        Retry::RateLimit => "RateLimit",
        Retry::NewToken => "NewToken",
        Retry::Restart => "Restart",
    })
}

/// ```ignore
/// pub enum ErrorCode { CalendarNotFound, …, Other(i64) }
/// ```
fn definition(plans: &[CodePlan<'_>]) -> TokenStream {
    let variants = plans.iter().map(|plan| {
        let (ident, docs, line) = (&plan.ident, &plan.docs, super::from(&plan.line));
        quote!(#[doc = #docs] #line #ident,)
    });
    let quiet = super::quiet();
    quote! {
        /// The documented error codes.
        #quiet
        #[derive(
            ::core::clone::Clone, ::core::marker::Copy, ::core::fmt::Debug, ::core::cmp::PartialEq, ::core::cmp::Eq,
            ::core::hash::Hash,
        )]
        #[non_exhaustive]
        pub enum ErrorCode {
            #(#variants)*
            /// A code that this version does not know.
            Other(i64),
        }
    }
}

fn methods(plans: &[CodePlan<'_>]) -> TokenStream {
    let idents: Vec<_> = plans.iter().map(|plan| &plan.ident).collect();
    let numbers: Vec<_> = plans.iter().map(|plan| plan.code.number).collect();
    let quiet = super::quiet();
    quote! {
        #quiet
        impl ErrorCode {
            /// The number on the wire.
            #[inline]
            pub fn number(self) -> i64 {
                match self {
                    #(Self::#idents => #numbers,)*
                    Self::Other(number) => number,
                }
            }
            /// The codes that the reference lists for an endpoint, as in `ErrorCode::of::<calendar::Get>()`.
            pub fn of<E: __rt::Endpoint>() -> impl __rt::Iterator<Item = Self> {
                __rt::Iterator::map(__rt::Iterator::copied(E::META.errors.iter()), <Self as __rt::From<i64>>::from)
            }
            /// What the reference says of it; `None` for a code that this version does not know.
            #[inline]
            pub fn info(self) -> __rt::Option<&'static __rt::CodeInfo> {
                __rt::find_code(self::CODES, self.number())
            }
        }
        #quiet
        impl __rt::From<i64> for ErrorCode {
            #[inline]
            fn from(number: i64) -> Self {
                match number {
                    #(#numbers => Self::#idents,)*
                    number => Self::Other(number),
                }
            }
        }
        #quiet
        impl __rt::FromCode for ErrorCode {
            #[inline]
            fn from_code(number: i64) -> Self {
                __rt::From::from(number)
            }
        }
        #quiet
        impl __rt::fmt::Display for ErrorCode {
            #[inline]
            fn fmt(&self, formatter: &mut __rt::fmt::Formatter<'_>) -> __rt::fmt::Result {
                __rt::show_code(self::CODES, self.number(), formatter)
            }
        }
    }
}
