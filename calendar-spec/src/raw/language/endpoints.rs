//! Endpoints and events.
//!
//! The values of `endpoints` and `events`.

use super::{
    Count, FIELD, FIELDS, Notation, RULES, Relation, SCOPES, SNAKE, Shape, Table, UPPER_CAMEL, optional, required,
};
use crate::model::TokenKind;

pub(crate) static ENDPOINT: Table = Table {
    what: "an endpoint",
    keys: &[
        required("doc", Shape::Text, "What it does."),
        optional("page", Shape::Table(&PAGE), "The vendor's page."),
        optional(
            "undocumented",
            Shape::Table(&UNDOCUMENTED),
            "In place of `page`: no page of the vendor describes it.",
        ),
        required("http", Shape::Notation(Notation::Http), "Method and path."),
        required("tokens", Shape::Some(&Shape::Word(TOKENS)), "Tokens that it takes."),
        optional("apps", APPS, "Kinds of application that may call it, where a page states them."),
        optional("scopes", SCOPES, "Scopes, any of them."),
        optional("rate_limit", Shape::Table(&RATE_LIMIT), "Calls that the server allows."),
        optional("idempotency_key", Shape::Text, "The field that makes a repeated call harmless."),
        optional("repeatable", Shape::Flag, "A repeated call does no harm, as it only reads. Every GET is repeatable."),
        optional("paging", Shape::Table(&PAGING), "How to walk it page by page."),
        optional("deprecated", Shape::Text, "What to use instead."),
        optional("path", FIELDS, "Fields in the path, which are always required."),
        optional("query", FIELDS, "Fields in the query string."),
        optional(
            "header",
            Shape::Map(Count::Any, &Shape::Notation(Notation::Header), &Shape::Table(&FIELD)),
            "Fields in the headers.",
        ),
        optional("body", FIELDS, "Fields of the JSON body."),
        optional("rules", RULES, "Rules across its fields."),
        optional(
            "response",
            Shape::Either(&[UPPER_CAMEL, Shape::Table(&RESPONSE)]),
            "The object under `data`: by its name, or with inline fields; absent when there is no data.",
        ),
        optional(
            "field_scopes",
            SCOPES,
            "Scopes that unlock fields of the response, where the page does not say which ones unlock which.",
        ),
        required(
            "errors",
            Shape::List(&Shape::Either(&[Shape::Integer(0, i64::MAX), SNAKE, Shape::Table(&OWN_ERROR)])),
            "Error codes and groups; a code as a mapping where this endpoint says something else of it.",
        ),
    ],
    relations: &[Relation::Either("page", "undocumented")],
};

pub(super) static UNDOCUMENTED: Table = Table {
    what: "the mark of something that no page describes",
    keys: &[required("source", Shape::Text, "Where it is known from, such as a file of the vendor's own tool.")],
    relations: &[],
};

/// Every kind, and `none`.
const TOKENS: &[(&str, &str)] = &{
    let mut tokens = [("none", "It is called without a token; this stands alone."); TokenKind::ALL.len() + 1];
    let mut index = 0;
    while index < TokenKind::ALL.len() {
        tokens[index] = (TokenKind::ALL[index].name(), TokenKind::ALL[index].call());
        index += 1;
    }
    tokens
};

const APPS: Shape = Shape::Some(&Shape::Word(&[("custom", "Made for one tenant."), ("isv", "From the store.")]));

static OWN_ERROR: Table = Table {
    what: "an error of an endpoint",
    keys: &[
        required("code", Shape::Integer(0, i64::MAX), "The number of a declared error."),
        optional("status", Shape::Integer(100, 599), "HTTP status."),
        optional("message", Shape::Text, "The vendor's words on the wire."),
        optional("advice", Shape::Text, "What to do about it."),
    ],
    relations: &[],
};

static PAGE: Table = Table {
    what: "a reference page",
    keys: &[
        required("path", Shape::Notation(Notation::Page), "Its path at the vendor's site."),
        optional(
            "updated",
            Shape::Notation(Notation::Date),
            "The day on which the vendor last changed it, `YYYY-MM-DD`, if it is known.",
        ),
        optional(
            "differs",
            Shape::List(&Shape::Text),
            "What the page says and this spec does not, in the words of `docs drift`; `check` warns of each.",
        ),
    ],
    relations: &[],
};

/// The limits of the model.
const MOST_CALLS: i64 = u32::MAX as i64;

static RATE_LIMIT: Table = Table {
    what: "a rate limit",
    keys: &[
        optional("per_minute", Shape::Integer(1, MOST_CALLS), "Calls in a minute."),
        optional("per_second", Shape::Integer(1, MOST_CALLS), "Calls in a second."),
        optional("special", Shape::Flag, "The page names a limit of its own kind, without numbers."),
    ],
    relations: &[Relation::Count(Count::Some)],
};

static PAGING: Table = Table {
    what: "a paging",
    keys: &[
        optional("token", Shape::Text, "Request field that takes the page token."),
        optional("offset", Shape::Text, "Request field for the number of items before the page, instead of a token."),
        optional("page", Shape::Text, "Request field for the number of the page, from 1 on, instead of a token."),
        required("items", Shape::Text, "Response list that holds the items."),
        optional("next", Shape::Text, "Response field with the next page token, which `token` needs."),
        optional(
            "total",
            Shape::Text,
            "Response field with the number of items on all pages, for `offset` and `page`.",
        ),
        optional("size", Shape::Text, "Request field for the size of a page."),
        optional("more", Shape::Text, "Response flag that says whether there is more."),
        optional("sync", Shape::Text, "Request field that asks for changes since a sync token."),
        optional("next_sync", Shape::Text, "Response field with the next sync token."),
        optional("needs", Shape::Text, "Request field without which the server does not page."),
    ],
    relations: &[Relation::Needs("sync", "next_sync"), Relation::Needs("next_sync", "sync")],
};

static RESPONSE: Table = Table {
    what: "a response in place",
    keys: &[
        optional("fields", FIELDS, "What it holds, in place."),
        optional("object", UPPER_CAMEL, "What it holds: an object by its name."),
        optional(
            "at",
            Shape::Word(&[
                ("data", "Under `data`, beside `code` and `msg`."),
                ("body", "In the body itself, beside `code` and `msg` if there are such."),
                ("file", "The body is a file, which has no fields."),
            ]),
            "Where the response holds it; `data` if absent.",
        ),
    ],
    relations: &[],
};

pub(super) static EVENT: Table = Table {
    what: "an event",
    keys: &[
        required("doc", Shape::Text, "When it comes."),
        required("page", Shape::Table(&PAGE), "The vendor's page."),
        required("type", Shape::Text, "Its type on the wire."),
        optional(
            "envelope",
            Shape::Word(&[("v1", "The older form, without `schema`."), ("v2", "The form with `schema` and `header`.")]),
            "Form of the envelope; `v2` if absent.",
        ),
        optional("apps", APPS, "Kinds of application that may receive it, where a page states them."),
        optional("scopes", SCOPES, "Scopes, any of them."),
        optional(
            "field_scopes",
            SCOPES,
            "Scopes that unlock fields, where the page does not say which ones unlock which.",
        ),
        optional("fields", FIELDS, "The fields under `event`, inline."),
        optional("payload", UPPER_CAMEL, "Name of the object under `event`."),
    ],
    relations: &[Relation::Either("fields", "payload")],
};
