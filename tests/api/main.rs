//! The generated client, tested with the documented examples and with servers that misbehave.

mod attempts;
mod calendar_acl;
mod checkouts;
mod documented;
mod examples;
mod exchange_binding;
mod front_page;
mod identifiers;
mod import;
mod mutated;
mod paging;
mod rebuild;
mod recorded;
mod requests;
mod round_trip;
mod rules;
mod semver;
#[path = "../support/mod.rs"]
mod support;
mod sync;
#[cfg(unix)]
mod thousand;
mod transport;
mod tree;
