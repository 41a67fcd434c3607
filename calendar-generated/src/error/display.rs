//! The line that an error prints.

use std::error::Error as StdError;
use std::fmt::{self, Debug, Display, Formatter, Write};

use super::{Answer, ApiFailure, Error, Kind, Stage};
use crate::check::Violation;
use crate::text::{Excerpt, OneLine, first_link, has_part, write_bounded};

/// The most that is shown of parts that can be many, in bytes.
const SHOWN: usize = 4096;

impl Debug for Error {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let limit = 2 * SHOWN;
        if f.alternate() {
            return write_bounded(f, limit, format_args!("Error({:#?})", self.0));
        }
        write_bounded(f, limit, format_args!("Error({:?})", self.0))
    }
}

impl Display for Error {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.write_to(f)
    }
}

impl Error {
    /// Generic over the writer, since `write!` to a `Formatter` itself compiles to more code.
    fn write_to(&self, out: &mut dyn Write) -> fmt::Result {
        if let Some(endpoint) = self.0.endpoint {
            write!(out, "{endpoint}: ")?;
        }
        match &self.0.kind {
            Kind::Validation(invalid) => {
                out.write_str("not sent, since ")?;
                write_bounded(out, SHOWN, format_args!("{}", Joined(invalid.violations())))?;
            }
            Kind::Configuration { message, source } | Kind::Encode { message, source } => {
                write!(out, "{message}")?;
                write_cause(out, source.as_deref().map(|source| source as &dyn StdError))?;
            }
            Kind::Transport { stage, source } => {
                write_stage(out, *stage)?;
                write_cause(out, Some(source.as_ref()))?;
            }
            Kind::TooLarge { limit, .. } => {
                write!(out, "the response has more than {limit} bytes; allow more with `max_response_bytes`")?;
            }
            Kind::Token(error) => return write!(out, "not sent, since there is no access token: {error}"),
            Kind::TokenStore(source) => {
                out.write_str("the store of tokens failed")?;
                write_cause(out, Some(source.as_ref()))?;
            }
            Kind::Limited { wait } => {
                write!(
                    out,
                    "not sent: by the documented rate limit its turn comes in {wait:.1?}, after its deadline; "
                )?;
                out.write_str("call less often, or allow more time with `RetryPolicy::deadline`")?;
            }
            Kind::Answer(answer) => write_answer(out, answer)?,
            Kind::Decode { source, .. } => {
                out.write_str("the call succeeded, but its response does not have the documented shape: ")?;
                write_bounded(out, SHOWN, format_args!("{source}"))?;
            }
            Kind::Paging { message } => out.write_str(message)?,
            Kind::Api(api) => write_api(out, api)?,
        }
        if self.0.attempts > 1 {
            write!(out, " (after {} attempts)", self.0.attempts)?;
        }
        match self.log_id() {
            Some(log_id) => write!(out, " [log id {}]", Excerpt(log_id)),
            None => Ok(()),
        }
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.kind.source()
    }
}

/// Violations on one line.
struct Joined<'a>(&'a [Violation]);

impl Display for Joined<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for (index, violation) in self.0.iter().enumerate() {
            let separator = if index == 0 { "" } else { "; " };
            write!(f, "{separator}{violation}")?;
        }
        Ok(())
    }
}

fn write_stage(out: &mut dyn Write, stage: Stage) -> fmt::Result {
    out.write_str(match stage {
        Stage::Timeout => "no response in time; whether the call took effect is unknown",
        Stage::Connect => "no connection; nothing was sent",
        Stage::Certificate => "the certificate of the server was not accepted; nothing was sent",
        Stage::Late => "it did not come before the deadline of the call; allow more time with `RetryPolicy::deadline`",
        Stage::Exchange => "the connection broke; whether the call took effect is unknown",
    })
}

/// The innermost cause, which is the most useful one to a person.
fn write_cause(out: &mut dyn Write, error: Option<&dyn StdError>) -> fmt::Result {
    let Some(error) = error else { return Ok(()) };
    let mut cause = error;
    while let Some(inner) = cause.source() {
        cause = inner;
    }
    let mut text = String::new();
    write_bounded(&mut text, SHOWN, format_args!("{cause}"))?;
    write!(out, " ({})", OneLine(&text))
}

fn write_answer(out: &mut dyn Write, answer: &Answer) -> fmt::Result {
    write!(out, "HTTP {}, and the response is not from the API: ", answer.status)?;
    match &answer.content_type {
        Some(content_type) => write!(out, "{}, ", Excerpt(content_type))?,
        None => out.write_str("no content type, ")?,
    }
    match &answer.body {
        None => out.write_str("not shown here, since there may be data or a token in it")?,
        Some((body, _)) if body.is_empty() => out.write_str("empty")?,
        Some((body, is_cut)) => write!(out, "`{body}{}`", if *is_cut { "…" } else { "" })?,
    }
    out.write_str("; check the base URL and any proxy in between")
}

fn write_api(out: &mut dyn Write, api: &ApiFailure) -> fmt::Result {
    write!(out, "code {} (HTTP {})", api.number, api.status.as_u16())?;
    let message = match api.info {
        Some(info) if api.message.is_empty() => info.message,
        _ => api.message.as_str(),
    };
    if !message.is_empty() {
        let shown = Excerpt(message).to_string();
        write!(out, ": {shown}")?;
        // The link is often at the end of a message that is too long to be shown.
        if let Some(link) = first_link(message).filter(|link| !shown.contains(link) && link.len() <= SHOWN) {
            write!(out, " — {link}")?;
        }
    }
    write_bounded(out, SHOWN, format_args!("{}", Particulars(api)))?;
    if let Some(info) = api.info.filter(|info| !info.advice.is_empty()) {
        write!(out, " — {}", info.advice)?;
    }
    if let Some(text) = &api.troubleshooter {
        write!(out, " — {}", Excerpt(text))?;
    }
    match api.retry_after {
        Some(pause) => write!(out, " (wait {} s)", pause.as_secs()),
        None => Ok(()),
    }
}

/// What the server said besides code and message.
struct Particulars<'a>(&'a ApiFailure);

impl Display for Particulars<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self(api) = self;
        for violation in &api.violations {
            write!(f, "; {violation}")?;
        }
        for detail in &api.details {
            let separator = if detail.key.is_empty() { "" } else { ": " };
            write!(f, "; {}{separator}{}", Excerpt(&detail.key), Excerpt(&detail.value))?;
        }
        // The message often lists them already.
        let message = Excerpt(&api.message).to_string();
        let permissions = api.permission_violations.iter().map(|violation| &violation.subject);
        for (index, subject) in permissions.filter(|subject| !has_part(&message, subject)).enumerate() {
            let separator = if index == 0 { "; required is one of: " } else { ", " };
            write!(f, "{separator}{}", Excerpt(subject))?;
        }
        Ok(())
    }
}
