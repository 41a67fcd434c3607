//! [`Call`]: a request whose body is not read yet.

use std::time::SystemTime;

use http::request::Parts;

use super::api::Target;
use super::check::Pair;
use super::route::Routed;

/// A request whose body is not read yet.
pub(super) struct Call {
    pub(super) head: Parts,
    pub(super) routed: Routed<Target>,
    pub(super) query: Vec<Pair>,
    pub(super) time: SystemTime,
    pub(super) log_id: String,
}

impl Call {
    pub(super) fn target(&self) -> Option<Target> {
        match self.routed {
            Routed::Found { target, .. } => Some(target),
            _ => None,
        }
    }
}
