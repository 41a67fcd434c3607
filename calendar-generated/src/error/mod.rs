//! [`Error`]: everything that can go wrong with a call, in one type.
//!
//! [`Error::kind`] is what failed; accessors and predicates return the details, which are private, so that they can
//! grow. `Display` is one line: what failed, why, and what to do.

mod answer;
mod api;
mod display;
mod kind;
mod make;

pub use api::{ErrorDetail, PermissionViolation};
pub use kind::ErrorKind;

pub(crate) use answer::Answer;
pub(crate) use api::ApiFailure;
use api::listed_scopes;
#[cfg(feature = "login")]
pub(crate) use kind::Source;
pub(crate) use kind::{Kind, Stage};

use std::time::Duration;

use crate::Secret;
use crate::check::{ValidationError, Violation};
use crate::text::first_link;
use crate::{CodeInfo, Retry};
use kind::Inner;

/// Why a call failed.
///
/// `Display` is one line: what failed, why, and what to do. `Display` and `Debug` show the start of the server's
/// message, with control characters escaped; the accessors return all of it.
///
/// ```
/// # #[cfg(all(feature = "client", feature = "calendar"))]
/// # async fn run(client: calendar_generated::Client<calendar_generated::User>) -> Result<(), Box<dyn std::error::Error>> {
/// use calendar_generated::{ErrorCode, ErrorKind, calendar};
///
/// let request = calendar::Get::builder().calendar_id("feishu.cn_xxx@group.calendar.feishu.cn").build()?;
/// match client.send(&request).await {
///     Ok(calendar) => println!("{:?}", calendar.summary),
///     Err(error) if error.code() == Some(ErrorCode::CalendarNotFound) => println!("it is gone"),
///     Err(error) if error.is_permission() => {
///         println!("grant one of {:?}", error.missing_scopes().collect::<Vec<_>>());
///     }
///     Err(error) if error.kind() == ErrorKind::Timeout => println!("later"),
///     Err(error) => {
///         // One line: what failed, why, what to do. The log ID is what the vendor's support asks for.
///         println!("{error}; log ID {:?}", error.log_id());
///         return Err(error.into());
///     }
/// }
/// # Ok(())
/// # }
/// ```
pub struct Error(Box<Inner>);

/// What [`Error::code`] gives: a generated enum of error codes, or the number.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a type of error codes",
    label = "expected `ErrorCode` or `i64`",
    note = "compare with `Some(ErrorCode::CalendarNotFound)`, or `code_number()` with `Some(191000)`"
)]
pub trait FromCode {
    /// The code with this number.
    fn from_code(number: i64) -> Self;
}

impl FromCode for i64 {
    fn from_code(number: i64) -> Self {
        number
    }
}

impl Error {
    /// Returns the kind of failure.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind.error_kind()
    }
}

/// Predicates that are true for errors of several kinds.
impl Error {
    /// Whether a rate limit was reached: the server said so, or the documented limit would delay the call beyond its
    /// deadline.
    pub fn is_rate_limited(&self) -> bool {
        self.retry() == Retry::RateLimit
    }

    /// Whether the request names something that does not exist (any more).
    pub fn is_not_found(&self) -> bool {
        self.api().is_some_and(ApiFailure::is_not_found)
    }

    /// Whether the caller lacks permission: a scope of the application or the user, or a right in the calendar.
    pub fn is_permission(&self) -> bool {
        self.api().is_some_and(ApiFailure::is_permission)
    }

    /// Whether it is about the access token: the server rejects it, or a new one could not be obtained or stored. In
    /// the latter case nothing was sent, and code, status and log ID are those of the token call.
    pub fn is_token(&self) -> bool {
        matches!(self.0.kind, Kind::Token(_) | Kind::TokenStore(_)) || self.retry() == Retry::NewToken
    }

    /// Whether the server returned an error code that does not change when the call is repeated.
    #[cfg(feature = "client")]
    pub(crate) fn is_refusal(&self) -> bool {
        matches!(&self.0.kind, Kind::Api(api) if api.retry() == Retry::Never)
    }

    /// Whether nothing was sent.
    #[cfg(feature = "client")]
    pub(crate) fn is_unsent(&self) -> bool {
        matches!(self.0.kind, Kind::Encode { .. } | Kind::Transport { stage: Stage::Connect | Stage::Certificate, .. })
    }

    #[cfg(feature = "client")]
    pub(crate) fn is_rejected_token(&self) -> bool {
        matches!(&self.0.kind, Kind::Api(api) if api.is_rejected_token())
    }
}

