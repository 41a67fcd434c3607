//! Compares the fields of a page with those of the spec, including nested ones.

use super::found::Found;
use super::subject::Subject;
use super::types;
use crate::describe;
use crate::docs::call::{ENVELOPE, EVERY_CALL, query};
use crate::docs::difference::{Anchor, Relation};
use crate::docs::facts::{Field as PageField, FieldTable, Place, Required};
use crate::docs::page_type::PageType;
use crate::model::{self, Field, ObjectRef, ResponseAt, Type};

/// The direction of fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    Sent,
    Received,
}

/// A field of a page with those nested in it.
pub(in crate::docs) struct Node<'p> {
    pub(in crate::docs) field: &'p PageField,
    pub(in crate::docs) children: Vec<Node<'p>>,
}

/// The current position in page and spec.
pub(super) struct At {
    /// The fact so far, such as `body.scope`.
    pub(super) fact: String,
    /// The mapping of fields in the YAML.
    pub(super) anchor: Anchor,
    pub(super) direction: Direction,
    /// Line of the table, or of the field around.
    pub(super) line: usize,
}

impl From<model::Place> for Place {
    fn from(place: model::Place) -> Self {
        match place {
            model::Place::Path => Self::Path,
            model::Place::Query => Self::Query,
            model::Place::Header => Self::Header,
            model::Place::Body => Self::Body,
        }
    }
}

impl<'f> Found<'f> {
    /// Compares the fields that a request sends in one place. A page without such a table has no such fields, unless its
    /// format is incomplete.
    pub(super) fn sent(&mut self, place: Place, key: &str, spec: &[&Field]) {
        let Some(page) = self.table(place) else { return };
        let page: Vec<_> =
            page.into_iter().filter(|field| place != Place::Header || !EVERY_CALL.contains(&&*field.name)).collect();
        let at = At {
            fact: key.to_owned(),
            anchor: self.subject.anchor(&[key]),
            direction: Direction::Sent,
            line: self.table_line(place),
        };
        let in_url = self.facts.url.as_ref().filter(|_| place == Place::Query);
        let in_url: Vec<&str> =
            in_url.map_or_else(Vec::new, |url| query(&url.value)).iter().map(|(name, _)| *name).collect();
        let is_in_table = |name: &str| page.iter().any(|field| field.name == name);
        let spec: Vec<&Field> =
            spec.iter().filter(|field| !in_url.contains(&&*field.wire) || is_in_table(&field.wire)).copied().collect();
        self.compare_fields(&tree(&page), &spec, &at);
    }

    /// Compares what stands under `data` or `event` with an object of the spec.
    pub(super) fn received(&mut self, place: Place, wrapper: &str, spec: Option<ObjectRef>) {
        let Some(page) = self.table(place) else { return };
        let object = spec.map(|object| &self.spec.objects[object.0]);
        let (anchor, fact) = match place {
            Place::Event => (self.subject.anchor(&["fields"]), "event"),
            _ => (self.subject.anchor(&["response", "fields"]), "response"),
        };
        let anchor = match object.filter(|object| object.resource.is_none()) {
            Some(shared) => Anchor::anywhere(&["objects", &shared.name, "fields"]),
            None => anchor,
        };
        let at = At { fact: fact.to_owned(), anchor, direction: Direction::Received, line: self.table_line(place) };
        let roots = tree(&page);
        let fields: Vec<&Field> = object.map(|object| object.fields.iter().collect()).unwrap_or_default();
        let inner = roots.iter().find(|node| node.field.name == wrapper);
        let is_body =
            matches!(self.subject, Subject::Endpoint(_, endpoint, _) if endpoint.response_at == ResponseAt::Body);
        if is_body {
            let roots: Vec<Node<'_>> =
                roots.into_iter().filter(|node| !ENVELOPE.contains(&&*node.field.name)).collect();
            self.compare_fields(&roots, &fields, &at);
            return;
        }
        self.compare_fields(inner.map_or(&[], |node| &node.children), &fields, &at);
        if place == Place::Response && !roots.is_empty() {
            let outer: Vec<String> =
                roots.iter().map(|node| node.field.name.clone()).filter(|name| name != wrapper).collect();
            self.compare_entries("envelope", &outer, &ENVELOPE.map(str::to_owned), at.line, &at.anchor);
        }
    }

