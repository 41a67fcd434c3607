//! Examples in JSON.

use crate::docs::facts::{Example, Place};

/// Reads an example.
pub(super) fn read(place: Place, text: &str, line: usize) -> Example {
    Example { place, line, text: text.to_owned(), json: serde_json::from_str(text).ok() }
}
