//! A response with an error code.

use std::time::Duration;

use http::StatusCode;

use super::answer::retry_of;
use crate::check::Violation;
#[cfg(feature = "client")]
use crate::text::has_part;
use crate::{CodeInfo, Retry};
use crate::{Secret, Text};

/// The platform's own code for too many calls; it comes with status 429, from older endpoints with 400.
const PLATFORM_RATE_LIMIT: i64 = 99_991_400;

/// The codes of a token that is invalid or has expired; they come with any status, often 400.
#[cfg(feature = "client")]
const REJECTED_TOKEN: [i64; 5] = [99_991_663, 99_991_664, 99_991_665, 99_991_668, 99_991_677];

/// The codes of the platform for a scope that the application, the token or the user lacks; their status varies.
const LACKING_PERMISSION: [i64; 3] = [99_991_672, 99_991_676, 99_991_679];

/// The codes of a calendar and an event that were deleted; they come with status 403.
const DELETED: [i64; 2] = [191_003, 193_003];

/// The other codes with status 403 that no permission helps against: an application of another tenant, deleted keys of
/// the tenant's encryption, a calendar of the wrong type, an Exchange account that cannot be bound.
const NOT_ABOUT_PERMISSIONS: [i64; 6] = [190_006, 190_011, 190_012, 191_004, 195_104, 195_105];

/// What the server said with its error code.
#[derive(Debug, Default)]
pub(crate) struct ApiFailure {
    pub(crate) status: StatusCode,
    pub(crate) number: i64,
    pub(crate) message: Text,
    pub(crate) info: Option<&'static CodeInfo>,
    pub(crate) log_id: Option<Text>,
    pub(crate) troubleshooter: Option<Text>,
    pub(crate) violations: Vec<Violation>,
    pub(crate) permission_violations: Vec<PermissionViolation>,
    pub(crate) details: Vec<ErrorDetail>,
    /// The whole object `error` as JSON, which can quote values of the request.
    pub(crate) object: Option<Secret>,
    pub(crate) retry_after: Option<Duration>,
}

impl ApiFailure {
    /// Whether the response has this status, or its code is documented with it.
    fn is(&self, status: StatusCode) -> bool {
        self.status == status || self.info.is_some_and(|info| info.status == status.as_u16())
    }

    pub(super) fn is_not_found(&self) -> bool {
        self.is(StatusCode::NOT_FOUND) || DELETED.contains(&self.number)
    }

    pub(super) fn is_permission(&self) -> bool {
        let is_forbidden = self.is(StatusCode::FORBIDDEN) && self.retry() != Retry::NewToken;
        let is_excluded = self.is_not_found() || NOT_ABOUT_PERMISSIONS.contains(&self.number);
        (is_forbidden && !is_excluded) || self.lacks_permission()
    }

    /// Whether the code says that a scope is missing.
    pub(super) fn lacks_permission(&self) -> bool {
        LACKING_PERMISSION.contains(&self.number)
    }

    /// Whether the server said no to the token itself. For a token of the wrong kind it uses a code of these too.
    #[cfg(feature = "client")]
    pub(super) fn is_rejected_token(&self) -> bool {
        REJECTED_TOKEN.contains(&self.number) && !has_part(&self.message, "not support")
    }

    pub(crate) fn retry(&self) -> Retry {
        match self.info {
            Some(info) => info.retry,
            None if self.number == PLATFORM_RATE_LIMIT => Retry::RateLimit,
            None => retry_of(self.status),
        }
    }
}

/// The list of scopes in a message such as `One of the following scopes is required: [calendar:calendar, …]`.
pub(super) fn listed_scopes(message: &str) -> &str {
    let lists = message.split('[').skip(1).filter_map(|rest| Some(rest.split_once(']')?.0));
    let is_scope = |text: &str| text.contains(':') && text.bytes().all(|byte| byte.is_ascii_graphic());
    let mut scopes = lists.filter(|list| list.split(',').all(|scope| is_scope(scope.trim())));
    scopes.next().unwrap_or_default()
}

/// A permission that a call lacked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct PermissionViolation {
    /// What kind of permission, such as `action_scope_required`; empty where the server says none.
    pub kind: Text,
    /// The permission, such as the scope `calendar:calendar`.
    pub subject: Text,
    /// The server's words about it, if there are any.
    pub description: Text,
}

/// One of the details that the server gives beside an error code.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ErrorDetail {
    /// What it is about, such as the name of a parameter; often empty.
    pub key: Text,
    /// The server's words.
    pub value: Text,
}
