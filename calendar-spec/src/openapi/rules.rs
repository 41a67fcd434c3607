//! Rules across fields as JSON Schema, if it can express them; only in 3.1, since 3.0 has neither conditions nor
//! `dependentRequired`. Each rule becomes one schema under `allOf`.

use serde_json::{Map, Value, json};

use crate::describe::value;
use crate::model::{Condition, Field, Rule};

/// How many fields a rule may name; it is written as pairs of them.
const MOST_FIELDS: usize = 50;

/// The schemas of all rules that can be expressed and are only about these fields, those of `required_when` first.
pub(super) fn schemas(fields: &[&Field], rules: &[Rule], is_here: impl Fn(usize) -> bool) -> Vec<Value> {
    let required = fields.iter().enumerate().filter_map(|(index, field)| {
        let when = field.required_when.as_ref().filter(|when| is_here(index) && is_here(when.field))?;
        Some(json!({ "if": holds(fields, when), "then": { "required": [field.wire] } }))
    });
    let is_sayable = |fields: &[usize]| fields.len() <= MOST_FIELDS && fields.iter().copied().all(&is_here);
    let rules = rules.iter().filter(|rule| is_sayable(&mentioned(rule)));
    required.chain(rules.flat_map(|rule| schema(fields, rule))).collect()
}

/// The fields that a rule names.
pub(super) fn mentioned(rule: &Rule) -> Vec<usize> {
    match rule {
        Rule::Exclusive(fields) | Rule::AtLeastOne(fields) | Rule::Together(fields) | Rule::SameForm(fields) => {
            fields.clone()
        }
        Rule::Conflict { fields, with } => [fields.as_slice(), with].concat(),
        Rule::ItemsTogether { fields, .. } => fields.clone(),
        Rule::Order { before, after, .. } | Rule::OffsetOrder { before, after, .. } => vec![*before, *after],
        Rule::ItemsWhere { list, .. } => vec![*list],
        Rule::Forbidden { field, when, .. } => vec![*field, when.field],
    }
}

fn schema(fields: &[&Field], rule: &Rule) -> Vec<Value> {
    let name = |index: &usize| fields[*index].wire.as_str();
    match rule {
        Rule::Exclusive(those) => {
            let pairs = those
                .iter()
                .enumerate()
                .flat_map(|(at, first)| those[at + 1..].iter().map(move |second| (first, second)));
            pairs.map(|(first, second)| not_both(name(first), name(second))).collect()
        }
        Rule::Conflict { fields: those, with } => {
            let pairs = those.iter().flat_map(|first| with.iter().map(move |second| (first, second)));
            pairs.map(|(first, second)| not_both(name(first), name(second))).collect()
        }
        Rule::AtLeastOne(those) => {
            let any: Vec<Value> = those.iter().map(|index| json!({ "required": [name(index)] })).collect();
            vec![json!({ "anyOf": any })]
        }
        Rule::Together(those) => {
            let others = |of: &usize| those.iter().filter(|index| *index != of).map(name).collect::<Vec<_>>();
            let needs: Map<String, Value> =
                those.iter().map(|index| (name(index).to_owned(), others(index).into())).collect();
            vec![json!({ "dependentRequired": needs })]
        }
        Rule::Forbidden { field, value: forbidden, when } => {
            let mut both = holds(fields, when);
            both["properties"][name(field)] = json!({ "const": value(forbidden) });
            both["required"] = json!([fields[when.field].wire, name(field)]);
            vec![json!({ "not": both })]
        }
        Rule::Order { .. }
        | Rule::SameForm(_)
        | Rule::ItemsTogether { .. }
        | Rule::ItemsWhere { .. }
        | Rule::OffsetOrder { .. } => Vec::new(),
    }
}

/// A schema that an object must match while the condition is met.
fn holds(fields: &[&Field], when: &Condition) -> Value {
    let sibling = fields[when.field].wire.as_str();
    let values: Value = when.values.iter().map(value).collect();
    json!({ "properties": { sibling: { "enum": values } }, "required": [sibling] })
}

fn not_both(first: &str, second: &str) -> Value {
    json!({ "not": { "required": [first, second] } })
}
