//! The data of calendars: where it is stored, and what follows from it alone: times, series and the forms of user IDs.
//!
//! Nothing here depends on the caller.

pub(in crate::mock) mod places;
pub(in crate::mock) mod recurrence;
pub(in crate::mock) mod series;
pub(in crate::mock) mod times;
pub(in crate::mock) mod users;

use crate::mock::state::Fields;

/// The string in a field; empty if there is none.
pub(in crate::mock) fn text<'f>(fields: &'f Fields, name: &str) -> &'f str {
    fields.get(name).and_then(serde_json::Value::as_str).unwrap_or_default()
}
