//! [`Pushed`]: a notification and its outcome.

use std::time::SystemTime;

use serde_json::Value;

/// A notification that the server has sent or tried to send.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Pushed {
    /// The type of the event, such as `calendar.calendar.event.changed_v4`.
    pub event_type: String,
    /// Identifies the notification; the same in each repetition.
    pub event_id: String,
    /// Its content, before encryption.
    pub body: Value,
    /// The times at which it was sent.
    pub sent: Vec<SystemTime>,
    /// The status of each response; over a long connection, the code in it.
    pub answers: Vec<u16>,
    /// Whether its response was 200 in time.
    pub is_delivered: bool,
    /// When it will be repeated; `None` once it is delivered or given up.
    pub due: Option<SystemTime>,
    /// Whether it was sent and its response is pending; meanwhile it is not sent again.
    pub(in crate::mock) is_under_way: bool,
}
