//! Rules across fields: whether the fields exist, and whether their types allow the rule.
//!
//! In: raw rules and the fields that they can name. Out: rules with indices. A rule with an unknown field is omitted,
//! since half a rule would be another rule.

mod offset_order;

use std::collections::HashSet;

use super::fields::{Context, Fields, report_misfit};
use crate::diagnostic::{Problem, quoted};
use crate::location::{Located, Location};
use crate::model::{Format, Rule, Type, Value};
use crate::raw::{self, RuleKind, Text};

/// Reads the rules of one object or endpoint.
pub(super) struct Rules<'o, 'c> {
    /// The fields of the object or endpoint.
    pub(super) fields: &'o Fields,
    /// The fields of every declared object.
    pub(super) objects: &'o [Fields],
    pub(super) context: Context<'c>,
}

impl Rules<'_, '_> {
    /// The rules without errors.
    pub(super) fn read(&mut self, raw: &[raw::Rule]) -> Vec<Rule> {
        raw.iter().filter_map(|rule| self.rule(rule)).collect()
    }

    fn rule(&mut self, rule: &raw::Rule) -> Option<Rule> {
        match &rule.kind {
            RuleKind::Exclusive(names) => self.exclusive(rule.place, names),
            RuleKind::AtLeastOne(names) => self.several(rule.place, names).map(Rule::AtLeastOne),
            RuleKind::Together(names) => self.several(rule.place, names).map(Rule::Together),
            RuleKind::SameForm(names) => {
                let fits = |ty: &Type| *ty == Type::Format(Format::TimestampOrDate);
                let fields = self.several(rule.place, names)?;
                self.all_are(names, (fits, "a `timestamp_or_date`")).then_some(Rule::SameForm(fields))
            }
            RuleKind::Conflict { fields, with } => self.conflict(fields, with),
            RuleKind::Order { before, after, or_equal, span_seconds } => {
                let (before, after) = self.order(before, after, span_seconds.is_some())?;
                Some(Rule::Order { before, after, or_equal: *or_equal, span_seconds: *span_seconds })
            }
            RuleKind::ItemsTogether { fields: names, max } => {
                let fields = self.several(rule.place, names)?;
                let are_lists = self.all_are(names, (|ty| matches!(ty, Type::List(_)), "a list"));
                are_lists.then_some(Rule::ItemsTogether { fields, max: *max })
            }
            RuleKind::ItemsWhere { list, field, value, max } => {
                let (list, field, value) = self.items_where(list, field, value)?;
                Some(Rule::ItemsWhere { list, field, value, max: *max })
            }
            RuleKind::Forbidden { field, value, when } => self.forbidden(field, value, when),
            RuleKind::OffsetOrder { before, after, anchor, amount, bases } => {
                let (before, after) = self.two(before, after)?;
                self.offset_order((before, after), (anchor, amount), bases)
            }
        }
    }

    fn invalid(&mut self, place: Location, message: impl Into<String>, help: &str) {
        self.context.problems.push(Problem::new("invalid-rule", place, message).help(help));
    }

    /// A field that a request can set.
    fn find(&mut self, name: &Text) -> Option<usize> {
        let index = self.fields.find(name, self.context.problems)?;
        if self.fields.list[index].read_only {
            let message = format!("no request can set {}, so no rule can speak of it", quoted(&name.value));
            self.invalid(name.place, message, "leave it out, or remove `read_only` from the field");
            return None;
        }
        Some(index)
    }

    /// All of the fields, or `None` if one is unknown: half a rule would be another rule.
    fn all(&mut self, names: &[Text]) -> Option<Vec<usize>> {
        let found: Vec<usize> = names.iter().filter_map(|name| self.find(name)).collect();
        let different: HashSet<usize> = found.iter().copied().collect();
        (different.len() == names.len()).then_some(found)
    }

    /// At least two fields.
    fn several(&mut self, place: Location, names: &[Text]) -> Option<Vec<usize>> {
        if names.len() == 1 {
            self.invalid(
                place,
                "this rule is about several fields, and it names one",
                "name another one, or remove the rule",
            );
        }
        self.all(names).filter(|fields| fields.len() > 1)
    }

    fn two(&mut self, one: &Text, other: &Text) -> Option<(usize, usize)> {
        let (first, second) = (self.find(one), self.find(other));
        if first.is_some() && first == second {
            self.invalid(
                other.place,
                format!("this rule names {} twice", quoted(&other.value)),
                "name two different fields",
            );
            return None;
        }
        first.zip(second)
    }

    fn exclusive(&mut self, place: Location, names: &[Text]) -> Option<Rule> {
        let fields = self.several(place, names)?;
        let required = fields.iter().position(|field| self.fields.list[*field].required);
        if let Some(at) = required {
            let message = format!("{} is required, so none of the others could ever be set", quoted(&names[at].value));
            let problem = Problem::new("contradiction", names[at].place, message);
            self.context.problems.push(problem.help("remove `required` from the field, or the field from the rule"));
            return None;
        }
        Some(Rule::Exclusive(fields))
    }

