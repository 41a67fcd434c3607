//! A typed client for the Feishu / Lark Calendar API.
//!
//! Requests are plain values. A builder takes the fields; it does not compile while a required one is missing, and
//! `build()` checks every documented rule and names each field that breaks one. A [`Client`] sends a request with the
//! token of a user or of a tenant, and does not compile when the endpoint does not take that token.
//!
//! ```
//! # #[cfg(feature = "client")]
//! # async fn run() -> Result<(), calendar_generated::Error> {
//! use calendar_generated::{BaseUrl, Client};
//!
//! let client = Client::app("cli_a5ca35a685b0x26e", "baBqE5um9LbFGDy3X7LcfxQX1sqpXlwy").base_url(BaseUrl::LARK).build()?;
//! let user = client.as_user("u-7f1bcd13fc57d46bac21793a18e560")?;
//! # Ok(())
//! # }
//! ```
//!
//! The client gets and renews tokens, keeps the documented rate limits, and makes a call again where that does no harm:
//! see [`ClientBuilder`], [`RetryPolicy`], [`UserToken`] and [`TokenStore`].
//!
//! # Listings
//!
//! [`Client::pages`] and [`Client::items`] walk a listing to its end, [`Client::sync`] asks for what changed since the
//! last time.
//!
//! # Without the client
//!
//! With `default-features = false` and the features of the resources, [`transport`] turns a request into an
//! `http::Request` and decodes the answer of any HTTP library.
//!
//! # Endpoints of your own
//!
//! [`api!`] generates the same for a spec of yours, which may use the types here and amend them; the client sends both.
//!
//! # Errors
//!
//! Every failure is an [`Error`]: one line to read, predicates such as [`Error::is_api`] to branch on, and the code,
//! the log id, the fields to blame and the documented advice to look into.
//!
//! # Examples
//!
//! The folder `examples` has programs that run at once, without an account: `quickstart` is a tour, `event_with_room`
//! books a meeting room, `team_freebusy` finds an hour for a team, `sync_to_file` keeps a copy up to date,
//! `no_permission` matches errors, `several_tenants` calls in many names, `own_endpoint` adds endpoints, and `webhook`
//! receives notifications.
//!
//! # Features
//!
//! | feature | what it adds |
//! | --- | --- |
//! | `client` (default) | [`Client`], on reqwest and rustls |
//! | `jiff` | conversions between the times of this crate and those of `jiff` |
//! | `encode-responses` | response types implement `Serialize`, for tests and tools |
//! | `mock` | `mock::MockServer`, which answers like the service, and the program `calendar-mock` |
//! | `webhook` | `webhook::Webhook`, which verifies, decrypts and reads pushed notifications |
//! | `axum` | `webhook::Receiver` as a handler of axum |
//! | one for each resource (default) | the requests of that resource |

#![cfg_attr(not(feature = "client"), allow(rustdoc::broken_intra_doc_links, reason = "links to the client"))]

#[doc(hidden)]
pub mod __private;

mod base_url;
mod builder;
mod check;
#[cfg(feature = "client")]
mod client;
mod decode;
mod encode;
mod endpoint;
mod error;
mod extend;
mod id;
#[cfg(feature = "mock")]
pub mod mock;
mod notification;
mod open_enum;
mod page;
mod resend;
mod secret;
mod text;
mod time;
mod token;
pub mod transport;
#[cfg(feature = "webhook")]
pub mod webhook;

calendar_macros::shipped_api!();

pub use ::http;
pub use base_url::BaseUrl;
pub use builder::{Missing, Set};
pub use check::{Check, Format, Invalid, Validate, Violation, ViolationKind};
#[cfg(feature = "client")]
pub use client::{
    Client, ClientBuilder, Clock, Hook, MemoryTokenStore, Pause, ResponseFuture, RetryPolicy, StoreError, StoreFuture,
    StoreLock, StoredToken, SystemClock, TokenKey, TokenStore, UserToken,
};
pub use decode::Empty;
pub use encode::Target;
pub use endpoint::{CodeInfo, Endpoint, Meta, RateLimit, Retry};
pub use error::{Error, PermissionViolation};
pub use id::{Id, IdKind};
pub use notification::{Events, Header, InvalidNotification, JsonError, Notification, UnrecognizedEvent};
pub use open_enum::OpenEnum;
#[cfg(feature = "client")]
pub use page::{Batch, Batches, Items, Pages};
pub use page::{Paged, SyncState, Synced};
pub use secret::Secret;
pub use text::Text;
pub use time::{Date, DateTime, InvalidTime, Timestamp, TimestampMs, TimestampOrDate};
pub use token::{AccessToken, Either, Tenant, TokenFor, User};
