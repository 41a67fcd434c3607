//! Rules and conditions: from a checked tree to the raw types.
//!
//! In: a node with `rules`, or a condition. Out: [`Rule`]s and [`Condition`]s; a rule with a broken part is omitted.

use super::language;
use super::nodes::{flag, integer, named, parsed, plain, text, texts, value};
use super::{Condition, Rule, RuleKind, syntax};
use crate::diagnostic::{Problem, Problems};
use crate::source::{Content, Node};

/// The rules of an object or endpoint.
pub(super) fn rules(node: &Node, problems: &mut Problems) -> Vec<Rule> {
    let items = node.get("rules").map_or(&[][..], Node::items);
    items.iter().filter_map(|item| rule(item, problems)).collect()
}

/// `None` if a part of it is broken, which has been reported: half a rule would be another rule.
fn rule(node: &Node, problems: &mut Problems) -> Option<Rule> {
    let [entry] = node.entries() else {
        if matches!(node.content, Content::Map(_)) {
            let message = format!("a rule has exactly one key, and this one has {}", node.entries().len());
            problems.push(
                Problem::new("invalid-rule", node.place, message).help("write one rule for each, with a dash in front"),
            );
        }
        return None;
    };
    let name = entry.key.words()?;
    let name = language::RULE.keys.iter().map(|key| key.name).find(|known| *known == name)?;
    let inner = &entry.value;
    let names = || texts(node, name);
    let kind = match name {
        "exclusive" => RuleKind::Exclusive(names()),
        "at_least_one" => RuleKind::AtLeastOne(names()),
        "together" => RuleKind::Together(names()),
        "same_form" => RuleKind::SameForm(names()),
        "conflict" => RuleKind::Conflict { fields: texts(inner, "fields"), with: texts(inner, "with") },
        "order" => order(inner, problems)?,
        "items_together" => {
            RuleKind::ItemsTogether { fields: texts(inner, "fields"), max: integer(inner.get("max")?)? }
        }
        "items_where" => RuleKind::ItemsWhere {
            list: text(inner, "list")?,
            field: text(inner, "field")?,
            value: value(inner.get("value")?)?,
            max: integer(inner.get("max")?)?,
        },
        "forbidden" => RuleKind::Forbidden {
            field: text(inner, "field")?,
            value: value(inner.get("value")?)?,
            when: condition(inner.get("when")?, problems)?,
        },
        _ => offset_order(inner)?,
    };
    Some(Rule { place: entry.key.place, kind })
}

fn order(node: &Node, problems: &mut Problems) -> Option<RuleKind> {
    let span = text(node, "span").map(|text| parsed("invalid-span", &text, syntax::span, problems));
    let span_seconds = match span {
        None if node.get("span").is_some() => return None,
        None => None,
        Some(span) => Some(span?.value),
    };
    let or_equal = flag(node, "or_equal").is_some();
    Some(RuleKind::Order { before: text(node, "before")?, after: text(node, "after")?, or_equal, span_seconds })
}

fn offset_order(node: &Node) -> Option<RuleKind> {
    let bases = named(node, "bases").filter_map(|(anchor, base)| Some((anchor, plain(base)?)));
    Some(RuleKind::OffsetOrder {
        before: text(node, "before")?,
        after: text(node, "after")?,
        anchor: text(node, "anchor")?,
        amount: text(node, "amount")?,
        bases: bases.collect(),
    })
}

/// `{ field: value }` or `{ field: [value, value] }`.
pub(super) fn condition(node: &Node, problems: &mut Problems) -> Option<Condition> {
    let [entry] = node.entries() else {
        if matches!(node.content, Content::Map(_)) {
            let message = format!("a condition names exactly one field, and this one names {}", node.entries().len());
            problems.push(
                Problem::new("invalid-rule", node.place, message)
                    .help("write `{ field: value }` or `{ field: [value, value] }`"),
            );
        }
        return None;
    };
    let values = match &entry.value.content {
        Content::List(items) => items.iter().filter_map(value).collect(),
        _ => Vec::from_iter(value(&entry.value)),
    };
    let field = super::Text { value: entry.key.words()?, place: entry.key.place };
    (!values.is_empty()).then_some(Condition { field, values })
}
