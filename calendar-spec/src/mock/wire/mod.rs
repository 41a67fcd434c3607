//! HTTP below the handling of requests: bodies and connections of limited size and duration.

mod body;
mod limits;
mod reply;

pub(super) use body::{Body, BodyFault, read};
pub use limits::Limits;
pub(super) use limits::{HEAD_BYTES, HEADERS, LARGE_BODIES};
pub(super) use reply::{Closed, ReplyBody};
