//! Rules across fields.
//!
//! An entry of `rules` has one of these keys, whose value names the fields of the rule.

use super::{CONDITION, Count, Notation, Relation, Shape, Table, optional, required};

/// A rule has exactly one of these keys.
pub(crate) static RULE: Table = Table {
    what: "a rule",
    keys: &[
        optional("exclusive", FIELD_NAMES, "At most one of the fields."),
        optional("at_least_one", FIELD_NAMES, "At least one of the fields."),
        optional("together", FIELD_NAMES, "All of the fields or none."),
        optional("conflict", Shape::Table(&CONFLICT), "None of the second if any of the first."),
        optional("order", Shape::Table(&ORDER), "One before the other."),
        optional("same_form", FIELD_NAMES, "All in seconds, or all dates."),
        optional("items_together", Shape::Table(&ITEMS_TOGETHER), "Items of several lists."),
        optional("items_where", Shape::Table(&ITEMS_WHERE), "Items of a list that have a value."),
        optional("forbidden", Shape::Table(&FORBIDDEN), "A value that a field may not have under a condition."),
        optional("offset_order", Shape::Table(&OFFSET_ORDER), "One before the other, measured from a common base."),
    ],
    relations: &[Relation::Count(Count::One)],
};

const FIELD_NAMES: Shape = Shape::Some(&Shape::Text);

static CONFLICT: Table = Table {
    what: "a conflict",
    keys: &[required("fields", FIELD_NAMES, "The one side."), required("with", FIELD_NAMES, "The other side.")],
    relations: &[],
};

static ORDER: Table = Table {
    what: "an order",
    keys: &[
        required("before", Shape::Text, "The earlier field."),
        required("after", Shape::Text, "The later field."),
        optional("or_equal", Shape::Flag, "Both may be equal."),
        optional("span", Shape::Notation(Notation::Span), "How far apart they may be, `14d`."),
    ],
    relations: &[],
};

static ITEMS_TOGETHER: Table = Table {
    what: "a limit on lists together",
    keys: &[
        required("fields", FIELD_NAMES, "The lists."),
        required("max", Shape::Integer(1, i64::MAX), "Their items at most."),
    ],
    relations: &[],
};

static ITEMS_WHERE: Table = Table {
    what: "a limit on items with a value",
    keys: &[
        required("list", Shape::Text, "The list of objects."),
        required("field", Shape::Text, "The field of these objects."),
        required("value", Shape::Scalar, "Its value."),
        required("max", Shape::Integer(0, i64::MAX), "The number of such items at most."),
    ],
    relations: &[],
};

static FORBIDDEN: Table = Table {
    what: "a forbidden value",
    keys: &[
        required("field", Shape::Text, "The field."),
        required("value", Shape::Scalar, "The value."),
        required("when", CONDITION, "When it is forbidden."),
    ],
    relations: &[],
};

static OFFSET_ORDER: Table = Table {
    what: "an order of offsets",
    keys: &[
        required("before", Shape::Text, "The earlier object."),
        required("after", Shape::Text, "The later object."),
        required("anchor", Shape::Text, "The field that says what an amount counts from."),
        required("amount", Shape::Text, "The field with the amount."),
        required(
            "bases",
            Shape::Map(Count::Any, &Shape::Text, &Shape::Text),
            "For each value of the anchor, what the amount counts from; `-` counts backwards.",
        ),
    ],
    relations: &[],
};
