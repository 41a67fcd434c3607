//! A mirror of the YAML with positions: what was written, in Rust types, before names are resolved.
//!
//! In: the tree of a file. Out: a [`Document`] with everything that is sound. `language` defines what may be written,
//! `conform` checks the tree against it, and the other modules convert the rest to these types.

mod collection;
mod conform;
pub(crate) mod language;
mod nodes;
mod read;
mod read_endpoint;
mod read_error;
mod read_field;
mod read_rule;
mod service;
mod syntax;
mod undocumented;

pub(crate) use collection::{Collection, TextSearch};
#[cfg(feature = "cli")]
pub(crate) use conform::expected;
pub(crate) use read::{read, read_root};
pub(crate) use service::apply_services;
pub(crate) use syntax::own_words;
#[cfg(feature = "cli")]
pub(crate) use syntax::{DEEPEST_TYPE, METHODS, MOST_SEGMENTS, RANGES, http};
pub use undocumented::Parts;
pub(crate) use undocumented::{Needed, leave_out, prune};

use crate::location::{Located, Location};
use crate::model::{
    App, Constraint, Envelope, Method, Page, RateLimit, Reference, ResponseAt, Retry, Tokens, Undocumented, Value,
};

/// A string and its position.
pub(crate) type Text = Located<String>;

/// The root file.
#[derive(Debug, Default)]
pub(crate) struct Root {
    pub(crate) name: Option<Text>,
    pub(crate) doc: String,
    pub(crate) extends: Option<String>,
}

/// A file other than the root.
#[derive(Debug, Default)]
pub(crate) struct Document {
    pub(crate) resource: Option<Text>,
    pub(crate) service: Option<Text>,
    pub(crate) doc: String,
    pub(crate) ids: Vec<Id>,
    pub(crate) enums: Vec<Enum>,
    pub(crate) objects: Vec<Object>,
    pub(crate) errors: Vec<ErrorCode>,
    pub(crate) error_groups: Vec<ErrorGroup>,
    pub(crate) collection: Option<Collection>,
    pub(crate) endpoints: Vec<Endpoint>,
    pub(crate) events: Vec<Event>,
}

/// An entry of `ids`.
#[derive(Debug)]
pub(crate) struct Id {
    pub(crate) name: Text,
    pub(crate) doc: String,
    pub(crate) example: Option<String>,
    pub(crate) values: Vec<KnownId>,
}

/// An entry of an identifier's `values`.
#[derive(Debug)]
pub(crate) struct KnownId {
    pub(crate) wire: Text,
    pub(crate) doc: String,
    pub(crate) undocumented: Option<Undocumented>,
}

/// An entry of `enums`.
#[derive(Debug)]
pub(crate) struct Enum {
    pub(crate) name: Text,
    pub(crate) doc: String,
    pub(crate) is_number: bool,
    pub(crate) values: Vec<EnumValue>,
    /// The node under `values`, if it is empty.
    pub(crate) empty: Option<Location>,
    /// Whether every value could be read.
    pub(crate) is_whole: bool,
}

/// An entry of an enum's `values`.
#[derive(Debug)]
pub(crate) struct EnumValue {
    pub(crate) wire: Text,
    pub(crate) doc: String,
    pub(crate) rust: Option<Text>,
    pub(crate) read_only: bool,
    pub(crate) scopes: Vec<String>,
}

/// An entry of `objects`.
#[derive(Debug)]
pub(crate) struct Object {
    pub(crate) name: Text,
    pub(crate) doc: String,
    pub(crate) fields: Vec<Field>,
    pub(crate) constructors: Vec<Constructor>,
    pub(crate) rules: Vec<Rule>,
    /// Whether every field could be read.
    pub(crate) is_whole: bool,
}

/// An entry of an object's `constructors`.
#[derive(Debug)]
pub(crate) struct Constructor {
    pub(crate) name: Text,
    pub(crate) field: Option<Text>,
    pub(crate) doc: String,
}

/// An entry of `fields`, `path`, `query`, `header` or `body`.
#[derive(Debug)]
pub(crate) struct Field {
    pub(crate) name: Text,
    pub(crate) rust: Option<Text>,
    pub(crate) doc: String,
    /// `None` if it is missing or cannot be read, which has been reported.
    pub(crate) ty: Option<Located<TypeName>>,
    pub(crate) required: Option<Location>,
    pub(crate) required_when: Option<Condition>,
    /// In the order of their kinds.
    pub(crate) constraints: Vec<Located<Constraint>>,
    pub(crate) read_only: Option<Location>,
    pub(crate) secret: Option<Location>,
    pub(crate) default: Option<Located<Value>>,
    pub(crate) example: Option<Located<Value>>,
    pub(crate) scopes: Vec<String>,
    pub(crate) deprecated: Option<String>,
    pub(crate) beta: bool,
    pub(crate) undocumented: Option<Located<Undocumented>>,
}

/// A type as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum TypeName {
    Name(String),
    List(Box<TypeName>),
    Map(Box<TypeName>, Box<TypeName>),
}

