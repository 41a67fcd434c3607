//! Maps violations to the error codes that the service documents for them.

use crate::model::{Endpoint, Format, Spec, Type};

use super::check::{Cause, Violation};
use super::codes;

/// Whether a code is that of a violation.
type StandsFor = fn(&Spec, &Violation) -> bool;

/// Codes for one kind of violation. They apply where the endpoint's page lists them and there are no other violations;
/// the general code for parameters applies to the rest.
const SPECIAL: &[(i64, StandsFor)] = &[
    // "sync token cannot be used with other request restrictions"
    (190_009, |_, broken| broken.cause == Cause::Conflict && names_sync_token(broken)),
    // "requested time exceeds the allowed range"
    (193_103, |_, broken| broken.cause == Cause::Span),
    // "the number of user IDs exceeds the limit"
    (198_001, |spec, broken| is_list_of(spec, broken, "UserId")),
    // "the time format is illegal"
    (198_002, |_, broken| broken.cause == Cause::Format(Format::DateTime)),
    // "the time range is illegal"
    (198_003, |_, broken| matches!(broken.cause, Cause::Order | Cause::Span)),
    // "the time zone format is illegal"
    (198_004, |_, broken| broken.cause == Cause::Format(Format::Timezone)),
    // "the number of calendar IDs exceeds the limit"
    (198_007, |spec, broken| is_list_of(spec, broken, "CalendarId")),
];

/// The code for these violations.
pub(super) fn code(spec: &Spec, endpoint: &Endpoint, broken: &[Violation]) -> i64 {
    let special = SPECIAL.iter().find(|(number, stands_for)| {
        codes::lists(spec, endpoint, *number) && broken.iter().all(|broken| stands_for(spec, broken))
    });
    let general = || {
        let is_refused_by_gateway = broken.iter().any(|broken| is_of_gateway(&broken.cause));
        if is_refused_by_gateway { codes::PARAMETERS } else { codes::for_parameters(spec, endpoint) }
    };
    special.map_or_else(general, |(number, _)| *number)
}

/// What the gateway checks by itself: presence, JSON type, enum values and limits.
fn is_of_gateway(cause: &Cause) -> bool {
    matches!(cause, Cause::Missing | Cause::Type | Cause::Value | Cause::Items(_))
}

fn names_sync_token(broken: &Violation) -> bool {
    broken.path == "sync_token" || broken.message.contains("`sync_token`")
}

fn is_list_of(spec: &Spec, broken: &Violation, name: &str) -> bool {
    let Cause::Items(Type::List(inner)) = &broken.cause else { return false };
    matches!(**inner, Type::Id(id) if spec.ids.get(id.0).is_some_and(|id| id.name == name))
}
