//! The checked spec in memory: plain data, valid by construction.
//!
//! Built by `resolve` from the YAML, with all references resolved and all defaults filled in. Everything that reads a
//! spec (the generator, exports, the mock) reads this and never the YAML.

mod collection;
mod constraint;

use std::path::PathBuf;

pub use crate::endpoint::{RateLimit, ResponseAt, Retry};
pub use crate::format::Format;
pub use crate::location::Location;
pub use collection::{Collection, Operation, OperationKind, Shown, TextSearch};
pub use constraint::{Constraint, ConstraintKind, Limit};

/// A whole spec: the root file and everything that it includes.
#[derive(Clone, Debug, Default)]
pub struct Spec {
    /// Name of the API, such as `calendar`.
    pub name: String,
    /// A description of the API.
    pub doc: String,
    /// Name of the spec that this one extends, whose declarations are included below.
    pub extends: Option<String>,
    /// Newtyped identifiers.
    pub ids: Vec<IdType>,
    /// Open sets of values.
    pub enums: Vec<Enum>,
    /// Objects of requests, responses and events, including one for each inline response.
    pub objects: Vec<Object>,
    /// Groups of endpoints, in the order of the files.
    pub resources: Vec<Resource>,
    /// Every documented error code, ascending.
    pub errors: Vec<ErrorCode>,
    /// The files that were read, root first, as absolute paths; without those of the extended spec.
    pub files: Vec<PathBuf>,
}

/// The origin of a declaration.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Origin {
    /// This spec.
    #[default]
    Own,
    /// The extended spec, unchanged.
    Base,
    /// The extended spec; an overlay changes it, or something in it.
    Amended,
}

/// Index of an [`IdType`] in [`Spec::ids`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct IdRef(pub usize);
/// Index of an [`Enum`] in [`Spec::enums`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EnumRef(pub usize);
/// Index of an [`Object`] in [`Spec::objects`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ObjectRef(pub usize);
/// Index of an [`ErrorCode`] in [`Spec::errors`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ErrorRef(pub usize);

/// An identifier that cannot be swapped for another kind.
#[derive(Clone, Debug)]
pub struct IdType {
    /// Upper camel case, such as `CalendarId`.
    pub name: String,
    /// A description of what it identifies.
    pub doc: String,
    /// A documented value.
    pub example: Option<String>,
    /// The spec that declares it.
    pub origin: Origin,
    /// Where it is used.
    pub usage: Usage,
    /// Its node in the YAML.
    pub at: Location,
}

/// A set of values that may grow: a value that the spec does not know is kept.
#[derive(Clone, Debug)]
pub struct Enum {
    /// Upper camel case.
    pub name: String,
    /// A description of the enum.
    pub doc: String,
    /// Whether the values are whole numbers in JSON.
    pub is_number: bool,
    /// In the order of the reference page.
    pub values: Vec<EnumValue>,
    /// The spec that declares it.
    pub origin: Origin,
    /// Where it is used.
    pub usage: Usage,
    /// Where the extended spec uses it, if it declares it.
    pub base_usage: Usage,
    /// Its node in the YAML.
    pub at: Location,
}

impl Enum {
    /// A value as it stands in JSON.
    pub fn value(&self, wire: &str) -> Value {
        let number = wire.parse().ok().filter(|_| self.is_number);
        number.map_or_else(|| Value::String(wire.to_owned()), Value::Int)
    }
}

/// One value of an [`Enum`].
#[derive(Clone, Debug)]
pub struct EnumValue {
    /// The value in JSON.
    pub wire: String,
    /// Name of the variant, upper camel case, never a keyword.
    pub rust: String,
    /// A description of the value.
    pub doc: String,
    /// Only the server may send it; it is rejected in a request.
    pub read_only: bool,
    /// Scopes that this value needs, one of which is enough.
    pub scopes: Vec<String>,
    /// Its node in the YAML.
    pub at: Location,
}

