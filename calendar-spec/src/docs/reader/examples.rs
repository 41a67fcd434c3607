//! Examples in JSON.

use super::loose;
use crate::docs::facts::{Example, Place};

/// Options of `curl` that take the body of a request.
const DATA: [&str; 4] = ["--data-raw", "--data-binary", "--data", "-d"];

/// Reads an example: JSON, strictly where it can be, or a command of `curl` that sends some.
pub(super) fn read(place: Place, text: &str, line: usize) -> Example {
    let json = serde_json::from_str(text).ok().or_else(|| {
        let is_command = text.trim_start().starts_with("curl");
        let body = if is_command { sent(text)? } else { text };
        body.trim_start().starts_with(['{', '[']).then(|| loose::read(body, place != Place::Body))?
    });
    Example { place, line, text: text.to_owned(), json }
}

/// The body that a command of `curl` sends, between single quotes.
fn sent(command: &str) -> Option<&str> {
    let after = DATA.iter().find_map(|option| command.split_once(&format!("{option} ")).map(|(_, rest)| rest))?;
    let quoted = after.trim_start().trim_start_matches('$').strip_prefix('\'')?;
    quoted.rsplit_once('\'').map(|(body, _)| body)
}
