//! Identifiers, enums, objects, fields and error codes.
//!
//! The values of `ids`, `enums`, `objects` and `errors`.

use super::{
    CONDITION, Count, FIELDS, Notation, RULES, SCOPES, SNAKE, Shape, Table, UNDOCUMENTED, UPPER_CAMEL, optional,
    required,
};

pub(super) static ID: Table = Table {
    what: "an identifier",
    keys: &[
        required("doc", Shape::Text, "What it identifies."),
        optional("example", Shape::Text, "A documented value."),
        optional(
            "values",
            Shape::Map(Count::Any, &SNAKE, &Shape::Table(&KNOWN_ID)),
            "Identifiers with a fixed meaning.",
        ),
    ],
    relations: &[],
};

static KNOWN_ID: Table = Table {
    what: "an identifier with a fixed meaning",
    keys: &[
        required("doc", Shape::Text, "What it identifies."),
        optional("undocumented", Shape::Table(&UNDOCUMENTED), "No page of the vendor names it."),
    ],
    relations: &[],
};

pub(super) static ENUM: Table = Table {
    what: "an enum",
    keys: &[
        required("doc", Shape::Text, "What the values say."),
        optional(
            "type",
            Shape::Word(&[
                ("string", "Texts in JSON."),
                ("int32", "Whole numbers in JSON; each value has a `rust` name."),
            ]),
            "What the values are in JSON; `string` if absent.",
        ),
        required(
            "values",
            Shape::Map(Count::Some, &Shape::Text, &Shape::Either(&[Shape::Text, Shape::Table(&ENUM_VALUE)])),
            "The values in JSON, each with its meaning.",
        ),
    ],
    relations: &[],
};

pub(super) static ENUM_VALUE: Table = Table {
    what: "a value of an enum",
    keys: &[
        required("doc", Shape::Text, "What it means."),
        optional("rust", UPPER_CAMEL, "Name of the variant, upper camel case."),
        optional("read_only", Shape::Flag, "The server sends it, no request can."),
        optional("scopes", SCOPES, "Scopes that the value needs, any of them."),
    ],
    relations: &[],
};

pub(crate) static OBJECT: Table = Table {
    what: "an object",
    keys: &[
        required("doc", Shape::Text, "What it holds."),
        required("fields", FIELDS, "Its fields."),
        optional(
            "constructors",
            Shape::Map(Count::Any, &SNAKE, &Shape::Table(&CONSTRUCTOR)),
            "The ways to make it; only they set the fields that they name.",
        ),
        optional("rules", RULES, "Rules across its fields."),
    ],
    relations: &[],
};

pub(super) static CONSTRUCTOR: Table = Table {
    what: "a constructor",
    keys: &[required("field", Shape::Text, "The field that it sets."), required("doc", Shape::Text, "What it makes.")],
    relations: &[],
};

pub(super) static FIELD: Table = Table {
    what: "a field",
    keys: &[
        required("type", Shape::Notation(Notation::Type), "Its type."),
        optional("doc", Shape::Text, "What it is, with its unit."),
        optional("required", Shape::Flag, "A request without it is refused."),
        optional("required_when", CONDITION, "It is required when a sibling has one of these values."),
        optional(
            "length",
            Shape::Range(0),
            "Characters of a text, counted as Unicode scalar values; on a list or map, of each item.",
        ),
        optional("items", Shape::Range(0), "Items of a list or map."),
        optional("range", Shape::Range(i64::MIN), "Bounds of a number; on a list or map, of each item."),
        optional("one_of", Shape::Some(&Shape::Integer(i64::MIN, i64::MAX)), "The only numbers allowed."),
        optional("multiple_of", Shape::Integer(1, i64::MAX), "The step of a number: only its multiples are allowed."),
        optional("read_only", Shape::Flag, "The server sends it, no request can set it."),
        optional("secret", Shape::Flag, "Never shown in `Debug`, logs or errors; only for the type `string`."),
        optional("default", Shape::Any, "What the server takes when the field is absent; documented, never sent."),
        optional("example", Shape::Any, "A documented value."),
        optional("scopes", SCOPES, "Scopes that unlock the field, any of them."),
        optional("deprecated", Shape::Text, "What to use instead."),
        optional("beta", Shape::Flag, "The reference calls it a gradual roll-out."),
        optional("undocumented", Shape::Table(&UNDOCUMENTED), "No page of the vendor names it."),
        optional("rust", SNAKE, "Another name in Rust, snake case."),
    ],
    relations: &[],
};

pub(super) static ERROR: Table = Table {
    what: "an error code",
    keys: &[
        required("name", SNAKE, "Its name, snake case."),
        optional("status", Shape::Integer(100, 599), "HTTP status, where a page states it."),
        required("message", Shape::Text, "The vendor's words on the wire."),
        required("advice", Shape::Text, "What to do about it."),
        required(
            "retry",
            Shape::Word(&[
                ("never", "It will fail again."),
                ("backoff", "Later, with growing pauses."),
                ("rate_limit", "When the limit allows."),
                ("new_token", "With a new token."),
                ("restart", "Without the page or sync token."),
            ]),
            "Whether and when a repetition makes sense.",
        ),
    ],
    relations: &[],
};
