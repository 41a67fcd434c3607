//! What the generated client does, held against the documented examples and against servers that misbehave.

mod calendar_acl;
mod documented;
mod exchange_binding;
mod identifiers;
mod rebuild;
mod requests;
mod rules;
mod stranger;
#[path = "../support/mod.rs"]
mod support;
#[cfg(unix)]
mod thousand;
mod transport;