/// A JSON object.
#[derive(Clone, Debug, Default)]
pub struct Object {
    /// Upper camel case.
    pub name: String,
    /// A description of the object.
    pub doc: String,
    /// In the order of the reference page.
    pub fields: Vec<Field>,
    /// Rules across its fields.
    pub rules: Vec<Rule>,
    /// Fields that only a constructor sets: the object is made by one of these.
    pub constructors: Vec<Constructor>,
    /// The spec that declares it.
    pub origin: Origin,
    /// Where it is used.
    pub usage: Usage,
    /// Where the extended spec uses it, if it declares it.
    pub base_usage: Usage,
    /// Set if it belongs to one endpoint's response and is generated beside that endpoint.
    pub resource: Option<String>,
    /// Its node in the YAML.
    pub at: Location,
}

/// A constructor: a function named `name` with the argument `field`.
#[derive(Clone, Debug)]
pub struct Constructor {
    /// Name of the function, snake case.
    pub name: String,
    /// Index into [`Object::fields`].
    pub field: usize,
    /// A description of what it makes.
    pub doc: String,
}

/// Where a type is used.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// Used in a request.
    pub request: bool,
    /// Used in a response or an event.
    pub response: bool,
    /// Names of the resources that use it, sorted.
    pub resources: Vec<String>,
    /// For an object that is a response: indices of the booleans that say whether a listing has more pages.
    pub flags: Vec<usize>,
}

/// A field of an object, or a parameter of an endpoint.
#[derive(Clone, Debug)]
#[allow(clippy::struct_excessive_bools)] // each is a fact of its own, and any of them can hold together
pub struct Field {
    /// The name on the wire.
    pub wire: String,
    /// Snake case; may be a keyword, which the generator then writes raw.
    pub rust: String,
    /// A description of the field.
    pub doc: String,
    /// Its type.
    pub ty: Type,
    /// Whether requests must have it.
    pub required: bool,
    /// Required if a sibling has one of some values.
    pub required_when: Option<Condition>,
    /// The constraints beyond its type, in the order of [`ConstraintKind::ALL`].
    pub constraints: Vec<Constraint>,
    /// Only the server sends it; no request can set it.
    pub read_only: bool,
    /// Never shown in `Debug`, logs or errors.
    pub secret: bool,
    /// The server's default when the field is absent; documented, never sent.
    pub default: Option<Value>,
    /// A documented value.
    pub example: Option<Value>,
    /// Scopes that unlock the field, one of which is enough.
    pub scopes: Vec<String>,
    /// Why and since when it is deprecated.
    pub deprecated: Option<String>,
    /// The reference marks it as a gradual roll-out.
    pub beta: bool,
    /// Its node in the YAML.
    pub at: Location,
}

impl Field {
    /// The bounds of a kind of constraint.
    pub fn limit(&self, kind: ConstraintKind) -> Option<Limit> {
        self.constraints.iter().find(|constraint| constraint.kind() == kind)?.limit()
    }

    /// The only allowed numbers; empty if all are.
    pub fn one_of(&self) -> &[i64] {
        let numbers = self.constraints.iter().find_map(Constraint::numbers);
        numbers.unwrap_or_default()
    }
}

/// Type of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Type {
    /// Any string.
    String,
    /// `true` or `false`.
    Bool,
    /// Number of 32 bits.
    Int32,
    /// Number of 64 bits.
    Int64,
    /// Number with a fraction, 64 bits.
    Float,
    /// A text, a number, or `true` or `false`.
    Scalar,
    /// Any value of JSON.
    Json,
    /// A file that a request sends: a part of a `multipart/form-data` body.
    File,
    /// A string with a format.
    Format(Format),
    /// A newtyped identifier.
    Id(IdRef),
    /// One of an open set of values.
    Enum(EnumRef),
    /// An object.
    Object(ObjectRef),
    /// A list of a type.
    List(Box<Type>),
    /// A map from a string or an identifier to a type.
    Map(Box<Type>, Box<Type>),
}

