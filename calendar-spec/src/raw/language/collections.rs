//! Collections.
//!
//! The value of `collection`.

use super::{Count, SNAKE, Shape, Table, UPPER_CAMEL, optional, required};
use crate::raw::language::Notation;

/// Number of an error.
const CODE: Shape = Shape::Integer(0, i64::MAX);

pub(crate) static COLLECTION: Table = Table {
    what: "a collection",
    keys: &[
        required("object", UPPER_CAMEL, "What an item is."),
        required("id", Shape::Text, "The field of the object that identifies an item; requests name it alike."),
        optional(
            "new_id",
            Shape::Text,
            "The form of a new ID, with `{number}` or `{uuid}` in it; `{number}` if absent.",
        ),
        optional("parent", SNAKE, "The resource in whose items these lie."),
        optional("create", SNAKE, "The endpoint that makes one item of the fields of its body."),
        optional("batch_create", SNAKE, "The endpoint that makes several, each of an object in a list."),
        optional("get", SNAKE, "The endpoint that shows one."),
        optional("batch_get", SNAKE, "The endpoint that shows several, by a list of IDs."),
        optional("list", SNAKE, "The endpoint that shows all, page by page."),
        optional("search", Shape::Table(&SEARCH), "The endpoint that shows those with some words."),
        optional("update", SNAKE, "The endpoint that changes one; what its body leaves out stays."),
        optional("delete", SNAKE, "The endpoint that deletes one."),
        optional("batch_delete", SNAKE, "The endpoint that deletes several, by a list of IDs."),
        optional("missing", CODE, "The error for an item that never was."),
        optional("deleted", CODE, "The error for an item that was deleted."),
        optional("expired", CODE, "The error for a page or sync token that has expired."),
        optional(
            "deleted_as",
            Shape::Map(Count::One, &Shape::Text, &Shape::Scalar),
            "How a listing of changes shows a deleted item: a field of the object and its value.",
        ),
        optional("sync_lifetime", Shape::Notation(Notation::Span), "For how long a sync token is good."),
    ],
    relations: &[],
};

static SEARCH: Table = Table {
    what: "a search",
    keys: &[
        required("endpoint", SNAKE, "The endpoint."),
        required("text", Shape::Text, "The field of its request with the words."),
        required("in", Shape::Some(&Shape::Text), "Fields of the object that are searched."),
    ],
    relations: &[],
};
