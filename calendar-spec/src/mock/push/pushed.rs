//! [`Pushed`]: a notification, and what became of it.

use std::time::SystemTime;

use serde_json::Value;

/// A notification that the server has sent, or tried to.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Pushed {
    /// Type of the event, such as `calendar.calendar.event.changed_v4`.
    pub event_type: String,
    /// Identifies the notification; the same each time that it is sent.
    pub event_id: String,
    /// What was sent, before it was encrypted.
    pub body: Value,
    /// When it was sent, each time.
    pub sent: Vec<SystemTime>,
    /// The status of each answer, over a long connection the code in it.
    pub answers: Vec<u16>,
    /// Whether it was answered with 200 in time.
    pub is_delivered: bool,
    /// When it is sent again; `None` once it is delivered or given up.
    pub due: Option<SystemTime>,
}
