//! What generated code touches, under one path. No part of the public interface: it changes without notice.

pub use calendar_macros::user_api;
pub use serde::de::{Deserialize, Deserializer, MapAccess};
pub use serde::ser::{Serialize, Serializer};
pub use std::clone::Clone;
pub use std::collections::BTreeMap as Map;
pub use std::convert::{From, Into};
pub use std::fmt;
pub use std::iter::{IntoIterator, Iterator};
pub use std::marker::PhantomData;
pub use std::option::Option::{self, None, Some};
pub use std::result::Result::{self, Err, Ok};
pub use std::vec::Vec;

pub use crate::__encode_responses as encode_responses;
pub use crate::builder::{Missing, Set, Unset, build, is_set, unset};
pub use crate::check::{Check, Format, Invalid, Validate, validate};
pub use crate::check::{count, count_where, form, is_flag, is_number, is_value, offset, offset_from};
pub use crate::decode::{Empty, FieldValue, ListOf, MapOf, Object, Shape, decode_object};
pub use crate::encode::{Fields, Target};
pub use crate::endpoint::{CodeInfo, Endpoint, Meta, RateLimit, Retry, find_code, show_code};
pub use crate::extend::generated_by;
pub use crate::id::{Id, IdKind};
pub use crate::notification::{Events, JsonError, UnrecognizedEvent, decode_event};
pub use crate::open_enum::{OpenEnum, Table, decode_enum, enum_from, enum_str};
pub use crate::page::{Next, Obstacles, Paged, Paging, Synced};
pub use crate::resend::Resend;
pub use crate::secret::Secret;
pub use crate::text::Text;
pub use crate::time::{Date, DateTime, Timestamp, TimestampMs, TimestampOrDate};
pub use crate::token::{Either, Tenant, TokenFor, User};

/// Expands to its content when response types encode too. The feature that counts is the one of this crate, wherever
/// the macro is called.
#[cfg(feature = "encode-responses")]
#[doc(hidden)]
#[macro_export]
macro_rules! __encode_responses {
    ($($content:tt)*) => { $($content)* };
}

/// Expands to nothing: response types only decode.
#[cfg(not(feature = "encode-responses"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __encode_responses {
    ($($content:tt)*) => {};
}
