//! Holds a request against its endpoint: what stands in the path, the query, the headers and the body.
//!
//! In: an endpoint of the model and the request as it came. Out: what it holds, or every violation. What the values may
//! be is for `validate`; nothing here knows an endpoint by name.

mod json;
mod query;
mod request;

pub(super) use json::{BadJson, Parsed, parse};
pub(super) use query::{Pair, decode, pairs};
pub(super) use request::{Given, Sent, check};

pub(super) use crate::validate::{Cause, Strictness, Violation, shorten};
