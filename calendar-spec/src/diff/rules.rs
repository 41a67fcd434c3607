//! Rules across fields.
//!
//! In: the rules of both lists. Out: changes. The old rules are first written with the new fields, so that equal rules
//! are equal; fields that are gone drop out. The order of rules means nothing.

use super::change::{Change, Effect, Ways};
use super::class::Class;
use super::comparison::Comparison;
use super::fields::Lists;
use super::limits::checked;
use crate::describe::sentences;
use crate::model::{Condition, Field, Rule, Spec};
use crate::structs::leaf_object;

impl Comparison<'_> {
    pub(super) fn rules(&mut self, lists: &Lists<'_>) {
        let old = translated(self, lists);
        let mut new = sorted(lists.new.rules);
        let mut rest = Vec::new();
        for (index, rule) in old.into_iter().enumerate() {
            match new.iter_mut().find(|other| rule.is_some() && **other == rule) {
                Some(equal) => *equal = None,
                None => rest.push((index, rule)),
            }
        }
        for (index, rule) in rest {
            let akin =
                |other: &Option<Rule>| rule.as_ref().zip(other.as_ref()).is_some_and(|(old, new)| is_akin(old, new));
            let changed = new.iter().position(akin);
            let other = changed.and_then(|changed| new[changed].take());
            let tightened = rule.zip(other).is_some_and(|(old, new)| is_tighter(&old, &new, lists));
            self.rule(lists, (Some(index), changed), tightened);
        }
        for (index, rule) in new.iter().enumerate() {
            if let Some(rule) = rule {
                self.rule(lists, (None, Some(index)), binds(rule, lists));
            }
        }
    }

    fn rule(&mut self, lists: &Lists<'_>, (old, new): (Option<usize>, Option<usize>), tightened: bool) {
        let class = match (old, new) {
            (None, _) => Class::RuleAdded,
            (_, None) => Class::RuleRemoved,
            _ if tightened => Class::RuleTightened,
            _ => Class::RuleLoosened,
        };
        let ways = lists.ways().and(Ways::SENT);
        let mut change = Change::new(class, &*lists.place).rust(checked(ways, tightened));
        let words =
            |spec: &Spec, fields: &[&Field], rule: &Rule| sentences(spec, fields, std::slice::from_ref(rule)).pop();
        change.old = old.and_then(|rule| words(self.old.spec, &lists.old.list, &lists.old.rules[rule]));
        change.new = new.and_then(|rule| words(self.new.spec, &lists.new.list, &lists.new.rules[rule]));
        self.push(change.wire(ways.wire(Effect::breaking_if(tightened), Effect::Compatible)));
    }
}

/// Writes a rule with other indices, groups sorted; `None` if it cannot do without a field that has none.
struct Rewriting<F, N> {
    /// The index of a field.
    field: F,
    /// The index of a field of the objects in a field.
    nested: N,
}

impl<F: Fn(usize) -> Option<usize>, N: Fn(usize, usize) -> Option<usize>> Rewriting<F, N> {
    fn of(&self, rule: &Rule) -> Option<Rule> {
        Some(match rule {
            Rule::Exclusive(fields) => Rule::Exclusive(self.group(fields)),
            Rule::AtLeastOne(fields) => Rule::AtLeastOne(self.group(fields)),
            Rule::Together(fields) => Rule::Together(self.group(fields)),
            Rule::SameForm(fields) => Rule::SameForm(self.group(fields)),
            Rule::Conflict { fields, with } => Rule::Conflict { fields: self.group(fields), with: self.group(with) },
            Rule::ItemsTogether { fields, max } => Rule::ItemsTogether { fields: self.group(fields), max: *max },
            Rule::Order { before, after, or_equal, span_seconds } => Rule::Order {
                before: (self.field)(*before)?,
                after: (self.field)(*after)?,
                or_equal: *or_equal,
                span_seconds: *span_seconds,
            },
            Rule::ItemsWhere { list, field, value, max } => Rule::ItemsWhere {
                list: (self.field)(*list)?,
                field: (self.nested)(*list, *field)?,
                value: value.clone(),
                max: *max,
            },
            Rule::Forbidden { field, value, when: Condition { field: sibling, values } } => Rule::Forbidden {
                field: (self.field)(*field)?,
                value: value.clone(),
                when: Condition { field: (self.field)(*sibling)?, values: values.clone() },
            },
            Rule::OffsetOrder { before, after, anchor, amount, bases } => Rule::OffsetOrder {
                before: (self.field)(*before)?,
                after: (self.field)(*after)?,
                anchor: (self.nested)(*before, *anchor)?,
                amount: (self.nested)(*before, *amount)?,
                bases: bases.clone(),
            },
        })
    }

    fn group(&self, fields: &[usize]) -> Vec<usize> {
        let mut group: Vec<usize> = fields.iter().filter_map(|field| (self.field)(*field)).collect();
        group.sort_unstable();
        group
    }
}

