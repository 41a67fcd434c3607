//! What the endpoints of a resource make, show, change and delete: enough to keep the items of a collection in memory
//! and to answer from there.

use super::{ObjectRef, Value};

/// The items of a resource.
#[derive(Clone, Debug, PartialEq)]
pub struct Collection {
    /// What an item is.
    pub object: ObjectRef,
    /// Index of the field of the object that identifies an item within its parent.
    pub id: usize,
    /// The form of a new ID: `{number}` stands for a number, `{uuid}` for a UUID.
    pub new_id: String,
    /// Name of the resource in whose items these lie.
    pub parent: Option<String>,
    /// What its endpoints do, in the order of [`OperationKind`].
    pub operations: Vec<Operation>,
    /// How `search` looks for words.
    pub search: Option<TextSearch>,
    /// Number of the error for an item that never was.
    pub missing: Option<i64>,
    /// Number of the error for an item that was deleted.
    pub deleted: Option<i64>,
    /// Number of the error for a page or sync token that has expired.
    pub expired: Option<i64>,
    /// How a listing of changes shows a deleted item: index of a field of the object, and its value.
    pub deleted_as: Option<(usize, Value)>,
    /// For how long a sync token is good.
    pub sync_seconds: Option<i64>,
}

/// What one endpoint does with the items.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Operation {
    /// What it does.
    pub kind: OperationKind,
    /// Index into [`Resource::endpoints`](super::Resource::endpoints).
    pub endpoint: usize,
    /// Index of the request field that names the item, lists IDs, or lists new items.
    pub given: Option<usize>,
    /// Where the answer holds the item or the items.
    pub shown: Shown,
}

/// What can be done with items.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum OperationKind {
    /// Makes one item of the fields of the body.
    Create,
    /// Makes several, each of an object in a list.
    BatchCreate,
    /// Shows one.
    Get,
    /// Shows several, by a list of IDs.
    BatchGet,
    /// Shows all, page by page, or what has changed.
    List,
    /// Shows those with some words or values.
    Search,
    /// Changes one; what the body leaves out stays.
    Update,
    /// Deletes one.
    Delete,
    /// Deletes several, by a list of IDs.
    BatchDelete,
}

impl OperationKind {
    /// All of them, with the key under which the endpoint stands.
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

/// Where an answer holds an item, or a list of items.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// Nowhere.
    Nowhere,
    /// The data of the answer is the item.
    Whole,
    /// Under this field of the response object.
    Field(usize),
}

/// Words that are looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextSearch {
    /// Index of the request field with the words.
    pub text: usize,
    /// Indices of the fields of the object in which they may stand.
    pub fields: Vec<usize>,
}
