//! [`Fault`]: what a test makes the server do instead of, or in addition to, its usual response.

mod apply;
mod parse;
mod queue;

pub(super) use apply::{answer, rate_limited};
pub(super) use queue::Faults;

use std::time::Duration;

/// The longest delay; a test that waits longer has hung.
const LONGEST: Duration = Duration::from_secs(600);

/// A failure that occurs once or several times, at one endpoint or at any call.
///
/// ```
/// use std::time::Duration;
/// use calendar_spec::mock::Fault;
///
/// let busy = Fault::code(190_003).on("calendar_event.create").times(2);
/// let slow = Fault::delay(Duration::from_millis(300)).and(Fault::half_body());
/// assert_eq!(slow, "delay=300; half-body".parse()?);
/// # Ok::<(), calendar_spec::mock::InvalidFault>(())
/// ```
///
/// As text, in the header `x-mock-fault` and in admin routes, a fault is a list of `name=value`, separated by `;`:
///
/// | text | function |
/// | --- | --- |
/// | `code=191000` | [`Fault::code`] |
/// | `status=503` | [`Fault::status`] |
/// | `delay=250` | [`Fault::delay`], in milliseconds |
/// | `cut=before` | [`Fault::cut_before_reading`] |
/// | `cut=after` | [`Fault::cut_after_reading`] |
/// | `half-body` | [`Fault::half_body`] |
/// | `content-type=text/html` | [`Fault::content_type`] |
/// | `rate-limit=30` | [`Fault::rate_limit`], in seconds |
/// | `reject-token` | [`Fault::reject_token`] |
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    pub(super) effect: Effect,
    pub(super) endpoint: Option<String>,
    /// How many more calls it affects; `None` for all.
    pub(super) left: Option<u32>,
}

/// The effects on a call.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Effect {
    pub(super) code: Option<i64>,
    pub(super) status: Option<u16>,
    pub(super) delay: Option<Duration>,
    pub(super) cut: Option<Cut>,
    pub(super) half_body: bool,
    pub(super) content_type: Option<String>,
    pub(super) rate_limit: Option<u64>,
    pub(super) reject_token: bool,
}

/// When a connection is cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cut {
    /// After the head of the request, with its body unread.
    Before,
    /// After the whole request, without a response.
    After,
}

impl Fault {
    fn new(effect: Effect) -> Self {
        Self { effect, endpoint: None, left: Some(1) }
    }

    /// Answers with an error code, with the status and message that the spec has for it.
    pub fn code(number: i64) -> Self {
        Self::new(Effect { code: Some(number), ..Effect::default() })
    }

    /// Answers with an HTTP status: alone as a proxy would, with a page of HTML; together with a code in its envelope.
    pub fn status(status: u16) -> Self {
        Self::new(Effect { status: Some(status), ..Effect::default() })
    }

    /// Waits before it answers.
    pub fn delay(delay: Duration) -> Self {
        Self::new(Effect { delay: Some(delay), ..Effect::default() })
    }

    /// Closes the connection after the head of the request, before its body is read.
    pub fn cut_before_reading() -> Self {
        Self::new(Effect { cut: Some(Cut::Before), ..Effect::default() })
    }

    /// Closes the connection after the whole request, without a response.
    pub fn cut_after_reading() -> Self {
        Self::new(Effect { cut: Some(Cut::After), ..Effect::default() })
    }

    /// Sends half of the announced body, then closes the connection.
    pub fn half_body() -> Self {
        Self::new(Effect { half_body: true, ..Effect::default() })
    }

    /// Answers with another content type.
    pub fn content_type(content_type: impl Into<String>) -> Self {
        Self::new(Effect { content_type: Some(content_type.into()), ..Effect::default() })
    }

    /// Answers 429 with `x-ogw-ratelimit-reset`, in whole seconds rounded up.
    pub fn rate_limit(reset: Duration) -> Self {
        let seconds = reset.as_secs() + u64::from(reset.subsec_nanos() > 0);
        Self::new(Effect { rate_limit: Some(seconds), ..Effect::default() })
    }

    /// Rejects the token of the call, in this call and all later ones.
    pub fn reject_token() -> Self {
        Self::new(Effect { reject_token: true, ..Effect::default() })
    }

    /// Affects only calls of this endpoint, such as `calendar_acl.create`. Without it, any call is affected.
    #[must_use]
    pub fn on(mut self, endpoint: impl Into<String>) -> Self {
        self.endpoint = Some(endpoint.into());
        self
    }

    /// How many calls are affected; 1 by default.
    #[must_use]
    pub fn times(mut self, times: u32) -> Self {
        self.left = Some(times);
        self
    }

    /// Affects every call, until the faults are cleared.
    #[must_use]
    pub fn always(mut self) -> Self {
        self.left = None;
        self
    }

    /// Combines both faults in one call; where they conflict, the other one takes precedence.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        let (one, other) = (self.effect, other.effect);
        self.effect = Effect {
            code: other.code.or(one.code),
            status: other.status.or(one.status),
            delay: other.delay.or(one.delay),
            cut: other.cut.or(one.cut),
            half_body: other.half_body || one.half_body,
            content_type: other.content_type.or(one.content_type),
            rate_limit: other.rate_limit.or(one.rate_limit),
            reject_token: other.reject_token || one.reject_token,
        };
        self
    }

    /// What cannot be part of a response.
    pub(super) fn check(&self) -> Result<(), InvalidFault> {
        let Effect { code, status, delay, content_type, .. } = &self.effect;
        if *code == Some(0) {
            return Err(InvalidFault::new("the code 0 means success; choose another one"));
        }
        if status.is_some_and(|status| !(200..=599).contains(&status)) {
            return Err(InvalidFault::new("the status of a response is a number from 200 to 599"));
        }
        if delay.is_some_and(|delay| delay > LONGEST) {
            return Err(InvalidFault::new("a delay is at most 600000 milliseconds"));
        }
        if content_type.as_ref().is_some_and(|text| http::HeaderValue::from_str(text).is_err()) {
            return Err(InvalidFault::new("the content type has a character that no header can carry"));
        }
        Ok(())
    }
}

/// A fault that the server cannot produce, or an endpoint that does not exist.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct InvalidFault {
    message: String,
}

impl InvalidFault {
    pub(in crate::mock) fn new(message: impl Into<String>) -> Self {
        Self { message: message.into() }
    }
}

impl From<super::UnknownEndpoint> for InvalidFault {
    fn from(unknown: super::UnknownEndpoint) -> Self {
        Self::new(unknown.to_string())
    }
}
