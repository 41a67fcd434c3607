//! The contents of an `OpenAPI` document, compared with the model, and not with a stored document.

#![cfg(feature = "cli")]

mod document;
mod errors;
mod examples;
mod hostile;
mod limits;
mod rules;
mod support;
