//! Rules across fields, all kinds in one shape, so that they can be compared without knowing their kind.

use std::collections::BTreeSet;

use crate::describe::{item_field, quoted, sentence};
use crate::model::{Condition, Field, Rule, Spec};

/// The content of a rule. Two rules of one kind about the same fields are one rule that changed.
#[derive(Clone, Debug)]
pub(super) struct Shape {
    kind: (std::mem::Discriminant<Rule>, String),
    /// The fields that it is about.
    subject: Vec<String>,
    groups: Vec<Group>,
    /// Numbers that allow more the larger they are.
    limits: Vec<i64>,
    /// The rest of its content.
    rest: Vec<String>,
    sentence: String,
}

/// Some fields of a rule.
#[derive(Clone, Debug, PartialEq)]
struct Group {
    fields: BTreeSet<String>,
    growth: Growth,
    /// How many of the fields a program has to set before it can break the rule.
    least: usize,
}

/// The effect of one more field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Growth {
    /// It forbids something to programs that know the field.
    Tightens,
    /// It forbids something to all programs.
    TightensAlways,
    /// It allows something.
    Loosens,
}

/// A rule that was added, removed or changed.
#[derive(Debug)]
pub(super) struct Difference {
    pub(super) old: Option<String>,
    pub(super) new: Option<String>,
    /// Whether it rejects requests that were accepted before.
    pub(super) breaks: bool,
}

/// Compares rules, given the names of its fields on both sides. The order of rules is irrelevant.
pub(super) fn compare(
    (old, old_names): (&[Shape], BTreeSet<String>),
    (new, new_names): (&[Shape], BTreeSet<String>),
) -> Vec<Difference> {
    let mut rest: Vec<&Shape> = new.iter().collect();
    let mut unequal = Vec::new();
    for rule in old {
        let rule = rule.without(|field| old_names.contains(field) && !new_names.contains(field));
        match rest.iter().position(|other| rule.is_equal(other)) {
            Some(equal) => drop(rest.remove(equal)),
            None => unequal.push(rule),
        }
    }
    let mut differences = Vec::new();
    for rule in unequal {
        let changed = rest.iter().position(|other| rule.is_akin(other)).map(|index| rest.remove(index));
        differences.push(Difference {
            breaks: changed.is_some_and(|new| new.is_tighter(&rule, &old_names)),
            new: changed.map(|new| new.sentence.clone()),
            old: Some(rule.sentence),
        });
    }
    differences.extend(rest.into_iter().map(|rule| Difference {
        old: None,
        new: Some(rule.sentence.clone()),
        breaks: rule.binds(&old_names),
    }));
    differences
}

impl Shape {
    /// The shape of a rule for these fields.
    pub(super) fn of(spec: &Spec, fields: &[&Field], rule: &Rule) -> Self {
        let name = |field: &usize| fields[*field].wire.clone();
        let group = |list: &[usize], growth, least| Group { fields: list.iter().map(name).collect(), growth, least };
        let (mut subject, mut groups, mut limits, mut rest) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let mut items = String::new();
        match rule {
            Rule::Exclusive(fields) | Rule::SameForm(fields) => groups.push(group(fields, Growth::Tightens, 2)),
            Rule::AtLeastOne(fields) => groups.push(group(fields, Growth::Loosens, 0)),
            Rule::Together(fields) => groups.push(group(fields, Growth::TightensAlways, 1)),
            Rule::Conflict { fields, with } => {
                groups.extend([group(fields, Growth::Tightens, 1), group(with, Growth::Tightens, 1)]);
            }
            Rule::ItemsTogether { fields, max } => {
                groups.push(group(fields, Growth::Tightens, 1));
                limits.push(*max);
            }
            Rule::Order { before, after, or_equal, span_seconds } => {
                subject.extend([name(before), name(after)]);
                limits.extend([i64::from(*or_equal), span_seconds.unwrap_or(i64::MAX)]);
            }
            Rule::ItemsWhere { list, field, value, max } => {
                subject.push(name(list));
                items = format!("{} {}", item_field(spec, &fields[*list].ty, *field), quoted(value));
                limits.push(*max);
            }
            Rule::Forbidden { field, value, when: Condition { field: sibling, values } } => {
                subject.extend([name(field), name(sibling)]);
                rest.push(quoted(value));
                let values = values.iter().map(quoted).collect();
                groups.push(Group { fields: values, growth: Growth::TightensAlways, least: 0 });
            }
            Rule::OffsetOrder { before, after, anchor, amount, bases } => {
                subject.extend([name(before), name(after)]);
                let part = |field| item_field(spec, &fields[*before].ty, field);
                rest.push(format!("{} {} {bases:?}", part(*anchor), part(*amount)));
            }
        }
        let kind = (std::mem::discriminant(rule), items);
        Self { kind, subject, groups, limits, rest, sentence: sentence(spec, fields, rule) }
    }

    fn without(&self, is_gone: impl Fn(&str) -> bool) -> Self {
        let mut this = self.clone();
        this.groups.iter_mut().for_each(|group| group.fields.retain(|field| !is_gone(field)));
        this
    }

    fn is_equal(&self, other: &Self) -> bool {
        self.is_akin(other) && (&self.groups, &self.limits, &self.rest) == (&other.groups, &other.limits, &other.rest)
    }

    fn is_akin(&self, other: &Self) -> bool {
        let mut groups = self.groups.iter().zip(&other.groups);
        let overlap = groups.all(|(one, other)| !one.fields.is_disjoint(&other.fields));
        (&self.kind, &self.subject) == (&other.kind, &other.subject) && overlap
    }

    /// Whether it rejects a request that a similar rule accepted.
    fn is_tighter(&self, old: &Self, known: &BTreeSet<String>) -> bool {
        let is_lower = self.limits.iter().zip(&old.limits).any(|(new, old)| new < old);
        self.rest != old.rest
            || is_lower
            || self.groups.iter().zip(&old.groups).any(|(new, old)| match new.growth {
                Growth::Tightens => new.fields.difference(&old.fields).any(|field| known.contains(field)),
                Growth::TightensAlways => !new.fields.is_subset(&old.fields),
                Growth::Loosens => !old.fields.is_subset(&new.fields),
            })
    }

    /// Whether a program that knows only these fields can break it.
    fn binds(&self, known: &BTreeSet<String>) -> bool {
        let mut fields = self.subject.iter();
        let knows_subject = fields.all(|field| known.contains(field));
        let knows_group =
            |group: &Group| group.fields.iter().filter(|field| known.contains(*field)).count() >= group.least;
        knows_subject && self.groups.iter().all(knows_group)
    }
}
