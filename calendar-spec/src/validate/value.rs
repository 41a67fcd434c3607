//! From a field to its values: presence, lists, maps and objects.

use super::group::Group;
use super::{Cause, Validator};
use crate::constraint::broken;
use crate::json::Json;
use crate::model::{ConstraintKind, Field, Rule, Type};
use crate::path::{Path, Step};
use crate::words;

impl Validator<'_> {
    /// An object with these fields and no others.
    pub(crate) fn fields(&mut self, at: &Path<'_>, fields: &[&Field], rules: &[Rule], entries: &[(&str, Json<'_>)]) {
        self.unknown(at, fields, entries);
        let value = |field: &&Field| {
            let entry = entries.iter().find(|(name, _)| *name == field.wire);
            self.present(entry.map(|(_, value)| value))
        };
        let values = fields.iter().map(value).collect();
        self.group(at, &Group { fields, values }, rules);
    }

    /// The fields of one object or endpoint: each separately, then the rules across them.
    pub(crate) fn group(&mut self, at: &Path<'_>, group: &Group<'_>, rules: &[Rule]) {
        for (index, (field, value)) in group.fields.iter().zip(&group.values).enumerate() {
            let here = at.field(&field.wire);
            self.field(&here, field, *value);
            let Some(when) = field.required_when.as_ref() else { continue };
            if !group.is_set(index) && group.holds(when) {
                let words = format!("is required when {}", group.words(when));
                self.report(&here, None, Cause::Missing, words);
            }
        }
        for rule in rules {
            self.rule(at, group, rule);
        }
    }

    fn field(&mut self, at: &Path<'_>, field: &Field, value: Option<&Json<'_>>) {
        match value {
            None if field.required && !self.is_blamed(at) => {
                self.report(at, None, Cause::Missing, "is required and missing");
            }
            None => {}
            // Lenient validation accepts and ignores fields that the service sends back.
            Some(_) if field.read_only && !self.is_strict() => {}
            Some(_) if field.read_only => {
                let words = "is sent by the server only; leave it out of requests";
                self.report(at, None, Cause::ReadOnly, words);
            }
            Some(value) => self.whole(at, field, value),
        }
    }

    /// The whole value of a field.
    pub(crate) fn whole(&mut self, at: &Path<'_>, field: &Field, value: &Json<'_>) {
        if matches!((&field.ty, value), (Type::List(_), Json::List(_)) | (Type::Map(..), Json::Object(_))) {
            self.constraints(at, field, value);
        }
        self.value(at, field, &field.ty, value);
    }

    /// The constraints of a field that apply to such a value. Secrets are not shown.
    pub(super) fn constraints(&mut self, at: &Path<'_>, field: &Field, value: &Json<'_>) {
        for constraint in &field.constraints {
            let Some(words) = broken(constraint, value) else { continue };
            let is_count = constraint.kind() == ConstraintKind::Items;
            let cause = if is_count { Cause::Items(field.ty.clone()) } else { Cause::Value };
            self.report(at, Some(value).filter(|_| !field.secret), cause, words);
        }
    }

    fn value(&mut self, at: &Path<'_>, field: &Field, ty: &Type, value: &Json<'_>) {
        match (ty, value) {
            (Type::List(inner), Json::List(items)) => {
                for (index, item) in items.iter().enumerate() {
                    self.value(&at.then(Step::Index(index)), field, inner, item);
                }
            }
            (Type::Map(_, inner), Json::Object(entries)) => {
                for (key, item) in entries {
                    self.value(&at.then(Step::Key(key)), field, inner, item);
                }
            }
            (Type::Object(object), Json::Object(entries)) => {
                if let Some(object) = self.objects.get(object.0) {
                    let fields: Vec<&Field> = object.fields.iter().collect();
                    self.fields(at, &fields, &object.rules, entries);
                }
            }
            (Type::Json, _) => {}
            (Type::List(_), _) => self.wrong_type(at, value, "a list"),
            (Type::Map(..) | Type::Object(_), _) => self.wrong_type(at, value, "an object"),
            (leaf, value) => self.leaf(at, field, leaf, value),
        }
    }

    /// Names in an object that the spec does not have.
    pub(crate) fn unknown(&mut self, at: &Path<'_>, fields: &[&Field], entries: &[(&str, Json<'_>)]) {
        if !self.is_strict() {
            return;
        }
        for (name, value) in entries {
            if !fields.iter().any(|field| field.wire == *name) {
                let known = fields.iter().map(|field| field.wire.as_str());
                let words = words::unknown("field", known);
                self.report(&at.field(&super::violation::shorten(name)), Some(value), Cause::Unknown, words);
            }
        }
    }

    pub(crate) fn wrong_type(&mut self, at: &Path<'_>, value: &Json<'_>, expected: &str) {
        let words = format!("is {}; expected {expected}", value.kind());
        self.report(at, None, Cause::Type, words);
    }
}
