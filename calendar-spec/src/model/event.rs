//! [`Event`]: a notification that the platform pushes.

use super::{App, Location, ObjectRef, Origin, Page};

/// A notification that the platform pushes.
#[derive(Clone, Debug)]
pub struct Event {
    /// Snake case.
    pub name: String,
    /// A description of when it is sent.
    pub doc: String,
    /// The vendor's page.
    pub page: Page,
    /// `event_type` on the wire.
    pub event_type: String,
    /// Envelope 2.0 (`schema`, `header`, `event`) or the older one (`uuid`, `token`, `ts`, `type`, `event`).
    pub envelope: Envelope,
    /// Kinds of application that may receive it; empty if no page states them.
    pub apps: Vec<App>,
    /// Scopes, one of which is enough.
    pub scopes: Vec<String>,
    /// Scopes that unlock fields of the payload, where the page does not say which ones unlock which.
    pub payload_scopes: Vec<String>,
    /// The object under `event`.
    pub payload: ObjectRef,
    /// The spec that declares it.
    pub origin: Origin,
    /// Its node in the YAML.
    pub at: Location,
}

/// The form of an event's envelope.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Envelope {
    /// `schema: "2.0"`.
    V2,
    /// Without `schema`.
    V1,
}
