//! [`Error`]: everything that can go wrong with a call, in one type.
//!
//! [`Error::kind`] says what failed, accessors and predicates what is known about it. What is kept of a failure is
//! private, so that it can grow. `Display` is one line that says what failed, why, and what to do.

mod answer;
mod api;
mod display;
mod kind;
mod make;

pub use api::{ErrorDetail, PermissionViolation};
pub use kind::ErrorKind;

pub(crate) use answer::Answer;
pub(crate) use api::ApiFailure;
pub(crate) use kind::{Kind, Stage};

use std::time::Duration;

use crate::Secret;
use crate::check::{ValidationError, Violation};
use crate::endpoint::{CodeInfo, Retry};
use kind::Inner;

/// Why a call failed.
///
/// `Display` is one line: what failed, why, and what to do. `Display` and `Debug` show the start of what the server
/// said, however long it is, with control characters escaped; the accessors give all of it.
pub struct Error(Box<Inner>);

impl Error {
    /// What kind of failure it is.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind.error_kind()
    }
}

/// Questions that errors of several kinds answer.
impl Error {
    /// The call was one too many: the server said so, or by the documented limit its turn comes after its deadline.
    pub fn is_rate_limited(&self) -> bool {
        self.retry() == Retry::RateLimit
    }

    /// What the request names does not exist, or not any more.
    pub fn is_not_found(&self) -> bool {
        self.api().is_some_and(ApiFailure::is_not_found)
    }

    /// The caller may not do that: the application or the user lacks a scope, or a right in the calendar.
    pub fn is_permission(&self) -> bool {
        self.api().is_some_and(ApiFailure::is_permission)
    }

    /// It is the access token: the server does not take it, or a new one could not be got or kept. Then nothing was
    /// sent, and the code, the status and the log id are those of the call for the token.
    pub fn is_token(&self) -> bool {
        matches!(self.0.kind, Kind::Token(_) | Kind::TokenStore(_)) || self.retry() == Retry::NewToken
    }

    /// Whether the server answered with an error code that another attempt does not change.
    #[cfg(feature = "client")]
    pub(crate) fn is_refusal(&self) -> bool {
        matches!(&self.0.kind, Kind::Api(api) if api.retry() == Retry::Never)
    }

    /// Nothing left this machine.
    #[cfg(feature = "client")]
    pub(crate) fn is_unsent(&self) -> bool {
        matches!(self.0.kind, Kind::Encode { .. } | Kind::Transport { stage: Stage::Connect | Stage::Certificate, .. })
    }

    #[cfg(feature = "client")]
    pub(crate) fn is_rejected_token(&self) -> bool {
        matches!(&self.0.kind, Kind::Api(api) if api.is_rejected_token())
    }
}

/// What is known about the failure.
impl Error {
    /// Resource and name of the endpoint, such as `calendar_acl.create`; `None` when no call was made.
    pub fn endpoint(&self) -> Option<&'static str> {
        self.0.endpoint
    }

    /// The error code of the API.
    pub fn code_number(&self) -> Option<i64> {
        self.api().map(|api| api.number)
    }

    /// The error code of the API as a type that is made from its number, such as the generated enum of codes.
    pub fn code<C: From<i64>>(&self) -> Option<C> {
        self.code_number().map(C::from)
    }

    /// What is documented about the error code.
    pub fn info(&self) -> Option<&'static CodeInfo> {
        self.api().and_then(|api| api.info)
    }

    /// What to do about the error code.
    pub fn advice(&self) -> Option<&'static str> {
        self.info().map(|info| info.advice).filter(|advice| !advice.is_empty())
    }

    /// The vendor's words about the error code.
    pub fn message(&self) -> Option<&str> {
        self.api().map(|api| api.message.as_str())
    }

    /// The HTTP status of the answer.
    pub fn status(&self) -> Option<u16> {
        match &self.0.kind {
            Kind::Api(api) => Some(api.status.as_u16()),
            Kind::Answer(answer) => Some(answer.status.as_u16()),
            Kind::Decode { status, .. } | Kind::TooLarge { status, .. } => Some(status.as_u16()),
            Kind::Token(error) => error.status(),
            _ => None,
        }
    }

    /// What the vendor's support asks for: the name under which the server logged the call.
    pub fn log_id(&self) -> Option<&str> {
        match &self.0.kind {
            Kind::Api(api) => api.log_id.as_deref(),
            Kind::Answer(answer) => answer.log_id.as_deref(),
            Kind::Decode { log_id, .. } | Kind::TooLarge { log_id, .. } => log_id.as_deref(),
            Kind::Token(error) => error.log_id(),
            _ => None,
        }
    }

    /// The fields that are to blame: those found before sending, or those that the server named, the first 1,000.
    pub fn violations(&self) -> &[Violation] {
        match &self.0.kind {
            Kind::Validation(invalid) => invalid.violations(),
            Kind::Api(api) => &api.violations,
            _ => &[],
        }
    }

    /// The scopes that the call lacked, as the server names them; granting any one of them is enough. They are the
    /// subjects of all [`permission_violations`](Self::permission_violations), whatever the server calls their kind.
    pub fn missing_scopes(&self) -> impl Iterator<Item = &str> {
        self.permission_violations().iter().map(|violation| violation.subject.as_str())
    }

    /// How often the call was sent, when the client counted.
    pub fn attempts(&self) -> Option<u32> {
        Some(self.0.attempts).filter(|attempts| *attempts > 0)
    }

    /// The permissions that the call lacked; the first 1,000 of them.
    pub fn permission_violations(&self) -> &[PermissionViolation] {
        self.api().map_or(&[], |api| &api.permission_violations)
    }

    /// What the server says about single parameters; the first 1,000 details.
    pub fn details(&self) -> &[ErrorDetail] {
        self.api().map_or(&[], |api| &api.details)
    }

    /// All that the server said beside code and message: the value of `error` in its answer, as JSON. It can quote
    /// values of the request.
    pub fn error_json(&self) -> Option<&str> {
        self.api().and_then(|api| api.object.as_ref()).map(Secret::expose)
    }

    /// Where the vendor explains the failure, in its own words.
    pub fn troubleshooter(&self) -> Option<&str> {
        self.api().and_then(|api| api.troubleshooter.as_deref())
    }

    /// How long the server asks to wait before the next call.
    pub fn retry_after(&self) -> Option<Duration> {
        match &self.0.kind {
            Kind::Api(api) => api.retry_after,
            Kind::Answer(answer) => answer.retry_after,
            Kind::Limited { wait } => Some(*wait),
            Kind::Token(error) => error.retry_after(),
            _ => None,
        }
    }

    /// Whether and when to repeat the call: as documented for the code, else as the HTTP status or the kind of failure
    /// suggests. After a failure that leaves open whether the call took effect, repeat only what may happen twice.
    pub fn retry(&self) -> Retry {
        match &self.0.kind {
            Kind::Api(api) => api.retry(),
            Kind::Answer(answer) => answer.retry(),
            Kind::Transport { stage: Stage::Certificate, .. } => Retry::Never,
            Kind::Transport { .. } => Retry::Backoff,
            Kind::Limited { .. } => Retry::RateLimit,
            Kind::Token(error) => error.retry(),
            _ => Retry::Never,
        }
    }

    fn api(&self) -> Option<&ApiFailure> {
        match &self.0.kind {
            Kind::Api(api) => Some(api),
            Kind::Token(error) => error.api(),
            _ => None,
        }
    }
}

impl From<ValidationError> for Error {
    fn from(invalid: ValidationError) -> Self {
        Self::new(Kind::Validation(invalid))
    }
}

#[cfg(test)]
mod tests;
