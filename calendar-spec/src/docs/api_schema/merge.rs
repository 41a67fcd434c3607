//! The facts of a page and those of its schema as one.
//!
//! Which of the two applies depends on the kind of fact:
//!
//! | fact | from |
//! | --- | --- |
//! | title, date, remarks, error codes, rules in prose, examples of bodies, scopes of fields | the page, which alone has them |
//! | URL, method, tokens, scopes, applications, rate limit | the page; the schema where it is silent |
//! | which fields there are | the page; the schema for a place without a table, and within objects that the page does not show |
//! | whether a field is required | the page, which also knows "sometimes" |
//! | type | the page, unless the schema is more exact: a file, a map, a list's items, 64 bits, the name of an object |
//! | values, default, limits, example | the page; the schema where it is silent |
//! | names of objects, enums and of their values | the schema, which alone has them |
//!
//! The page goes first because the vendor's writers correct it by hand and the schema is what it was made from. Where
//! both speak and differ, [`Facts::disagreements`] says so.

use std::collections::HashMap;

use crate::docs::call::route;
use crate::docs::facts::{Disagreement, Facts, Field, FieldTable, Kind, Limited, Place, Required, Stated};
use crate::docs::page_type::PageType;
use crate::docs::unread::Page;

/// How many disagreements are kept.
const MOST: usize = 100;

/// Adds what a schema states to a page.
pub(in crate::docs) fn merge(page: Page, schema: Page) -> Page {
    let Page { mut facts, mut unread } = page;
    unread.extend(schema.unread);
    let is_schema_alone = facts.kind == Kind::Guide && facts.tables.is_empty();
    if is_schema_alone {
        (facts.kind, facts.format) = (schema.facts.kind, schema.facts.format);
    }
    let mut merge = Merge { disagreements: Vec::new() };
    merge.whole(&mut facts, &schema.facts);
    for table in schema.facts.tables {
        if facts.fields(table.place).is_some() {
            merge.tables(&mut facts.tables, &table);
        } else {
            if !is_schema_alone {
                merge.add(table.place.name(), "no fields", "fields", table.line);
            }
            facts.tables.push(table);
        }
    }
    facts.disagreements = merge.disagreements;
    Page { facts, unread }
}

struct Merge {
    disagreements: Vec<Disagreement>,
}

/// A field of the schema, with the fields below it.
struct Known {
    field: Field,
    below: Vec<Field>,
    is_used: bool,
}

impl Merge {
    fn add(&mut self, fact: impl Into<String>, page: &str, schema: &str, line: usize) {
        if self.disagreements.len() < MOST {
            let (page, schema) = (page.to_owned(), schema.to_owned());
            self.disagreements.push(Disagreement { fact: fact.into(), page, schema, line });
        }
    }

    /// What both state as a whole.
    fn whole(&mut self, page: &mut Facts, schema: &Facts) {
        self.text("method", &mut page.method, schema.method.as_ref(), |text| text);
        self.text("url", &mut page.url, schema.url.as_ref(), route);
        self.list("tokens", &mut page.tokens, schema.tokens.as_ref());
        self.list("scopes", &mut page.scopes, schema.scopes.as_ref());
        self.list("field_scopes", &mut page.field_scopes, schema.field_scopes.as_ref());
        self.list("apps", &mut page.apps, schema.apps.as_ref());
        page.summary = page.summary.take().or_else(|| schema.summary.clone());
        match (&page.rate_limit, &schema.rate_limit) {
            (Some(said), Some(other)) => {
                let numbers =
                    |limit: &Stated<crate::docs::facts::RateLimit>| (limit.value.per_minute, limit.value.per_second);
                if numbers(said) != numbers(other) {
                    self.add("rate_limit", &said.value.text, &other.value.text, said.line);
                }
            }
            (None, other) => page.rate_limit.clone_from(other),
            (Some(_), None) => {}
        }
    }

    fn text(
        &mut self,
        fact: &str,
        page: &mut Option<Stated<String>>,
        schema: Option<&Stated<String>>,
        normal: fn(&str) -> &str,
    ) {
        match (&*page, schema) {
            (Some(said), Some(other)) if normal(&said.value) != normal(&other.value) => {
                self.add(fact, &said.value, &other.value, said.line);
            }
            (Some(_), _) => {}
            (None, other) => *page = other.cloned(),
        }
    }