impl Type {
    /// The innermost type of a list or map.
    pub fn leaf(&self) -> &Self {
        match self {
            Self::List(inner) | Self::Map(_, inner) => inner.leaf(),
            ty => ty,
        }
    }

    /// Whether it is a point in time or a day.
    pub fn is_time(&self) -> bool {
        matches!(self, Self::Format(format) if format.is_time())
    }
}

/// A value as in `default` and `example`.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A number with a fraction.
    Float(f64),
    /// A string; the wire value for an enum.
    String(String),
    /// A list.
    List(Vec<Value>),
    /// An object or a map.
    Object(Vec<(String, Value)>),
}

/// "When `field` is one of `values`".
#[derive(Clone, Debug, PartialEq)]
pub struct Condition {
    /// Index of the sibling in the same list of fields.
    pub field: usize,
    /// Values of an enum, strings, numbers or booleans, as on the wire.
    pub values: Vec<Value>,
}

/// A rule across fields. Every number is an index into the fields of the object or of the endpoint's [`Endpoint::fields`].
#[derive(Clone, Debug, PartialEq)]
pub enum Rule {
    /// At most one of the fields is set.
    Exclusive(Vec<usize>),
    /// At least one of the fields is set.
    AtLeastOne(Vec<usize>),
    /// All or none of the fields are set.
    Together(Vec<usize>),
    /// If any of `fields` is set, none of `with` may be.
    Conflict {
        /// The fields of one side.
        fields: Vec<usize>,
        /// The fields of the other side.
        with: Vec<usize>,
    },
    /// `before` is earlier than `after`, by at most `span_seconds`. The position of an object is that of the first of
    /// its times that is set.
    Order {
        /// The earlier one.
        before: usize,
        /// The later one.
        after: usize,
        /// Whether both may be equal.
        or_equal: bool,
        /// The largest distance in seconds.
        span_seconds: Option<i64>,
    },
    /// Both are times or both are dates.
    SameForm(Vec<usize>),
    /// All of these lists together have at most `max` items.
    ItemsTogether {
        /// The lists.
        fields: Vec<usize>,
        /// The most items.
        max: i64,
    },
    /// At most `max` items of a list of objects have `field` equal to `value`.
    ItemsWhere {
        /// The list.
        list: usize,
        /// Index of the field in the object of the list.
        field: usize,
        /// The value.
        value: Value,
        /// The most such items.
        max: i64,
    },
    /// `field` must not be `value` when the condition is met.
    Forbidden {
        /// The field.
        field: usize,
        /// The value.
        value: Value,
        /// The condition.
        when: Condition,
    },
    /// Two objects of the same type, each an amount from an anchor; the first is earlier than the second when both are
    /// measured from the same base.
    OffsetOrder {
        /// The earlier one.
        before: usize,
        /// The later one.
        after: usize,
        /// Index of the anchor, an enum, in the object.
        anchor: usize,
        /// Index of the amount, a number, in the object.
        amount: usize,
        /// For each value of the anchor: name of the base, and whether the amount counts backwards from it.
        bases: Vec<OffsetBase>,
    },
}

/// The meaning of one value of an anchor; see [`Rule::OffsetOrder`].
#[derive(Clone, Debug, PartialEq)]
pub struct OffsetBase {
    /// The value of the anchor on the wire.
    pub value: String,
    /// The name of the base that the amount counts from.
    pub base: String,
    /// Whether the amount counts backwards.
    pub backwards: bool,
}

/// A group of endpoints and events.
#[derive(Clone, Debug)]
pub struct Resource {
    /// Snake case, never a keyword; the name of the module.
    pub name: String,
    /// A description of the resource.
    pub doc: String,
    /// In the order of the file.
    pub endpoints: Vec<Endpoint>,
    /// In the order of the file.
    pub events: Vec<Event>,
    /// The operations of the endpoints on items.
    pub collection: Option<Collection>,
    /// Its node in the YAML.
    pub at: Location,
}

