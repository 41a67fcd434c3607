//! The webhook, tested with requests that OpenSSL made, with forgeries of them, and with axum.

mod answer;
mod axum;
#[path = "../support/cases.rs"]
mod cases;
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
