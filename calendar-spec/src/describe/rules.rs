//! Rules across fields as plain sentences.

use super::json;
use crate::model::{Condition, Field, OffsetBase, Rule, Spec, Type, Value};
use crate::words;

/// A sentence for each rule across these fields.
pub(crate) fn sentences(spec: &Spec, fields: &[&Field], rules: &[Rule]) -> Vec<String> {
    rules.iter().map(|rule| sentence(spec, fields, rule)).collect()
}

/// A sentence for a rule across these fields.
pub(crate) fn sentence(spec: &Spec, fields: &[&Field], rule: &Rule) -> String {
    Sentence { spec, fields }.of(rule)
}

/// `` `type` is `user` or `chat` ``
pub(crate) fn condition(fields: &[&Field], condition: &Condition) -> String {
    let values = condition.values.iter().map(quoted).collect::<Vec<_>>();
    format!("`{}` is {}", fields[condition.field].wire, words::joined(&values, "or"))
}

struct Sentence<'s> {
    spec: &'s Spec,
    fields: &'s [&'s Field],
}

impl Sentence<'_> {
    fn of(&self, rule: &Rule) -> String {
        match rule {
            Rule::Exclusive(fields) => {
                format!("At most one of {} may be set.", self.names(fields, "and"))
            }
            Rule::AtLeastOne(fields) => {
                format!("At least one of {} must be set.", self.names(fields, "and"))
            }
            Rule::Together(fields) => {
                format!("{} must be set together or not at all.", self.names(fields, "and"))
            }
            Rule::Conflict { fields, with } => {
                let (fields, with) = (self.names(fields, "or"), self.names(with, "or"));
                format!("{fields} cannot be combined with {with}.")
            }
            Rule::SameForm(fields) => {
                let names = self.names(fields, "and");
                format!("{names} must have the same form: all Unix seconds or all dates.")
            }
            Rule::ItemsTogether { fields, max } => {
                format!("{} together hold at most {max} items.", self.names(fields, "and"))
            }
            Rule::Forbidden { field, value, when } => {
                let when = condition(self.fields, when);
                format!("{} may not be {} when {when}.", self.name(*field), quoted(value))
            }
            Rule::Order { .. } | Rule::ItemsWhere { .. } | Rule::OffsetOrder { .. } => self.of_measured(rule),
        }
    }

    /// Rules about times, items or objects.
    fn of_measured(&self, rule: &Rule) -> String {
        match rule {
            Rule::Order { before, after, or_equal, span_seconds } => {
                let (before, after) = (self.name(*before), self.name(*after));
                let relation = if *or_equal { "may not be later than" } else { "must be before" };
                let span =
                    span_seconds.map(|seconds| format!(", and the two are at most {} apart", words::duration(seconds)));
                let span = span.unwrap_or_default();
                format!("{before} {relation} {after}{span}.")
            }
            Rule::ItemsWhere { list, field, value, max } => {
                let (list, value) = (&self.fields[*list], quoted(value));
                let field = item_field(self.spec, &list.ty, *field);
                format!("At most {max} items of `{}` may have the `{field}` {value}.", list.wire)
            }
            Rule::OffsetOrder { before, after, bases, .. } => {
                let (before, after) = (self.name(*before), self.name(*after));
                let bases = bases.iter().map(base).collect::<Vec<_>>();
                let bases = words::joined(&bases, "and");
                format!("{before} must be before {after} where both count from the same point: {bases}.")
            }
            _ => String::new(),
        }
    }

    fn name(&self, field: usize) -> String {
        format!("`{}`", self.fields[field].wire)
    }

    fn names(&self, fields: &[usize], last: &str) -> String {
        words::joined(&fields.iter().map(|field| self.name(*field)).collect::<Vec<_>>(), last)
    }
}

/// The name of a field of an object, or of the objects in a list.
pub(crate) fn item_field<'s>(spec: &'s Spec, list: &Type, field: usize) -> &'s str {
    match list.leaf() {
        Type::Object(object) => &spec.objects[object.0].fields[field].wire,
        _ => "",
    }
}

fn base(base: &OffsetBase) -> String {
    let direction = if base.backwards { "back " } else { "" };
    format!("`{}` counts {direction}from `{}`", base.value, base.base)
}

/// A value in backticks.
pub(crate) fn quoted(value: &Value) -> String {
    match value {
        Value::String(text) => format!("`{text}`"),
        other => format!("`{}`", json::value(other)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_use_their_largest_unit() {
        assert_eq!(words::duration(86_400), "1 day");
        assert_eq!(words::duration(86_400 * 40), "40 days");
        assert_eq!(words::duration(7_200), "2 hours");
        assert_eq!(words::duration(90), "90 seconds");
    }

    #[test]
    fn lists_read_like_english() {
        let names = ["a", "b", "c"].map(str::to_owned);
        assert_eq!(words::joined(&names[..1], "or"), "a");
        assert_eq!(words::joined(&names[..2], "or"), "a or b");
        assert_eq!(words::joined(&names, "and"), "a, b and c");
    }
}