    /// Lists whose order says nothing.
    fn list(&mut self, fact: &str, page: &mut Option<Stated<Vec<String>>>, schema: Option<&Stated<Vec<String>>>) {
        let sorted = |stated: &Stated<Vec<String>>| {
            let mut list = stated.value.clone();
            list.sort();
            list
        };
        match (&*page, schema) {
            (Some(said), Some(other)) if sorted(said) != sorted(other) => {
                self.add(fact, &said.value.join(", "), &other.value.join(", "), said.line);
            }
            (Some(_), _) => {}
            (None, other) => *page = other.cloned(),
        }
    }

    /// The tables of one place; some pages have two.
    fn tables(&mut self, tables: &mut [FieldTable], schema: &FieldTable) {
        let place = schema.place;
        let mut known = by_path(&schema.fields);
        let mut line = None;
        for table in tables.iter_mut().filter(|table| table.place == place) {
            line = line.or(Some(table.line));
            self.table(table, &mut known);
        }
        let mut unused: Vec<(&Vec<String>, &Known)> = known.iter().filter(|(_, known)| !known.is_used).collect();
        unused.sort_by_key(|(path, _)| *path);
        for (path, known) in unused {
            let fact = format!("{}.{}", place.name(), path.join("."));
            self.add(fact, "no such field", &known.field.ty, line.unwrap_or_default());
        }
    }

    fn table(&mut self, page: &mut FieldTable, known: &mut HashMap<Vec<String>, Known>) {
        let fields = std::mem::take(&mut page.fields);
        let mut names: Vec<Option<String>> = Vec::new();
        let depths: Vec<usize> = fields.iter().map(|field| field.depth).collect();
        for (index, mut field) in fields.into_iter().enumerate() {
            names.truncate(field.depth);
            let around: Vec<String> = names.iter().flatten().cloned().collect();
            let has_children = depths.get(index + 1).is_some_and(|next| *next > field.depth);
            let is_only = depths[index + 1..].iter().find(|next| **next <= field.depth) != Some(&field.depth);
            // A row for the keys of a map, which a schema does not have.
            let of_map = known.get(&around).is_some_and(|known| is_map(&known.field.ty));
            let path = [&*around, std::slice::from_ref(&field.name)].concat();
            if of_map && has_children && is_only && !known.contains_key(&path) {
                names.push(None);
                page.fields.push(field);
                continue;
            }
            names.push(Some(field.name.clone()));
            let Some(other) = known.get_mut(&path) else {
                page.fields.push(field);
                continue;
            };
            other.is_used = true;
            self.field(&format!("{}.{}", page.place.name(), path.join(".")), &mut field, &other.field, page.place);
            let (line, depth, base) = (field.line, field.depth, other.field.depth);
            page.fields.push(field);
            if !has_children {
                // The object is not shown on the page, so there is nothing to differ from.
                let below = std::mem::take(&mut other.below).into_iter();
                page.fields.extend(below.map(|nested| Field { line, depth: depth + nested.depth - base, ..nested }));
                mark_below(known, &path);
            }
        }
    }

    fn field(&mut self, fact: &str, page: &mut Field, schema: &Field, place: Place) {
        page.enum_name.clone_from(&schema.enum_name);
        self.ty(fact, page, schema);
        self.required(fact, page, schema, place);
        self.values(fact, page, schema);
        self.limits(fact, page, schema);
        let pairs = [("default", &mut page.default, &schema.default), ("example", &mut page.example, &schema.example)];
        for (part, said, other) in pairs {
            match (&*said, other) {
                // Examples are many; that two differ says nothing.
                (Some(text), Some(other)) if part == "default" && text.trim_matches(['"', '`']) != other => {
                    self.add(format!("{fact}:{part}"), text, other, page.line);
                }
                (None, Some(_)) => said.clone_from(other),
                _ => {}
            }
        }
        if page.description.is_empty() && page.text.is_empty() {
            (page.description, page.text) = (schema.description.clone(), schema.text.clone());
        }
    }

    fn ty(&mut self, fact: &str, page: &mut Field, schema: &Field) {
        let (said, other) = (PageType::parse(&page.ty), PageType::parse(&schema.ty));
        match fit(&said, &other) {
            Fit::Same => {}
            Fit::SchemaIsMoreExact => page.ty.clone_from(&schema.ty),
            Fit::Differs => self.add(format!("{fact}:type"), &page.ty, &schema.ty, page.line),
        }
    }

