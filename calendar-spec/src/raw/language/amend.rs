//! Overlays.
//!
//! The value of `amend`: declarations of the extended spec, each with the keys that change.

use super::declarations::{ENUM, ERROR, OBJECT};
use super::endpoints::{ENDPOINT, EVENT};
use super::{Count, ERROR_LIST, Notation, SNAKE, Shape, Table, UPPER_CAMEL, optional};

pub(crate) static AMEND: Table = Table {
    what: "an overlay",
    keys: &[
        optional("enums", Shape::Map(Count::Any, &UPPER_CAMEL, &Shape::Part(&ENUM)), "Enums to amend."),
        optional("objects", Shape::Map(Count::Any, &UPPER_CAMEL, &Shape::Part(&OBJECT)), "Objects to amend."),
        optional(
            "errors",
            Shape::Map(Count::Any, &Shape::Notation(Notation::ErrorCode), &Shape::Part(&ERROR)),
            "Error codes to amend, by number.",
        ),
        optional("error_groups", Shape::Map(Count::Any, &SNAKE, &ERROR_LIST), "Error groups, with the codes to add."),
        optional(
            "endpoints",
            Shape::Map(Count::Any, &Shape::Text, &Shape::Part(&ENDPOINT)),
            "Endpoints to amend, by resource and name, such as `calendar_event.create`.",
        ),
        optional(
            "events",
            Shape::Map(Count::Any, &Shape::Text, &Shape::Part(&EVENT)),
            "Events to amend, by resource and name, such as `calendar.changed`.",
        ),
    ],
    relations: &[],
};
