//! A response together with everything that the server sent.

use std::fmt;
use std::sync::OnceLock;

use serde_json::Value;

use crate::decode::SkippedValue;

/// A response, the JSON that it was decoded from, and the values in it that could not be read.
///
/// Servers send fields before their pages list them. A response has only the documented ones; [`raw`](Self::raw) has
/// all.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Received<T> {
    /// The response.
    pub value: T,
    /// What the server sent.
    pub raw: RawBody,
    /// Values that could not be read and are missing from [`value`](Self::value): the first 100 of them, and after
    /// these how many more there are.
    pub skipped: Vec<SkippedValue>,
}

/// The body of a response or a notification. `Debug` shows only its length, since it may hold secrets.
#[derive(Clone, Default)]
pub struct RawBody {
    body: String,
    /// The member that pointers are relative to; the whole body if it is empty.
    root: &'static str,
    data: OnceLock<Value>,
}

impl RawBody {
    pub(crate) fn new(body: String, root: &'static str) -> Self {
        Self { body, root, data: OnceLock::new() }
    }

    /// Returns the value at a JSON pointer (RFC 6901) into `data` of a response, such as `/items/0/self_rsvp_status`,
    /// or into `event` of a notification, or into the body of a response that is not under `data`. `""` is all of it.
    pub fn get(&self, pointer: &str) -> Option<&Value> {
        let data = || {
            serde_json::from_str(self.body.trim_start_matches('\u{feff}')).map_or(Value::Null, |mut body: Value| {
                match self.root {
                    "" => body,
                    root => body.as_object_mut().and_then(|body| body.remove(root)).unwrap_or_default(),
                }
            })
        };
        self.data.get_or_init(data).pointer(pointer)
    }

    /// Returns the whole body.
    pub fn as_str(&self) -> &str {
        &self.body
    }
}

impl PartialEq for RawBody {
    fn eq(&self, other: &Self) -> bool {
        self.body == other.body
    }
}

impl fmt::Debug for RawBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RawBody").field("len", &self.body.len()).finish_non_exhaustive()
    }
}
