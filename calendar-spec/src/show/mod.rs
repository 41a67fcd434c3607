//! Everything that a spec says about one endpoint or event.
//!
//! In: a model and a name such as `calendar_event.create`. Out: a text for a terminal, or JSON; for an unknown name,
//! the most similar names.

mod find;
mod json;
mod page;
mod text;
mod tree;

use serde_json::Value;

use crate::model::{Endpoint, Event, Resource, Spec};

pub use find::{Unknown, find};

/// What can be shown.
#[derive(Clone, Copy, Debug)]
pub enum Subject<'s> {
    /// An endpoint of a resource.
    Endpoint(&'s Resource, &'s Endpoint),
    /// An event of a resource.
    Event(&'s Resource, &'s Event),
}

/// A text with terminal colours, with lines of at most `width` columns.
pub fn text(spec: &Spec, subject: Subject<'_>, width: usize) -> String {
    text::text(spec, subject, width)
}

/// The same as JSON, with the objects and enums that it refers to.
pub fn to_json(spec: &Spec, subject: Subject<'_>) -> Value {
    json::to_json(spec, subject)
}
