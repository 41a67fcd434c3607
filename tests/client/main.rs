//! The client against servers that fail: every call ends once, with a result or with an error that says what happened.

mod faults;
mod hooks;
mod http;
mod limits;
mod login;
mod refresh;
#[path = "../support/saving.rs"]
mod saving;
mod soak;
mod stores;
mod support;
mod tokens;
