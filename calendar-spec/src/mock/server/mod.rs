//! HTTP: connections of limited number, size and duration; each request is passed to [`Shared`](super::shared::Shared).
//!
//! hyper and not a framework on top of it: the server must cut connections at a chosen byte, which needs the connection
//! itself.

mod body;
mod limits;
mod listen;
mod reply;
mod stream;

pub(super) use body::{Body, BodyFault, read};
pub(super) use limits::LARGE_BODIES;
pub use limits::Limits;
pub(super) use listen::{Listener, listen};
pub(super) use reply::{Closed, ReplyBody};
