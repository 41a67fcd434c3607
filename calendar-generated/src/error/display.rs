//! The one line that an error prints.

use std::error::Error as StdError;
use std::fmt::{self, Display, Formatter};

use super::{Answer, ApiFailure, Error, Kind, Stage};
use crate::check::Invalid;
use crate::text::OneLine;

impl Display for Error {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if let Some(endpoint) = self.0.endpoint {
            write!(f, "{endpoint}: ")?;
        }
        match &self.0.kind {
            Kind::Invalid(invalid) => write_invalid(f, invalid)?,
            Kind::Configuration { message, source } | Kind::Encode { message, source } => {
                write!(f, "{message}")?;
                write_cause(f, source.as_deref().map(|source| source as &dyn StdError))?;
            }
            Kind::Transport { stage, source } => {
                write_stage(f, *stage)?;
                write_cause(f, Some(source.as_ref()))?;
            }
            Kind::TooLarge { limit, .. } => {
                write!(f, "the answer has more than {limit} bytes; allow more with `max_response_bytes`")?;
            }
            Kind::Token(error) => return write!(f, "not sent, since there is no access token: {error}"),
            Kind::TokenStore(source) => {
                f.write_str("the store of tokens failed")?;
                write_cause(f, Some(source.as_ref()))?;
            }
            Kind::Limited { wait } => {
                write!(f, "not sent: by the documented rate limit its turn comes in {wait:.1?}, after its deadline; ")?;
                f.write_str("call less often, or allow more time with `RetryPolicy::deadline`")?;
            }
            Kind::Answer(answer) => write_answer(f, answer)?,
            Kind::Decode { source, .. } => {
                write!(f, "the call succeeded, but its answer is not of the documented shape: {source}")?;
            }
            Kind::Paging { message } => f.write_str(message)?,
            Kind::Api(api) => write_api(f, api)?,
        }
        if self.0.attempts > 1 {
            write!(f, " (after {} attempts)", self.0.attempts)?;
        }
        match self.log_id() {
            Some(log_id) => write!(f, " [log id {}]", OneLine(log_id)),
            None => Ok(()),
        }
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.kind.source()
    }
}

fn write_invalid(f: &mut Formatter<'_>, invalid: &Invalid) -> fmt::Result {
    f.write_str("not sent, since ")?;
    for (index, violation) in invalid.violations().iter().enumerate() {
        let separator = if index == 0 { "" } else { "; " };
        write!(f, "{separator}{violation}")?;
    }
    Ok(())
}

fn write_stage(f: &mut Formatter<'_>, stage: Stage) -> fmt::Result {
    f.write_str(match stage {
        Stage::Timeout => "no answer in time; whether the call took effect is unknown",
        Stage::Connect => "no connection; nothing was sent",
        Stage::Exchange => "the connection broke; whether the call took effect is unknown",
    })
}

/// The innermost cause, which is the one that a person can act on.
fn write_cause(f: &mut Formatter<'_>, error: Option<&dyn StdError>) -> fmt::Result {
    let Some(error) = error else { return Ok(()) };
    let mut cause = error;
    while let Some(inner) = cause.source() {
        cause = inner;
    }
    write!(f, " ({cause})")
}

fn write_answer(f: &mut Formatter<'_>, answer: &Answer) -> fmt::Result {
    write!(f, "HTTP {}, and the answer is not of the API: ", answer.status)?;
    match &answer.content_type {
        Some(content_type) => write!(f, "{content_type}, ")?,
        None => f.write_str("no content type, ")?,
    }
    if answer.body.is_empty() {
        return f.write_str("empty; check the base URL and what lies between");
    }
    let more = if answer.is_cut { "…" } else { "" };
    write!(f, "`{}{more}`; check the base URL and what lies between", answer.body)
}

fn write_api(f: &mut Formatter<'_>, api: &ApiFailure) -> fmt::Result {
    write!(f, "code {} (HTTP {})", api.number, api.status.as_u16())?;
    let message = match api.info {
        Some(info) if api.message.is_empty() => info.message,
        _ => api.message.as_str(),
    };
    if !message.is_empty() {
        write!(f, ": {}", OneLine(message))?;
    }
    for violation in &api.violations {
        write!(f, "; {violation}")?;
    }
    if let Some(info) = api.info.filter(|info| !info.advice.is_empty()) {
        write!(f, " — {}", info.advice)?;
    } else if let Some(text) = &api.troubleshooter {
        write!(f, " — {}", OneLine(text))?;
    }
    match api.retry_after {
        Some(pause) => write!(f, " (wait {} s)", pause.as_secs()),
        None => Ok(()),
    }
}
