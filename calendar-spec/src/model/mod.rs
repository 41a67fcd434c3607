//! The checked spec in memory: plain data, valid by construction.
//!
//! Built by `resolve` from the YAML, with all references resolved and all defaults filled in. Everything that reads a
//! spec (the generator, exports, the mock) reads this and never the YAML.

mod collection;
mod constraint;
mod endpoint;
mod error_code;
mod event;
mod rule;
mod token;
mod types;
mod value;

use std::path::PathBuf;

pub use crate::endpoint::{RateLimit, ResponseAt, Retry};
pub use crate::format::Format;
pub use crate::location::Location;
pub use collection::{Collection, Operation, OperationKind, Shown, TextSearch};
pub use constraint::{Constraint, ConstraintKind, Limit};
pub use endpoint::{App, Endpoint, Method, OwnError, Page, Paging, PagingBy, Parameter, PathPart, Place, Reference};
pub use error_code::ErrorCode;
pub use event::{Envelope, Event};
pub use rule::{Condition, OffsetBase, Rule};
pub use token::{TokenKind, Tokens};
pub use types::{Constructor, Enum, EnumValue, Field, IdType, KnownId, Object, Type, Undocumented, Usage};
pub use value::Value;

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
