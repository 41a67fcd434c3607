//! What the endpoints of a resource create, return, change and delete: enough to keep the items of a collection in
//! memory and to respond from there.

use super::{ObjectRef, Value};

/// The items of a resource.
#[derive(Clone, Debug, PartialEq)]
pub struct Collection {
    /// The type of an item.
    pub object: ObjectRef,
    /// Index of the field of the object that identifies an item within its parent.
    pub id: usize,
    /// The form of a new ID: `{number}` is replaced by a number, `{uuid}` by a UUID.
    pub new_id: String,
    /// Name of the resource whose items contain these.
    pub parent: Option<String>,
    /// The operations of its endpoints, in the order of [`OperationKind`].
    pub operations: Vec<Operation>,
    /// How `search` matches words.
    pub search: Option<TextSearch>,
    /// Number of the error for an item that never existed.
    pub missing: Option<i64>,
    /// Number of the error for an item that was deleted.
    pub deleted: Option<i64>,
    /// Number of the error for a page or sync token that has expired.
    pub expired: Option<i64>,
    /// How a listing of changes shows a deleted item: index of a field of the object, and its value.
    pub deleted_as: Option<(usize, Value)>,
    /// For how long a sync token is valid.
    pub sync_seconds: Option<i64>,
}

/// An endpoint's operation on the items.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Operation {
    /// The kind of operation.
    pub kind: OperationKind,
    /// Index into [`Resource::endpoints`](super::Resource::endpoints).
    pub endpoint: usize,
    /// Index of the request field that names the item, lists IDs, or lists new items.
    pub given: Option<usize>,
    /// Where the response holds the item or the items.
    pub shown: Shown,
}

/// The kinds of operations on items.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum OperationKind {
    /// Creates one item from the fields of the body.
    Create,
    /// Creates several, each from an object in a list.
    BatchCreate,
    /// Returns one.
    Get,
    /// Returns several, by a list of IDs.
    BatchGet,
    /// Returns all, page by page, or the changes.
    List,
    /// Returns those with some words or values.
    Search,
    /// Changes one; fields that the body omits stay unchanged.
    Update,
    /// Deletes one.
    Delete,
    /// Deletes several, by a list of IDs.
    BatchDelete,
}

impl OperationKind {
    /// All of them, each with the key that names its endpoint.
    pub const ALL: [(Self, &str); 9] = [
        (Self::Create, "create"),
        (Self::BatchCreate, "batch_create"),
        (Self::Get, "get"),
        (Self::BatchGet, "batch_get"),
        (Self::List, "list"),
        (Self::Search, "search"),
        (Self::Update, "update"),
        (Self::Delete, "delete"),
        (Self::BatchDelete, "batch_delete"),
    ];
}

/// Where a response holds an item, or a list of items.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// Nowhere.
    Nowhere,
    /// The data of the response is the item.
    Whole,
    /// In this field of the response object.
    Field(usize),
}

/// The search for words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextSearch {
    /// Index of the request field with the words.
    pub text: usize,
    /// Indices of the fields of the object that are searched.
    pub fields: Vec<usize>,
}