/// One method and path.
#[derive(Clone, Debug)]
pub struct Endpoint {
    /// Snake case, never a keyword.
    pub name: String,
    /// A description of the endpoint.
    pub doc: String,
    /// The vendor's page.
    pub page: Page,
    /// HTTP method.
    pub method: Method,
    /// Another site than that of all other endpoints, such as `https://www.feishu.cn`.
    pub host: Option<String>,
    /// The path, split at its placeholders.
    pub path: Vec<PathPart>,
    /// The tokens that it accepts.
    pub tokens: Tokens,
    /// Kinds of application that may call it; empty if no page states them.
    pub apps: Vec<App>,
    /// Scopes, one of which is enough.
    pub scopes: Vec<String>,
    /// How many calls the server allows.
    pub rate_limit: Option<RateLimit>,
    /// Path, query, header and body fields, in this order.
    pub fields: Vec<Parameter>,
    /// Rules across the fields.
    pub rules: Vec<Rule>,
    /// The `data` of the response; `None` if there is none or it is always empty.
    pub response: Option<ObjectRef>,
    /// Where the response holds it.
    pub response_at: ResponseAt,
    /// Scopes that unlock fields of the response, where the page does not say which.
    pub response_scopes: Vec<String>,
    /// Documented errors, ascending by number.
    pub errors: Vec<ErrorRef>,
    /// What this endpoint says of some of them, instead of what their declarations say.
    pub own_errors: Vec<OwnError>,
    /// How to list it page by page.
    pub paging: Option<Paging>,
    /// Index of the field with the idempotency key.
    pub idempotency_key: Option<usize>,
    /// Whether a repeated call is harmless, with or without a key.
    pub is_repeatable: bool,
    /// Why and since when it is deprecated.
    pub deprecated: Option<String>,
    /// The spec that declares it.
    pub origin: Origin,
    /// Its node in the YAML.
    pub at: Location,
}

/// What an endpoint says of one of its errors; `None` where it says what the declaration says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnError {
    /// The error.
    pub error: ErrorRef,
    /// HTTP status.
    pub status: Option<u16>,
    /// The vendor's words on the wire.
    pub message: Option<String>,
    /// What to do about it.
    pub advice: Option<String>,
}

impl Endpoint {
    /// The documented errors as this endpoint has them, ascending by number.
    pub fn error_codes(&self, spec: &Spec) -> Vec<ErrorCode> {
        let errors = self.errors.iter().filter_map(|error| Some((error, spec.errors.get(error.0)?.clone())));
        let codes = errors.map(|(error, mut code)| {
            if let Some(own) = self.own_errors.iter().find(|own| own.error == *error) {
                code.status = own.status.or(code.status);
                code.message = own.message.clone().unwrap_or(code.message);
                code.advice = own.advice.clone().unwrap_or(code.advice);
            }
            code
        });
        codes.collect()
    }

    /// Whether its body is `multipart/form-data`, as one with files is.
    pub fn is_multipart(&self) -> bool {
        self.fields.iter().any(|parameter| parameter.field.ty == Type::File)
    }

    /// The path with its placeholders, behind the site if it is another than that of other endpoints.
    pub fn url_template(&self) -> String {
        format!("{}{}", self.host.as_deref().unwrap_or_default(), self.path_template())
    }

    /// Whether it sends a body.
    pub fn has_body(&self) -> bool {
        self.fields.iter().any(|parameter| parameter.place == Place::Body)
    }

    /// The path with its placeholders, `/open-apis/…/:calendar_id/acls`.
    pub fn path_template(&self) -> String {
        self.path
            .iter()
            .map(|part| match part {
                PathPart::Literal(text) => text.clone(),
                PathPart::Parameter(index) => format!(":{}", self.fields[*index].field.wire),
            })
            .collect()
    }
}

/// A part of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PathPart {
    /// Literal text, including slashes.
    Literal(String),
    /// Index of a path field in [`Endpoint::fields`].
    Parameter(usize),
}

/// A field and its place.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// The place.
    pub place: Place,
    /// The field.
    pub field: Field,
}

