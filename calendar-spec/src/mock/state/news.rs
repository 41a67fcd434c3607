//! [`News`]: what users are to be notified of.

use std::collections::BTreeSet;

use super::Fields;
use crate::mock::token::Identity;

/// A change.
#[derive(Clone, Debug)]
pub(in crate::mock) struct News {
    /// The event of the spec: its resource and its name.
    pub(in crate::mock) event: (&'static str, &'static str),
    /// The caller's tenant and application.
    pub(in crate::mock) source: Identity,
    /// Open IDs of the users to be notified.
    pub(in crate::mock) users: BTreeSet<String>,
    /// The content of the event, besides the users.
    pub(in crate::mock) fields: Fields,
    /// Its subject, if later news about the same subject are combined into one notification.
    pub(in crate::mock) topic: Option<Topic>,
}

/// The subject of news.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::mock) struct Topic {
    pub(in crate::mock) name: String,
    pub(in crate::mock) change: ChangeType,
}

/// The kind of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::mock) enum ChangeType {
    Create,
    Update,
    Delete,
    Rsvp,
}

impl ChangeType {
    /// Its name in a notification.
    pub(in crate::mock) fn as_str(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Update => "update",
            Self::Delete => "delete",
            Self::Rsvp => "rsvp",
        }
    }
}
