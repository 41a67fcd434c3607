//! What generated code uses, under one path. Not part of the public interface: it changes without notice.

pub use calendar_macros::user_api;
pub use serde::de::{Deserialize, Deserializer, MapAccess};
pub use serde::ser::{Serialize, Serializer};
pub use serde_json::Value as Json;
pub use std::clone::Clone;
pub use std::cmp::{Eq, PartialEq};
pub use std::collections::BTreeMap as Map;
pub use std::convert::{From, Into};
pub use std::default::Default;
pub use std::fmt::{self, Debug};
pub use std::hash::Hash;
pub use std::iter::{IntoIterator, Iterator};
pub use std::marker::PhantomData;
pub use std::option::Option::{self, None, Some};
pub use std::result::Result::{self, Err, Ok};
pub use std::vec::Vec;

pub use crate::builder::{Missing, Set, Unset, build, is_set, list, map, unset};
pub use crate::check::{Format, Validate, ValidationError, Validator, validate};
pub use crate::check::{Ordered, Position, first_position};
pub use crate::check::{count, count_where, form, is_flag, is_number, is_value, offset, offset_from};
pub use crate::decode::{Empty, FieldValue, ListOf, MapOf, Object, ScalarItem, Shape, decode_object};
pub use crate::encode::{Fields, Form, Target};
pub use crate::endpoint::{
    CodeInfo, Endpoint, EndpointMeta, FieldScopes, RateLimit, ResponseAt, Retry, Special, find_code, show_code,
};
pub use crate::error::FromCode;
pub use crate::extend::generated_by;
pub use crate::file::{Download, Upload};
pub use crate::id::{Id, IdKind};
pub use crate::notification::{Events, JsonError, UnrecognizedEvent, decode_event};
pub use crate::open_enum::{EnumTable, OpenEnum, UnknownValue, decode_enum, encode_number, enum_from, enum_str};
pub use crate::page::{Counted, CountedBy, Next, Obstacles, PageNumber, Paged, Paging, Synced, page_number};
pub use crate::resend::Resend;
pub use crate::scalar::Scalar;
pub use crate::secret::Secret;
pub use crate::setter::{IntoField, IntoItem, IntoOptional, IntoOptionalList, IntoOptionalObject};
pub use crate::text::Text;
pub use crate::time::{Date, DateTime, Timestamp, TimestampMs, TimestampOrDate};
pub use crate::token::{AnyToken, App, NoToken, Tenant, TokenFor, User};