    fn required(&mut self, fact: &str, page: &mut Field, schema: &Field, place: Place) {
        let word = |required: &Required| match required {
            Required::Yes => "required".to_owned(),
            Required::No => "optional".to_owned(),
            Required::Sometimes(words) => words.clone(),
        };
        match (&page.required, &schema.required) {
            // Fields of a path are always required, and have no such column.
            _ if place == Place::Path => {}
            (Some(said), Some(other)) if said != other && !matches!(said, Required::Sometimes(_)) => {
                self.add(format!("{fact}:required"), &word(said), &word(other), page.line);
            }
            (None, other) => page.required.clone_from(other),
            _ => {}
        }
    }

    fn values(&mut self, fact: &str, page: &mut Field, schema: &Field) {
        if page.values.is_empty() {
            page.values.clone_from(&schema.values);
            return;
        }
        let listed = |field: &Field| {
            let mut values: Vec<String> = field.values.iter().map(|value| value.value.clone()).collect();
            values.sort();
            values.join(", ")
        };
        if !schema.values.is_empty() && listed(page) != listed(schema) {
            self.add(format!("{fact}:values"), &listed(page), &listed(schema), page.line);
        }
        for value in &mut page.values {
            let same = schema.values.iter().find(|other| other.value == value.value);
            value.name = same.and_then(|same| same.name.clone());
        }
    }

    fn limits(&mut self, fact: &str, page: &mut Field, schema: &Field) {
        for other in &schema.limits {
            let said = page.limits.iter().find(|limit| limit.of == other.of);
            match said {
                Some(_) if other.of == Limited::Other => {}
                // A minimum length of 0 is not a limit.
                Some(said)
                    if (said.min.filter(|min| *min != 0), said.max)
                        != (other.min.filter(|min| *min != 0), other.max) =>
                {
                    self.add(format!("{fact}:limits"), &said.text, &other.text, page.line);
                }
                Some(_) => {}
                None => page.limits.push(other.clone()),
            }
        }
    }
}

fn is_map(ty: &str) -> bool {
    matches!(PageType::parse(ty), PageType::Map(_))
}

/// The fields of a table by their path.
fn by_path(fields: &[Field]) -> HashMap<Vec<String>, Known> {
    let mut path: Vec<String> = Vec::new();
    let mut paths = Vec::new();
    for field in fields {
        path.truncate(field.depth);
        path.push(field.name.clone());
        paths.push(path.clone());
    }
    let below = |index: usize| -> Vec<Field> {
        let depth = fields[index].depth;
        fields[index + 1..].iter().take_while(|field| field.depth > depth).cloned().collect()
    };
    let known = |index: usize| Known { field: fields[index].clone(), below: below(index), is_used: false };
    paths.into_iter().enumerate().map(|(index, path)| (path, known(index))).collect()
}

/// Fields that were taken over with the one around them.
fn mark_below(known: &mut HashMap<Vec<String>, Known>, path: &[String]) {
    known.iter_mut().filter(|(other, _)| other.starts_with(path)).for_each(|(_, known)| known.is_used = true);
}

enum Fit {
    Same,
    SchemaIsMoreExact,
    Differs,
}

fn fit(page: &PageType, schema: &PageType) -> Fit {
    use PageType::{Any, File, Float, Int, List, Map, Object, String, Unknown};
    match (page, schema) {
        (_, Unknown | Any) => Fit::Same,
        (Unknown | Any, _) | (Int(None), Int(Some(64))) | (String | Object(_), File) | (Object(_), Map(_)) => {
            Fit::SchemaIsMoreExact
        }
        (List(page), List(schema)) | (Map(page), Map(schema)) => fit(page, schema),
        (Object(name), List(_)) if name.eq_ignore_ascii_case("object") => Fit::SchemaIsMoreExact,
        (Object(_), Object(_)) if page.name().is_none() && schema.name().is_some() => Fit::SchemaIsMoreExact,
        (Object(_), Object(_)) | (Int(_) | Float, Int(_)) => Fit::Same,
        _ if page == schema => Fit::Same,
        _ => Fit::Differs,
    }
}
