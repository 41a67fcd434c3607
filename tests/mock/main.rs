//! The mock server, tested with the model, with the client of this workspace, and with hostile clients.

mod admin;
mod agreement;
mod answers;
mod authorize;
mod builders;
mod codes;
mod examples;
mod faults;
mod hostile;
mod limits;
mod record;
mod start;
mod support;
mod things;
mod tokens;
