//! What the generated client does, held against the documented examples and against servers that misbehave.

mod calendar_acl;
mod documented;
mod examples;
mod exchange_binding;
mod identifiers;
mod rebuild;
mod requests;
mod round_trip;
mod rules;
#[path = "../support/mod.rs"]
mod support;
mod transport;
