//! The language as data: which keys a mapping has, which of them it needs, and what stands there.
//!
//! `conform` holds files against these tables, and messages are worded from them.

mod declarations;
mod endpoints;
mod rules;

pub(crate) use declarations::OBJECT;
use declarations::{ENUM, ERROR, FIELD, ID};
pub(crate) use endpoints::ENDPOINT;
use endpoints::EVENT;
pub(crate) use rules::RULE;

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
    /// A list of texts; whether they repeat is for others to check.
    Texts,
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
        required("include", Shape::Texts, "Every other file of the spec, relative to this one."),
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

/// Error codes and names of groups.
const ERROR_LIST: Shape = Shape::List(&Shape::Either(&[Shape::Integer(0), Shape::Text]));

/// Scopes, any of them.
const SCOPES: Shape = Shape::List(&Shape::Text);

/// Fields by name.
const FIELDS: Shape = Shape::Map(&Shape::Table(&FIELD));

/// Rules across them.
const RULES: Shape = Shape::List(&Shape::Table(&RULE));

/// When a field has one of some values.
const CONDITION: Shape = Shape::Map(&Shape::Either(&[Shape::Some(&Shape::Scalar), Shape::Scalar]));
