#![doc = include_str!("README.md")]

mod admin;
mod answer;
mod api;
mod builder;
mod calendar;
mod check;
mod codes;
mod example;
mod expect;
mod fault;
mod handle;
mod limit;
mod log_id;
mod mock_server;
mod problem;
mod push;
mod record;
mod remember;
mod respond;
mod route;
mod server;
mod shared;
mod spec;
mod state;
mod state_file;
#[cfg(feature = "client")]
mod test_clock;
mod token;
mod verdict;

pub use api::UnknownEndpoint;
pub use builder::MockServerBuilder;
pub use expect::{Expectation, Unmet};
pub use fault::{Fault, InvalidFault};
pub use mock_server::MockServer;
pub use push::{InvalidWebhook, Pushed, Webhook};
pub use record::Recorded;
pub use server::Limits;
pub use spec::StartError;
pub use state::InvalidState;
#[cfg(feature = "client")]
pub use test_clock::TestClock;
pub use token::{Identity, TokenKind};
