//! A server that answers like the service, for tests: every endpoint of a spec, from its model alone.
//!
//! In: requests over HTTP. Out: the service's responses, from the state that earlier requests have left, or the
//! documented example. The README of `calendar_generated::mock` is the manual; `calendar-spec mock` is the command.
//!
//! ```
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), calendar_spec::mock::StartError> {
//! let server = calendar_spec::mock::MockServer::start().await?;
//! println!("{} endpoints on {}", server.endpoint_count(), server.url());
//! # Ok(())
//! # }
//! ```

mod admin;
mod answer;
mod api;
mod authorize;
mod builder;
mod calendar;
mod call;
mod check;
mod codes;
mod deliver;
mod example;
mod expect;
mod fault;
mod handle;
mod limit;
mod listen;
mod log_id;
mod mock_server;
mod neighbours;
mod origin;
mod problem;
mod push;
mod record;
mod remember;
mod respond;
mod route;
mod shared;
mod socket;
mod spec;
mod state;
mod state_file;
mod token;
mod unknown;
mod verdict;
mod websocket;
mod wire;
mod world;

pub use builder::MockServerBuilder;
pub use expect::{Expectation, Unmet};
pub use fault::{Fault, InvalidFault};
pub use mock_server::MockServer;
pub use push::{InvalidWebhook, Pushed, Webhook};
pub use record::Recorded;
pub use spec::StartError;
pub use state::InvalidState;
pub use token::{Identity, TokenKind};
pub use unknown::UnknownEndpoint;
pub use websocket::{ConnectionSettings, FrameFault};
pub use wire::Limits;
