//! Notifications: changes are sent to the subscribed URL as the platform sends them.
//!
//! In: [`News`] about changes of the state. Out: requests to a URL of this machine, signed and encrypted if there is a
//! key, and repeated if they are not answered in time, by the server's clock.

mod connection;
mod envelope;
mod outbox;
mod pushed;
mod seal;
mod send;
mod webhook;

use std::collections::BTreeSet;

pub(super) use outbox::Outbox;
pub use pushed::Pushed;
pub use webhook::{InvalidWebhook, Webhook};

pub(super) use envelope::user_ids;

use super::state::Fields;
use super::token::Identity;

/// A change.
#[derive(Clone, Debug)]
pub(super) struct News {
    /// The event of the spec: its resource and its name.
    pub(super) event: (&'static str, &'static str),
    /// The caller's tenant and application.
    pub(super) source: Identity,
    /// Open IDs of the users to be notified.
    pub(super) users: BTreeSet<String>,
    /// The content of the event, besides the users.
    pub(super) fields: Fields,
    /// Its subject, if later news about the same subject are combined into one notification.
    pub(super) topic: Option<Topic>,
}

/// The subject of news.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Topic {
    pub(super) name: String,
    pub(super) change: ChangeType,
}

/// The kind of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ChangeType {
    Create,
    Update,
    Delete,
    Rsvp,
}

impl ChangeType {
    /// Its name in a notification.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Update => "update",
            Self::Delete => "delete",
            Self::Rsvp => "rsvp",
        }
    }
}
