//! Rules across fields, one function for each rule of the model. A violation is reported at the first field that takes
//! part.

use super::group::Group;
use super::position::{form, position};
use super::{Cause, Validator};
use crate::format::nanos;
use crate::json::Json;
use crate::model::{OffsetBase, Rule, Type};
use crate::path::Path;
use crate::words::{self, plain};

impl<'s> Validator<'s> {
    pub(super) fn rule(&mut self, at: &Path<'_>, group: &Group<'_>, rule: &Rule) {
        match rule {
            // Documented examples break it, and the service accepts them.
            Rule::Exclusive(_) if !self.is_strict() => {}
            Rule::Exclusive(fields) => self.exclusive(at, group, fields),
            Rule::AtLeastOne(fields) => self.at_least_one(at, group, fields),
            Rule::Together(fields) => self.together(at, group, fields),
            Rule::Conflict { fields, with } => self.conflict(at, group, fields, with),
            Rule::Order { .. } => self.order(at, group, rule),
            Rule::SameForm(fields) => self.same_form(at, group, fields),
            Rule::ItemsTogether { fields, max } => self.items_together(at, group, fields, *max),
            Rule::ItemsWhere { .. } => self.items_where(at, group, rule),
            Rule::Forbidden { field, value, when } => {
                let is_value = group.value(*field).is_some_and(|found| found.is(value));
                if is_value && group.holds(when) {
                    let words = format!("may not be `{}` when {}", plain(value), group.words(when));
                    self.across(at, group, *field, words);
                }
            }
            Rule::OffsetOrder { .. } => self.offset_order(at, group, rule),
        }
    }

    fn across(&mut self, at: &Path<'_>, group: &Group<'_>, field: usize, words: String) {
        self.report(&at.field(group.name(field)), None, Cause::Across, words);
    }

    fn exclusive(&mut self, at: &Path<'_>, group: &Group<'_>, fields: &[usize]) {
        let mut set = fields.iter().copied().filter(|field| group.is_set(*field));
        let Some(first) = set.next() else { return };
        let with = group.paths(at, set);
        if !with.is_empty() {
            let words = format!("and {} exclude each other; set at most one", names(&with));
            self.report(&at.field(group.name(first)), None, Cause::Conflict, words);
        }
    }

    fn at_least_one(&mut self, at: &Path<'_>, group: &Group<'_>, fields: &[usize]) {
        let [first, others @ ..] = fields else { return };
        if !fields.iter().any(|field| group.is_set(*field)) {
            let or = group.paths(at, others.iter().copied());
            let one_of = if or.len() == 1 { "" } else { "one of " };
            let words = format!("or {one_of}{} must be set", names(&or));
            self.report(&at.field(group.name(*first)), None, Cause::Missing, words);
        }
    }

    fn together(&mut self, at: &Path<'_>, group: &Group<'_>, fields: &[usize]) {
        let Some(first) = fields.iter().find(|field| group.is_set(**field)) else { return };
        let missing = group.paths(at, fields.iter().copied().filter(|field| !group.is_set(*field)));
        if !missing.is_empty() {
            let words = format!("is set without {}; set all of them or none", names(&missing));
            self.across(at, group, *first, words);
        }
    }

    fn conflict(&mut self, at: &Path<'_>, group: &Group<'_>, fields: &[usize], with: &[usize]) {
        let Some(first) = fields.iter().find(|field| group.is_set(**field)) else { return };
        let with = group.paths(at, with.iter().copied().filter(|field| group.is_set(*field)));
        if !with.is_empty() {
            let words = format!("cannot be combined with {}", names(&with));
            self.report(&at.field(group.name(*first)), None, Cause::Conflict, words);
        }
    }

    fn order(&mut self, at: &Path<'_>, group: &Group<'_>, rule: &Rule) {
        let Rule::Order { before, after, or_equal, span_seconds } = *rule else { return };
        let place = |index: usize| position(self.objects, &group.fields.get(index)?.ty, group.value(index)?);
        let Some((earlier, later)) = place(before).zip(place(after)) else { return };
        let Some(distance) = earlier.until(later) else { return };
        let here = at.field(group.name(before));
        let other = at.field(group.name(after)).to_string();
        if distance < 0 || (distance == 0 && !or_equal) {
            let words = must_precede(&other, or_equal);
            self.report(&here, group.value(before), Cause::Order, words);
        } else if let Some(max_seconds) = span_seconds.filter(|span| distance > nanos(*span)) {
            let most = words::duration(max_seconds);
            let words = format!("and `{other}` are too far apart; at most {most} are allowed");
            self.report(&here, group.value(before), Cause::Span, words);
        }
    }

