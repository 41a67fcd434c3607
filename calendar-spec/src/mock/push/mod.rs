//! Notifications: changes are sent to the subscribed URL as the platform sends them.
//!
//! In: [`News`](super::state::News) about changes of the state. Out: requests to a URL of this machine, signed and
//! encrypted if there is a key, and repeated if there is no response in time, by the server's clock.

mod envelope;
mod outbox;
mod pushed;
mod seal;
mod webhook;

pub(super) use outbox::Outbox;
pub use pushed::Pushed;
pub use webhook::{InvalidWebhook, Webhook};

pub(super) use envelope::{user_ids, with_token};
pub(super) use seal::seal;
