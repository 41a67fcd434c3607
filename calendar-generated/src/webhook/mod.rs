#![doc = include_str!("README.md")]

mod body;
mod builder;
mod challenge;
mod error;
mod key;
mod receive;
mod receiver;
mod token;
mod verification;
mod window;

#[cfg(feature = "axum")]
mod axum;
#[cfg(feature = "axum")]
mod limits;

pub use crate::delivery::{BoxError, Claim, Claimed, Handler, RecentClaim, RecentEvents, SeenEvents};
pub use builder::WebhookBuilder;
pub use challenge::Challenge;
pub use error::WebhookError;
pub use receive::{Received, Webhook};
pub use receiver::Receiver;
pub use verification::UrlVerification;
