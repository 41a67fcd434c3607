//! The webhook, held against requests that OpenSSL made, against forgeries of them, and under axum.

mod answer;
mod axum;
mod flipped;
mod hostile;
mod once;
mod pages;
mod plain;
mod refused;
#[path = "../support/saving.rs"]
mod saving;
mod splice;
mod support;
mod tickets;
mod tolerant;
mod vectors;
mod verification;
