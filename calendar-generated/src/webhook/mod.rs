#![doc = include_str!("README.md")]

mod body;
mod builder;
mod challenge;
mod key;
mod receive;
mod receiver;
mod recent;
mod refused;
mod seen;
mod token;
mod verification;
mod window;

#[cfg(feature = "axum")]
mod axum;

pub use builder::WebhookBuilder;
pub use challenge::Challenge;
pub use receive::{Received, Webhook};
pub use receiver::Receiver;
pub use recent::{RecentClaim, RecentEvents};
pub use refused::Refused;
pub use seen::{BoxError, Claim, Claimed, SeenEvents};
pub use verification::UrlVerification;