    /// The fields of a place; `None` if the page has no such table and its format is incomplete.
    fn table(&self, place: Place) -> Option<Vec<&'f PageField>> {
        let facts = self.facts;
        facts.fields(place).or_else(|| self.states_all().then(Vec::new))
    }

    fn compare_fields(&mut self, page: &[Node<'_>], spec: &[&Field], at: &At) {
        for node in page {
            let fact = format!("{}.{}", at.fact, node.field.name);
            match spec.iter().find(|field| field.wire == node.field.name) {
                Some(field) => self.compare_field(node, field, fact, at),
                None => self.missing(node.field, &fact, at),
            }
        }
        for field in spec.iter().filter(|field| page.iter().all(|node| node.field.name != field.wire)) {
            let fact = format!("{}.{}", at.fact, field.wire);
            let is_unsent = field.read_only && at.direction == Direction::Sent;
            if field.undocumented.is_none() && !is_unsent {
                let sides = (None, Some(describe::type_name(self.spec, &field.ty)));
                self.push(fact, Relation::Extra, sides, at.line, at.anchor.then(&field.wire));
            }
        }
    }

    fn missing(&mut self, field: &PageField, fact: &str, at: &At) {
        let ty = if field.ty.is_empty() { "no type" } else { &field.ty };
        self.push(fact.to_owned(), Relation::Missing, (Some(ty.to_owned()), None), field.line, at.anchor.clone());
    }

    fn compare_field(&mut self, node: &Node<'_>, field: &Field, fact: String, at: &At) {
        let anchor = at.anchor.then(&field.wire);
        let has_rows = !node.children.is_empty();
        let page = PageType::of(&node.field.ty, has_rows || self.shows_elsewhere(node.field));
        let fits = types::fits(self.spec, &page, has_rows, &field.ty);
        if !fits {
            let spec = describe::type_name(self.spec, &field.ty);
            self.compare(&format!("{fact}:type"), node.field.line, &node.field.ty, &spec, anchor.then("type"));
        }
        if field.undocumented.is_some() {
            let sides = (None, Some("undocumented".to_owned()));
            self.push(
                format!("{fact}:undocumented"),
                Relation::Extra,
                sides,
                node.field.line,
                anchor.then("undocumented"),
            );
        }
        let inner = At { fact, anchor, direction: at.direction, line: node.field.line };
        if at.direction == Direction::Sent {
            self.required(node.field, field, &inner);
        }
        if node.field.deprecated && field.deprecated.is_none() {
            let sides = (Some("deprecated".to_owned()), None);
            let fact = format!("{}:deprecated", inner.fact);
            self.push(fact, Relation::Missing, sides, inner.line, inner.anchor.then("deprecated"));
        }
        self.parts(node.field, field, &inner);
        let children = values_of_map(&field.ty, &node.children);
        if fits && types::object(self.spec, field).is_none() {
            // A string of JSON, whose fields the rows show.
            for child in children {
                self.missing(child.field, &format!("{}.{}", inner.fact, child.field.name), &inner);
            }
        }
        let object =
            types::object(self.spec, field).filter(|_| !children.is_empty() || !self.shows_elsewhere(node.field));
        if let Some(object) = object {
            let anchor = Anchor::anywhere(&["objects", &object.name, "fields"]);
            let fields: Vec<&Field> = object.fields.iter().collect();
            self.compare_fields(children, &fields, &At { anchor, ..inner });
        }
    }

    /// Whether the table has rows for the same type at another field.
    fn shows_elsewhere(&self, field: &PageField) -> bool {
        let page = PageType::of(&field.ty, true);
        let Some(name) = page.name() else { return false };
        let has_rows = |table: &FieldTable| {
            let pairs = table.fields.iter().zip(table.fields.iter().skip(1));
            let mut holders = pairs.filter(|(first, second)| second.depth > first.depth).map(|(first, _)| first);
            holders.any(|holder| PageType::of(&holder.ty, true).name() == Some(name))
        };
        let mut tables = self.facts.tables.iter();
        tables.any(|table| table.fields.iter().any(|known| known.line == field.line) && has_rows(table))
    }

    fn required(&mut self, page: &PageField, field: &Field, at: &At) {
        let word = |required: bool| if required { "required" } else { "optional" };
        let stated = match &page.required {
            None => return,
            Some(Required::Yes) => true,
            Some(Required::No) => false,
            Some(Required::Sometimes(words)) => {
                if field.required || field.required_when.is_none() {
                    self.compare(
                        &format!("{}:required", at.fact),
                        at.line,
                        words,
                        word(field.required),
                        at.anchor.then("required"),
                    );
                }
                return;
            }
        };
        self.compare(
            &format!("{}:required", at.fact),
            at.line,
            word(stated),
            word(field.required),
            at.anchor.then("required"),
        );
    }
}

/// A page shows the key of a map as a field, with the fields of its values nested in it.
fn values_of_map<'n, 'p>(ty: &Type, children: &'n [Node<'p>]) -> &'n [Node<'p>] {
    match (ty, children) {
        (Type::Map(..), [key]) if !key.children.is_empty() => &key.children,
        _ => children,
    }
}

/// Fields by what they are nested in.
pub(in crate::docs) fn tree<'p>(fields: &[&'p PageField]) -> Vec<Node<'p>> {
    let mut roots: Vec<Node<'p>> = Vec::new();
    for field in fields {
        let mut siblings = &mut roots;
        for _ in 0..field.depth {
            let Some(index) = siblings.len().checked_sub(1) else { break };
            siblings = &mut siblings[index].children;
        }
        siblings.push(Node { field, children: Vec::new() });
    }
    roots
}
