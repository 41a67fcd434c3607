//! The plan: the declarations of the model that are generated, each with its names, types and docs in Rust.

use crate::model::{self, Endpoint, Field, IdType, Rule};
use proc_macro2::{Ident, Literal, TokenStream};

use crate::rust::piece::Piece;
use crate::scopes::FieldScopes;

/// Everything that one expansion generates.
pub(crate) struct Plan<'a> {
    /// The path of the runtime's crate.
    pub(crate) root: &'a TokenStream,
    /// Whether the spec extends that of the runtime's crate.
    pub(crate) extends: bool,
    /// Types that the module `types` imports from the runtime's crate.
    pub(crate) taken: Vec<Ident>,
    /// The error if features leave some of them out.
    pub(crate) gated: Vec<Gated>,
    /// Features of this crate.
    pub(crate) gates: Vec<Gate<'a>>,
    pub(crate) ids: Vec<IdPlan<'a>>,
    pub(crate) enums: Vec<EnumPlan<'a>>,
    /// Structs of the module `types`.
    pub(crate) structs: Vec<StructPlan<'a>>,
    /// Whether types that are only received encode too.
    pub(crate) encode_responses: bool,
    /// The name of every required field; a trait is generated for each.
    pub(crate) required: Vec<Ident>,
    pub(crate) resources: Vec<ResourcePlan<'a>>,
    /// `None` for a spec without events.
    pub(crate) events: Option<Vec<EventPlan<'a>>>,
    pub(crate) codes: Vec<CodePlan<'a>>,
}

/// The feature of a resource.
pub(crate) struct Gate<'a> {
    /// The macro by which other crates query it.
    pub(crate) ident: Ident,
    pub(crate) resource: &'a str,
    pub(crate) is_on: bool,
}

/// Types that need one of some features of their crate.
pub(crate) struct Gated {
    /// For each feature, the macro that expands to its input only if the feature is off.
    pub(crate) gates: Vec<Ident>,
    /// The error if all of them are off.
    pub(crate) message: String,
}

/// The common part of all generated items.
pub(crate) struct Item {
    pub(crate) ident: Ident,
    /// The documentation, in Markdown.
    pub(crate) docs: Literal,
    /// Features that the docs name, any of which enables the item.
    pub(crate) features: Vec<String>,
    pub(crate) line: Line,
}

/// The origin of an item: file and line of the YAML, if requested.
pub(crate) type Line = Option<Declared>;

/// Where an item is declared.
#[derive(Clone, Debug)]
pub(crate) enum Declared {
    /// For a comment.
    Comment(Literal),
    /// For a paragraph of the docs.
    Docs(Literal),
}

pub(crate) struct IdPlan<'a> {
    pub(crate) item: Item,
    pub(crate) id: &'a IdType,
    pub(crate) values: Vec<KnownIdPlan<'a>>,
}

/// A constant of an identifier.
pub(crate) struct KnownIdPlan<'a> {
    pub(crate) item: Item,
    pub(crate) wire: &'a str,
}

pub(crate) struct EnumPlan<'a> {
    pub(crate) item: Item,
    /// The name in messages.
    pub(crate) name: &'a str,
    /// Whether the values are numbers in JSON.
    pub(crate) is_number: bool,
    pub(crate) variants: Vec<VariantPlan<'a>>,
}

pub(crate) struct VariantPlan<'a> {
    pub(crate) ident: Ident,
    pub(crate) docs: Literal,
    pub(crate) wire: &'a str,
    pub(crate) read_only: bool,
    pub(crate) line: Line,
}

/// A struct: an object, an inline response, or the request of an endpoint.
pub(crate) struct StructPlan<'a> {
    pub(crate) item: Item,
    pub(crate) fields: Vec<FieldPlan<'a>>,
    /// Set if it can be sent.
    pub(crate) request: Option<RequestPlan<'a>>,
    /// Whether it can be received.
    pub(crate) response: bool,
    /// Whether it encodes: it can be sent, or received types encode too.
    pub(crate) encode: bool,
    /// Set if it is the received form of an object whose sent form is another struct.
    pub(crate) resend: Option<ResendPlan>,
    pub(crate) deprecated: Option<&'a str>,
}

/// How the received form of an object converts to the sent form.
pub(crate) struct ResendPlan {
    /// The type of the sent form.
    pub(crate) target: Piece,
    pub(crate) fields: Vec<ResendField>,
}

/// One field of the sent form.
pub(crate) struct ResendField {
    pub(crate) ident: Ident,
    pub(crate) how: Resend,
    /// Fields that exclude this one when they are set: constructors that come first.
    pub(crate) unless: Vec<(Ident, Resend)>,
}

/// How one field of a received object is converted.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Resend {
    /// The sent form requires it.
    pub(crate) required: bool,
    /// A list or map: plain where it is received. An empty one may have been absent, and sending it would clear the
    /// list.
    pub(crate) list: bool,
    /// Its content converts to its sent form.
    pub(crate) convert: bool,
}

