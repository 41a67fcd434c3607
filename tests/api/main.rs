//! What the generated client does, held against the documented examples and against servers that misbehave.

mod calendar_acl;
mod documented;
mod exchange_binding;
mod identifiers;
mod paging;
mod rebuild;
mod requests;
mod rules;
#[path = "../support/mod.rs"]
mod support;
mod sync;
mod transport;