/// The details of the failure.
impl Error {
    /// Returns resource and name of the endpoint, such as `calendar_acl.create`; `None` when no call was made.
    pub fn endpoint(&self) -> Option<&'static str> {
        self.0.endpoint
    }

    /// Returns the error code of the API.
    pub fn code_number(&self) -> Option<i64> {
        self.api().map(|api| api.number)
    }

    /// Returns the error code of the API as a generated enum of codes, or as a number where it is compared with one.
    pub fn code<C: FromCode>(&self) -> Option<C> {
        self.code_number().map(C::from_code)
    }

    /// Returns the documentation of the error code.
    pub fn info(&self) -> Option<&'static CodeInfo> {
        self.api().and_then(|api| api.info)
    }

    /// Returns what to do about the error code.
    pub fn advice(&self) -> Option<&'static str> {
        self.info().map(|info| info.advice).filter(|advice| !advice.is_empty())
    }

    /// Returns the vendor's message about the error code.
    pub fn message(&self) -> Option<&str> {
        self.api().map(|api| api.message.as_str())
    }

    /// Returns the HTTP status of the response.
    pub fn status(&self) -> Option<u16> {
        match &self.0.kind {
            Kind::Api(api) => Some(api.status.as_u16()),
            Kind::Answer(answer) => Some(answer.status.as_u16()),
            Kind::Decode { status, .. } | Kind::TooLarge { status, .. } => Some(status.as_u16()),
            Kind::Token(error) => error.status(),
            _ => None,
        }
    }

    /// Returns the ID of the call in the server's log, which the vendor's support asks for.
    pub fn log_id(&self) -> Option<&str> {
        match &self.0.kind {
            Kind::Api(api) => api.log_id.as_deref(),
            Kind::Answer(answer) => answer.log_id.as_deref(),
            Kind::Decode { log_id, .. } | Kind::TooLarge { log_id, .. } => log_id.as_deref(),
            Kind::Token(error) => error.log_id(),
            _ => None,
        }
    }

    /// Returns the fields to blame: those found before sending, or those that the server named; the first 1,000.
    pub fn violations(&self) -> &[Violation] {
        match &self.0.kind {
            Kind::Validation(invalid) => invalid.violations(),
            Kind::Api(api) => &api.violations,
            _ => &[],
        }
    }

    /// Returns the scopes that the call lacked, as the server names them; granting one of them is enough. They are the
    /// subjects of all [`permission_violations`](Self::permission_violations), whatever the server calls their type, or
    /// else those that its message lists.
    pub fn missing_scopes(&self) -> impl Iterator<Item = &str> {
        let violations = self.permission_violations();
        let message = self.api().filter(|api| violations.is_empty() && api.lacks_permission());
        let listed = message.map_or("", |api| listed_scopes(&api.message));
        let listed = listed.split([',', ' ']).filter(|scope| !scope.is_empty());
        violations.iter().map(|violation| violation.subject.as_str()).chain(listed)
    }

    /// Returns how often the call was sent, if the client counted.
    pub fn attempts(&self) -> Option<u32> {
        Some(self.0.attempts).filter(|attempts| *attempts > 0)
    }

    /// Returns the permissions that the call lacked; the first 1,000.
    pub fn permission_violations(&self) -> &[PermissionViolation] {
        self.api().map_or(&[], |api| &api.permission_violations)
    }

    /// Returns the server's details about single parameters; the first 1,000.
    pub fn details(&self) -> &[ErrorDetail] {
        self.api().map_or(&[], |api| &api.details)
    }

    /// Returns the details besides code and message: the value of `error` in the response, as JSON.
    /// It can quote values of the request.
    pub fn error_json(&self) -> Option<&str> {
        self.api().and_then(|api| api.object.as_ref()).map(Secret::expose)
    }

    /// Returns the URL of the vendor's explanation of the failure.
    pub fn troubleshooter(&self) -> Option<&str> {
        self.api().and_then(|api| api.troubleshooter.as_deref())
    }

    /// A page that helps: the first link in the server's message, or else in its
    /// [`troubleshooter`](Self::troubleshooter). For 99991672 it is the page of the developer console that grants the
    /// missing scopes, for 99991679 the vendor's page about the authorization of users.
    pub fn help_url(&self) -> Option<&str> {
        let texts = [self.message(), self.troubleshooter()];
        texts.into_iter().flatten().find_map(first_link)
    }

    /// Returns how long the server asks to wait before the next call.
    pub fn retry_after(&self) -> Option<Duration> {
        match &self.0.kind {
            Kind::Api(api) => api.retry_after,
            Kind::Answer(answer) => answer.retry_after,
            Kind::Limited { wait } => Some(*wait),
            Kind::Token(error) => error.retry_after(),
            _ => None,
        }
    }

    /// Returns whether and when to repeat the call: as documented for the code, or else as the HTTP status or the kind
    /// of failure suggests. After a failure that leaves open whether the call took effect, repeat only idempotent
    /// calls.
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