/// The parts of a struct that can be sent, besides its fields.
pub(crate) struct RequestPlan<'a> {
    pub(crate) builder: Ident,
    pub(crate) rules: &'a [Rule],
    /// Constructors, in place of `builder()`.
    pub(crate) constructors: Vec<ConstructorPlan>,
    /// The times in an object; the first one that is set is its position in time.
    pub(crate) times: Vec<Ident>,
}

pub(crate) struct ConstructorPlan {
    pub(crate) ident: Ident,
    pub(crate) docs: Literal,
    /// Position of the field in [`StructPlan::fields`].
    pub(crate) field: usize,
}

/// A field of a struct.
pub(crate) struct FieldPlan<'a> {
    pub(crate) field: &'a Field,
    /// Index in the object or endpoint of the model, which rules refer to.
    pub(crate) index: usize,
    pub(crate) ident: Ident,
    pub(crate) docs: Literal,
    pub(crate) line: Line,
    /// Type of the struct's field.
    pub(crate) ty: Piece,
    /// Type without `Option`, `Vec` or map.
    pub(crate) leaf: Piece,
    pub(crate) shape: Shape,
    /// Takes part in the type state.
    pub(crate) required: bool,
    /// The builder has no setter for it, since a constructor sets it.
    pub(crate) constructed: bool,
    /// How a response reads it.
    pub(crate) reading: Reading,
    /// What a check has to know about the type.
    pub(crate) check: CheckKind,
    pub(crate) place: Option<model::Place>,
    /// Fields of the object at the bottom of the type, which rules about its items refer to.
    pub(crate) item_fields: &'a [Field],
    /// Type parameter of the builder, for a required field.
    pub(crate) state: Option<Ident>,
}

/// How a response reads a field.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reading {
    /// As its type is read.
    Plain,
    /// A number, a boolean or a string that is never empty: servers send `""` for an absent value.
    Scalar,
    /// A value of an enum; `""` is an absent one.
    Enum,
    /// A list or map whose items need a reader of their own.
    Seed,
}

/// How a setter takes a value.
#[derive(Clone)]
pub(crate) enum Shape {
    /// A number or boolean, by value.
    Plain,
    /// Anything that converts.
    Into,
    /// A list of numbers or booleans.
    PlainList,
    /// A list of things that convert.
    IntoList,
    /// A map of things that convert; the type of its keys.
    Map(Piece),
    /// A list of lists, or a map of lists: taken as it is.
    Whole,
}

/// What can be checked about a value of the field's type, at its leaves.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum CheckKind {
    /// Nothing.
    None,
    /// A number that JSON must be able to hold.
    Finite,
    /// An open enum.
    Value,
    /// An object with checks of its own.
    Nested,
    /// A string with a format.
    Format(model::Format),
}

pub(crate) struct ResourcePlan<'a> {
    pub(crate) item: Item,
    pub(crate) endpoints: Vec<EndpointPlan<'a>>,
    /// Inline responses.
    pub(crate) structs: Vec<StructPlan<'a>>,
}

pub(crate) struct EndpointPlan<'a> {
    pub(crate) endpoint: &'a Endpoint,
    /// `resource.endpoint`
    pub(crate) name: String,
    pub(crate) request: StructPlan<'a>,
    /// Type of the response.
    pub(crate) response: Piece,
    /// Numbers of the documented errors.
    pub(crate) errors: Vec<i64>,
    /// Those of which the endpoint says something else than their declarations.
    pub(crate) own_errors: Vec<model::ErrorCode>,
    /// How many endpoints each of its scopes allows.
    pub(crate) scope_reach: Vec<u32>,
    pub(crate) field_scopes: Vec<FieldScopes>,
    pub(crate) paging: Option<PagingPlan>,
}

/// How a listing is walked.
pub(crate) struct PagingPlan {
    /// Type of what it lists.
    pub(crate) item: Piece,
    /// Takes the page token or a number.
    pub(crate) token: NamedField,
    /// How pages are requested.
    pub(crate) by: model::PagingBy,
    /// Of the response: how many items there are on all pages.
    pub(crate) total: Option<NamedField>,
    /// The field of the sync token, and that of the next one in the response.
    pub(crate) sync: Option<(NamedField, NamedField)>,
    /// Without this field there are no pages.
    pub(crate) needs: Option<NamedField>,
    /// With any of these fields there are no pages.
    pub(crate) excludes: Vec<NamedField>,
    /// Of the response, as the rest.
    pub(crate) items: NamedField,
    pub(crate) next: Option<NamedField>,
    pub(crate) more: Option<NamedField>,
}

/// A field of a request or response, and its name on the wire.
pub(crate) struct NamedField {
    pub(crate) ident: Ident,
    pub(crate) wire: String,
}

pub(crate) struct CodePlan<'a> {
    pub(crate) ident: Ident,
    pub(crate) docs: Literal,
    pub(crate) line: Line,
    pub(crate) code: &'a model::ErrorCode,
}

/// A variant of the enum of notifications.
pub(crate) struct EventPlan<'a> {
    pub(crate) item: Item,
    pub(crate) event: &'a model::Event,
    /// Type of what it carries.
    pub(crate) payload: Piece,
}
