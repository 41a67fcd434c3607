//! A change, and what it means.
//!
//! In: what a comparison found. Out: [`Change`], with its meaning on the wire and for programs in Rust.

use std::fmt;

use super::Class;
use crate::model::Usage;

/// One difference between two specs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What kind of change it is.
    pub class: Class,
    /// What changed, such as `calendar_event.create.summary` or `types.TimeInfo`.
    pub place: String,
    /// What the old spec says, in Markdown.
    pub old: Option<String>,
    /// What the new spec says, in Markdown.
    pub new: Option<String>,
    /// What it means for a deployed program.
    pub wire: Wire,
    /// What it means for the source of a program.
    pub rust: Level,
}

/// What a change means for the source of a program that uses the generated crate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Level {
    /// Everything compiles, and there is nothing new to name.
    Patch,
    /// Everything compiles. There is something new to name, `build()` refuses what it took, or something is deprecated.
    Minor,
    /// A program that compiled may not compile, or it means something else.
    Major,
}

/// What a change means for a program that was built with the old spec and calls a server that keeps the new one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Effect {
    /// It goes on as before.
    Compatible,
    /// What it sends is refused or means something else, or what it waits for does not come.
    Breaking,
}

/// The effect in each direction; `None` where nothing changes on the wire.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wire {
    /// On what is sent.
    pub request: Option<Effect>,
    /// On what is received.
    pub response: Option<Effect>,
}

/// The directions that something goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ways {
    pub(super) sent: bool,
    pub(super) received: bool,
}

impl Level {
    /// In lower case.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}

impl Effect {
    pub(super) fn breaking_if(breaking: bool) -> Self {
        if breaking { Self::Breaking } else { Self::Compatible }
    }

    /// In lower case.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Compatible => "compatible",
            Self::Breaking => "breaking",
        }
    }
}

impl Wire {
    pub(super) fn request(effect: Effect) -> Self {
        Self { request: Some(effect), response: None }
    }

    pub(super) fn response(effect: Effect) -> Self {
        Self { request: None, response: Some(effect) }
    }

    /// Whether a deployed program breaks.
    pub fn is_breaking(self) -> bool {
        self.request.max(self.response) == Some(Effect::Breaking)
    }
}

/// `request: breaking, response: compatible`
impl fmt::Display for Wire {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let effects = [("request", self.request), ("response", self.response)];
        let words = effects.into_iter().filter_map(|(way, effect)| Some(format!("{way}: {}", effect?.as_str())));
        f.write_str(&words.collect::<Vec<_>>().join(", "))
    }
}

impl From<&Usage> for Ways {
    fn from(usage: &Usage) -> Self {
        Self { sent: usage.request, received: usage.response }
    }
}

impl Ways {
    pub(super) const SENT: Self = Self { sent: true, received: false };
    pub(super) const RECEIVED: Self = Self { sent: false, received: true };

    pub(super) fn and(self, other: Self) -> Self {
        Self { sent: self.sent && other.sent, received: self.received && other.received }
    }

    /// Without requests, where something cannot be sent.
    pub(super) fn sent_if(self, sent: bool) -> Self {
        Self { sent: self.sent && sent, ..self }
    }

    pub(super) fn any(self) -> bool {
        self.sent || self.received
    }

    /// These effects, where something goes that way.
    pub(super) fn wire(self, request: Effect, response: Effect) -> Wire {
        Wire { request: self.sent.then_some(request), response: self.received.then_some(response) }
    }

    /// The level, if anything goes either way; else nothing of it is generated.
    pub(super) fn level(self, level: Level) -> Level {
        if self.any() { level } else { Level::Patch }
    }
}

impl Change {
    /// A change of texts alone, until more is said.
    pub(super) fn new(class: Class, place: impl Into<String>) -> Self {
        Self { class, place: place.into(), old: None, new: None, wire: Wire::default(), rust: Level::Patch }
    }

    /// What the old spec says.
    pub(super) fn was(mut self, old: impl Into<String>) -> Self {
        self.old = Some(old.into());
        self
    }

    /// What the new spec says.
    pub(super) fn is(mut self, new: impl Into<String>) -> Self {
        self.new = Some(new.into());
        self
    }

    pub(super) fn wire(mut self, wire: Wire) -> Self {
        self.wire = wire;
        self
    }

    pub(super) fn rust(mut self, rust: Level) -> Self {
        self.rust = rust;
        self
    }
}
