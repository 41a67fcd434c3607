//! The readers of the vendor's pages.
//!
//! The pages lie beside the checkout; where they do not, the tests that need them say so and pass.

mod commands;
mod drift;
mod equal;
mod import;
mod support;
mod update;
