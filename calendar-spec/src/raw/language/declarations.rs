//! Identifiers, enums, objects, fields and error codes.

use super::{CONDITION, FIELDS, RULES, SCOPES, Shape, Table, optional, required};

pub(super) static ID: Table = Table {
    what: "an identifier",
    keys: &[
        required("doc", Shape::Text, "What it identifies."),
        optional("example", Shape::Text, "A documented value."),
    ],
};

pub(super) static ENUM: Table = Table {
    what: "an enum",
    keys: &[
        required("doc", Shape::Text, "What the values say."),
        required(
            "values",
            Shape::Map(&Shape::Either(&[Shape::Text, Shape::Table(&ENUM_VALUE)])),
            "The values as they stand in JSON, each with what it means.",
        ),
    ],
};

pub(super) static ENUM_VALUE: Table = Table {
    what: "a value of an enum",
    keys: &[
        required("doc", Shape::Text, "What it means."),
        optional("rust", Shape::Text, "Name of the variant, upper camel case."),
        optional("read_only", Shape::Flag, "The server sends it, no request can."),
        optional("scopes", SCOPES, "Scopes that the value needs, any of them."),
    ],
};

pub(crate) static OBJECT: Table = Table {
    what: "an object",
    keys: &[
        required("doc", Shape::Text, "What it holds."),
        required("fields", FIELDS, "Its fields."),
        optional("constructors", Shape::Map(&Shape::Table(&CONSTRUCTOR)), "The ways to make it."),
        optional("rules", RULES, "Rules across its fields."),
    ],
};

pub(super) static CONSTRUCTOR: Table = Table {
    what: "a constructor",
    keys: &[required("field", Shape::Text, "The field that it sets."), required("doc", Shape::Text, "What it makes.")],
};

pub(super) static FIELD: Table = Table {
    what: "a field",
    keys: &[
        required("type", Shape::Text, "Its type."),
        optional("doc", Shape::Text, "What it is, with its unit."),
        optional("required", Shape::Flag, "A request without it is refused."),
        optional("required_when", CONDITION, "It is required when a sibling has one of these values."),
        optional("length", Shape::Range, "Characters of a text."),
        optional("items", Shape::Range, "Items of a list or map."),
        optional("range", Shape::Range, "Bounds of a number."),
        optional("one_of", Shape::Some(&Shape::Integer(i64::MIN)), "The only numbers allowed."),
        optional("read_only", Shape::Flag, "The server sends it, no request can set it."),
        optional("secret", Shape::Flag, "Never shown in logs or errors."),
        optional("default", Shape::Scalar, "What the server takes when the field is absent."),
        optional("example", Shape::Either(&[Shape::Scalars, Shape::Scalar]), "A documented value."),
        optional("scopes", SCOPES, "Scopes that unlock the field, any of them."),
        optional("deprecated", Shape::Text, "What to use instead."),
        optional("beta", Shape::Flag, "The reference calls it a gradual roll-out."),
        optional("rust", Shape::Text, "Another name in Rust, snake case."),
    ],
};

pub(super) static ERROR: Table = Table {
    what: "an error code",
    keys: &[
        required("name", Shape::Text, "Its name, snake case."),
        optional("status", Shape::Integer(100), "HTTP status, where a page states it."),
        required("message", Shape::Text, "The vendor's words on the wire."),
        required("advice", Shape::Text, "What to do about it."),
        required(
            "retry",
            Shape::Word(&["never", "backoff", "rate_limit", "new_token", "restart"]),
            "Whether and when a repetition makes sense.",
        ),
    ],
};
