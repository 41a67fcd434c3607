//! Faults as strings, such as `code=190003; delay=250`.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use super::{Cut, Effect, Fault, InvalidFault};
use crate::mock::check::shorten;

const ALLOWED: &str = "allowed are `code=NUMBER`, `status=NUMBER`, `delay=MILLISECONDS`, `cut=before`, `cut=after`, \
                       `half-body`, `content-type=TEXT`, `rate-limit=SECONDS` and `reject-token`, separated by `;`";

impl FromStr for Fault {
    type Err = InvalidFault;

    fn from_str(text: &str) -> Result<Self, InvalidFault> {
        let parts = text.split(';').map(str::trim).filter(|part| !part.is_empty());
        let fault = parts.map(part).reduce(|one, other| Ok(one?.and(other?)));
        let fault = fault.unwrap_or_else(|| Err(InvalidFault::new(format!("no fault is named; {ALLOWED}"))))?;
        fault.check().map(|()| fault)
    }
}

fn part(text: &str) -> Result<Fault, InvalidFault> {
    let (name, value) = text.split_once('=').map_or((text, ""), |(name, value)| (name.trim(), value.trim()));
    match (name, value) {
        ("code", value) => number(name, value).map(Fault::code),
        ("status", value) => number(name, value).map(Fault::status),
        ("delay", value) => number(name, value).map(Duration::from_millis).map(Fault::delay),
        ("rate-limit", value) => number(name, value).map(Duration::from_secs).map(Fault::rate_limit),
        ("cut", "before") => Ok(Fault::cut_before_reading()),
        ("cut", "after") => Ok(Fault::cut_after_reading()),
        ("half-body", "") => Ok(Fault::half_body()),
        ("reject-token", "") => Ok(Fault::reject_token()),
        ("content-type", value) if !value.is_empty() => Ok(Fault::content_type(value)),
        _ => Err(InvalidFault::new(format!("`{}` is not a fault; {ALLOWED}", shorten(text)))),
    }
}

fn number<T: FromStr>(name: &str, text: &str) -> Result<T, InvalidFault> {
    text.parse().map_err(|_| InvalidFault::new(format!("`{name}={}` needs a whole number", shorten(text))))
}

/// The string that parses as the fault, without the endpoint and the number of calls.
impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Effect { code, status, delay, cut, half_body, content_type, rate_limit, reject_token } = &self.effect;
        let parts = [
            code.map(|code| format!("code={code}")),
            status.map(|status| format!("status={status}")),
            delay.map(|delay| format!("delay={}", delay.as_millis())),
            cut.map(|cut| format!("cut={}", if cut == Cut::Before { "before" } else { "after" })),
            half_body.then(|| "half-body".to_owned()),
            content_type.as_ref().map(|text| format!("content-type={text}")),
            rate_limit.map(|seconds| format!("rate-limit={seconds}")),
            reject_token.then(|| "reject-token".to_owned()),
        ];
        f.write_str(&parts.into_iter().flatten().collect::<Vec<_>>().join("; "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Fault, String> {
        text.parse().map_err(|error: InvalidFault| error.to_string())
    }

    #[test]
    fn every_fault_has_its_text() {
        let cases = [
            ("code=191000", Fault::code(191_000)),
            ("status=503", Fault::status(503)),
            ("delay=250", Fault::delay(Duration::from_millis(250))),
            ("cut=before", Fault::cut_before_reading()),
            ("cut=after", Fault::cut_after_reading()),
            ("half-body", Fault::half_body()),
            ("content-type=text/html; half-body", Fault::content_type("text/html").and(Fault::half_body())),
            ("rate-limit=30", Fault::rate_limit(Duration::from_secs(30))),
            (" reject-token ;", Fault::reject_token()),
            ("code=1;code=2", Fault::code(2)),
        ];
        for (text, fault) in cases {
            assert_eq!(parse(&fault.to_string()), Ok(fault.clone()), "{text}");
            assert_eq!(parse(text), Ok(fault), "{text}");
        }
    }

    #[test]
    fn an_invalid_fault_is_rejected_with_the_existing_ones() {
        let cases = [
            ("", "no fault is named"),
            ("codes=1", "`codes=1` is not a fault; allowed are"),
            ("cut", "is not a fault"),
            ("half-body=1", "is not a fault"),
            ("code=x", "needs a whole number"),
            ("code=0", "means success"),
            ("status=99", "200 to 599"),
            ("status=70000", "whole number"),
            ("delay=600001", "at most"),
            ("content-type=a\u{1}b", "no header can carry"),
        ];
        for (text, words) in cases {
            let message = parse(text).expect_err(text);
            assert!(message.contains(words), "{text}: {message}");
        }
    }
}
