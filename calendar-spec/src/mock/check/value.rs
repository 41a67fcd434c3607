//! From a field to its values: presence, lists, maps and objects.

use serde_json::{Map, Value};

use super::group::Group;
use super::leaf::kind_of;
use super::texts::{count, sizes};
use super::trail::{Step, Trail};
use super::{Cause, Checker};
use crate::model::{Field, Object, Type};

impl Checker<'_> {
    /// Fields of one object or endpoint: each for itself, then the rules across them.
    pub(super) fn group(&mut self, at: &Trail<'_>, group: &Group<'_>, rules: &[crate::model::Rule]) {
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

    fn field(&mut self, at: &Trail<'_>, field: &Field, value: Option<&Value>) {
        match value {
            None if field.required && !self.is_blamed(at) => {
                self.report(at, None, Cause::Missing, "is required and missing");
            }
            None => {}
            // What the service sends back is accepted and ignored where the checks are lenient.
            Some(_) if field.read_only && !self.is_strict() => {}
            Some(_) if field.read_only => {
                let words = "is sent by the server only; leave it out of requests";
                self.report(at, None, Cause::ReadOnly, words);
            }
            Some(value) => {
                self.item_count(at, field, value);
                self.value(at, field, &field.ty, value);
            }
        }
    }

    fn item_count(&mut self, at: &Trail<'_>, field: &Field, value: &Value) {
        let actual = match value {
            Value::Array(items) => items.len(),
            Value::Object(entries) if matches!(field.ty, Type::Map(..)) => entries.len(),
            _ => return,
        };
        let Some(limit) = field.items else { return };
        if !super::leaf::fits(actual, limit) {
            let words = format!("has {}; {}", count(actual, "item"), sizes(limit));
            self.report(at, None, Cause::Items(field.ty.clone()), words);
        }
    }

    fn value(&mut self, at: &Trail<'_>, field: &Field, ty: &Type, value: &Value) {
        match (ty, value) {
            (Type::List(inner), Value::Array(items)) => {
                for (index, item) in items.iter().enumerate() {
                    self.value(&at.then(Step::Index(index)), field, inner, item);
                }
            }
            (Type::Map(_, inner), Value::Object(entries)) => {
                for (key, item) in entries {
                    self.value(&at.then(Step::Key(key)), field, inner, item);
                }
            }
            (Type::Object(object), Value::Object(entries)) => {
                if let Some(object) = self.spec.objects.get(object.0) {
                    self.object(at, object, entries);
                }
            }
            (Type::List(_), _) => self.wrong_type(at, value, "a list"),
            (Type::Map(..) | Type::Object(_), _) => self.wrong_type(at, value, "an object"),
            (leaf, value) => self.leaf(at, field, leaf, value),
        }
    }

    fn object(&mut self, at: &Trail<'_>, object: &Object, entries: &Map<String, Value>) {
        let fields: Vec<&Field> = object.fields.iter().collect();
        self.unknown(at, &fields, entries);
        let values = fields.iter().map(|field| self.present(entries.get(&field.wire))).collect();
        self.group(at, &Group { fields, values }, &object.rules);
    }

    /// Names in an object that the spec does not have.
    pub(super) fn unknown(&mut self, at: &Trail<'_>, fields: &[&Field], entries: &Map<String, Value>) {
        if !self.is_strict() {
            return;
        }
        for (name, value) in entries {
            if !fields.iter().any(|field| field.wire == *name) {
                let known = fields.iter().map(|field| field.wire.as_str());
                let words = super::texts::unknown("field", known);
                self.report(&at.field(&super::broken::shorten(name)), Some(value), Cause::Unknown, words);
            }
        }
    }

    pub(super) fn wrong_type(&mut self, at: &Trail<'_>, value: &Value, expected: &str) {
        let words = format!("is {}; expected {expected}", kind_of(value));
        self.report(at, None, Cause::Type, words);
    }
}
