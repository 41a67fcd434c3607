//! What an `OpenAPI` document holds, held against the model; nothing is compared with a stored document.

#![cfg(feature = "cli")]

mod document;
mod errors;
mod examples;
mod hostile;
mod limits;
mod rules;
mod support;
