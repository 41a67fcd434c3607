//! The readers of the vendor's pages, and `docs drift`.
//!
//! The pages are beside the checkout; without them, the tests that need them are ignored.

#![cfg(feature = "cli")]

mod add;
#[path = "../mutations/change.rs"]
mod change;
mod changes;
mod command;
mod commands;
mod damaged;
mod drift;
mod drift_fields;
mod english;
mod equal;
#[cfg(feature = "fetch")]
mod fetch;
mod hostile;
mod import;
mod import_forms;
mod mutated;
mod property;
mod prose;
mod rows;
mod schema;
#[cfg(feature = "fetch")]
mod site;
mod support;
mod update;
#[path = "../site/usable.rs"]
mod usable;
#[cfg(feature = "fetch")]
mod workflow;