/// The place of a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// A segment of the path.
    Path,
    /// The query string; a list repeats the parameter.
    Query,
    /// A header.
    Header,
    /// The JSON body.
    Body,
}

/// HTTP methods that the vendor uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Method {
    /// `GET`
    Get,
    /// `POST`
    Post,
    /// `PUT`
    Put,
    /// `PATCH`
    Patch,
    /// `DELETE`
    Delete,
}

impl Method {
    /// In capitals, as on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }
}

/// The tokens that an endpoint accepts; without any it is called without a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tokens {
    /// `tenant_access_token`
    pub tenant: bool,
    /// `user_access_token`
    pub user: bool,
    /// `app_access_token`
    pub app: bool,
}

impl Tokens {
    /// Whether it is called without a token.
    pub fn is_empty(self) -> bool {
        !(self.tenant || self.user || self.app)
    }
}

/// Kinds of application.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum App {
    /// Made for one tenant.
    Custom,
    /// From the store.
    Isv,
}

/// A page of the vendor's reference.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// Its `fullPath`; the page is at `https://open.feishu.cn/document` and this.
    pub path: String,
    /// The day on which the vendor last changed it, `YYYY-MM-DD`, if it is known.
    pub updated: Option<String>,
    /// What it says and the spec does not, in the words of `docs drift`.
    pub differs: Vec<String>,
}

/// How pages are asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PagingBy {
    /// By a token that the page before brings.
    #[default]
    Token,
    /// By the number of items before the page.
    Offset,
    /// By the number of the page, from 1 on.
    Page,
}

/// How to list page by page. Indices into [`Endpoint::fields`] and into the fields of the response object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paging {
    /// How pages are requested.
    pub by: PagingBy,
    /// Request field for the page token or the number in its place; never required, secret or read-only.
    pub token: usize,
    /// Request field for the page size.
    pub size: Option<usize>,
    /// Request field for the sync token, of the same kind; set with [`Paging::next_sync`].
    pub sync: Option<usize>,
    /// Request field without which the server does not page (the anchor of the event list).
    pub needs: Option<usize>,
    /// Response list that holds the items.
    pub items: usize,
    /// Response field with the next page token; there is one where pages are asked for by tokens.
    pub next: Option<usize>,
    /// Response field with the number of items on all pages, which ends a listing by numbers.
    pub total: Option<usize>,
    /// Response boolean that says whether there are more pages; without it, an empty token ends the listing.
    pub more: Option<usize>,
    /// Response field with the next sync token; set with [`Paging::sync`].
    pub next_sync: Option<usize>,
}

/// A documented error.
#[derive(Clone, Debug)]
pub struct ErrorCode {
    /// The number in `code`.
    pub number: i64,
    /// Upper camel case, never a keyword.
    pub rust: String,
    /// HTTP status, where a page states it.
    pub status: Option<u16>,
    /// The vendor's message.
    pub message: String,
    /// What to do about it.
    pub advice: String,
    /// Whether to retry.
    pub retry: Retry,
    /// The spec that declares it.
    pub origin: Origin,
    /// Its node in the YAML.
    pub at: Location,
}

/// A notification that the platform pushes.
#[derive(Clone, Debug)]
pub struct Event {
    /// Snake case.
    pub name: String,
    /// A description of when it is sent.
    pub doc: String,
    /// The vendor's page.
    pub page: Page,
    /// `event_type` on the wire.
    pub event_type: String,
    /// Envelope 2.0 (`schema`, `header`, `event`) or the older one (`uuid`, `token`, `ts`, `type`, `event`).
    pub envelope: Envelope,
    /// Kinds of application that may receive it; empty if no page states them.
    pub apps: Vec<App>,
    /// Scopes, one of which is enough.
    pub scopes: Vec<String>,
    /// The object under `event`.
    pub payload: ObjectRef,
    /// The spec that declares it.
    pub origin: Origin,
    /// Its node in the YAML.
    pub at: Location,
}

/// The form of an event's envelope.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Envelope {
    /// `schema: "2.0"`.
    V2,
    /// Without `schema`.
    V1,
}
