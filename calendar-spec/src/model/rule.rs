//! [`Rule`]: the rules across the fields of an object or an endpoint.

use super::Value;

/// "When `field` is one of `values`".
#[derive(Clone, Debug, PartialEq)]
pub struct Condition {
    /// Index of the sibling in the same list of fields.
    pub field: usize,
    /// Values of an enum, strings, numbers or booleans, as on the wire.
    pub values: Vec<Value>,
}

/// A rule across fields. Every number is an index into the fields of the object or of the endpoint's [`Endpoint::fields`](super::Endpoint::fields).
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