    fn same_form(&mut self, at: &Path<'_>, group: &Group<'_>, fields: &[usize]) {
        let form = |index: usize| position(self.objects, &group.fields.get(index)?.ty, group.value(index)?).map(form);
        let mut set = fields.iter().filter_map(|index| form(*index).map(|form| (*index, form)));
        let Some((first, form)) = set.next() else { return };
        let unlike = group.paths(at, set.filter(|(_, other)| *other != form).map(|(index, _)| index));
        if !unlike.is_empty() {
            let (one, other) = if form == "date" { ("date", "time") } else { ("time", "date") };
            let words = format!("is a {one} and {} a {other}; give all in one form", names(&unlike));
            self.across(at, group, first, words);
        }
    }

    fn items_together(&mut self, at: &Path<'_>, group: &Group<'_>, fields: &[usize], max: i64) {
        let actual: usize = fields.iter().map(|field| group.count(*field)).sum();
        let max = usize::try_from(max).unwrap_or_default();
        let [first, others @ ..] = fields else { return };
        if actual > max {
            let with = group.paths(at, others.iter().copied());
            let actual = words::count(actual, "item");
            let words = format!("and {} have {actual} together; at most {max} are allowed", names(&with));
            self.across(at, group, *first, words);
        }
    }

    fn items_where(&mut self, at: &Path<'_>, group: &Group<'_>, rule: &Rule) {
        let Rule::ItemsWhere { list, field, value, max } = rule else { return };
        let Some(Json::List(items)) = group.value(*list) else { return };
        let Some(name) = self.item_field(group, *list, *field) else { return };
        let is_counted = |item: &&Json<'_>| item.get(name).is_some_and(|found| found.is(value));
        let actual = items.iter().filter(is_counted).count();
        if actual > usize::try_from(*max).unwrap_or_default() {
            let words = format!("has {actual} items where `{name}` is `{}`; at most {max} are allowed", plain(value));
            self.across(at, group, *list, words);
        }
    }

    fn offset_order(&mut self, at: &Path<'_>, group: &Group<'_>, rule: &Rule) {
        let Rule::OffsetOrder { before, after, anchor, amount, bases } = rule else { return };
        let Some(anchor) = self.item_field(group, *before, *anchor) else { return };
        let Some(amount) = self.item_field(group, *before, *amount) else { return };
        let offset = |index: usize| offset(group.value(index)?, anchor, amount, bases);
        let Some((earlier, later)) = offset(*before).zip(offset(*after)) else { return };
        if earlier.0 == later.0 && earlier.1 >= later.1 {
            let before_field = at.field(group.name(*after)).to_string();
            self.across(at, group, *before, must_precede(&before_field, false));
        }
    }

    /// The name of a field of the object that a field is, or is a list of.
    fn item_field(&self, group: &Group<'_>, field: usize, index: usize) -> Option<&'s str> {
        let Type::Object(object) = group.fields.get(field)?.ty.leaf() else { return None };
        let object = self.objects.get(object.0)?;
        object.fields.get(index).map(|field| field.wire.as_str())
    }
}

/// The base that an object is measured from, and its distance from it.
fn offset<'b>(value: &Json<'_>, anchor: &str, amount: &str, bases: &'b [OffsetBase]) -> Option<(&'b str, i64)> {
    let anchor = value.get(anchor)?.as_text()?;
    let amount = value.get(amount)?.as_int()?;
    let base = bases.iter().find(|base| base.value == anchor)?;
    Some((&base.base, if base.backwards { amount.checked_neg()? } else { amount }))
}

fn names(paths: &[String]) -> String {
    words::listed(paths.iter(), "`")
}

fn must_precede(later: &str, or_equal: bool) -> String {
    if or_equal { format!("may not be after `{later}`") } else { format!("must be before `{later}`") }
}