/// The old rules with the indices of the new fields.
fn translated(comparison: &Comparison<'_>, lists: &Lists<'_>) -> Vec<Option<Rule>> {
    let leaf = |fields: &[&Field], field: usize| leaf_object(&fields[field].ty);
    let nested = |field: usize, nested: usize| {
        let old = &comparison.old.spec.objects[leaf(&lists.old.list, field)?.0].fields[nested];
        let new = &comparison.new.spec.objects[leaf(&lists.new.list, lists.pairing.new_of(field)?)?.0];
        new.fields.iter().position(|new| new.wire == old.wire)
    };
    let rewriting = Rewriting { field: |field| lists.pairing.new_of(field), nested };
    lists.old.rules.iter().map(|rule| rewriting.of(rule)).collect()
}

fn sorted(rules: &[Rule]) -> Vec<Option<Rule>> {
    let rewriting = Rewriting { field: Some, nested: |_, nested| Some(nested) };
    rules.iter().map(|rule| rewriting.of(rule)).collect()
}

/// Whether two rules are of one kind and speak of the same thing, so that one is the other changed.
fn is_akin(old: &Rule, new: &Rule) -> bool {
    let share = |old: &[usize], new: &[usize]| old.iter().any(|field| new.contains(field));
    match (old, new) {
        (Rule::Exclusive(old), Rule::Exclusive(new))
        | (Rule::AtLeastOne(old), Rule::AtLeastOne(new))
        | (Rule::Together(old), Rule::Together(new))
        | (Rule::SameForm(old), Rule::SameForm(new))
        | (Rule::ItemsTogether { fields: old, .. }, Rule::ItemsTogether { fields: new, .. }) => share(old, new),
        (Rule::Conflict { fields, with }, Rule::Conflict { fields: new_fields, with: new_with }) => {
            share(fields, new_fields) && share(with, new_with)
        }
        (Rule::Order { before, after, .. }, Rule::Order { before: new_before, after: new_after, .. })
        | (Rule::OffsetOrder { before, after, .. }, Rule::OffsetOrder { before: new_before, after: new_after, .. }) => {
            before == new_before && after == new_after
        }
        (
            Rule::ItemsWhere { list, field, value, .. },
            Rule::ItemsWhere { list: new_list, field: new_field, value: new_value, .. },
        ) => list == new_list && field == new_field && value == new_value,
        (Rule::Forbidden { field, when, .. }, Rule::Forbidden { field: new_field, when: new_when, .. }) => {
            field == new_field && when.field == new_when.field
        }
        _ => false,
    }
}

/// Whether one of two akin rules refuses a request that the other allowed.
fn is_tighter(old: &Rule, new: &Rule, lists: &Lists<'_>) -> bool {
    // A program that does not know a field never sets it.
    let known = |field: &&usize| lists.pairing.old_of(**field).is_some();
    let adds = |old: &[usize], new: &[usize]| new.iter().filter(known).any(|field| !old.contains(field));
    match (old, new) {
        (Rule::Exclusive(old), Rule::Exclusive(new)) | (Rule::SameForm(old), Rule::SameForm(new)) => adds(old, new),
        (Rule::AtLeastOne(old), Rule::AtLeastOne(new)) => old.iter().any(|field| !new.contains(field)),
        (Rule::Together(old), Rule::Together(new)) => new.iter().any(|field| !old.contains(field)),
        (Rule::Conflict { fields, with }, Rule::Conflict { fields: new_fields, with: new_with }) => {
            adds(fields, new_fields) || adds(with, new_with)
        }
        (Rule::ItemsTogether { fields, max }, Rule::ItemsTogether { fields: new_fields, max: new_max }) => {
            new_max < max || adds(fields, new_fields)
        }
        (Rule::ItemsWhere { max, .. }, Rule::ItemsWhere { max: new_max, .. }) => new_max < max,
        (
            Rule::Order { or_equal, span_seconds, .. },
            Rule::Order { or_equal: new_or_equal, span_seconds: new_span, .. },
        ) => (*or_equal && !new_or_equal) || new_span.unwrap_or(i64::MAX) < span_seconds.unwrap_or(i64::MAX),
        (Rule::Forbidden { value, when, .. }, Rule::Forbidden { value: new_value, when: new_when, .. }) => {
            value != new_value || new_when.values.iter().any(|value| !when.values.contains(value))
        }
        _ => true,
    }
}

/// Whether a new rule refuses a request that sets only fields which were there before.
fn binds(rule: &Rule, lists: &Lists<'_>) -> bool {
    let known = |field: &usize| lists.pairing.old_of(*field).is_some();
    let count = |fields: &[usize]| fields.iter().filter(|field| known(field)).count();
    match rule {
        Rule::AtLeastOne(_) => true,
        Rule::Together(fields) | Rule::ItemsTogether { fields, .. } => count(fields) > 0,
        Rule::Exclusive(fields) | Rule::SameForm(fields) => count(fields) > 1,
        Rule::Conflict { fields, with } => count(fields) > 0 && count(with) > 0,
        Rule::Order { before, after, .. } | Rule::OffsetOrder { before, after, .. } => known(before) && known(after),
        Rule::ItemsWhere { list, .. } => known(list),
        Rule::Forbidden { field, when, .. } => known(field) && known(&when.field),
    }
}
