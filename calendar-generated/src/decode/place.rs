//! The path of an error, such as `items[3].scope.type`, built while the error is passed outwards.
//!
//! Every object and list on the path adds its step to the front of the message, so that nothing is tracked as long as
//! there is no error. The line and column remain at the end of the message, where `serde_json` looks for them.

use calendar_spec::path::Step;
use serde::de;

use crate::text::has_part;

/// The same error, with one step more in its path.
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
