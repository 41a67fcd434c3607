#![cfg_attr(all(feature = "client", feature = "calendar"), doc = include_str!("../README.md"))]
//! # Resources
//!
//! A module for each, behind a feature of its name, with a type for each endpoint; what several of them send and receive
//! is in [`types`].
//!
//! | module | endpoints | token |
//! | --- | --- | --- |
//! | [`calendar`] | [`Primary`](calendar::Primary), [`Primarys`](calendar::Primarys), [`Mget`](calendar::Mget), [`Create`](calendar::Create), [`Delete`](calendar::Delete), [`Get`](calendar::Get), [`List`](calendar::List), [`Patch`](calendar::Patch), [`Search`](calendar::Search), [`Subscribe`](calendar::Subscribe), [`Unsubscribe`](calendar::Unsubscribe) | tenant or user |
//! | | [`Subscription`](calendar::Subscription), [`Unsubscription`](calendar::Unsubscription) | user |
//! | [`freebusy`] | [`List`](freebusy::List), [`Batch`](freebusy::Batch) | tenant or user |
//! | [`calendar_acl`] | [`Create`](calendar_acl::Create), [`List`](calendar_acl::List), [`Delete`](calendar_acl::Delete) | tenant or user |
//! | | [`Subscription`](calendar_acl::Subscription), [`Unsubscription`](calendar_acl::Unsubscription) | user |
//! | [`calendar_event`] | [`Create`](calendar_event::Create), [`Delete`](calendar_event::Delete), [`Patch`](calendar_event::Patch), [`Get`](calendar_event::Get), [`List`](calendar_event::List), [`Search`](calendar_event::Search), [`Instances`](calendar_event::Instances), [`InstanceView`](calendar_event::InstanceView), [`Reply`](calendar_event::Reply) | tenant or user |
//! | | [`Subscription`](calendar_event::Subscription), [`Unsubscription`](calendar_event::Unsubscription) | user |
//! | [`calendar_event_attendee`] | [`Create`](calendar_event_attendee::Create), [`BatchDelete`](calendar_event_attendee::BatchDelete), [`List`](calendar_event_attendee::List) | tenant or user |
//! | [`calendar_event_attendee_chat_member`] | [`List`](calendar_event_attendee_chat_member::List) | tenant or user |
//! | [`meeting_chat`] | [`Create`](meeting_chat::Create), [`Delete`](meeting_chat::Delete) | tenant or user |
//! | [`meeting_minute`] | [`Create`](meeting_minute::Create) | tenant or user |
//! | [`meeting_room`] | [`FreebusyBatchGet`](meeting_room::FreebusyBatchGet) | tenant or user |
//! | | [`SummaryBatchGet`](meeting_room::SummaryBatchGet), [`InstanceReply`](meeting_room::InstanceReply) | tenant |
//! | [`timeoff_event`] | [`Create`](timeoff_event::Create), [`Delete`](timeoff_event::Delete) | tenant |
//! | [`setting`] | [`GenerateCaldavConf`](setting::GenerateCaldavConf) | user |
//! | [`exchange_binding`] | [`Create`](exchange_binding::Create), [`Get`](exchange_binding::Get), [`Delete`](exchange_binding::Delete) | user |
//!
//! Behind features that are off by default: `undocumented` adds endpoints and fields that the vendor uses and no page
//! describes, each labelled with its source, and `neighbours` the module of that name, with meeting rooms by name, users
//! by e-mail address or mobile number, the bot of the application, and messages.
//!
//! [`events`] are the notifications that the platform pushes; `webhook` verifies, decrypts and reads them.
//!
//! # Optional fields
//!
//! The setter of an optional field takes a value or an [`Option`] of it; `None` leaves the field unset. A setter returns the
//! builder, so assign it where you call one under a condition. The fields of a request are public:
//!
//! ```
//! # #[cfg(feature = "calendar")]
//! # fn run(description: Option<String>, is_private: bool) -> Result<(), calendar_generated::ValidationError> {
//! use calendar_generated::calendar::Create;
//! use calendar_generated::types::CalendarPermissions;
//!
//! let mut builder = Create::builder().summary("Team").description(description);
//! if is_private {
//!     builder = builder.permissions(CalendarPermissions::Private);
//! }
//! let request = builder.build()?;
//!
//! let mut copy = request.clone();
//! copy.description = None;
//! copy.validate()?;
//! # Ok(())
//! # }
//! ```
//!
//! # Errors
//!
//! Every failure is an [`Error`]: one line to read, a [`kind`](Error::kind) to match on, and the code, the log id,
//! the fields to blame and the documented advice to look into.
//!
//! # Examples
//!
//! The folder `examples` has programs that run at once, without an account: `quickstart` is a tour, `event_with_room`
//! books a meeting room, `meeting_by_name` starts from e-mail addresses and the name of a room, `free_slot` finds an
//! hour for a team, `recurring_events` changes a series, `all_day_events` is about days and time zones, `ics_sync`
//! synchronizes an iCalendar file, `sync_to_file` keeps a copy up to date, `login` logs a user in, `no_permission`
//! matches errors, `several_tenants` calls as many identities, `without_tokio` calls by another HTTP library,
//! `own_endpoint` adds endpoints, and `webhook` receives notifications.
//!
//! # Next steps
//!
//! - [`Client::pages`] and [`Client::items`] list everything, [`Client::sync`] follows changes.
//! - With the feature `login`, `Client::login` logs users in; [`Scopes`] are what endpoints need.
//! - [`ClientBuilder`], [`RetryPolicy`], [`UserToken`] and [`TokenStore`] configure retries and tokens for production.
//! - `jobs`, behind the feature of that name, does what takes several calls: recurring events, events with rooms, free slots.
//! - [`transport`] turns a request into an `http::Request` and decodes the response of any HTTP library.
//! - [`Upload`] sends files and [`Client::download`] receives them, in specs whose endpoints have files.
//! - [`api!`] generates the same for a spec of yours, which may use the types here and amend them; the client sends both.

