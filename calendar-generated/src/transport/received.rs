//! A response together with all that the server sent.

use std::fmt;
use std::sync::OnceLock;

use serde_json::Value;

use crate::decode::SkippedValue;

/// A response, the JSON that it was decoded from, and the values in it that could not be read.
///
/// Servers send fields before their pages list them. A response has the documented ones; [`raw`](Self::raw) has all.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Received<T> {
    /// The response.
    pub value: T,
    /// What the server sent.
    pub raw: RawBody,
    /// The values that are not in [`value`](Self::value), as they could not be read; the first 100 of them.
    pub skipped: Vec<SkippedValue>,
}

/// The body of a response. `Debug` shows its length alone, as it may hold secrets.
#[derive(Clone, Default)]
pub struct RawBody {
    body: String,
    data: OnceLock<Value>,
}

impl RawBody {
    pub(super) fn new(body: String) -> Self {
        Self { body, data: OnceLock::new() }
    }

    /// The value at a JSON pointer (RFC 6901) into `data`, such as `/items/0/self_rsvp_status`. `""` is all of `data`.
    pub fn get(&self, pointer: &str) -> Option<&Value> {
        let data = || serde_json::from_str(&self.body).map_or(Value::Null, |mut body: Value| body["data"].take());
        self.data.get_or_init(data).pointer(pointer)
    }

    /// The whole body as it came.
    pub fn as_str(&self) -> &str {
        &self.body
    }
}

impl fmt::Debug for RawBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RawBody").field("len", &self.body.len()).finish_non_exhaustive()
    }
}
