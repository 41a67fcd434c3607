//! Fields: from a checked tree to the raw types.
//!
//! In: a node with fields. Out: [`Field`]s, with findings about types, limits and conditions.

use super::nodes::{each, flag, integer, limit, parsed, text, undocumented, value, word_list, words};
use super::read_rule::condition;
use super::{Field, Text, syntax};
use crate::diagnostic::Problems;
use crate::location::Located;
use crate::model::{Constraint, ConstraintKind};
use crate::source::Node;

/// The fields under a key.
pub(super) fn fields(node: &Node, key: &str, problems: &mut Problems) -> Vec<Field> {
    each(node, key, |name, node| field(name, node, problems))
}

fn field(name: Text, node: &Node, problems: &mut Problems) -> Field {
    Field {
        name,
        rust: text(node, "rust"),
        doc: words(node, "doc"),
        ty: text(node, "type").and_then(|text| parsed("invalid-type", &text, syntax::type_name, problems)),
        required: flag(node, "required"),
        required_when: node.get("required_when").and_then(|node| condition(node, problems)),
        constraints: ConstraintKind::ALL.iter().filter_map(|kind| constraint(*kind, node, problems)).collect(),
        read_only: flag(node, "read_only"),
        secret: flag(node, "secret"),
        default: node.get("default").and_then(value),
        example: node.get("example").and_then(value),
        scopes: word_list(node, "scopes"),
        deprecated: text(node, "deprecated").map(|text| text.value),
        beta: flag(node, "beta").is_some(),
        undocumented: undocumented(node),
    }
}

/// The constraint of a kind, if the field has one.
fn constraint(kind: ConstraintKind, field: &Node, problems: &mut Problems) -> Option<Located<Constraint>> {
    let node = field.get(kind.key())?;
    let value = match kind {
        ConstraintKind::Length => Constraint::Length(limit(node, 0, kind, problems)?),
        ConstraintKind::Items => Constraint::Items(limit(node, 0, kind, problems)?),
        ConstraintKind::Range => Constraint::Range(limit(node, i64::MIN, kind, problems)?),
        ConstraintKind::OneOf => {
            let numbers: Vec<i64> = node.items().iter().filter_map(integer).collect();
            Constraint::OneOf(Some(numbers).filter(|numbers| !numbers.is_empty())?)
        }
        ConstraintKind::MultipleOf => Constraint::MultipleOf(integer(node).filter(|step| *step > 0)?),
    };
    Some(Located { value, place: node.place })
}
