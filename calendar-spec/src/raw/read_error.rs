//! Error codes: from a checked tree to the raw types.
//!
//! In: a node under `errors` or `error_groups`. Out: [`ErrorCode`] or [`ErrorEntry`]s, with findings about numbers.

use super::language::Notation;
use super::nodes::{integer, text, words};
use super::{ErrorCode, ErrorEntry, OwnError, Text};
use crate::diagnostic::{Problem, Problems, quoted};
use crate::location::Located;
use crate::model::Retry;
use crate::source::{Content, Node};

/// A declared error code.
pub(super) fn error(name: &Text, node: &Node, problems: &mut Problems) -> Option<ErrorCode> {
    let Ok(number) = name.value.parse() else {
        let message = format!("{} is not an error code", quoted(&name.value));
        problems.push(Problem::new("wrong-type", name.place, message).help(Notation::ErrorCode.help()));
        return None;
    };
    Some(ErrorCode {
        number: Located { value: number, place: name.place },
        name: text(node, "name"),
        status: status(node, problems),
        message: words(node, "message"),
        advice: words(node, "advice"),
        retry: match &*words(node, "retry") {
            "backoff" => Retry::Backoff,
            "rate_limit" => Retry::RateLimit,
            "new_token" => Retry::NewToken,
            "restart" => Retry::Restart,
            _ => Retry::Never,
        },
    })
}

/// The errors of an endpoint.
pub(super) fn endpoint_errors(node: &Node, problems: &mut Problems) -> Vec<ErrorEntry> {
    let own = node.items().iter().filter_map(|item| {
        let code = item.get("code")?;
        let optional = |key| text(item, key).map(|text| text.value);
        Some(ErrorEntry::Own(OwnError {
            number: Located { value: integer(code)?, place: code.place },
            status: status(item, problems),
            message: optional("message"),
            advice: optional("advice"),
        }))
    });
    let own: Vec<ErrorEntry> = own.collect();
    error_entries(node).into_iter().chain(own).collect()
}

/// The entries of a list of error codes and groups.
pub(super) fn error_entries(node: &Node) -> Vec<ErrorEntry> {
    let entry = |node: &Node| match &node.content {
        Content::Integer(value) => Some(ErrorEntry::Code(Located { value: *value, place: node.place })),
        Content::Text(value) => Some(ErrorEntry::Group(Located { value: value.clone(), place: node.place })),
        _ => None,
    };
    node.items().iter().filter_map(entry).collect()
}

/// The HTTP status under `status`.
fn status(node: &Node, problems: &mut Problems) -> Option<u16> {
    let node = node.get("status")?;
    let status = integer(node).and_then(|status| u16::try_from(status).ok());
    if integer(node).is_some_and(|status| status > 599) {
        let problem = Problem::new("out-of-range", node.place, "this is not an HTTP status");
        problems.push(problem.help("an HTTP status is a number from 100 to 599"));
    }
    status.filter(|status| (100..600).contains(status))
}
