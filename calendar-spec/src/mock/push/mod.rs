//! Notifications: what happened goes to the URL that is subscribed, as the platform sends it.
//!
//! In: [`News`], from whatever changed what is remembered. Out: requests to a URL of this machine, signed and encrypted
//! where there is a key, and sent again when they are not answered in time. Time is that of the server's clock.

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

/// Something that happened.
#[derive(Clone, Debug)]
pub(super) struct News {
    /// The event of the spec: its resource and its name.
    pub(super) event: (&'static str, &'static str),
    /// Through whose call it happened; the tenant and the application.
    pub(super) source: Identity,
    /// Open IDs of the users who want to be told.
    pub(super) users: BTreeSet<String>,
    /// What the event says, beside the users.
    pub(super) fields: Fields,
    /// What it is about, when further news about the same within some seconds go into one notification.
    pub(super) topic: Option<Topic>,
}

/// What news are about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Topic {
    pub(super) name: String,
    pub(super) change: ChangeType,
}

/// How something changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ChangeType {
    Create,
    Update,
    Delete,
    Rsvp,
}

impl ChangeType {
    /// As it stands in a notification.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Update => "update",
            Self::Delete => "delete",
            Self::Rsvp => "rsvp",
        }
    }
}
