//! Checks a request against its endpoint: path, query, headers and body.
//!
//! In: an endpoint of the model and the request. Out: its values, or every violation. Values are checked by `validate`;
//! nothing here knows an endpoint by name.

pub(super) mod form;
mod json;
mod query;
mod request;

pub(super) use json::{BadJson, Parsed, parse};
pub(super) use query::{Pair, decode, pairs};
pub(super) use request::{Given, Sent, check};

pub(super) use crate::validate::{Cause, Strictness, Violation, shorten};
