//! The differences that can be settled mechanically, and the edits that settle them.
//!
//! In: a difference and its page. Out: edits, or nothing where a person has to decide.

use super::case::Case;
use super::new_field;
use crate::constraint::range;
use crate::docs::difference::{Anchor, Relation};
use crate::docs::drift::normal;
use crate::docs::facts::{Field, Limited};
use crate::docs::import::{error_of, rate_limit};
use crate::docs::values::Kind;
use crate::docs::yaml::{self, Edit, Entry, Yaml};
use crate::model::{self, Limit};
use crate::unwritten;

/// Places of fields.
const PLACES: [&str; 6] = ["path", "query", "header", "body", "response", "event"];

impl Case<'_> {
    /// The edits, if the difference can be settled mechanically.
    pub(super) fn edits(&self) -> Option<Vec<Edit>> {
        let fact = &*self.difference.fact;
        let (first, rest) = fact.split_once('.').unwrap_or((fact, ""));
        match first {
            // The day says which state of the page somebody has read.
            "updated" if self.has_unread_prose => None,
            "updated" => Some(vec![self.put(Yaml::Scalar(self.difference.page.clone()?))]),
            "deprecated" => Some(vec![self.put(Yaml::text(&unwritten::at(self.file, self.difference.line)))]),
            "rate_limit" => self.rate_limit(),
            "scopes" => self.list_entry(rest, false),
            "field_scopes" if !self.is_at_field(rest) => self.list_entry(rest, false),
            "errors" => self.error(rest),
            first if PLACES.contains(&first) => self.of_field(),
            _ => None,
        }
    }

    fn anchor(&self) -> &Anchor {
        &self.difference.anchor
    }

    fn put(&self, value: Yaml) -> Edit {
        Edit::Put(self.anchor().clone(), value.into())
    }

    fn rate_limit(&self) -> Option<Vec<Edit>> {
        let stated = self.facts.rate_limit.as_ref().and_then(|limit| rate_limit(&limit.value));
        let Some(value) = stated else {
            return Some(vec![Edit::Remove(self.anchor().clone(), false)]);
        };
        if !self.texts.has(self.anchor()) {
            return Some(vec![self.put(value)]);
        }
        // One key after the other, so that the mapping keeps its layout.
        let limit = &self.facts.rate_limit.as_ref()?.value;
        let keys = [("per_minute", limit.per_minute), ("per_second", limit.per_second)];
        let puts = keys.iter().filter_map(|(key, calls)| {
            Some(Edit::Put(self.anchor().then(key), Yaml::Scalar((*calls)?.to_string()).into()))
        });
        let unstated = keys.iter().filter(|(_, calls)| calls.is_none()).map(|(key, _)| self.anchor().then(key));
        let removals = unstated.filter(|anchor| self.texts.has(anchor)).map(|anchor| Edit::Remove(anchor, false));
        Some(puts.chain(removals).collect())
    }

    /// An entry of a list whose order says nothing.
    fn list_entry(&self, entry: &str, is_needed: bool) -> Option<Vec<Edit>> {
        match self.difference.relation {
            Relation::Missing => Some(vec![Edit::Add(self.anchor().clone(), entry.to_owned())]),
            Relation::Extra => Some(vec![Edit::Remove(self.anchor().clone(), is_needed)]),
            _ => None,
        }
    }

    /// Whether a scope belongs to a field or value of the page, or of the spec.
    fn is_at_field(&self, scope: &str) -> bool {
        let fields = self.facts.tables.iter().flat_map(|table| &table.fields);
        let mut lists = fields.flat_map(|field| field.values.iter().map(|value| &value.scopes).chain([&field.scopes]));
        let is_listed = self.texts.has(self.anchor());
        lists.any(|scopes| scopes.iter().any(|known| known == scope))
            || self.difference.relation == Relation::Extra && !is_listed
    }

    fn error(&self, rest: &str) -> Option<Vec<Edit>> {
        let (number, part) = rest.split_once(':').unwrap_or((rest, ""));
        let number: i64 = number.parse().ok()?;
        match part {
            "" => {
                let mut edits = self.list_entry(&number.to_string(), true)?;
                let is_known = self.spec.errors.iter().any(|error| error.number == number);
                if self.difference.relation == Relation::Missing && !is_known {
                    let row = self.facts.errors.as_ref()?.value.iter().find(|row| row.code == number)?;
                    let declared = error_of(row, self.file, self.spec);
                    edits.push(Edit::Put(Anchor::anywhere(&["errors", &number.to_string()]), declared.into()));
                }
                Some(edits)
            }
            "status" if self.difference.page.as_deref() == Some("none") => {
                Some(vec![Edit::Remove(self.anchor().clone(), false)])
            }
            "status" => Some(vec![self.put(Yaml::Scalar(self.difference.page.clone()?))]),
            "message" => Some(vec![self.put(Yaml::text(self.difference.page.as_deref()?))]),
            _ => None,
        }
    }

    /// A part of a field, after the last colon, or a field as a whole.
    fn of_field(&self) -> Option<Vec<Edit>> {
        let Some((_, part)) = self.difference.fact.rsplit_once(':') else {
            let is_missing = self.difference.relation == Relation::Missing;
            return if is_missing { new_field::edits(self) } else { None };
        };
        match part.split_once('.') {
            None if part == "deprecated" => {
                Some(vec![self.put(Yaml::text(&unwritten::at(self.file, self.difference.line)))])
            }
            None if part == "example" => self.example(),
            None => ["length", "items", "range"].contains(&part).then(|| self.limit(part))?,
            Some(("scopes", scope)) => self.list_entry(scope, false),
            Some(("values", value)) => self.value(value),
            Some(_) => None,
        }
    }

    /// An example that the page states and the field can have; one that the page no longer has may still be good.
    fn example(&self) -> Option<Vec<Edit>> {
        let stated = self.field()?.example.as_deref()?;
        let keys = self.anchor().without_last();
        let objects = self.spec.objects.iter().filter(|object| keys.keys().get(1) == Some(&object.name));
        let of_objects = objects.flat_map(|object| &object.fields);
        let endpoints = self.spec.resources.iter().flat_map(|resource| &resource.endpoints);
        let of_endpoints = endpoints.flat_map(|endpoint| endpoint.fields.iter().map(|parameter| &parameter.field));
        let is_object = keys.keys().first().is_some_and(|key| key == "objects");
        let mut fields: Box<dyn Iterator<Item = &model::Field>> =
            if is_object { Box::new(of_objects) } else { Box::new(of_endpoints) };
        let field = fields.find(|field| keys.keys().last() == Some(&field.wire))?;
        let value = Kind::of(self.spec, &field.ty).allowed(stated, &field.constraints)?;
        Some(vec![self.put(yaml::value(&value))])
    }

    /// A limit, unless the field has a list of numbers: then both belong together, and a person has to look at them.
    fn limit(&self, key: &str) -> Option<Vec<Edit>> {
        let list = self.anchor().without_last().then("one_of");
        if self.texts.has(&list) {
            return None;
        }
        let of = if key == "range" { Limited::Value } else { Limited::Length };
        let stated = self.field()?.limits.iter().find(|limit| limit.of == of);
        let limit = stated.and_then(|limit| normal(Limit { min: limit.min, max: limit.max }, key != "range"));
        Some(match limit {
            Some(limit) => vec![self.put(Yaml::Scalar(range(limit)))],
            None => vec![Edit::Remove(self.anchor().clone(), false)],
        })
    }

    /// A new value of an enum, or a new number of a list. What is gone may still be in use.
    fn value(&self, value: &str) -> Option<Vec<Edit>> {
        if self.difference.relation != Relation::Missing {
            return None;
        }
        match self.anchor().keys() {
            [kind, name, _] if kind == "enums" => {
                let item = self.spec.enums.iter().find(|item| item.name == *name)?;
                let doc = Yaml::text(&unwritten::at(self.file, self.difference.line));
                let is_read_only = item.usage.request && self.is_received();
                let flag = Entry::new("read_only", Yaml::Scalar("true".to_owned()));
                let value_of = if is_read_only { Yaml::Map(vec![Entry::new("doc", doc), flag]) } else { doc };
                Some(vec![Edit::Put(self.anchor().then(value), value_of.into())])
            }
            [.., last] if last == "one_of" => {
                let number: i64 = value.parse().ok()?;
                Some(vec![Edit::Add(self.anchor().clone(), number.to_string())])
            }
            _ => None,
        }
    }

    /// The field of the page that the difference is about.
    fn field(&self) -> Option<&Field> {
        let mut fields = self.facts.tables.iter().flat_map(|table| &table.fields);
        fields.find(|field| field.line == self.difference.line)
    }
}
