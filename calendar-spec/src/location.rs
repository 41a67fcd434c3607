//! [`Location`]: the position of a node in the YAML, which all stages pass along.

/// The position of a node: the file's index, and the node's number in the order of the text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Location {
    /// Index of the file, root first.
    pub(crate) file: u32,
    /// The node's number in the file; keys and values count alike.
    pub(crate) node: u32,
}

/// A value and its position.
#[derive(Clone, Debug)]
pub(crate) struct Located<T> {
    pub(crate) value: T,
    pub(crate) place: Location,
}
