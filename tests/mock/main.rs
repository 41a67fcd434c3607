//! The mock server held against the model, against the client of this workspace, and against hostile clients.

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
