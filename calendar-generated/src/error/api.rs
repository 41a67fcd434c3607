//! An answer with an error code.

use std::time::Duration;

use http::StatusCode;

use super::answer::retry_of;
use crate::Text;
use crate::check::Violation;
use crate::endpoint::{CodeInfo, Retry};

/// The platform's own code for too many calls; it comes with status 429, from older endpoints with 400.
const PLATFORM_RATE_LIMIT: i64 = 99_991_400;

/// What the server said with its error code.
#[derive(Debug)]
pub(crate) struct ApiFailure {
    pub(crate) status: StatusCode,
    pub(crate) number: i64,
    pub(crate) message: Text,
    pub(crate) info: Option<&'static CodeInfo>,
    pub(crate) log_id: Option<Text>,
    pub(crate) troubleshooter: Option<Text>,
    pub(crate) violations: Vec<Violation>,
    pub(crate) permission_violations: Vec<PermissionViolation>,
    pub(crate) retry_after: Option<Duration>,
}

impl ApiFailure {
    pub(crate) fn is_rate_limited(&self) -> bool {
        self.retry() == Retry::RateLimit
    }

    pub(super) fn retry(&self) -> Retry {
        match self.info {
            Some(info) => info.retry,
            None if self.number == PLATFORM_RATE_LIMIT => Retry::RateLimit,
            None => retry_of(self.status),
        }
    }
}

/// A permission that a call lacked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct PermissionViolation {
    /// What kind of permission, such as `action_privilege_required`.
    pub kind: Text,
    /// The permission, such as the scope `calendar:calendar`.
    pub subject: Text,
}
