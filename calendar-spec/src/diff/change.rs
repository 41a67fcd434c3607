//! A change, and what it means on the wire and for Rust source.

use std::fmt;

use super::fact::{Fact, Level};
use crate::model::Usage;

/// One difference between two specs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What changed, such as the length of a field.
    pub fact: Fact,
    /// Whether it was added, removed or changed.
    pub kind: Kind,
    /// Where, such as `calendar_event.create.summary` or `types.TimeInfo`.
    pub place: String,
    /// What the old spec says, in Markdown.
    pub old: Option<String>,
    /// What the new spec says, in Markdown.
    pub new: Option<String>,
    /// The effect on a deployed program.
    pub wire: Wire,
    /// The effect on the source of a program.
    pub rust: Level,
}

/// How something changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Only the new spec has it.
    Added,
    /// Only the old spec has it.
    Removed,
    /// Both have it, and they differ.
    Changed,
}

/// The effect of a change on a program that was built with the old spec and calls a server that follows the new one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Effect {
    /// It keeps working.
    Compatible,
    /// The server rejects or misinterprets its requests, or no longer sends what it expects.
    Breaking,
}

/// The effect in each direction; `None` where nothing changes on the wire.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wire {
    /// On requests.
    pub request: Option<Effect>,
    /// On responses and events.
    pub response: Option<Effect>,
}

/// The directions in which something is transferred.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Directions {
    pub(super) sent: bool,
    pub(super) received: bool,
}

impl Change {
    /// Its class in JSON, such as `field-added`.
    pub fn class(&self) -> String {
        format!("{}-{}", self.fact.name(), self.kind.as_str()).replace(' ', "-").to_lowercase()
    }
}

impl Kind {
    /// In lower case.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Changed => "changed",
        }
    }
}

impl Effect {
    /// In lower case.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Compatible => "compatible",
            Self::Breaking => "breaking",
        }
    }
}

impl Wire {
    /// Whether a deployed program breaks.
    pub fn is_breaking(self) -> bool {
        self.request.max(self.response) == Some(Effect::Breaking)
    }
}

/// `request: breaking, response: compatible`
impl fmt::Display for Wire {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let effects = [("request", self.request), ("response", self.response)];
        let effects = effects.into_iter().filter_map(|(way, effect)| Some(format!("{way}: {}", effect?.as_str())));
        f.write_str(&effects.collect::<Vec<_>>().join(", "))
    }
}

impl Directions {
    pub(super) const NONE: Self = Self { sent: false, received: false };
    pub(super) const BOTH: Self = Self { sent: true, received: true };
    pub(super) const SENT: Self = Self { sent: true, received: false };
    pub(super) const RECEIVED: Self = Self { sent: false, received: true };

    pub(super) fn and(self, other: Self) -> Self {
        Self { sent: self.sent && other.sent, received: self.received && other.received }
    }

    pub(super) fn any(self) -> bool {
        self.sent || self.received
    }

    /// Without requests if only the server sets it.
    pub(super) fn unless_read_only(self, read_only: bool) -> Self {
        Self { sent: self.sent && !read_only, ..self }
    }
}

impl From<&Usage> for Directions {
    fn from(usage: &Usage) -> Self {
        Self { sent: usage.request, received: usage.response }
    }
}
