//! Types: identifiers, enums, objects, their fields and the values of fields.

use super::{
    Condition, Constraint, ConstraintKind, EnumRef, Format, IdRef, Limit, Location, ObjectRef, Origin, Rule, Value,
};

/// An identifier that cannot be swapped for another kind.
#[derive(Clone, Debug)]
pub struct IdType {
    /// Upper camel case, such as `CalendarId`.
    pub name: String,
    /// A description of what it identifies.
    pub doc: String,
    /// A documented value.
    pub example: Option<String>,
    /// Identifiers with a fixed meaning, which a spec knows.
    pub values: Vec<KnownId>,
    /// The spec that declares it.
    pub origin: Origin,
    /// Where it is used.
    pub usage: Usage,
    /// Its node in the YAML.
    pub at: Location,
}

/// An identifier with a fixed meaning, such as `primary` for a calendar.
#[derive(Clone, Debug)]
pub struct KnownId {
    /// The value in JSON.
    pub wire: String,
    /// A description of what it identifies.
    pub doc: String,
    /// Set if no page names it.
    pub undocumented: Option<Undocumented>,
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
    /// A value as in JSON.
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
    /// Set if no page names it.
    pub undocumented: Option<Undocumented>,
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
    /// A string, a number, or `true` or `false`.
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

/// The mark of something that the vendor uses and no page describes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undocumented {
    /// Where it is known from.
    pub source: String,
}
