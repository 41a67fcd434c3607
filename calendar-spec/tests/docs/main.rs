//! The readers of the vendor's pages, and `docs drift`.
//!
//! The pages lie beside the checkout; where they do not, the tests that need them say so and pass.

#![cfg(feature = "cli")]

#[path = "../mutations/change.rs"]
mod change;
mod changes;
mod command;
mod commands;
mod drift;
mod drift_fields;
mod english;
mod equal;
mod hostile;
mod import;
mod mutated;
mod property;
mod rows;
mod support;
mod update;
