//! The language as data: the keys of each mapping, which of them are required, and their values.
//!
//! `conform` checks files against these tables, messages use their descriptions, and the JSON Schema is made from them.

#![cfg_attr(not(feature = "cli"), allow(dead_code))] // only the schema asks for all of it

mod amend;
mod collections;
mod declarations;
mod endpoints;
mod notation;
mod rules;

pub(crate) use amend::AMEND;
pub(crate) use collections::COLLECTION;
pub(crate) use declarations::OBJECT;
use declarations::{ENUM, ERROR, FIELD, ID};
pub(crate) use endpoints::ENDPOINT;
use endpoints::{EVENT, UNDOCUMENTED};
pub(crate) use notation::Notation;
pub(crate) use rules::RULE;

/// A mapping with fixed keys.
#[derive(Debug)]
pub(crate) struct Table {
    /// What it describes, with an article.
    pub(crate) what: &'static str,
    pub(crate) keys: &'static [Key],
    /// Relations between the keys. The code that reads the table checks and reports them.
    pub(crate) relations: &'static [Relation],
}

/// Relations between the keys of a [`Table`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Relation {
    /// The first key needs the second.
    Needs(&'static str, &'static str),
    /// There is exactly one of two keys.
    Either(&'static str, &'static str),
    /// How many keys there are.
    Count(Count),
}

/// How many entries a mapping has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Count {
    Any,
    /// At least one.
    Some,
    /// Exactly one.
    One,
}

/// A key of a [`Table`].
#[derive(Debug)]
pub(crate) struct Key {
    pub(crate) name: &'static str,
    pub(crate) required: bool,
    pub(crate) shape: Shape,
    /// Its description.
    pub(crate) doc: &'static str,
}

/// The allowed values of a node.
#[derive(Debug)]
pub(crate) enum Shape {
    /// A string that is not empty.
    Text,
    /// A string with a notation.
    Notation(Notation),
    /// `true` or `false`.
    Flag,
    /// A whole number between the two. Larger numbers are reported by the code that reads them.
    Integer(i64, i64),
    /// A string, number or boolean.
    Scalar,
    /// Any value but nothing.
    Any,
    /// A list of strings; later stages check for repetitions.
    Texts,
    /// `1..=500` and the like, with ends of at least this much; a number alone is a range of one.
    Range(i64),
    /// One of these words, each with its meaning.
    Word(&'static [(&'static str, &'static str)]),
    /// A list without repetitions.
    List(&'static Shape),
    /// A list without repetitions that is not empty.
    Some(&'static Shape),
    /// Names of the first shape that the spec chooses, each with a value of the second.
    Map(Count, &'static Shape, &'static Shape),
    /// A mapping with fixed keys.
    Table(&'static Table),
    /// Some keys of such a mapping, to amend one that is elsewhere; the result is checked against the table there.
    Part(&'static Table),
    /// Whichever fits the value.
    Either(&'static [Shape]),
}

const fn required(name: &'static str, shape: Shape, doc: &'static str) -> Key {
    Key { name, required: true, shape, doc }
}

const fn optional(name: &'static str, shape: Shape, doc: &'static str) -> Key {
    Key { name, required: false, shape, doc }
}

const SNAKE: Shape = Shape::Notation(Notation::Snake);

const UPPER_CAMEL: Shape = Shape::Notation(Notation::UpperCamel);

/// Name of the shipped spec.
pub(crate) const BASE: &str = "calendar";

pub(crate) static ROOT: Table = Table {
    what: "the root file",
    keys: &[
        required("spec", SNAKE, "Name of the API, snake case."),
        required("doc", Shape::Text, "What the API is."),
        optional(
            "extends",
            Shape::Word(&[(BASE, "The shipped spec.")]),
            "The spec that this one amends and adds to; its declarations can be referred to by name.",
        ),
        required("include", Shape::Texts, "Every other file of the spec, relative to this one."),
    ],
    relations: &[],
};

pub(crate) static FILE: Table = Table {
    what: "a file",
    keys: &[
        optional("resource", SNAKE, "Name of the module, snake case; a file with this key describes a resource."),
        optional("doc", Shape::Text, "What the resource is."),
        optional(
            "service",
            SNAKE,
            "The service that the file belongs to. What it declares is found first from files of this service, and has \
             the service before its name in Rust: `ContactDepartment`, `contact_department`.",
        ),
        optional("ids", Shape::Map(Count::Any, &UPPER_CAMEL, &Shape::Table(&ID)), "Newtyped identifiers."),
        optional("enums", Shape::Map(Count::Any, &UPPER_CAMEL, &Shape::Table(&ENUM)), "Open sets of values."),
        optional(
            "objects",
            Shape::Map(Count::Any, &UPPER_CAMEL, &Shape::Table(&OBJECT)),
            "Objects of requests, responses and events.",
        ),
        optional(
            "errors",
            Shape::Map(Count::Any, &Shape::Notation(Notation::ErrorCode), &Shape::Table(&ERROR)),
            "Error codes, by number.",
        ),
        optional(
            "error_groups",
            Shape::Map(Count::Any, &SNAKE, &ERROR_LIST),
            "Named lists of error codes; a group may hold groups.",
        ),
        optional("collection", Shape::Table(&COLLECTION), "What the endpoints make, show, change and delete."),
        optional("endpoints", Shape::Map(Count::Any, &SNAKE, &Shape::Table(&ENDPOINT)), "What can be called."),
        optional("events", Shape::Map(Count::Any, &SNAKE, &Shape::Table(&EVENT)), "What the server pushes."),
        optional("amend", Shape::Table(&AMEND), "Changes to the spec that the root extends."),
    ],
    relations: &[
        Relation::Needs("resource", "doc"),
        Relation::Needs("doc", "resource"),
        Relation::Needs("collection", "resource"),
        Relation::Needs("endpoints", "resource"),
        Relation::Needs("events", "resource"),
    ],
};

/// Error codes and names of groups.
const ERROR_LIST: Shape = Shape::List(&Shape::Either(&[Shape::Integer(0, i64::MAX), SNAKE]));

/// Scopes, one of which is enough.
const SCOPES: Shape = Shape::List(&Shape::Text);

/// Fields by name.
const FIELDS: Shape = Shape::Map(Count::Any, &Shape::Text, const { &Shape::Table(&FIELD) });

/// Rules across them.
const RULES: Shape = Shape::List(const { &Shape::Table(&RULE) });

/// A condition: a field has one of some values.
const CONDITION: Shape =
    Shape::Map(Count::One, &Shape::Text, &Shape::Either(&[Shape::Some(&Shape::Scalar), Shape::Scalar]));
