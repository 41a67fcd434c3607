//! Enums, objects, fields and error codes.

use std::collections::HashSet;

use heck::ToSnakeCase;

use super::entries::{Layout, push_if};
use crate::constraint::notation;
use crate::describe;
use crate::docs::import::draft::{Enum, ErrorCode, Field, Object, Type};
use crate::docs::import::names;
use crate::docs::yaml::{self, Entry, Yaml};
use crate::model::Retry;
use crate::resolve::{field_of, is_free_name, variant_of};

impl Layout<'_> {
    pub(in crate::docs) fn enumeration(item: &Enum) -> Entry {
        let mut seen = HashSet::new();
        let values = item.values.iter().map(|value| {
            let is_read_only = item.ways.sent && !value.ways.sent;
            let derived = variant_of(&value.wire).filter(|name| name != "Unrecognized");
            let named = value.name.as_deref().and_then(variant_of).or_else(|| derived.clone());
            let rust = free_variant(named.as_deref(), &value.wire, &mut seen);
            let mut entries = vec![Entry::new("doc", Yaml::text(&value.doc))];
            push_if(&mut entries, is_read_only, "read_only", || Yaml::Scalar("true".to_owned()));
            push_if(&mut entries, derived.as_ref() != Some(&rust), "rust", || Yaml::text(&rust));
            push_if(&mut entries, !value.scopes.is_empty(), "scopes", || Yaml::texts(&value.scopes));
            let about = if entries.len() == 1 { Yaml::text(&value.doc) } else { Yaml::Map(entries) };
            match value.wire.parse() {
                Ok(number) if item.is_number => Entry::numbered(number, about),
                _ => Entry::new(&value.wire, about),
            }
        });
        let values = Yaml::Block(values.collect());
        let mut entries = vec![Entry::new("doc", Yaml::text(&item.doc))];
        push_if(&mut entries, item.is_number, "type", || Yaml::text("int32"));
        entries.push(Entry::new("values", values));
        Entry::new(&item.name, Yaml::Block(entries))
    }

    pub(in crate::docs) fn object(&self, object: &Object) -> Entry {
        let mut names = HashSet::new();
        let fields = object.fields.iter().map(|field| {
            let is_read_only = object.ways.sent && !field.ways.sent;
            self.field(field, is_read_only, "", &mut names)
        });
        let entries =
            vec![Entry::new("doc", Yaml::text(&object.doc)), Entry::new("fields", Yaml::Block(fields.collect()))];
        Entry::new(&object.name, Yaml::Block(entries))
    }

    pub(super) fn fields(&self, fields: &[Field], place: &str, names: &mut HashSet<String>) -> Yaml {
        Yaml::Block(fields.iter().map(|field| self.field(field, false, place, names)).collect())
    }

    /// A field; `names` are those that its siblings have in Rust.
    pub(in crate::docs) fn field(
        &self,
        field: &Field,
        is_read_only: bool,
        place: &str,
        names: &mut HashSet<String>,
    ) -> Entry {
        let derived = field_of(&field.wire);
        let rust = free_field(derived.as_deref(), &field.wire, place, names);
        let mut entries = vec![Entry::new("type", Yaml::text(&self.ty(&field.ty)))];
        let flag = || Yaml::Scalar("true".to_owned());
        push_if(&mut entries, field.required, "required", flag);
        push_if(&mut entries, is_read_only, "read_only", flag);
        entries.extend(
            field.constraints.iter().map(|allowed| Entry::new(allowed.kind().key(), Yaml::Scalar(notation(allowed)))),
        );
        entries.extend(field.default.as_ref().map(|value| Entry::new("default", yaml::value(value))));
        push_if(&mut entries, derived.as_ref() != Some(&rust), "rust", || Yaml::text(&rust));
        push_if(&mut entries, !field.scopes.is_empty(), "scopes", || Yaml::texts(&field.scopes));
        entries.extend(field.deprecated.as_ref().map(|text| Entry::new("deprecated", Yaml::text(text))));
        entries.push(Entry::new("doc", Yaml::text(&field.doc)));
        entries.extend(field.example.as_ref().map(|value| Entry::new("example", yaml::value(value))));
        Entry::new(&field.wire, Yaml::Map(entries)).with_comments(&field.todos)
    }

    fn ty(&self, ty: &Type) -> String {
        match ty {
            Type::Named(name) => name.clone(),
            Type::Enum(item) => self.draft.enums[*item].name.clone(),
            Type::Object(object) => self.draft.objects[*object].name.clone(),
            Type::List(inner) => format!("list<{}>", self.ty(inner)),
            Type::Map(inner) => format!("map<string, {}>", self.ty(inner)),
        }
    }
}

/// An error code, with the retry that its status suggests.
pub(in crate::docs) fn error(number: i64, code: &ErrorCode) -> Entry {
    let retry = match code.status {
        Some(429) => Retry::RateLimit,
        Some(500..) => Retry::Backoff,
        _ => Retry::Never,
    };
    let mut entries = vec![Entry::new("name", Yaml::text(&code.name))];
    entries.extend(code.status.map(|status| Entry::new("status", Yaml::Scalar(status.to_string()))));
    entries.push(Entry::new("message", Yaml::text(&code.message)));
    entries.push(Entry::new("advice", Yaml::text(&code.advice)));
    entries.push(Entry::new("retry", Yaml::text(describe::retry(retry))));
    Entry::numbered(number, Yaml::Block(entries))
}

/// A name for a field that no sibling has.
fn free_field(derived: Option<&str>, wire: &str, place: &str, names: &mut HashSet<String>) -> String {
    let base = derived.map_or_else(|| format!("field_{wire}").to_snake_case(), str::to_owned);
    let with = |more: &str| format!("{base}_{more}").to_snake_case();
    let base = if is_usable_field(&with("1")) { &*base } else { "field" };
    let with = |more: &str| format!("{base}_{more}").to_snake_case();
    let is_taken = |name: &str| !is_usable_field(name) || names.contains(name);
    let with_place = with(place);
    let name = if !is_taken(base) {
        base.to_owned()
    } else if !place.is_empty() && !is_taken(&with_place) {
        with_place
    } else {
        let first = if place.is_empty() { 1 } else { 2 };
        names::numbered(first, is_taken, |number| with(&number.to_string()))
    };
    names.insert(name.clone());
    name
}

fn is_usable_field(name: &str) -> bool {
    field_of(name).as_deref() == Some(name)
}

/// A name for a variant that no other value has.
fn free_variant(derived: Option<&str>, wire: &str, names: &mut HashSet<String>) -> String {
    let base = derived.map_or_else(|| names::of_type(&format!("value_{wire}")), str::to_owned);
    let base = if is_free_name(&base) { base } else { "Value".to_owned() };
    let is_taken = |name: &str| names.contains(name);
    let numbered = || names::numbered(2, is_taken, |number| names::of_type(&format!("{base}{number}")));
    let name = if is_taken(&base) { numbered() } else { base };
    names.insert(name.clone());
    name
}
