#![doc = include_str!("README.md")]

mod builder;
mod driver;
mod frame;
mod handlers;
mod heartbeat;
mod reassembly;
mod session;
mod settings;
mod shutdown;
mod state;
mod stream;

pub use crate::delivery::{BoxError, Claim, Claimed, Handler, RecentClaim, RecentEvents, SeenEvents};
pub use builder::LongConnection;
pub use state::ConnectionState;
pub use stream::{Delivery, EventStream};