    fn conflict(&mut self, fields: &[Text], with: &[Text]) -> Option<Rule> {
        let one_side: HashSet<&str> = fields.iter().map(|field| &*field.value).collect();
        if let Some(shared) = with.iter().find(|name| one_side.contains(&*name.value)) {
            let message = format!("{} cannot conflict with itself", quoted(&shared.value));
            self.invalid(shared.place, message, "name it on one side only");
            return None;
        }
        let (fields, with) = (self.all(fields), self.all(with));
        let conflict = fields.zip(with).filter(|(fields, with)| !fields.is_empty() && !with.is_empty());
        conflict.map(|(fields, with)| Rule::Conflict { fields, with })
    }

    fn all_are(&mut self, names: &[Text], (fits, what): (impl Fn(&Type) -> bool, &str)) -> bool {
        let mut all = true;
        for name in names {
            let index = self.fields.find(name, self.context.problems);
            if index.is_some_and(|index| !fits(&self.fields.list[index].ty)) {
                self.invalid(
                    name.place,
                    format!("{} is not {what}", quoted(&name.value)),
                    "this rule is about other types",
                );
                all = false;
            }
        }
        all
    }

    fn order(&mut self, before: &Text, after: &Text, has_span: bool) -> Option<(usize, usize)> {
        let (first, second) = self.two(before, after)?;
        let ty = &self.fields.list[first].ty;
        let holds_time = |object: &Fields| object.list.iter().any(|field| field.ty.is_time() && !field.read_only);
        let is_time = ty.is_time() || object_of(ty, self.objects).is_some_and(holds_time);
        let help = "timestamps, dates, date-times, objects that hold one of these, and whole numbers have an order";
        if !is_time && !matches!(ty, Type::Int32 | Type::Int64) {
            self.invalid(before.place, format!("{} is of a type that has no order", quoted(&before.value)), help);
            return None;
        }
        if *ty != self.fields.list[second].ty {
            let message = format!("{} and {} are of different types", quoted(&before.value), quoted(&after.value));
            self.invalid(after.place, message, "only values of one type can be compared");
            return None;
        }
        if has_span && !is_time {
            self.invalid(
                before.place,
                "a span is an amount of time, and this is a number",
                "remove `span`, or give the fields a type of time",
            );
            return None;
        }
        Some((first, second))
    }

    fn items_where(&mut self, list: &Text, field: &Text, value: &Located<Value>) -> Option<(usize, usize, Value)> {
        let index = self.find(list)?;
        let object = match &self.fields.list[index].ty {
            Type::List(inner) => object_of(inner, self.objects),
            _ => None,
        };
        let Some(object) = object else {
            self.invalid(
                list.place,
                format!("{} is not a list of objects", quoted(&list.value)),
                "name a list of objects",
            );
            return None;
        };
        let field = object.find(field, self.context.problems)?;
        let value = self.fitting_value(object, field, value)?;
        Some((index, field, value))
    }

    /// A value that requests can be compared with.
    fn fitting_value(&mut self, fields: &Fields, field: usize, value: &Located<Value>) -> Option<Value> {
        let name = &fields.list[field].wire;
        if fields.list[field].read_only {
            let message = format!("no request holds {}: it is read only", quoted(name));
            self.invalid(value.place, message, "name a field that can be sent");
            return None;
        }
        if !matches!(fields.list[field].ty, Type::Enum(_) | Type::Bool | Type::Int32 | Type::Int64 | Type::String) {
            let message = format!("a rule cannot ask for the value of {}", quoted(name));
            self.invalid(value.place, message, "it can ask for the value of an enum, a number, a flag or a text");
            return None;
        }
        let fitted = fields.value_of(field, value, self.context.enums);
        report_misfit("invalid-value", value.place, fitted, self.context.problems)
    }

    fn forbidden(&mut self, field: &Text, value: &Located<Value>, when: &raw::Condition) -> Option<Rule> {
        let index = self.find(field);
        let when_place = when.field.place;
        let when = self.fields.condition(when, &mut self.context);
        let (index, when) = index.zip(when)?;
        if when.field == index {
            self.invalid(when_place, "a field cannot depend on itself", "name another field under `when`");
            return None;
        }
        let value = self.fitting_value(self.fields, index, value)?;
        Some(Rule::Forbidden { field: index, value, when })
    }
}

fn object_of<'o>(ty: &Type, objects: &'o [Fields]) -> Option<&'o Fields> {
    match ty {
        Type::Object(object) => objects.get(object.0),
        _ => None,
    }
}