/// `{ field: value }` or `{ field: [value, value] }`.
#[derive(Debug)]
pub(crate) struct Condition {
    pub(crate) field: Text,
    pub(crate) values: Vec<Located<Value>>,
}

/// An entry of `errors`.
#[derive(Debug)]
pub(crate) struct ErrorCode {
    pub(crate) number: Located<i64>,
    pub(crate) name: Option<Text>,
    pub(crate) status: Option<u16>,
    pub(crate) message: String,
    pub(crate) advice: String,
    pub(crate) retry: Retry,
}

/// An entry of `error_groups`.
#[derive(Debug)]
pub(crate) struct ErrorGroup {
    pub(crate) name: Text,
    pub(crate) entries: Vec<ErrorEntry>,
}

/// An error code or the name of a group.
#[derive(Debug)]
pub(crate) enum ErrorEntry {
    Code(Located<i64>),
    Group(Text),
    Own(OwnError),
}

/// An error code of which an endpoint says something else than its declaration.
#[derive(Debug)]
pub(crate) struct OwnError {
    pub(crate) number: Located<i64>,
    pub(crate) status: Option<u16>,
    pub(crate) message: Option<String>,
    pub(crate) advice: Option<String>,
}

/// An entry of `endpoints`.
#[derive(Debug)]
pub(crate) struct Endpoint {
    pub(crate) name: Text,
    pub(crate) doc: String,
    pub(crate) reference: Reference,
    pub(crate) http: Option<Located<Http>>,
    /// `None` if they cannot be read, which has been reported.
    pub(crate) tokens: Option<Tokens>,
    pub(crate) apps: Vec<App>,
    pub(crate) scopes: Vec<String>,
    pub(crate) rate_limit: Option<RateLimit>,
    pub(crate) idempotency_key: Option<Text>,
    pub(crate) repeatable: Option<Location>,
    pub(crate) paging: Option<Paging>,
    pub(crate) deprecated: Option<String>,
    pub(crate) path: Vec<Field>,
    pub(crate) query: Vec<Field>,
    pub(crate) header: Vec<Field>,
    pub(crate) body: Vec<Field>,
    pub(crate) rules: Vec<Rule>,
    pub(crate) response: Option<Payload>,
    pub(crate) response_at: ResponseAt,
    pub(crate) response_scopes: Vec<String>,
    pub(crate) errors: Vec<ErrorEntry>,
    /// Whether every field could be read.
    pub(crate) is_whole: bool,
}

/// Method and path.
#[derive(Debug)]
pub(crate) struct Http {
    pub(crate) method: Method,
    pub(crate) host: Option<String>,
    pub(crate) segments: Vec<Segment>,
}

/// A segment of a path, without its slash.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Segment {
    Literal(String),
    Placeholder(String),
}

/// The object of a response or event.
#[derive(Debug)]
pub(crate) enum Payload {
    /// A declared object.
    Name(Text),
    Fields(InPlace),
}

/// Inline fields.
#[derive(Debug)]
pub(crate) struct InPlace {
    /// The key that contains them.
    pub(crate) place: Location,
    pub(crate) fields: Vec<Field>,
    /// Whether every field could be read.
    pub(crate) is_whole: bool,
}

/// Names of fields of the request and of the response.
#[derive(Debug)]
pub(crate) struct Paging {
    pub(crate) place: Location,
    pub(crate) token: Option<Text>,
    pub(crate) offset: Option<Text>,
    pub(crate) page: Option<Text>,
    pub(crate) total: Option<Text>,
    pub(crate) size: Option<Text>,
    pub(crate) sync: Option<Text>,
    pub(crate) needs: Option<Text>,
    pub(crate) items: Option<Text>,
    pub(crate) next: Option<Text>,
    pub(crate) more: Option<Text>,
    pub(crate) next_sync: Option<Text>,
}

/// An entry of `events`.
#[derive(Debug)]
pub(crate) struct Event {
    pub(crate) name: Text,
    pub(crate) doc: String,
    pub(crate) page: Page,
    pub(crate) wire: Option<Text>,
    pub(crate) envelope: Envelope,
    pub(crate) apps: Vec<App>,
    pub(crate) scopes: Vec<String>,
    pub(crate) payload_scopes: Vec<String>,
    pub(crate) payload: Option<Payload>,
}

/// An entry of `rules`; the position is that of its key.
#[derive(Debug)]
pub(crate) struct Rule {
    pub(crate) place: Location,
    pub(crate) kind: RuleKind,
}

/// The content of a rule.
#[derive(Debug)]
pub(crate) enum RuleKind {
    Exclusive(Vec<Text>),
    AtLeastOne(Vec<Text>),
    Together(Vec<Text>),
    Conflict { fields: Vec<Text>, with: Vec<Text> },
    Order { before: Text, after: Text, or_equal: bool, span_seconds: Option<i64> },
    SameForm(Vec<Text>),
    ItemsTogether { fields: Vec<Text>, max: i64 },
    ItemsWhere { list: Text, field: Text, value: Located<Value>, max: i64 },
    Forbidden { field: Text, value: Located<Value>, when: Condition },
    OffsetOrder { before: Text, after: Text, anchor: Text, amount: Text, bases: Vec<(Text, Text)> },
}