#![cfg_attr(docsrs, feature(doc_cfg))]
#![cfg_attr(not(feature = "client"), allow(rustdoc::broken_intra_doc_links, reason = "links to the client"))]

#[doc(hidden)]
pub mod __private;

mod base_url;
mod builder;
mod check;
#[cfg(feature = "client")]
mod client;
mod code;
mod decode;
#[cfg(any(feature = "webhook", feature = "websocket"))]
mod delivery;
mod encode;
mod endpoint;
mod error;
mod extend;
mod file;
mod id;
#[cfg(feature = "jobs")]
pub mod jobs;
#[cfg(feature = "mock")]
pub mod mock;
mod notification;
mod open_enum;
mod page;
mod parameter;
mod resend;
mod scalar;
mod scopes;
mod secret;
mod setter;
mod text;
mod time;
mod token;
pub mod transport;
#[cfg(feature = "webhook")]
pub mod webhook;
#[cfg(feature = "websocket")]
pub mod websocket;

calendar_macros::shipped_api!();

/// The neighbours of the calendar: meeting rooms by name, users by e-mail address or mobile number, the bot of the
/// application, and messages.
#[cfg(feature = "neighbours")]
#[cfg_attr(docsrs, doc(cfg(feature = "neighbours")))]
pub mod neighbours {
    calendar_macros::neighbours_api!();
}

#[cfg(feature = "chrono")]
pub use ::chrono;
#[cfg(feature = "chrono-tz")]
pub use ::chrono_tz;
pub use ::http;
#[cfg(feature = "jiff")]
pub use ::jiff;
#[cfg(feature = "client")]
pub use ::reqwest;
pub use ::serde_json::{Value as Json, json};
pub use base_url::{BaseUrl, IntoBaseUrl};
pub use calendar_spec::endpoint::Retry;
pub use check::{Format, Validate, ValidationError, Validator, Violation, ViolationKind};
#[cfg(feature = "login")]
pub use client::{
    AuthorizationRequest, ConsolePage, FileTokenStore, LocalLogin, LoggedIn, Login, LoginError, LoginErrorKind,
    PendingLogin,
};
#[cfg(feature = "client")]
pub use client::{
    Client, ClientBuilder, Clock, DownloadStream, Hook, MemoryTokenStore, NoCredentials, ResponseFuture, RetryPolicy,
    Sleep, StoreError, StoreFuture, StoreLock, StoredToken, SystemClock, TokenKey, TokenStore, UserToken,
};
pub use code::CodeInfo;
pub use decode::Empty;
pub use endpoint::{Endpoint, EndpointMeta, FieldScopes, RateLimit, ResponseAt, Special};
pub use error::{Error, ErrorDetail, ErrorKind, FromCode, PermissionViolation};
pub use file::{Download, Upload};
pub use id::Id;
pub use notification::{Events, Header, InvalidNotification, JsonError, Notification, UnrecognizedEvent};
pub use open_enum::{OpenEnum, UnknownValue};
#[cfg(feature = "client")]
pub use page::{Batch, Batches, Items, Pages};
pub use page::{Paged, SyncState, Synced};
pub use scalar::Scalar;
pub use scopes::{Scopes, UnknownField};
pub use secret::Secret;
pub use setter::{IntoField, IntoItem, IntoOptional, IntoOptionalList, IntoOptionalObject};
pub use text::Text;
pub use time::{Date, DateTime, InvalidTime, Timestamp, TimestampMs, TimestampOrDate};
#[doc(hidden)]
pub use token::Accepts;
pub use token::{AccessToken, AnyToken, App, NoToken, Tenant, TokenFor, User};
