//! What pages state, on its way into YAML: with names and types, and without the texts that a person writes.
//!
//! Made by `endpoint`, `field` and `types`, read by `layout`. Types refer to the lists of the [`Draft`] by index.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use crate::docs::facts::RateLimit;
use crate::model::{Constraint, ResponseAt, Value};

/// Everything that was imported.
#[derive(Debug, Default)]
pub(super) struct Draft {
    pub(super) resources: Vec<Resource>,
    pub(super) objects: Vec<Object>,
    pub(super) enums: Vec<Enum>,
    pub(super) errors: BTreeMap<i64, ErrorCode>,
    /// The names of error codes.
    pub(super) error_names: HashSet<String>,
    pub(super) types: Types,
}

/// The indices of objects and enums, by their names and their preferred names; those of enums also by their fields.
#[derive(Debug, Default)]
pub(super) struct Types {
    pub(super) names: HashSet<String>,
    pub(super) objects: HashMap<String, Vec<usize>>,
    pub(super) enums: HashMap<String, Vec<usize>>,
    pub(super) enums_by_field: HashMap<String, Vec<usize>>,
}

#[derive(Debug)]
pub(super) struct Resource {
    pub(super) name: String,
    pub(super) doc: String,
    pub(super) endpoints: Vec<Endpoint>,
    pub(super) events: Vec<Event>,
}

#[derive(Debug, Default)]
pub(super) struct Endpoint {
    pub(super) about: About,
    pub(super) http: String,
    pub(super) tokens: Vec<String>,
    pub(super) rate_limit: Option<RateLimit>,
    /// Fields by the key that they stand under, such as `query`.
    pub(super) fields: Vec<(&'static str, Vec<Field>)>,
    pub(super) response: Payload,
    pub(super) response_at: ResponseAt,
    pub(super) errors: Vec<OwnError>,
}

#[derive(Debug, Default)]
pub(super) struct Event {
    pub(super) about: About,
    /// Its name on the wire.
    pub(super) ty: String,
    pub(super) is_older: bool,
    pub(super) payload: Payload,
}

/// What endpoints and events have in common.
#[derive(Debug, Default)]
pub(super) struct About {
    pub(super) name: String,
    pub(super) doc: String,
    pub(super) todos: Vec<String>,
    pub(super) page: String,
    pub(super) updated: Option<String>,
    /// What a page says about the deprecation of an endpoint.
    pub(super) deprecated: Option<String>,
    /// The differences between spec and page.
    pub(super) differs: Vec<String>,
    pub(super) apps: Vec<String>,
    pub(super) scopes: Vec<String>,
    /// Scopes that unlock fields.
    pub(super) field_scopes: Vec<String>,
}

/// The content of a response or an event.
#[derive(Debug, Default)]
pub(super) enum Payload {
    #[default]
    Nothing,
    Object(usize),
    InPlace(Vec<Field>),
}

/// The directions in which something is transferred.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::docs) struct Ways {
    pub(super) sent: bool,
    pub(super) received: bool,
}

impl Ways {
    pub(in crate::docs) const SENT: Self = Self { sent: true, received: false };
    pub(in crate::docs) const RECEIVED: Self = Self { sent: false, received: true };

    pub(super) fn add(&mut self, other: Self) {
        self.sent |= other.sent;
        self.received |= other.received;
    }
}

#[derive(Debug)]
pub(super) struct Object {
    pub(super) name: String,
    pub(super) doc: String,
    pub(super) fields: Vec<Field>,
    /// The fields by their names.
    pub(super) index: HashMap<String, usize>,
    pub(super) ways: Ways,
}

