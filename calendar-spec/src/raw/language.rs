//! The language as data: which keys a mapping has, which of them it needs, and what stands there.
//!
//! `conform` holds files against these tables, and messages are worded from them.

/// A mapping with fixed keys.
#[derive(Debug)]
pub(crate) struct Table {
    /// What it describes, with its article.
    pub(crate) what: &'static str,
    pub(crate) keys: &'static [Key],
}

/// A key of a [`Table`].
#[derive(Debug)]
pub(crate) struct Key {
    pub(crate) name: &'static str,
    pub(crate) required: bool,
    pub(crate) shape: Shape,
    /// What it says.
    pub(crate) doc: &'static str,
}

/// What may stand somewhere.
#[derive(Debug)]
pub(crate) enum Shape {
    /// A text that is not empty.
    Text,
    /// `true` or `false`.
    Flag,
    /// A whole number of at least this much.
    Integer(i64),
    /// Text, number or flag.
    Scalar,
    /// A list of scalars, which may repeat.
    Scalars,
    /// `1..=500` and the like; a number alone is a range of one.
    Range,
    /// One of these words.
    Word(&'static [&'static str]),
    /// A list without repetitions.
    List(&'static Shape),
    /// A list without repetitions that is not empty.
    Some(&'static Shape),
    /// Names that the spec chooses, each with a value of this shape.
    Map(&'static Shape),
    /// A mapping with fixed keys.
    Table(&'static Table),
    /// Whichever fits what stands there.
    Either(&'static [Shape]),
}

const fn required(name: &'static str, shape: Shape, doc: &'static str) -> Key {
    Key { name, required: true, shape, doc }
}

const fn optional(name: &'static str, shape: Shape, doc: &'static str) -> Key {
    Key { name, required: false, shape, doc }
}

pub(crate) static ROOT: Table = Table {
    what: "the root file",
    keys: &[
        required("spec", Shape::Text, "Name of the API, snake case."),
        required("doc", Shape::Text, "What the API is."),
        required("include", Shape::List(&Shape::Text), "Every other file of the spec, relative to this one."),
    ],
};

pub(crate) static FILE: Table = Table {
    what: "a file",
    keys: &[
        optional("resource", Shape::Text, "Name of the module, snake case."),
        optional("doc", Shape::Text, "What the resource is."),
        optional("ids", Shape::Map(&Shape::Table(&ID)), "Newtyped identifiers."),
        optional("enums", Shape::Map(&Shape::Table(&ENUM)), "Open sets of values."),
        optional("objects", Shape::Map(&Shape::Table(&OBJECT)), "Objects of requests, responses and events."),
        optional("errors", Shape::Map(&Shape::Table(&ERROR)), "Error codes, by number."),
        optional("error_groups", Shape::Map(&ERROR_LIST), "Named lists of error codes."),
        optional("endpoints", Shape::Map(&Shape::Table(&ENDPOINT)), "What can be called."),
        optional("events", Shape::Map(&Shape::Table(&EVENT)), "What the server pushes."),
    ],
};

static ERROR_LIST: Shape = Shape::List(&Shape::Either(&[Shape::Integer(0), Shape::Text]));

pub(crate) static ID: Table = Table {
    what: "an identifier",
    keys: &[
        required("doc", Shape::Text, "What it identifies."),
        optional("example", Shape::Text, "A documented value."),
    ],
};

pub(crate) static ENUM: Table = Table {
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

pub(crate) static ENUM_VALUE: Table = Table {
    what: "a value of an enum",
    keys: &[
        required("doc", Shape::Text, "What it means."),
        optional("rust", Shape::Text, "Name of the variant, upper camel case."),
        optional("read_only", Shape::Flag, "The server sends it, no request can."),
        optional("scopes", SCOPES, "Scopes that the value needs, any of them."),
    ],
};

const SCOPES: Shape = Shape::List(&Shape::Text);

pub(crate) static OBJECT: Table = Table {
    what: "an object",
    keys: &[
        required("doc", Shape::Text, "What it holds."),
        required("fields", FIELDS, "Its fields."),
        optional("constructors", Shape::Map(&Shape::Table(&CONSTRUCTOR)), "The ways to make it."),
        optional("rules", RULES, "Rules across its fields."),
    ],
};

const FIELDS: Shape = Shape::Map(&Shape::Table(&FIELD));

pub(crate) static CONSTRUCTOR: Table = Table {
    what: "a constructor",
    keys: &[
        required("field", Shape::Text, "The field that it sets."),
        required("doc", Shape::Text, "What it makes."),
    ],
};

pub(crate) static FIELD: Table = Table {
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

const CONDITION: Shape = Shape::Map(&Shape::Either(&[Shape::Some(&Shape::Scalar), Shape::Scalar]));

pub(crate) static ERROR: Table = Table {
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

pub(crate) static ENDPOINT: Table = Table {
    what: "an endpoint",
    keys: &[
        required("doc", Shape::Text, "What it does."),
        required("page", Shape::Table(&PAGE), "The vendor's page."),
        required("http", Shape::Text, "Method and path."),
        required("tokens", Shape::Some(&Shape::Word(&["tenant", "user"])), "Tokens that it takes."),
        required("apps", APPS, "Kinds of application that may call it."),
        optional("scopes", SCOPES, "Scopes, any of them."),
        optional("rate_limit", Shape::Table(&RATE_LIMIT), "Calls that the server allows."),
        optional("idempotency_key", Shape::Text, "The field that makes a repeated call harmless."),
        optional("paging", Shape::Table(&PAGING), "How to walk it page by page."),
        optional("deprecated", Shape::Text, "What to use instead."),
        optional("path", FIELDS, "Fields in the path."),
        optional("query", FIELDS, "Fields in the query string."),
        optional("header", FIELDS, "Fields in the headers."),
        optional("body", FIELDS, "Fields of the JSON body."),
        optional("rules", RULES, "Rules across its fields."),
        optional("response", Shape::Either(&[Shape::Text, Shape::Table(&RESPONSE)]), "What stands under `data`."),
        required("errors", Shape::List(&Shape::Either(&[Shape::Integer(0), Shape::Text])), "Error codes and groups."),
    ],
};

const APPS: Shape = Shape::Some(&Shape::Word(&["custom", "isv"]));

static PAGE: Table = Table {
    what: "a reference page",
    keys: &[
        required("path", Shape::Text, "Its path at the vendor's site."),
        required("updated", Shape::Text, "The day on which the vendor last changed it, `YYYY-MM-DD`."),
    ],
};

static RATE_LIMIT: Table = Table {
    what: "a rate limit",
    keys: &[
        optional("per_minute", Shape::Integer(1), "Calls in a minute."),
        optional("per_second", Shape::Integer(1), "Calls in a second."),
    ],
};

static PAGING: Table = Table {
    what: "a paging",
    keys: &[
        required("token", Shape::Text, "Query field that takes the page token."),
        required("items", Shape::Text, "Response list that holds the items."),
        required("next", Shape::Text, "Response field with the next page token."),
        optional("size", Shape::Text, "Request field for the size of a page."),
        optional("more", Shape::Text, "Response flag that says whether there is more."),
        optional("sync", Shape::Text, "Request field that asks for changes since a sync token."),
        optional("next_sync", Shape::Text, "Response field with the next sync token."),
        optional("needs", Shape::Text, "Request field without which the server does not page."),
    ],
};

static RESPONSE: Table = Table {
    what: "a response in place",
    keys: &[required("fields", FIELDS, "What stands under `data`.")],
};

pub(crate) static EVENT: Table = Table {
    what: "an event",
    keys: &[
        required("doc", Shape::Text, "When it comes."),
        required("page", Shape::Table(&PAGE), "The vendor's page."),
        required("type", Shape::Text, "Its type on the wire."),
        optional("envelope", Shape::Word(&["v1", "v2"]), "Form of the envelope; `v2` if absent."),
        required("apps", APPS, "Kinds of application that may receive it."),
        optional("scopes", SCOPES, "Scopes, any of them."),
        optional("fields", FIELDS, "What stands under `event`."),
        optional("payload", Shape::Text, "The object under `event`."),
    ],
};

const RULES: Shape = Shape::List(&Shape::Table(&RULE));

/// A rule has exactly one of these keys.
pub(crate) static RULE: Table = Table {
    what: "a rule",
    keys: &[
        optional("exclusive", FIELD_NAMES, "At most one of the fields."),
        optional("at_least_one", FIELD_NAMES, "At least one of the fields."),
        optional("together", FIELD_NAMES, "All of the fields or none."),
        optional("conflict", Shape::Table(&CONFLICT), "None of the second if any of the first."),
        optional("order", Shape::Table(&ORDER), "One before the other."),
        optional("same_form", FIELD_NAMES, "All in seconds, or all dates."),
        optional("items_together", Shape::Table(&ITEMS_TOGETHER), "Items of several lists."),
        optional("items_where", Shape::Table(&ITEMS_WHERE), "Items of a list that have a value."),
        optional("forbidden", Shape::Table(&FORBIDDEN), "A value that a field may not have under a condition."),
        optional("offset_order", Shape::Table(&OFFSET_ORDER), "One before the other, measured from a common base."),
    ],
};

const FIELD_NAMES: Shape = Shape::Some(&Shape::Text);

static CONFLICT: Table = Table {
    what: "a conflict",
    keys: &[required("fields", FIELD_NAMES, "The one side."), required("with", FIELD_NAMES, "The other side.")],
};

static ORDER: Table = Table {
    what: "an order",
    keys: &[
        required("before", Shape::Text, "The earlier field."),
        required("after", Shape::Text, "The later field."),
        optional("or_equal", Shape::Flag, "Both may be equal."),
        optional("span", Shape::Text, "How far apart they may be, `14d`."),
    ],
};

static ITEMS_TOGETHER: Table = Table {
    what: "a limit on lists together",
    keys: &[
        required("fields", FIELD_NAMES, "The lists."),
        required("max", Shape::Integer(1), "Their items at most."),
    ],
};

static ITEMS_WHERE: Table = Table {
    what: "a limit on items with a value",
    keys: &[
        required("list", Shape::Text, "The list of objects."),
        required("field", Shape::Text, "The field of these objects."),
        required("value", Shape::Scalar, "Its value."),
        required("max", Shape::Integer(0), "The number of such items at most."),
    ],
};

static FORBIDDEN: Table = Table {
    what: "a forbidden value",
    keys: &[
        required("field", Shape::Text, "The field."),
        required("value", Shape::Scalar, "The value."),
        required("when", CONDITION, "When it is forbidden."),
    ],
};

static OFFSET_ORDER: Table = Table {
    what: "an order of offsets",
    keys: &[
        required("before", Shape::Text, "The earlier object."),
        required("after", Shape::Text, "The later object."),
        required("anchor", Shape::Text, "The field that says what an amount counts from."),
        required("amount", Shape::Text, "The field with the amount."),
        required("bases", Shape::Map(&Shape::Text), "For each value of the anchor, what the amount counts from; `-` counts backwards."),
    ],
};
