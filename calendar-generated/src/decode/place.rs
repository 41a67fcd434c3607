//! The place of an error: `items[3].scope.type`, put together while the error passes outwards.
//!
//! Every object and list on the way adds its step to the front of the message, so nothing is tracked while all is
//! well. The message keeps the line and column at its end, where `serde_json` takes them from.

use calendar_spec::path::Step;
use serde::de;

use crate::text::has_part;

/// The same error, one step further out.
#[cold]
pub(crate) fn within<E: de::Error>(step: Step<'_>, error: &E) -> E {
    E::custom(located(step, &error.to_string()))
}

fn located(step: Step<'_>, message: &str) -> String {
    let (dot, rest) = match message.strip_prefix('`').filter(|rest| has_part(rest, "`: ")) {
        Some(rest) if rest.starts_with('[') => ("", rest),
        Some(rest) => (".", rest),
        None => ("`: ", message),
    };
    format!("`{step}{dot}{rest}")
}