#[derive(Clone, Debug)]
pub(super) struct Field {
    pub(super) wire: String,
    pub(super) ty: Type,
    pub(super) doc: String,
    pub(super) todos: Vec<String>,
    pub(super) ways: Ways,
    pub(super) required: bool,
    pub(super) constraints: Vec<Constraint>,
    pub(super) default: Option<Value>,
    pub(super) example: Option<Value>,
    /// Whether the page states the example at the field, and not only in its JSON.
    pub(super) states_example: bool,
    pub(super) scopes: Vec<String>,
    /// What a page says about its deprecation.
    pub(super) deprecated: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Type {
    /// A type of the language, or one of the spec that is extended.
    Named(String),
    Enum(usize),
    Object(usize),
    List(Box<Type>),
    /// A map from strings.
    Map(Box<Type>),
}

impl Field {
    /// A field without any rules.
    pub(super) fn new(wire: &str, ty: Type, doc: String, ways: Ways) -> Self {
        Self {
            wire: wire.to_owned(),
            ty,
            doc,
            todos: Vec::new(),
            ways,
            required: false,
            constraints: Vec::new(),
            default: None,
            example: None,
            states_example: false,
            scopes: Vec::new(),
            deprecated: None,
        }
    }
}

impl Type {
    pub(super) fn named(name: &str) -> Self {
        Self::Named(name.to_owned())
    }

    /// The type of the values in all lists and maps.
    pub(super) fn leaf(&self) -> &Self {
        match self {
            Self::List(inner) | Self::Map(inner) => inner.leaf(),
            leaf => leaf,
        }
    }

    /// The same lists and maps of another type.
    pub(super) fn with_leaf(&self, leaf: Self) -> Self {
        match self {
            Self::List(inner) => Self::List(Box::new(inner.with_leaf(leaf))),
            Self::Map(inner) => Self::Map(Box::new(inner.with_leaf(leaf))),
            _ => leaf,
        }
    }

    pub(super) fn is(&self, name: &str) -> bool {
        matches!(self, Self::Named(own) if own == name)
    }
}

#[derive(Debug)]
pub(super) struct Enum {
    pub(super) name: String,
    pub(super) doc: String,
    pub(super) is_number: bool,
    pub(super) values: Vec<EnumValue>,
    /// The values by what they are on the wire.
    pub(super) index: HashMap<String, usize>,
    pub(super) ways: Ways,
}

#[derive(Clone, Debug)]
pub(super) struct EnumValue {
    pub(super) wire: String,
    /// What people call it.
    pub(super) name: Option<String>,
    pub(super) doc: String,
    pub(super) scopes: Vec<String>,
    pub(super) ways: Ways,
}

/// An error of an endpoint, with what it says otherwise than the declaration.
#[derive(Debug, Default)]
pub(super) struct OwnError {
    pub(super) code: i64,
    pub(super) status: Option<u16>,
    pub(super) message: Option<String>,
}

#[derive(Debug)]
pub(super) struct ErrorCode {
    pub(super) name: String,
    pub(super) status: Option<u16>,
    pub(super) message: String,
    pub(super) advice: String,
}

impl Draft {
    /// The resources whose endpoints and events reach each object and each enum.
    pub(super) fn users(&self) -> (Vec<BTreeSet<&str>>, Vec<BTreeSet<&str>>) {
        let mut users = Users {
            draft: self,
            objects: vec![BTreeSet::new(); self.objects.len()],
            enums: vec![BTreeSet::new(); self.enums.len()],
        };
        for resource in &self.resources {
            for endpoint in &resource.endpoints {
                endpoint.fields.iter().for_each(|(_, fields)| users.fields(fields, &resource.name));
                users.payload(&endpoint.response, &resource.name);
            }
            resource.events.iter().for_each(|event| users.payload(&event.payload, &resource.name));
        }
        (users.objects, users.enums)
    }
}

struct Users<'d> {
    draft: &'d Draft,
    objects: Vec<BTreeSet<&'d str>>,
    enums: Vec<BTreeSet<&'d str>>,
}

impl<'d> Users<'d> {
    fn payload(&mut self, payload: &'d Payload, resource: &'d str) {
        match payload {
            Payload::Nothing => {}
            Payload::Object(object) => self.object(*object, resource),
            Payload::InPlace(fields) => self.fields(fields, resource),
        }
    }

    fn fields(&mut self, fields: &'d [Field], resource: &'d str) {
        for field in fields {
            match field.ty.leaf() {
                Type::Object(object) => self.object(*object, resource),
                Type::Enum(item) => {
                    self.enums[*item].insert(resource);
                }
                _ => {}
            }
        }
    }

    fn object(&mut self, object: usize, resource: &'d str) {
        if self.objects[object].insert(resource) {
            self.fields(&self.draft.objects[object].fields, resource);
        }
    }
}
