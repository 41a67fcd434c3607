//! What is kept of calendars: where it is, and what it says by itself: times, series and the forms of user IDs.
//!
//! Nothing here knows who asks.

pub(in crate::mock) mod places;
pub(in crate::mock) mod recurrence;
pub(in crate::mock) mod series;
pub(in crate::mock) mod times;
pub(in crate::mock) mod users;

use crate::mock::state::Fields;

/// The string in a field; empty where there is none.
pub(in crate::mock) fn text<'f>(fields: &'f Fields, name: &str) -> &'f str {
    fields.get(name).and_then(serde_json::Value::as_str).unwrap_or_default()
}
